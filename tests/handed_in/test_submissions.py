"""A submission is the notebook and the files that its lesson declares, and nothing else."""

import os
import time

import pytest

from grading import CourseError
from grading.authoring import trained_files as weights
from grading.authoring.filled_in import fill, solved
from grading.grade import grade_class
from grading.handed_in.submissions import read_submission
from grading.lesson.declared import DECLARED
from tests.helpers.sample_course import (
    CELLS,
    LESSON,
    hand_in,
    make_course,
    make_solution,
    once,
    read_grades,
)
from tests.helpers.starts import starts

NAME, MOST = f"{LESSON}.bin", 20
READS = """# Graded from the file that came with the notebook
from pathlib import Path

from utils.checks import check, passed, visitor


@visitor
def trained(name):
    return Path(name).is_file() and Path(name).read_bytes() == b"trained"


divide(7, 2)
check(trained, "99_sample.bin", expected=True, hint="Train once more.")
passed(trained)"""
WITH_FILE = [*CELLS[:8], ("divide_file", "test", 5, READS), *CELLS[8:]]
FULL, WITHOUT = 13, 8

CASES = {  # what lies in the folder: points, and what the row says
    "right": ({NAME: b"trained"}, FULL, ""),
    "wrong": ({NAME: b"guessed"}, WITHOUT, ""),
    "missing": ({}, WITHOUT, f"{NAME}, which is graded too, was not handed in"),
    "too_large": ({NAME: b"x" * (MOST + 1)}, WITHOUT, "is larger than 2e-05 MB and was left out"),
    "others": ({NAME: b"trained", "numpy.py": b"raise SystemExit", "more.bin": b""}, FULL, ""),
}


@pytest.fixture
def declared(monkeypatch):
    monkeypatch.setitem(DECLARED, LESSON, {NAME: MOST})


@pytest.fixture(scope="module")
@starts("sandbox")
def graded(tmp_path_factory):
    """The root of a class that handed in all of CASES, and a link and a folder besides."""

    def make(folder):
        root = make_course(folder, WITH_FILE)
        nb = make_solution(WITH_FILE)
        perfect = fill(nb, nb, solved)
        for student, (files, *_) in CASES.items():
            hand_in(root, student, perfect, files=files)
        (root / "elsewhere").write_bytes(b"trained")
        link = hand_in(root, "link", perfect).with_name(NAME)
        link.symlink_to(root / "elsewhere")
        hand_in(root, "folder", perfect).with_name(NAME).mkdir()
        grade_class(root, say=lambda line: None)

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(DECLARED, LESSON, {NAME: MOST})
        folder = once(tmp_path_factory, "declared", make)
    return folder / "course"


@pytest.mark.parametrize("student", CASES)
def test_the_file_is_graded_and_a_missing_one_is_named(graded, student):
    _, points, says = CASES[student]
    row = read_grades(graded)[student]
    assert (row["status"], float(row["score"])) == ("graded", points)
    assert says in row["reason"]
    assert says or ".bin" not in row["reason"]


@pytest.mark.parametrize("student", ["link", "folder"])
def test_links_and_folders_are_left_out_with_a_reason(graded, student):
    row = read_grades(graded)[student]
    assert float(row["score"]) == WITHOUT
    assert NAME in row["reason"]


def test_nothing_else_reaches_the_kernel_and_feedback_is_the_page_alone(graded):
    beside = graded / "autograded" / "others" / LESSON
    assert {each.name for each in beside.iterdir()} == {f"{LESSON}.ipynb", NAME}
    page = graded / "feedback" / "others" / LESSON
    assert {each.name for each in page.iterdir()} == {f"{LESSON}.html"}


@pytest.mark.sandbox
def test_a_new_file_alone_is_graded_again(tmp_path, declared):
    root = make_course(tmp_path, WITH_FILE)
    nb = make_solution(WITH_FILE)
    path = hand_in(root, "ada", fill(nb, nb, solved), files={NAME: b"guessed"})
    grade_class(root, say=lambda line: None)
    assert float(read_grades(root)["ada"]["score"]) == WITHOUT
    path.with_name(NAME).write_bytes(b"trained")
    grade_class(root, say=lambda line: None)
    assert float(read_grades(root)["ada"]["score"]) == FULL


def test_the_file_alone_is_no_work(tmp_path, declared):
    folder = tmp_path / "submitted" / "ada" / LESSON
    folder.mkdir(parents=True)
    (folder / NAME).write_bytes(b"trained")
    alone = read_submission("ada", LESSON, tmp_path)
    assert (alone.content, alone.problem) == (None, "")
    (folder / "wrong_name.ipynb").write_text("{}")
    problem = read_submission("ada", LESSON, tmp_path).problem
    assert "wrong_name.ipynb" in problem
    assert NAME not in problem


def test_a_lesson_that_declares_nothing_trains_nothing(tmp_path):
    assert weights.trained_files(LESSON, make_course(tmp_path)) == {}


@pytest.mark.kernel
def test_a_lesson_whose_cells_save_nothing_is_an_error(tmp_path, declared):
    with pytest.raises(CourseError, match=r"declares 99_sample\.bin, and no cell of it saves that"):
        weights.trained_files(LESSON, make_course(tmp_path))


# Kept of an earlier run

SAVING = f"""def torch_save(name, text):
    open(name, "w").write(text)


torch_save("{NAME}", "trained")  # torch.save( is what the search is for"""


@pytest.fixture
def runs(tmp_path, declared, monkeypatch):
    """A course whose one lesson saves its file, and the folders in which its cells were run."""
    root, seen = make_course(tmp_path, [*CELLS, ("saving", None, None, SAVING)]), []

    def execute(nb, folder):
        seen.append(folder)
        (folder / NAME).write_bytes(b"trained %d" % len(seen))

    monkeypatch.setattr(weights, "execute", execute)
    return root, seen


def test_what_was_trained_is_kept_until_a_cell_changes(runs):
    root, seen = runs
    first = weights.trained_files(LESSON, root)
    assert first == {NAME: b"trained 1"}
    assert weights.trained_files(LESSON, root) == first
    assert len(seen) == 1
    path = root / "solutions" / LESSON / f"{LESSON}.ipynb"
    path.write_text(path.read_text().replace("# torch.save(", "# as torch.save("))
    assert weights.trained_files(LESSON, root) == {NAME: b"trained 2"}


def test_a_file_that_something_else_wrote_is_not_taken(runs):
    root, _ = runs
    weights.trained_files(LESSON, root)
    (root / ".cache" / "weights" / NAME).write_bytes(b"of another lesson")
    assert weights.trained_files(LESSON, root) == {NAME: b"trained 2"}


def test_a_file_that_is_older_than_the_run_is_not_noted(runs):
    root, _ = runs
    folder = root / ".cache" / "weights"
    folder.mkdir(parents=True)
    (folder / NAME).write_bytes(b"old")
    os.utime(folder / NAME, (time.time() - 60,) * 2)
    weights.keep_trained(LESSON, time.time(), root)
    assert weights.trained_files(LESSON, root) == {NAME: b"trained 1"}
    weights.keep_trained(LESSON, time.time(), root)
    assert weights.trained_files(LESSON, root) == {NAME: b"trained 1"}
