"""The zip for students: all they need, nothing else, and never an answer."""

import io
import shutil
import zipfile
from datetime import UTC

import pytest

from grading import ROOT, CourseError
from grading.kit import LESSONS, README, build_kit
from grading.lesson.release import release
from tests.helpers.sample_course import LESSON, make_course, make_solution, write_notebook
from utils.lab import hand_out
from utils.memory.lessons import DUE, due_in

PYPROJECT = '[project]\nname = "sample"\nlicense-files = ["LICENSE"]\n'


@pytest.fixture
def root(tmp_path):
    """A course with two released lessons and some files that stay at home."""
    root = make_course(tmp_path)
    second = root / "solutions" / "98_other" / "98_other.ipynb"
    write_notebook(make_solution(), second)
    for lesson in ("98_other", LESSON):
        release(lesson, root)
    files = {
        "pyproject.toml": PYPROJECT,
        "LICENSE": "MIT",
        "environment.yml": "name: sample",
        "requirements/course.txt": "numpy",
        "requirements/README.md": "for authors",
        "utils/checks.py": "def check():\n    pass\n",
        "utils/__pycache__/checks.cpython-311.pyc": "x",
        "utils/lab_settings/themes.json": "{}",
        "data/students.csv": "hours,passed\n",
        "data/MNIST/raw/images": "x",
        "data/mnist.gz.part": "x",
        "data/.DS_Store": "x",
        f"notebooks/{LESSON}/.ipynb_checkpoints/copy.ipynb": "x",
        "grading/kit.py": "",
        "gradebook.db": "",
        "roster.csv": "student\nann\n",
        "submitted/ann/99_sample/99_sample.ipynb": "{}",
        "Makefile": "",
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


KIT = [
    "LICENSE",
    "README.md",
    "data/students.csv",
    "environment.yml",
    "lessons.zip",
    "nbgrader_config.py",
    "pyproject.toml",
    "requirements/course.txt",
    "utils/checks.py",
    "utils/lab_settings/themes.json",
]


INSIDE = ["98_other/98_other.ipynb", "99_sample/99_sample.ipynb"]


def names(path):
    with zipfile.ZipFile(path) as kit:
        assert kit.testzip() is None
        return kit.namelist()


def inside(path):
    with zipfile.ZipFile(path) as kit:
        return names(io.BytesIO(kit.read(LESSONS)))


def test_exactly_what_students_need(root):
    assert names(build_kit(root)) == KIT
    assert inside(build_kit(root)) == INSIDE


def test_a_staged_release_has_only_its_lessons(root):
    for lesson in ("98_other", LESSON):
        page = root / "notebooks" / "mistakes" / f"{lesson}.md"
        page.parent.mkdir(exist_ok=True)
        page.write_text("# Mistakes\n")
    assert names(build_kit(root, "99")) == KIT
    assert inside(build_kit(root, "99")) == ["99_sample/99_sample.ipynb", "mistakes/99_sample.md"]


def unpack(kit, folder):
    """As a learner does: what is there is replaced."""
    with zipfile.ZipFile(kit) as archive:
        archive.extractall(folder)


def test_the_next_kit_never_touches_what_was_written(root, tmp_path):
    """Wherever it was written: in work/, beside it, in a lesson taken out of the zip by hand."""
    home = tmp_path / "home"
    unpack(build_kit(root, "99"), home)
    hand_out(home / LESSONS, home / "work")
    lesson = f"{LESSON}/{LESSON}.ipynb"
    written = [f"work/{lesson}", f"notebooks/{lesson}", lesson, "work/notes.md", "my_data.csv"]
    for name in written:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(f"written into {name}")
    changed = make_solution()
    changed.cells[0].source += "\n\nMore."
    write_notebook(changed, root / "solutions" / LESSON / f"{LESSON}.ipynb")
    release(LESSON, root)
    unpack(build_kit(root), home)
    (notice,) = hand_out(home / LESSONS, home / "work")
    assert "yours stays as it is" in notice
    for name in written:
        assert (home / name).read_text() == f"written into {name}"
    assert (home / "work" / "98_other" / "98_other.ipynb").exists()


def test_the_same_inputs_give_the_same_bytes(root, tmp_path):
    first = build_kit(root).read_bytes()
    for path in root.rglob("*"):
        path.touch()
    (root / "utils" / "checks.py").chmod(0o700)
    assert build_kit(root).read_bytes() == first


@pytest.mark.parametrize("marker", ["BEGIN SOLUTION", "BEGIN HIDDEN TESTS", "BEGIN MARK SCHEME"])
def test_refuses_what_students_must_not_see(root, marker):
    kept = build_kit(root).read_bytes()
    (root / "utils" / "checks.py").write_text(f"### {marker}\n")
    with pytest.raises(CourseError, match=rf"utils/checks\.py holds `{marker}`"):
        build_kit(root)
    assert (root / "dist" / "kit.zip").read_bytes() == kept
    assert [path.name for path in (root / "dist").iterdir()] == ["kit.zip"]


def test_refuses_a_missing_release(root):
    shutil.rmtree(root / "notebooks" / LESSON)
    with pytest.raises(CourseError, match=r"99_sample\.ipynb is missing: run `make build`"):
        build_kit(root)


def test_refuses_a_stale_release(root):
    path = root / "notebooks" / LESSON / f"{LESSON}.ipynb"
    path.write_text(path.read_text().replace("Twice x", "Two times x"))
    with pytest.raises(CourseError, match="is not what its solution gives"):
        build_kit(root)


def test_refuses_a_solution_in_place_of_a_release(root):
    shutil.copytree(root / "solutions", root / "notebooks", dirs_exist_ok=True)
    with pytest.raises(CourseError, match="is not what its solution gives"):
        build_kit(root)


@pytest.mark.parametrize("name", ["LICENSE", "environment.yml", "pyproject.toml"])
def test_refuses_a_kit_that_cannot_be_set_up(root, name):
    (root / name).unlink()
    with pytest.raises(CourseError, match=name):
        build_kit(root)


def test_refuses_large_files(root):
    (root / "data" / "large.bin").write_bytes(bytes(5_000_001))
    with pytest.raises(CourseError, match=r"data/large\.bin is larger than 5 MB"):
        build_kit(root)


def test_leaves_links_out(root):
    (root / "data" / "secret").symlink_to(root / "gradebook.db")
    assert names(build_kit(root)) == KIT


def test_readme_names_commands_that_exist():
    assert "utils/bootstrap.py" in README
    assert (ROOT / "utils" / "bootstrap.py").exists()
    assert "-m utils.lab" in README
    assert (ROOT / "utils" / "lab.py").exists()


def test_the_kits_readme_says_what_is_there(root):
    """No `make`, which a kit has not; where the work lies; the small digits earn the points."""
    assert "make " not in README
    assert "--hand-out" in README
    assert "`work/`" in README
    assert "notebooks/" not in README
    assert "can earn the same points" in README


def test_a_kit_carries_when_its_lessons_are_due(root, tmp_path):
    (root / "deadlines.csv").write_text(f"lesson,due\n{LESSON},2026-03-09 18:00 +0100\n")
    assert DUE not in inside(build_kit(root, "98"))
    home = tmp_path / "home"
    for clock in ("18:00", "19:30"):  # a date that moves reaches who has the earlier one
        (root / "deadlines.csv").write_text(f"lesson,due\n{LESSON},2026-03-09 {clock}\n")
        unpack(build_kit(root, "99"), home)
        assert hand_out(home / LESSONS, home / "work") == []
        assert f"{due_in(home / 'work')[LESSON].astimezone(UTC):%d %H:%M}" == f"09 {clock}"
