"""A course of two lessons, downloads made for it, and what `make collect` does with them."""

import io
import shutil
import warnings
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import nbformat
import pytest

from grading import collect
from grading.authoring.filled_in import fill, solved
from grading.lesson.release import derive
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
ANN = "ann,Ann Example,ann@example.org,123456,12345"  # a line of roster.csv
MOODLE = "Ann Example_123456_assignsubmission_file_"
# The other lesson has the same kinds of cells under other names, and one of the same name
OTHER_CELLS = [
    (name if name == "reflection" else f"other_{name}", kind, points, f"{source}\n# other")
    for name, kind, points, source in CELLS
]


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A course of two lessons, and a perfect notebook of each as bytes."""
    folder = once(tmp_path_factory, "collecting", make_two_lessons)
    return folder / "course", (folder / f"{LESSON}.ipynb").read_bytes()


def make_two_lessons(folder):
    """A course of two lessons in `folder`, and a perfect notebook of each beside it."""
    root = make_course(folder)
    write_notebook(make_solution(OTHER_CELLS), root / "solutions" / OTHER / f"{OTHER}.ipynb")
    for lesson, cells in ((LESSON, CELLS), (OTHER, OTHER_CELLS)):
        release = nbformat.reads(derive(lesson, root), as_version=4)
        filled = fill(release, make_solution(cells), solved)
        (folder / f"{lesson}.ipynb").write_text(nbformat.writes(filled))


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
        named = [line for line in lines if line.student]
        assert len({(line.student, line.lesson) for line in named}) == len(named), "two lines"

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
