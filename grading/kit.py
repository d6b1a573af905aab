"""Pack what students need into dist/kit.zip: `make kit`, or `make kit LESSONS="00 01"`.

The kit holds the released notebooks, utils, the small data and the files that make the
environment, and nothing else. The same inputs give the same bytes. The notebooks and the pages that
explain mistakes are packed once more, as `lessons.zip`: `utils.lab` unpacks them to where learners
write, so that no kit holds a file that somebody may have written into.
"""

from __future__ import annotations

import argparse
import fnmatch
import io
import json
import sys
import tomllib
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC
from pathlib import Path

from grading import ROOT, CourseError, lesson_path, select_lessons
from grading.course.roster import read_deadlines
from grading.lesson.cells import REGIONS
from grading.lesson.release import derive
from utils.lab import KIT as LESSONS
from utils.memory.lessons import DUE
from utils.storage.one_step import replacing

ENVIRONMENT = ("environment.yml", "pyproject.toml")
LEFT_OUT = (".*", "__pycache__", "*.pyc", "*.part", "*.egg-info", "MNIST")
RELEASES = "notebooks/"
LARGEST = 5_000_000  # bytes
MARKERS = [f"BEGIN {name}".encode() for name in REGIONS]

# Without such a file nbgrader warns at every start of JupyterLab
NBGRADER = '"""Learners need none of nbgrader\'s settings; without this file it warns."""\n'

README = """# Neural networks, one neuron at a time

Set up once, in this folder, with Python 3.11 or newer; it takes about 0.5 GB and a minute or two:

    python3 utils/bootstrap.py

That is what lessons 00 to 05 need. PyTorch, about 6 GB (2 GB where a smaller build can be had),
is fetched when lesson 06 begins; with `--all` behind the command it comes at once.

Then, each time:

    .venv/bin/python -m utils.lab

On Windows: `py utils\\bootstrap.py`, then `.venv\\Scripts\\python -m utils.lab`.
With conda instead: `conda env create -f environment.yml`, `conda activate neural-networks-by-hand`,
then `python -m utils.lab`.

## Where your work lies

In the folder `work/`, and nowhere else: the first start puts the lessons there, and JupyterLab
opens there, on the first one. Hand in from there. What explains the mistakes that checks name lies
beside the lessons, in `work/mistakes/`.

Once a check has spoken, the start opens your desk, `work/desk.ipynb`: where you stopped, what you
have done, and what to look at again today. It remembers in one file, `work/desk.jsonl`, which stays
on your machine; delete that, and only this memory is gone.

With another program than JupyterLab, such as VS Code: `.venv/bin/python -m utils.lab --hand-out`
puts the lessons into `work/`, and starts nothing.

## When the next kit comes

Unpack it into this same folder and let it replace what it brings, then set up and start as above.
No kit holds a file in `work/`, so nothing that you wrote is touched, and the start only adds
lessons. Where a lesson that you have begun came out anew, yours stays, and the new one lies beside
it.

## MNIST

Lessons from 08 on train on MNIST, 12 MB, which is fetched once PyTorch is there. Without internet,
put its four .gz files into a folder and run `.venv/bin/python -m utils.data mnist --from FOLDER`.
Without MNIST the lessons take a smaller set of digits that comes with the packages: their numbers
differ from the text, and a model that you train on it and hand in can earn the same points.
"""


def _files(folder: Path) -> Iterator[Path]:
    """Every file below `folder` that may ship; links may not."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.is_symlink() or any(fnmatch.fnmatch(path.name, each) for each in LEFT_OUT):
            continue
        if path.is_dir():
            yield from _files(path)
        else:
            yield path


def _release(lesson: str, root: Path) -> Path:
    """The folder of a lesson's release, when that is what the solution gives now.

    Raises:
        CourseError: the release is missing or stale.
    """
    path = lesson_path("notebooks", lesson, root)
    if not path.exists():
        raise CourseError(f"notebooks/{lesson}/{lesson}.ipynb is missing: run `make build`")
    if path.read_text(encoding="utf-8") != derive(lesson, root):
        raise CourseError(
            f"notebooks/{lesson}/{lesson}.ipynb is not what its solution gives: run `make build`"
        )
    return path.parent


def _due(lessons: Sequence[str], root: Path) -> dict[str, bytes]:
    """When the kit's lessons are due, for the learner's desk; nothing where no date is set."""
    deadlines = read_deadlines(root)
    due = {
        lesson: deadlines[lesson].replace(tzinfo=UTC).isoformat()
        for lesson in lessons
        if lesson in deadlines
    }
    return {f"{RELEASES}{DUE}": (json.dumps(due, indent=2) + "\n").encode()} if due else {}


def _environment(root: Path) -> Iterator[Path]:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for name in [*ENVIRONMENT, *project.get("license-files", [])]:
        if not (root / name).is_file():
            raise CourseError(f"{name} is missing, and no kit can be set up without it: restore it")
        yield root / name
    yield from sorted((root / "requirements").glob("*.txt"))


def collect(root: Path, wanted: str = "") -> dict[str, bytes]:
    """What the kit holds: names in the project, with `/`, and contents.

    Raises:
        CourseError: a release is missing or stale, a file is too large, or something would
            carry answers, hidden tests or a mark scheme.
    """
    if not (root / "pyproject.toml").is_file():
        raise CourseError(f"{root} has no pyproject.toml: run this from the project's folder")
    paths, lessons = list(_environment(root)), select_lessons(wanted, root)
    for lesson in lessons:
        paths += _files(_release(lesson, root))
        page = root / "notebooks" / "mistakes" / f"{lesson}.md"
        paths += [page] if page.is_file() else []
    for name in ("README.md", "any.md"):
        page = root / "notebooks" / "mistakes" / name
        paths += [page] if page.is_file() else []
    for folder in ("utils", "data"):
        paths += _files(root / folder)
    contents = {"README.md": README.encode(), "nbgrader_config.py": NBGRADER.encode()}
    contents.update(_due(lessons, root))
    for path in paths:
        name = path.relative_to(root).as_posix()
        contents[name] = path.read_bytes()
        if len(contents[name]) > LARGEST:
            raise CourseError(f"{name} is larger than {LARGEST // 10**6} MB: move it elsewhere")
        for marker in MARKERS:
            if marker in contents[name]:
                raise CourseError(
                    f"{name} holds `{marker.decode()}`, which students must not get: "
                    "take it out, or run `make build` if it is a notebook"
                )
    return contents


def build_kit(root: Path = ROOT, wanted: str = "") -> Path:
    """Write dist/kit.zip in one step.

    Raises:
        CourseError: see `collect`; the old kit stays as it was.
    """
    contents = collect(root, wanted)
    lessons = {name for name in contents if name.startswith(RELEASES)}
    inside = {name.removeprefix(RELEASES): contents.pop(name) for name in lessons}
    target = root / "dist" / "kit.zip"
    with replacing(target) as part:
        part.write_bytes(_packed(contents | {LESSONS: _packed(inside)}))
    return target


def _packed(contents: dict[str, bytes]) -> bytes:
    """A zip; one time, one mode, one system: the same contents are the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as kit:
        for name, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            kit.writestr(entry, content)
    return packed.getvalue()


def main(arguments: list[str] | None = None) -> int:
    """Write the kit."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--lessons", default="", help='such as "00 01"; all when left out')
    options = parser.parse_args(arguments)
    try:
        path = build_kit(ROOT, options.lessons)
    except CourseError as error:
        print(f"no kit was written: {error}", file=sys.stderr)
        return 1
    with zipfile.ZipFile(path) as kit, zipfile.ZipFile(io.BytesIO(kit.read(LESSONS))) as inside:
        names = [*kit.namelist(), *inside.namelist()]
    notebooks = [name for name in names if name.endswith(".ipynb")]
    size = path.stat().st_size / 1000
    print(f"dist/kit.zip: {len(names)} files, {size:.0f} kB. Lessons: {len(notebooks)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
