"""A learning platform's download goes into submitted/, whatever is in it."""

import copy
import csv
import doctest
import io
import itertools
import json
import os
import random
import shutil
import stat
import warnings
import zipfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grading import ROOT, CourseError, collect
from grading.authoring.filled_in import fill, solved
from grading.collect import main
from grading.course.roster import Person, read_people, read_roster
from grading.handed_in.reading import read_notebook
from grading.handed_in.repair import MOST_CELLS, repair
from grading.handed_in.submissions import notebook_problem, read_submission
from grading.intake import archives, senders
from grading.intake import which_lesson as fingerprints
from grading.lesson.declared import DECLARED
from grading.lesson.masters import masters_of
from grading.lesson.release import derive
from tests.helpers.damage import KEYS, SCRAP, WHAT, damage
from tests.helpers.sample_course import (
    CELLS,
    LESSON,
    make_course,
    make_solution,
    once,
    write_notebook,
)

OTHER = "98_other"
NOW = datetime(2026, 1, 31, 18, 0, 5, tzinfo=UTC)
MOODLE = "Ann Example_123456_assignsubmission_file_"
# The other lesson has the same kinds of cells under other names, and one of the same name
OTHER_CELLS = [
    (name if name == "reflection" else f"other_{name}", kind, points, f"{source}\n# other")
    for name, kind, points, source in CELLS
]


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A course of two lessons, and a perfect notebook of each as bytes."""

    def make(folder):
        root = make_course(folder)
        write_notebook(make_solution(OTHER_CELLS), root / "solutions" / OTHER / f"{OTHER}.ipynb")
        for lesson, cells in ((LESSON, CELLS), (OTHER, OTHER_CELLS)):
            release = nbformat.reads(derive(lesson, root), as_version=4)
            filled = fill(release, make_solution(cells), solved)
            (folder / f"{lesson}.ipynb").write_text(nbformat.writes(filled))

    folder = once(tmp_path_factory, "collecting", make)
    return folder / "course", (folder / f"{LESSON}.ipynb").read_bytes()


@pytest.fixture
def root(made, tmp_path):
    """A course of one's own."""
    return Path(shutil.copytree(made[0], tmp_path / "course"))


@pytest.fixture
def good(made):
    return made[1]


@pytest.fixture
def other(made):
    return (made[0].parent / f"{OTHER}.ipynb").read_bytes()


def edited(good, edit):
    nb = nbformat.reads(good.decode(), as_version=4)
    edit(nb)
    return nbformat.writes(nb).encode()


def without(good, *names):
    def edit(nb):
        nb.cells = [cell for cell in nb.cells if cell.id not in names]

    return edited(good, edit)


def zipped(files, **options):
    """The bytes of a zip of names (or ZipInfos) and contents."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in files.items() if isinstance(files, dict) else files:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # the same name twice
                archive.writestr(name, data)
    return stream.getvalue()


def info(name, when=(2026, 1, 30, 12, 0, 0), mode=0o100644):
    entry = zipfile.ZipInfo(name, date_time=when)
    entry.create_system, entry.external_attr = 3, mode << 16
    return entry


def roster(root, *lines, header="student,name,email,moodle_id,canvas_id"):
    (root / "roster.csv").write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")


class Run:
    """One `make collect`, and what came of it."""

    def __init__(self, root, files, lesson="", name="download.zip", now=NOW):
        self.root = root
        path = root.parent / name
        if isinstance(files, Path):
            path = files
        else:
            path.write_bytes(files if isinstance(files, bytes) else zipped(files))
        self.said = []
        lines = collect.collect(path, root, lesson, say=self.said.append, now=now)
        self.lines = {(line.student, line.lesson): line for line in lines}
        assert len(self.lines) == len(lines), "a student has two lines for one lesson"

    def line(self, student, lesson=LESSON):
        return self.lines[student, lesson]

    def statuses(self):
        return {student: line.status for (student, _), line in self.lines.items() if student}

    @property
    def text(self):
        return "\n".join(self.said)


def submitted(root, student, lesson=LESSON, name=None):
    path = root / "submitted" / student / lesson / (name or f"{lesson}.ipynb")
    return path.read_bytes() if path.is_file() else None


def tree(root):
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


# Whose it is: names, roster

ANN = "ann,Ann Example,ann@example.org,123456,12345"
LAYOUTS = {
    "moodle folder": f"{MOODLE}/{LESSON}.ipynb",
    "moodle folder without the last sign": f"{MOODLE[:-1]}/{LESSON}.ipynb",
    "moodle folder in it": f"{MOODLE}/my work/{LESSON}.ipynb",
    "moodle prefix": f"{MOODLE}{LESSON}.ipynb",
    "moodle in a folder": f"course-1/{MOODLE}/{LESSON}.ipynb",
    "moodle, other order": f"Example Ann_1_assignsubmission_file_/{LESSON}.ipynb",
    "moodle, accents": f"Ánn Éxample_1_assignsubmission_file_/{LESSON}.ipynb",
    "moodle, blind": f"Participant_123456_assignsubmission_file_/{LESSON}.ipynb",
    "canvas": f"exampleann_44_67890_{LESSON}.ipynb",
    "canvas by id": f"somebody_12345_67890_{LESSON}.ipynb",
    "canvas, late": f"exampleann_LATE_12345_67890_{LESSON}-1.ipynb",
    "folder": f"ann/{LESSON}.ipynb",
    "folder by name": f"Ann Example/{LESSON}.ipynb",
    "folder by email": f"ann@example.org/{LESSON}.ipynb",
    "folder in a folder": f"submissions/ann/{LESSON}.ipynb",
    "nbgrader": f"ann/{LESSON}/{LESSON}.ipynb",
    "nbgrader's folder": f"submitted/ann/{LESSON}/{LESSON}.ipynb",
    "lesson first": f"{LESSON}/ann/{LESSON}.ipynb",
    "notebook named by student": "ann.ipynb",
    "notebook named by both": f"ann_{LESSON}.ipynb",
    "notebook named by both, other order": f"{LESSON}-ann (1).ipynb",
    "notebook in the lesson's folder": f"{LESSON}/Ann Example.ipynb",
}


ANN_TO_BOB = {
    "exampleann": "builderbob", "somebody_12345": "anybody_888", "LATE_12345": "LATE_888",
    "123456": "777", "_44_": "_55_",
    "Ann": "Bob", "Ánn": "Bób", "ann": "bob", "Example": "Builder", "Éxample": "Builder",
}  # fmt: skip


@pytest.mark.parametrize("more", [False, True], ids=["alone", "with another"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_roster_knows_the_student_in_every_layout(root, good, layout, more):
    roster(root, ANN, "bob,Bob Builder,bob@example.org,777,888")
    files = {LAYOUTS[layout]: good}
    if more:
        name = LAYOUTS[layout]
        for old, new in ANN_TO_BOB.items():
            name = name.replace(old, new)
        files[name] = without(good, "title")
    run = Run(root, files)
    assert run.line("ann").status == "taken", run.text
    assert submitted(root, "ann") == good
    assert run.line("bob").status == ("taken" if more else "missing"), run.text


@pytest.mark.parametrize(
    ("files", "students"),
    [
        ([f"{MOODLE}/hw.ipynb"], ["Ann_Example"]),
        ([f"{MOODLE}hw.ipynb"], ["Ann_Example"]),
        ([f"exampleann_12345_67890_{LESSON}.ipynb"], ["exampleann"]),
        ([f"anon_x7f_67890_{LESSON}.ipynb"], ["anon_x7f"]),
        ([f"LATE_anon_x7f_67890_{LESSON}.ipynb"], ["anon_x7f"]),
        ([f"ann/{LESSON}/{LESSON}.ipynb", f"bob/{LESSON}/{LESSON}.ipynb"], ["ann", "bob"]),
        ([f"ann/{LESSON}/{LESSON}.ipynb"], ["ann"]),
        (["ann/hw (2).ipynb"], ["ann"]),
        (["ann.ipynb", "bob.ipynb"], ["ann", "bob"]),
        (["student-1.ipynb", "student-2.ipynb"], ["student-1", "student-2"]),
        ([f"class/ann_{LESSON}.ipynb", f"class/{LESSON}_bob.ipynb"], ["ann", "bob"]),
        (["class/s1/hw.ipynb", "class/s2/hw.ipynb"], ["s1", "s2"]),
        (["李雷/hw.ipynb", "../x", "con/hw.ipynb"], ["student_con", "李雷"]),
        (["a[b]?*/hw.ipynb", ".hidden./hw.ipynb"], ["a_b", "hidden"]),
    ],
)
def test_without_a_roster_the_name_is_made_safe(root, good, files, students):
    Run(root, dict.fromkeys(files, good))
    assert sorted(p.name for p in (root / "submitted").iterdir()) == students
    assert all(submitted(root, student) == good for student in students)
    assert not any(read_submission(student, LESSON, root).problem for student in students)


def test_nobody_is_guessed(root, good):
    run = Run(root, {f"{LESSON}.ipynb": good})
    assert "nothing tells whose it is" in run.text
    assert not (root / "submitted").exists()
    assert (root / "downloaded/unmatched/unknown" / LESSON / f"{LESSON}.ipynb").exists()


def test_the_downloads_own_name_may_tell(root, good):
    roster(root, ANN)
    assert Run(root, {f"{LESSON}.ipynb": good}, name="ann.zip").line("ann").status == "taken"


def test_unknown_senders_of_one_folder_name_do_not_replace_each_other(root, good):
    roster(root, ANN)
    path = root.parent / "any.zip"
    path.write_bytes(zipped({f"{LESSON}.ipynb": b"1", " /x.ipynb": b"2", "Unknown/x.ipynb": b"3"}))
    before = None
    for _ in range(2):
        collect.collect(path, root, LESSON, say=lambda line: None, now=NOW)
        found = tree(root / "downloaded" / "unmatched")
        assert sorted(found.values()) == [b"1", b"2", b"3"]
        assert before in (None, found)
        before = found


def test_unmatched_goes_aside_and_is_said(root, good):
    roster(root, ANN)
    run = Run(root, {"Zoe Zero_9_assignsubmission_file_/hw.ipynb": good})
    line = run.line("Zoe Zero (Moodle 9)")
    assert line.status == "unmatched"
    assert "write 9 into its column moodle_id" in line.reason
    assert "downloaded/unmatched/Zoe_Zero_9" in line.reason
    assert (root / f"downloaded/unmatched/Zoe_Zero_9/{LESSON}/{LESSON}.ipynb").read_bytes() == good
    assert not (root / "submitted").exists()
    assert run.line("ann").status == "missing"
    again = Run(root, {"Zoe Zero_9_assignsubmission_file_/hw.ipynb": without(good, "double")})
    assert "downloaded/unmatched/Zoe_Zero_9/99_sample/history/2026" in again.text


def test_namesakes_are_never_one_student(root, good):
    files = {
        f"{MOODLE}/hw.ipynb": good,
        "Ann Example_9_assignsubmission_file_/hw.ipynb": without(good, "double"),
    }
    Run(root, files)
    names = ["Ann_Example_123456", "Ann_Example_9"]
    assert sorted(p.name for p in (root / "submitted").iterdir()) == names
    shutil.rmtree(root / "submitted")
    roster(root, "ann,Ann Example,,,")
    run = Run(root, files)
    assert run.line("ann").status == "missing"
    assert "several users of Moodle would be ann: write 9 into column moodle_id" in run.text
    roster(root, "ann,Ann Example,,9,")
    run = Run(root, files)
    assert submitted(root, "ann") == without(good, "double")
    assert run.line("Ann Example (Moodle 123456)").status == "unmatched"
    roster(root, "ann,Ann Example,,9,", "ann2,Ann Example,,123456 44,")
    assert set(Run(root, files).statuses().values()) == {"unchanged", "taken"}


def test_two_of_the_roster_with_one_name(root, good):
    roster(root, "ann,Ann Example,,,", "ann2,Example Ann,,,")
    run = Run(root, {f"{MOODLE}/hw.ipynb": good})
    assert "the name fits ann and ann2: write 123456 into its column moodle_id" in run.text
    assert run.statuses()["ann"] == run.statuses()["ann2"] == "missing"


def test_what_a_student_puts_into_a_folder_is_theirs(root, good):
    roster(root, ANN, "bob,Bob Builder,,77,88")
    bobs = without(good, "double")
    run = Run(
        root,
        {
            f"{MOODLE}/bob/{LESSON}/{LESSON}.ipynb": bobs,
            f"{MOODLE}/Bob Builder_77_assignsubmission_file_/{LESSON}.ipynb": bobs,
            f"{MOODLE}/builderbob_88_67890_{LESSON}.ipynb": bobs,
            f"{MOODLE}/hw.zip": zipped({f"bob/{LESSON}.ipynb": bobs}),
            f"Stranger_4_assignsubmission_file_/bob/{LESSON}.ipynb": bobs,
            "x.txt": b"",
        },
    )
    assert run.line("bob").status == "missing"
    assert run.line("ann").status == "taken"
    assert run.line("Stranger (Moodle 4)").status == "unmatched"


def test_roster_keeps_its_old_form(root):
    (root / "roster.csv").write_text("name,student\nx,ann\n")
    assert read_roster(root) == ["ann"]
    roster(root, ANN)
    ids = ("123456",)
    assert read_people(root) == [Person("ann", "Ann Example", "ann@example.org", ids, "12345")]


def test_roster_says_who_has_the_same_number(root):
    roster(root, "ann,,,Participant 7,", "bob,,,8 7,")
    with pytest.raises(CourseError, match="line 3: bob and ann have the same moodle_id 7"):
        read_people(root)


# Which lesson it is, and which notebook


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


def test_a_notebook_is_known_by_its_texts(root, good):
    def strip(nb):
        for number, cell in enumerate(nb.cells):
            cell.id, cell.metadata = f"c{number}", nbformat.from_dict({})

    run = Run(root, {f"{MOODLE}/hw.ipynb": edited(good, strip)})
    assert run.line("Ann_Example").status == "taken"


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


# What is said of a notebook


def old_format(good):
    nb = json.loads(good)
    for cell in nb["cells"]:
        cell.pop("id")
        cell["input" if cell["cell_type"] == "code" else "source"] = cell.pop("source")
        if cell["cell_type"] == "code":
            cell |= {"language": "python", "prompt_number": None}
            cell.pop("execution_count")
    sheet = {"cells": nb["cells"], "metadata": {}}
    return json.dumps(
        {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [sheet]}
    ).encode()


def foreign_kernel(nb):
    nb.metadata["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}


def doubled(nb):
    twin = copy.deepcopy(nb.cells[2])
    twin.id = "pasted"
    nb.cells.append(twin)


def regraded(nb):
    next(c for c in nb.cells if c.id == "double_hidden").metadata.nbgrader.points = 99


def rewritten(nb):
    next(c for c in nb.cells if c.id == "double_check").source = "pass"


def reordered(nb):
    nb.cells.insert(0, nb.cells.pop(3))


SEEN = {
    "fine": (lambda good: good, None),
    "missing": (
        lambda good: without(good, "double_hidden"),
        "double_hidden is missing and will be put back",
    ),
    "two missing": (lambda good: without(good, "double", "divide"), "double, divide are missing"),
    "pasted": (lambda good: edited(good, doubled), "is there more than once, and one copy"),
    "points": (lambda good: edited(good, regraded), "flags of double_hidden will be restored"),
    "rewritten": (lambda good: edited(good, rewritten), "the text of double_check was changed"),
    "moved": (lambda good: edited(good, reordered), "is above the answer and will be moved"),
    "truncated": (lambda good: good[: len(good) // 2], "it is cut off"),
    "empty": (lambda good: b"", "the file is empty"),
    "conflict": (lambda good: b"<<<<<<< HEAD\n" + good, "merge conflict"),
    "latin-1": (lambda good: good.replace(b"Double", b"D\xfcble"), "not UTF-8"),
    "not JSON": (lambda good: b"\x00\xff hello \x1b[2J", "not a notebook"),
    "nbformat 3": (old_format, "an old notebook format, which will be converted"),
    "kernel": (lambda good: edited(good, foreign_kernel), "made for 'R', and will be run with Py"),
}


@pytest.mark.parametrize("case", SEEN)
def test_every_notebook_is_taken_as_it_came_and_said(root, good, case):
    spoil, wanted = SEEN[case]
    data = spoil(good)
    run = Run(root, {f"{MOODLE}/{LESSON}.ipynb": data})
    line = run.line("Ann_Example")
    assert (line.status, submitted(root, "Ann_Example")) == ("taken", data)
    assert wanted in line.reason if wanted else line.reason == ""


def test_repairs_notes_are_all_forecast(made, good):
    masters = masters_of(LESSON, made[0])
    for edit in (doubled, regraded, rewritten, reordered):
        nb = nbformat.reads(edited(good, edit).decode(), as_version=4)
        assert all(fingerprints.forecast(note) != note for note in repair(nb, masters))


def test_every_student_of_the_roster_has_a_line(root, good):
    roster(root, ANN, "bob,Bob Builder,,,", "zoe,,,,")
    files = {f"{MOODLE}/hw.ipynb": good, "Bob Builder_2_assignsubmission_file_/hw.pdf": b""}
    run = Run(root, files)
    assert run.said == [
        'ann 99_sample: taken (renamed from "hw.ipynb")',
        "bob 99_sample: refused (no notebook of a lesson; left out hw.pdf)",
        "zoe 99_sample: missing (nothing was handed in)",
    ]
    with (root / "downloaded" / "collected.csv").open(newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0] == ["student", "lesson", "status", "reason"]
    assert rows[1] == ["ann", LESSON, "taken", 'renamed from "hw.ipynb"']
    assert [row[0] for row in rows[1:]] == ["ann", "bob", "zoe"]
    assert collect.summary(list(run.lines.values())) == "1 taken, 1 refused, 1 missing"


def test_stray_files_are_left_out_and_said(root, good):
    stray = ["numpy.py", "utils/checks.py", "__pycache__/a.pyc", "data.csv", "a.exe", "b.rar"]
    files = {f"{MOODLE}/{name}": b"raise SystemExit" for name in stray}
    files |= {f"{MOODLE}/.ipynb_checkpoints/{LESSON}-checkpoint.ipynb": good[:-1]}
    files |= {f"{MOODLE}/.DS_Store": b"", f"__MACOSX/{MOODLE}/._{LESSON}.ipynb": b"junk"}
    files |= {f"{MOODLE}/{LESSON}.ipynb": good, "readme.txt": b"hello"}
    run = Run(root, files)
    said = run.line("Ann_Example").reason
    assert said == "left out numpy.py, checks.py, a.pyc, data.csv and 3 more"
    assert "other files: refused (no notebook of a lesson; left out readme.txt)" in run.said
    assert [*tree(root / "submitted")] == [f"Ann_Example/{LESSON}/{LESSON}.ipynb"]


# Declared files and times


@pytest.fixture
def declared(monkeypatch):
    monkeypatch.setitem(DECLARED, LESSON, {"99_sample.pt": 1_000})


@pytest.mark.parametrize(
    "name",
    [
        f"{MOODLE}/99_sample.pt",
        f"{MOODLE}99_sample.pt",
        f"{MOODLE}/99_sample (1).pt",
        f"{MOODLE}/weights/99_sample.pt",
    ],
)
def test_declared_files_come_along(root, good, declared, name):
    run = Run(root, {f"{MOODLE}/hw.ipynb": good, name: b"weights", f"{MOODLE}/x.pt": b""})
    assert submitted(root, "Ann_Example", name="99_sample.pt") == b"weights"
    assert "left out x.pt" in run.line("Ann_Example").reason
    assert read_submission("Ann_Example", LESSON, root).files == {"99_sample.pt": b"weights"}


def test_a_declared_file_that_is_too_large_or_absent_is_said(root, good, declared):
    run = Run(root, {f"{MOODLE}/hw.ipynb": good, f"{MOODLE}/99_sample.pt": b"w" * 1_001})
    said = run.line("Ann_Example").reason
    assert "99_sample.pt, which is graded too, is not there" in said
    assert '"99_sample.pt", which is larger than 0.001 MB' in said


def test_declared_files_and_notebooks_may_come_apart(root, good, declared):
    notebook, weights = {f"{MOODLE}/hw.ipynb": good}, {f"{MOODLE}/99_sample.pt": b"weights"}
    run = Run(root, weights)
    assert "99_sample.pt came without its notebook" in run.text
    Run(root, notebook)
    assert Run(root, weights).line("Ann_Example").status == "replaced"
    assert Run(root, notebook).line("Ann_Example").status == "unchanged"
    assert submitted(root, "Ann_Example", name="99_sample.pt") == b"weights"
    Run(root, {f"{MOODLE}/hw.ipynb": good + b"\n"})
    assert submitted(root, "Ann_Example", name="99_sample.pt") is None, "the old one's weights"


def test_a_known_time_comes_along_and_no_other(root, good):
    folder = f"ann/{LESSON}"
    when = b"2026-01-30 12:00:00 UTC\n"
    Run(root, {f"{folder}/{LESSON}.ipynb": good, f"{folder}/timestamp.txt": when})
    assert submitted(root, "ann", name="timestamp.txt") == when
    Run(root, {f"{MOODLE}/{LESSON}.ipynb": good})  # a zip's times are the download's
    assert submitted(root, "Ann_Example", name="timestamp.txt") is None


def test_an_older_hand_in_does_not_replace_a_newer_one(root, good):
    def hand_in(data, when):
        files = {f"ann/{LESSON}/{LESSON}.ipynb": data, f"ann/{LESSON}/timestamp.txt": when}
        return Run(root, files).line("ann")

    hand_in(good, b"2026-01-30 12:00:00 UTC")
    line = hand_in(good + b"\n", b"2026-01-29 12:00:00 UTC")
    assert line.status == "older"
    assert "handed in at 2026-01-30 12:00 UTC" in line.reason
    assert submitted(root, "ann") == good
    assert hand_in(good + b"\n", b"yesterday").status == "replaced"


# Again, and history


def test_the_same_download_twice_changes_nothing(root, good):
    files = zipped({f"{MOODLE}/hw.ipynb": good, "Bob B_2_assignsubmission_file_/b.ipynb": b""})
    Run(root, files, LESSON)
    before = tree(root)
    times = {path: path.stat().st_mtime_ns for path in (root / "submitted").rglob("*")}
    run = Run(root, files, LESSON, now=datetime(2027, 1, 1, tzinfo=UTC))
    after = tree(root)
    assert set(run.statuses().values()) == {"unchanged"}
    assert before.pop("downloaded/collected.csv") != after.pop("downloaded/collected.csv")
    assert before == after
    assert times == {path: path.stat().st_mtime_ns for path in (root / "submitted").rglob("*")}


def test_a_resubmission_replaces_and_the_former_files_are_kept(root, good):
    second, third = good + b"\n", good + b"\n\n"
    when = b"2026-01-30 12:00:00 UTC\n"
    folder = f"ann/{LESSON}"
    Run(root, {f"{folder}/hw.ipynb": good, f"{folder}/timestamp.txt": when})
    line = Run(root, {f"{folder}/hw.ipynb": second}).line("ann")
    assert line.status == "replaced"
    place = f"downloaded/history/ann/{LESSON}/2026-01-31T18-00-05"
    assert f"the one before is kept in {place}/" in line.reason
    assert submitted(root, "ann") == second
    assert submitted(root, "ann", name="timestamp.txt") is None
    kept = {f"{LESSON}.ipynb": good, "timestamp.txt": when}
    assert tree(root / place) == kept
    Run(root, {f"{folder}/hw.ipynb": third})
    assert tree(root / f"{place}-2") == {f"{LESSON}.ipynb": second}
    assert tree(root / place) == kept


def test_the_download_is_kept_once_and_never_changed(root, good):
    data = zipped({f"{MOODLE}/hw.ipynb": good})
    Run(root, data, name="My course (1).zip")
    assert (root.parent / "My course (1).zip").read_bytes() == data
    Run(root, data, name="same.zip")
    more = zipped({f"{MOODLE}/hw.ipynb": good, "more": b""})
    Run(root, more, name="My course (1).zip")
    kept = {name: d for name, d in tree(root / "downloaded").items() if name.endswith(".zip")}
    assert kept == {"2026-01-31-My_course_1.zip": data, "2026-01-31-My_course_1-2.zip": more}
    Run(root, root / "downloaded" / "2026-01-31-My_course_1.zip")
    assert len(list((root / "downloaded").glob("*.zip"))) == 2


def test_nothing_is_written_over_a_link(root, good):
    outside = root.parent / "outside"
    outside.mkdir()
    (outside / f"{LESSON}.ipynb").write_text("mine")
    (root / "submitted" / "bob" / LESSON).mkdir(parents=True)
    (root / "submitted" / "ann").symlink_to(outside)
    (root / f"submitted/bob/{LESSON}/{LESSON}.ipynb").symlink_to(outside / f"{LESSON}.ipynb")
    (root / "submitted" / "cat").write_text("a file")
    run = Run(root, {f"{who}/{LESSON}.ipynb": good for who in ("ann", "bob", "cat", "dan")})
    assert "submitted/ann is a link: remove it" in run.line("ann").reason
    assert f"submitted/bob/{LESSON}/{LESSON}.ipynb is a link" in run.line("bob").reason
    assert "it cannot be written" in run.line("cat").reason
    assert run.line("dan").status == "taken"
    assert tree(outside) == {f"{LESSON}.ipynb": b"mine"}


# Zips that mean harm


def encrypted(data):
    """Set the flag that says a zip's members are encrypted."""
    data = bytearray(data)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(sign) + offset] |= 1
    return bytes(data)


def packed(good, method):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr(f"{MOODLE}/hw.ipynb", good)
    return stream.getvalue()


def damaged(data):
    """Change a byte of a zip's first member."""
    return data[:300] + bytes([data[300] ^ 255]) + data[301:]


def renamed_inside(good, name):
    """A zip whose member is called what Python's zipfile would not write."""
    stand_in = "x" * len(name.encode())
    return zipped({stand_in: good}).replace(stand_in.encode(), name.encode())


def odd(name, mode, data=b"/etc/passwd"):
    return zipped([(info(name, mode=mode), data)])


NOISE = random.Random(0).randbytes(1_000_000) * 20 + b"1"
BAD = {
    "link": (lambda good: odd(f"{MOODLE}/hw.ipynb", 0o120777), "is a link"),
    "device": (lambda good: odd("hw.ipynb", 0o020644, good), "is a device or the like"),
    "pipe": (lambda good: odd("hw.ipynb", stat.S_IFIFO | 0o644, good), "is a device or the like"),
    "absolute": (lambda good: zipped({"/etc/hw.ipynb": good}), "has an absolute path"),
    "climbing": (lambda good: zipped({"../../hw.ipynb": good}), "climbs out of its folder"),
    "climbing inside": (lambda good: zipped({f"{MOODLE}/../../hw.ipynb": good}), "climbs out"),
    "drive": (lambda good: zipped({"C:/hw.ipynb": good}), "has a drive letter"),
    "drive inside": (lambda good: zipped({f"{MOODLE}/c:hw.ipynb": good}), "has a drive letter"),
    "backslash": (lambda good: renamed_inside(good, "..\\..\\hw.ipynb"), "has a backslash"),
    "zero byte": (lambda good: renamed_inside(good, "hw.ipynb\0.txt"), "cut by a zero byte"),
    "long": (lambda good: zipped({"hw" * 150 + ".ipynb": good}), "a name that is too long"),
    "encrypted": (lambda good: encrypted(zipped({f"{MOODLE}/hw.ipynb": good})), "is encrypted"),
    "bzip2": (lambda good: packed(good, zipfile.ZIP_BZIP2), "is packed by method 12"),
    "lzma": (lambda good: packed(good, zipfile.ZIP_LZMA), "is packed by method 14"),
    "bomb": (lambda good: zipped({"hw.ipynb": bytes(15_000_000)}), "200 times its size: a bomb"),
    "large": (lambda good: zipped({"hw.ipynb": NOISE}), "is larger than 20 MB"),
    "no zip": (lambda good: zipped({f"{MOODLE}/hw.zip": good}), "is no zip, or a damaged one"),
    "damaged": (lambda good: damaged(zipped({"hw.ipynb": good})), "cannot be read"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_members_are_refused_and_the_rest_goes_on(root, good, case):
    make, why = BAD[case]
    inner = make(good)
    before = tree(root.parent)
    files = {"Bob B_2_assignsubmission_file_/hw.zip": inner, f"{MOODLE}/hw.ipynb": good}
    run = Run(root, files, name="outer.zip")
    assert run.line("Ann_Example").status == "taken"
    (said,) = [line for line in run.said if line.startswith('refused "')]
    assert why in said
    assert "hw" in said
    assert why in run.line("Bob_B").reason
    alone = Run(root, inner, name="alone.zip")
    assert why in alone.text
    new = {name for name in tree(root.parent) if name not in before}
    allowed = ("course/submitted/", "course/downloaded/", "outer.zip", "alone.zip")
    assert all(name.startswith(allowed) for name in new)


def test_headers_that_lie_do_not_matter(root, good):
    data = bytearray(zipped({"ann/hw.ipynb": bytes(30_000_000)}))
    place = data.find(b"PK\x01\x02") + 24
    data[place : place + 4] = (1_000).to_bytes(4, "little")  # it claims 1,000 bytes
    run = Run(root, {"bob/hw.ipynb": good, "zoe/hw.zip": bytes(data)})
    assert run.line("bob").status == "taken"
    assert "zoe" not in {path.name for path in (root / "submitted").iterdir()}


def nested(good, depth):
    data = zipped({f"{LESSON}.ipynb": good})
    for _ in range(depth - 1):
        data = zipped({"hw.zip": data})
    return data


def test_zips_inside_the_zip_are_read_three_deep(root, good):
    files = {f"s{n}_{n}_assignsubmission_file_/hw.zip": nested(good, n) for n in (1, 2, 3, 4)}
    run = Run(root, files)
    assert [run.statuses()[f"s{n}"] for n in (1, 2, 3)] == ["taken"] * 3
    assert run.line("s4").status == "refused"
    assert "lies more than 3 zips deep: ask for the notebook alone" in run.text
    canvas = Run(root, {"exampleann_12345_67890_hw.zip": nested(good, 1)})
    assert canvas.line("exampleann").status == "taken"


def test_limits_in_all(root, good, monkeypatch):
    many = zipped({f"{number}.txt": b"" for number in range(40)})
    monkeypatch.setattr(archives, "MOST_MEMBERS", 30)
    run = Run(root, {"ann/hw.ipynb": good, "bob/hw.zip": many})
    assert run.line("ann").status == "taken"
    assert "more than 30 files" in run.text
    with pytest.raises(CourseError, match="more than 30 files"):
        Run(root, many)
    monkeypatch.setattr(archives, "MOST_MEMBERS", 10)
    with pytest.raises(CourseError, match="holds more than 10 files"):
        Run(root, many)
    folder = root.parent / "folder"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number}.txt").touch()
    with pytest.raises(CourseError, match="holds more than 10 files: name a smaller folder"):
        Run(root, folder)


def test_bytes_in_all(root, good, monkeypatch):
    monkeypatch.setattr(archives, "MOST_BYTES", 3 * len(good))
    run = Run(root, {f"s{number}/hw.ipynb": good for number in range(6)})
    assert Counter(run.statuses().values()) == {"taken": 3}
    assert '"s3/hw.ipynb": it and what follows would unpack to more than' in run.text
    monkeypatch.setattr(archives, "MOST_BYTES", 500_000_000)
    monkeypatch.setattr(archives, "LARGEST_ZIP", 3 * len(good))
    greedy = zipped({f"{number}.ipynb": good + bytes([10]) * number for number in range(9)})
    run = Run(root, {"greedy/hw.zip": greedy, "modest/hw.ipynb": good})
    assert "MB in one zip: ask for the notebook alone" in run.text
    assert run.line("modest").status == "taken", "one student's zip takes nothing from others"


# Downloads that cannot be read


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("d.zip", b"", "is empty: download it again"),
        ("d.zip", b"hello", "is no zip, or a damaged one"),
        ("d.zip", "half", "is no zip, or a damaged one"),
        ("d.ipynb", b"{}", "is neither a zip nor a folder"),
        ("d.tar.gz", b"\x1f\x8b\x08", "is no zip"),
        ("d.zip", None, "is not there"),
    ],
)
def test_a_download_that_cannot_be_read_is_an_error(root, good, name, data, why):
    path = root.parent / name
    if data == "half":
        data = zipped({f"{MOODLE}/hw.ipynb": good})
        data = data[: len(data) // 2]
    if data is not None:
        path.write_bytes(data)
    before = tree(root)
    with pytest.raises(CourseError, match=why):
        Run(root, path)
    assert tree(root) == before


def test_a_folder_is_read_and_not_copied(root, good, tmp_path):
    folder = tmp_path / "class"
    for name in ("ann", "bob", ".git"):
        (folder / name).mkdir(parents=True)
        (folder / name / "hw.ipynb").write_bytes(good)
    (folder / "cat").mkdir()
    (folder / "cat" / "hw.zip").write_bytes(zipped({"hw.ipynb": good}))
    (folder / "dan").mkdir()
    (folder / "dan" / "hw.ipynb").symlink_to(folder / "ann" / "hw.ipynb")
    (folder / "eve").symlink_to(folder / "ann")
    os.mkfifo(folder / "dan" / "pipe.ipynb")
    run = Run(root, folder)
    assert run.statuses() == {"ann": "taken", "bob": "taken", "cat": "taken"}
    assert 'refused "dan/hw.ipynb": it is a link' in run.text
    assert 'refused "eve": it is a link' in run.text
    assert 'refused "dan/pipe.ipynb": it is a device' in run.text
    assert [*tree(root / "downloaded")] == ["collected.csv"]


def test_its_own_layout_changes_nothing(root, good):
    Run(root, {f"ann/{LESSON}/{LESSON}.ipynb": good, f"bob/{LESSON}/{LESSON}.ipynb": good})
    run = Run(root, root / "submitted")
    assert run.statuses() == {"ann": "unchanged", "bob": "unchanged"}


def test_names_from_other_programs(root, good):
    data = zipped({"Jürgen/hw.ipynb": good})
    place = data.find(b"PK\x01\x02")
    data = bytearray(data)
    data[7] &= ~8  # UTF-8 without the flag, as some programs write it
    data[place + 9] &= ~8
    Run(root, bytes(data))
    assert submitted(root, "Jürgen") == good


def test_command(root, good, monkeypatch, capsys):
    monkeypatch.setattr(collect, "ROOT", root)
    path = root.parent / "d.zip"
    path.write_bytes(zipped({f"{MOODLE}/hw.ipynb": good, "../x.ipynb": good}))
    assert main([str(path), "--lesson", LESSON]) == 0
    out = capsys.readouterr().out
    assert 'refused "../x.ipynb"' in out
    assert "1 taken, 1 refused. The same stands in downloaded/collected.csv." in out
    path.write_bytes(zipped({"x.txt": b""}))
    assert main([str(path)]) == 1
    assert "the download holds no lesson's notebook" in capsys.readouterr().err
    path.write_bytes(b"PK")
    assert main([str(path)]) == 1
    assert "nothing was collected: d.zip is no zip" in capsys.readouterr().err
    assert main([""]) == 1
    assert "make collect ZIP=download.zip" in capsys.readouterr().err


def test_make_passes_the_names_on():
    lines = (ROOT / "Makefile").read_text().splitlines()
    (line,) = [line for line in lines if "grading.collect" in line]
    assert line == '\t@$(VENV) -m grading.collect "$(ZIP)" --lesson "$(or $(LESSON),$(LESSONS))"'


@pytest.mark.parametrize("module", [archives, fingerprints, senders])
def test_examples_in_the_docstrings(module):
    result = doctest.testmod(module)
    assert result.attempted
    assert result.failed == 0


# Whatever comes

QUICK = settings(
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
JUNK = (
    st.sampled_from(SCRAP)
    | st.lists(st.sampled_from(SCRAP), max_size=2)
    | st.dictionaries(st.sampled_from(KEYS), st.sampled_from(SCRAP), max_size=2)
)
STEP = st.tuples(st.sampled_from(WHAT), st.integers(0, 20), st.integers(0, 20), JUNK)


def read(data):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return read_notebook(data)


def assert_whole(nb, masters):
    """Each cell of the lesson is there once, as the lesson has it, and can be written."""
    named = [cell for cell in nb.cells if "nbgrader" in cell.metadata]
    found = Counter(cell.metadata["nbgrader"]["grade_id"] for cell in named)
    assert found == dict.fromkeys(masters, 1)
    for cell in named:
        meta = cell.metadata["nbgrader"]
        master = masters[meta["grade_id"]]
        flags = (meta["grade"], meta["locked"], meta["solution"], meta["task"])
        assert flags == (master.points is not None, master.locked, master.solution, False)
        assert meta.get("points") == master.points
        assert cell.cell_type == master.cell_type
        assert isinstance(cell.source, str)
        if master.locked:
            assert cell.source == master.source
    tests = [cell.metadata["nbgrader"]["grade_id"] for cell in named]
    for name, answer in (("double_hidden", "double"), ("divide_hidden", "divide")):
        assert tests.index(name) > tests.index(answer)
    json.dumps(nb, ensure_ascii=False).encode()


@settings(QUICK, max_examples=1_000)
@given(st.lists(STEP, min_size=1, max_size=6))
def test_repair_mends_whatever_can_be_read(made, steps):
    root, good = made
    data = json.dumps(damage(json.loads(good), steps)).encode()
    with collect.quiet():
        if notebook_problem(data):
            return
        nb, masters = read(data), masters_of(LESSON, root)
        repair(nb, masters)
        assert_whole(nb, masters)
        again = copy.deepcopy(nb)
        repair(again, masters)
        assert again == nb, "what is mended stays"


def test_repair_mends_a_heap_of_cells(made):
    root, good = made
    nb = read(good)
    nb.cells += [copy.deepcopy(cell) for cell in itertools.islice(itertools.cycle(nb.cells), 3_000)]
    repair(nb, masters_of(LESSON, root))
    assert len(nb.cells) <= MOST_CELLS + len(CELLS)
    assert_whole(nb, masters_of(LESSON, root))


def test_repair_gives_old_notebooks_ids(made):
    """Colab writes format 4.0, whose cells have no ids."""
    root, good = made
    nb = json.loads(good) | {"nbformat_minor": 0}
    for cell in nb["cells"]:
        cell.pop("id")
    nb = read(json.dumps(nb).encode())
    repair(nb, masters_of(LESSON, root))
    assert_whole(nb, masters_of(LESSON, root))
    nbformat.validate(nb)
    assert len({cell.id for cell in nb.cells}) == len(nb.cells)


PATHS = st.sampled_from([
    f"{MOODLE}/{LESSON}.ipynb", f"{MOODLE}/hw (2).ipynb", f"{MOODLE}hw.ipynb", "ann.ipynb",
    f"exampleann_12345_67890_{LESSON}.ipynb", f"ann/{LESSON}/{LESSON}.ipynb", f"{LESSON}.ipynb",
    f"ann/{LESSON}/timestamp.txt", "../../x.ipynb", "/etc/x.ipynb", "C:\\x.ipynb", "a/../b.ipynb",
    f"{MOODLE}/../../../x.ipynb", "con.ipynb", ".ipynb", " /x.ipynb", "nul/nul.ipynb", "x/",
    "\ud7ff\x1b[2J.ipynb", "a" * 250 + ".ipynb", f"{MOODLE}/hw.zip", "bob/hw.zip", "..zip",
])  # fmt: skip
BYTES = st.one_of(
    st.binary(max_size=60),
    st.sampled_from([b"", b"{}", b"[]", b"null", b'{"cells": 1}', b"[" * 5_000, b"\xef\xbb\xbf{}"]),
    st.tuples(st.just("damaged"), st.lists(STEP, max_size=3), st.integers(0, 2_000)),
    st.tuples(st.just("zip"), st.lists(st.tuples(PATHS, st.binary(max_size=20)), max_size=3)),
)
CUTS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=4)
MODES = st.sampled_from([0o100644, 0o100644, 0o120777, 0o060644, 0o040755, 0])


def content(recipe, good):
    """The bytes that a recipe of `BYTES` stands for."""
    if isinstance(recipe, bytes):
        return recipe
    if recipe[0] == "zip":
        return zipped([(name, data) for name, data in recipe[1]])
    data = json.dumps(damage(json.loads(good), recipe[1])).encode()
    return data[: -recipe[2]] if recipe[2] > 1_000 else data


def attempt(root, path, **options):
    """Collect, whatever it is; nothing but a CourseError may come of it."""
    said = []
    outside = {name: data for name, data in tree(root.parent).items() if not _ours(name)}
    try:
        collect.collect(path, root, say=said.append, now=NOW, **options)
    except CourseError as error:
        said.append(str(error))
    assert outside == {name: d for name, d in tree(root.parent).items() if not _ours(name)}
    assert all(line.isprintable() for line in said)
    for place in (root / "submitted").glob("*/*/*"):
        assert place.name in (f"{LESSON}.ipynb", f"{OTHER}.ipynb", "timestamp.txt")
        assert place.parent.name in (LESSON, OTHER)
    return said


def _ours(name):
    return name.startswith(("course/submitted/", "course/downloaded/"))


@pytest.fixture(scope="module")
def playground(made, tmp_path_factory):
    """A course that examples share, emptied by each."""
    folder = tmp_path_factory.mktemp("playground")
    shutil.copytree(made[0], folder / "course")
    return folder / "course"


def emptied(root, enrolled):
    for name in ("submitted", "downloaded"):
        shutil.rmtree(root / name, ignore_errors=True)
    (root / "roster.csv").unlink(missing_ok=True)
    if enrolled:
        roster(root, ANN, "bob,Bob Builder,,77,88")
    return root


@settings(QUICK, max_examples=600)
@given(
    st.lists(st.tuples(PATHS, BYTES, MODES), max_size=5),
    CUTS,
    st.floats(0, 1),
    st.booleans(),
    st.sampled_from(["", LESSON]),
)
def test_collect_survives_every_zip(playground, made, files, cuts, length, enrolled, wanted):
    root = emptied(playground, enrolled)
    entries = [(info(name, mode=mode), content(data, made[1])) for name, data, mode in files]
    data = bytearray(zipped(entries))
    for place, byte in cuts:
        data[int(place * (len(data) - 1))] = byte
    if length < 0.2:
        del data[int(length * 5 * len(data)) :]
    path = root.parent / "any.zip"
    path.write_bytes(bytes(data))
    attempt(root, path, wanted=wanted)
    before = tree(root)
    attempt(root, path, wanted=wanted)
    after = tree(root)
    for each in (before, after):
        each.pop("downloaded/collected.csv", None)
    assert before == after, "the same download twice changes nothing"


@settings(QUICK, max_examples=400)
@given(st.lists(STEP, min_size=1, max_size=5), CUTS)
def test_collect_takes_every_damaged_notebook_as_it_is(playground, made, steps, cuts):
    root = emptied(playground, True)
    data = bytearray(json.dumps(damage(json.loads(made[1]), steps)).encode())
    for place, byte in cuts:
        data[int(place * (len(data) - 1))] = byte
    path = root.parent / "any.zip"
    path.write_bytes(zipped({f"{MOODLE}/{LESSON}.ipynb": bytes(data)}))
    attempt(root, path)
    found = submitted(root, "ann")
    assert found is None or found == bytes(data)
    assert found or submitted(root, "ann", OTHER) == bytes(data)
