"""Which lesson a notebook is of, and which of several is taken."""

import shutil

import nbformat
import pytest

from grading import CourseError
from grading.lesson.release import derive
from tests.helpers.collecting import (
    ANN,
    MOODLE,
    OTHER,
    Run,
    edited,
    info,
    roster,
    submitted,
    without,
)
from tests.helpers.sample_course import LESSON


def test_a_notebook_is_known_by_its_cells(root, good, other):
    files = {
        f"{MOODLE}/homework final(2).ipynb": good,
        f"{MOODLE}/{LESSON} (1).ipynb": other,
        "Bob B_2_assignsubmission_file_/hw.ipynb": good.replace(b"grade_id", b"was_grade_id"),
    }
    run = Run(root, files)
    assert submitted(root, "Ann_Example") == good
    assert submitted(root, "Ann_Example", OTHER) == other
    assert submitted(root, "Bob_B")
    assert 'renamed from "homework final(2).ipynb"' in run.line("Ann_Example").reason
    assert "taken (renamed" in run.text


def test_another_lesson_under_this_ones_name_is_not_nothing(root, good, other):
    roster(root, ANN, "bob,Bob B,bob@example.org,2,")
    (root / "deadlines.csv").write_text(f"lesson,due\n{LESSON},2026-01-31 18:00\n")
    theirs = {"Bob B_2_assignsubmission_file_/hw.ipynb": good}
    run = Run(root, theirs | {f"{MOODLE}/{LESSON} (1).ipynb": other})
    assert (run.line("ann").status, run.line("ann").reason) == (
        "refused",
        f'no notebook of this lesson; "{LESSON} (1).ipynb" is {OTHER}: ask for {LESSON}',
    )
    assert run.line("ann", OTHER).status == "taken"
    assert f"ann,{LESSON}," in (root / "downloaded" / "refused.csv").read_text()
    Run(root, {f"{MOODLE}/{LESSON}.ipynb": good})
    run = Run(root, theirs | {f"{MOODLE}/{LESSON} (1).ipynb": other})
    assert run.line("ann").status == "missing", "of this download; the work itself is here"
    assert f"ann,{LESSON}," not in (root / "downloaded" / "refused.csv").read_text()


def test_a_notebook_is_known_by_its_texts(root, good):
    def strip(nb):
        for number, cell in enumerate(nb.cells):
            cell.id, cell.metadata = f"c{number}", nbformat.from_dict({})

    run = Run(root, {f"{MOODLE}/hw.ipynb": edited(good, strip)})
    assert run.line("Ann_Example").status == "taken"


def test_a_notebook_is_known_by_its_texts_whatever_its_lines_end_with(root, good):
    def strip(nb):
        for number, cell in enumerate(nb.cells):
            cell.id, cell.metadata = f"c{number}", nbformat.from_dict({})
            cell.source = cell.source.replace("\n", " \r\n")

    run = Run(root, {f"{MOODLE}/hw.ipynb": edited(good, strip)})
    assert (run.line("Ann_Example").status, run.line("Ann_Example").reason) == (
        "taken",
        'renamed from "hw.ipynb"',
    )


def test_a_notebook_is_known_by_what_it_defines(root, good, other):
    """Answers alone, copied into a new notebook."""

    def answers(nb):
        nb.cells = [cell for cell in nb.cells if "return" in cell.source]
        for number, cell in enumerate(nb.cells):
            cell.id, cell.metadata = f"c{number}", nbformat.from_dict({})
            cell.source = cell.source.replace("double", "other_double") + "\n"

    # Both lessons of this course define the same, until one of them does not
    path = root / "solutions" / OTHER / f"{OTHER}.ipynb"
    path.write_text(path.read_text().replace("def double", "def other_double"))
    run = Run(root, {f"{MOODLE}/hw.ipynb": edited(other, answers)})
    assert run.line("Ann_Example", OTHER).status == "taken"
    assert "can be told" not in run.text


def test_half_a_notebook_is_known_too(root, good):
    run = Run(root, {f"{MOODLE}/hw.ipynb": good[: len(good) // 2]})
    assert "it is cut off" in run.line("Ann_Example").reason
    assert submitted(root, "Ann_Example") == good[: len(good) // 2]


def test_lesson_says_what_is_wanted(root, good, other):
    files = {f"{MOODLE}/a.ipynb": good, f"{MOODLE}/b.ipynb": other}
    run = Run(root, files, lesson="99")
    assert submitted(root, "Ann_Example", OTHER) is None
    assert "b.ipynb, which is 98_other" in run.line("Ann_Example").reason
    assert Run(root, {f"{MOODLE}/a.ipynb": b""}, LESSON).line("Ann_Example").status == "replaced"
    with pytest.raises(CourseError, match="no lesson is called '97'"):
        Run(root, files, lesson="97")


def test_where_another_lesson_came_it_says_which_one_to_ask_for(root, other):
    said = Run(root, {f"{MOODLE}/hw.ipynb": other}, LESSON).line("Ann_Example").reason
    assert f"which is {OTHER} (ask for {LESSON}, or collect without LESSON to take it)" in said


def test_a_notebook_of_no_lesson_is_left_out(root):
    scratch = nbformat.writes(nbformat.v4.new_notebook()).encode()
    run = Run(root, {f"{MOODLE}/scratch.ipynb": scratch}, LESSON)
    line = run.line("Ann_Example")
    assert line.status == "refused"
    assert "scratch.ipynb, which holds no lesson's cells" in line.reason
    named = Run(root, {f"{MOODLE}/{LESSON}.ipynb": scratch})
    assert "none of the lesson's cells are in it" in named.line("Ann_Example").reason


def test_the_best_match_counts_then_the_newest(root, good):
    worse, broken = without(good, "double_check", "divide_check"), good[:-40]
    blank = derive(LESSON, root).encode()
    late, early = (2026, 1, 30, 12, 0, 0), (2026, 1, 29, 12, 0, 0)
    newer = good + b"\n"

    def run(*files):
        shutil.rmtree(root / "submitted", ignore_errors=True)
        done = Run(root, [(info(f"{MOODLE}/{name}", when), data) for name, data, when in files])
        return submitted(root, "Ann_Example"), done.line("Ann_Example").reason

    taken, said = run(("a.ipynb", good, early), ("b.ipynb", worse, late))
    assert taken == good
    assert 'took "a.ipynb", the best match, not "b.ipynb"' in said
    taken, said = run(("a.ipynb", good, early), ("b.ipynb", broken, late))
    assert taken == good
    taken, said = run(("a.ipynb", worse, early), ("b.ipynb", blank, late))
    assert taken == worse
    taken, said = run(("b.ipynb", good, early), ("a.ipynb", newer, late))
    assert taken == newer
    assert 'took "a.ipynb", the newest' in said
    taken, said = run((f"{LESSON}.ipynb", good, late), (f"{LESSON} (10).ipynb", newer, late),
                      (f"{LESSON} (9).ipynb", good, late))  # fmt: skip
    assert taken == newer
    assert "the last by name, since nothing tells which is newer" in said
    taken, said = run((f"{LESSON}.ipynb", good, late), (f"{LESSON}.ipynb", newer, early))
    assert taken == good


def test_of_notebooks_of_one_name_the_folders_are_said(root, good):
    worse = without(good, "double_check", "divide_check")
    files = {f"{MOODLE}/old/{LESSON}.ipynb": worse, f"{MOODLE}/new/{LESSON}.ipynb": good}
    said = Run(root, files).line("Ann_Example").reason
    assert f'took "{MOODLE}/new/{LESSON}.ipynb", the best match' in said
    assert f'not "{MOODLE}/old/{LESSON}.ipynb"' in said
    twice = [(info(f"{MOODLE}/{LESSON}.ipynb", (2026, 1, day, 8, 0, 0)), good + b"\n" * day)
             for day in (1, 2)]  # fmt: skip
    said = Run(root, twice, name="twice.zip").line("Ann_Example").reason
    assert f'took "{MOODLE}/{LESSON}.ipynb of 2026-01-02 08:00:00", the newest, not' in said


def test_canvas_numbers_its_uploads(root, good):
    newer = good + b"\n"
    files = {
        f"exampleann_12345_70000_{LESSON}-1.ipynb": newer,
        f"exampleann_LATE_12345_6999_{LESSON}.ipynb": good,
    }
    run = Run(root, [(info(name), data) for name, data in files.items()])
    assert submitted(root, "exampleann") == newer
    assert "renamed" not in run.text
    run = Run(root, {f"exampleann_LATE_12345_6999_{LESSON}.ipynb": good})
    assert "late, says Canvas" in run.line("exampleann").reason
