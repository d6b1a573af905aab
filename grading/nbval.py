"""Run every notebook under nbval, two at a time: `make nbval`.

Solutions must run without an error and print what is stored. Releases are run from copies in
which each graded test cell is marked to fail: nbval then asks for exactly the error that a
blank exercise raises, and a test cell that passes, or fails otherwise, is an error.
Each notebook has a kernel of its own, a fork of one parent that has done the imports
(`grading.authoring.warm_kernels`).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

import nbformat
from nbformat.v4 import new_output

from grading import ROOT, CourseError, lesson_path, select_lessons
from grading.authoring.warm_kernels import warm_parent
from grading.course.settings import config
from grading.lesson.cells import kind_of
from grading.lesson.declared import DECLARED

CELL_TIMEOUT = 300  # seconds
# Pictures differ by machine, and PyTorch words two of its errors differently from 2.4 on to today
VARYING = r"""
[picture]
regex: data:image/[a-z]+;base64,[A-Za-z0-9+/=]+
replace: PICTURE

[shapes]
regex: addmm: mat1
replace: mat1

[labels]
regex: expected (scalar type Long but found|target dtype to be Long or Byte, but got) Float
replace: LABELS
"""


def blank_message(root: Path = ROOT) -> str:
    """The text of the NotImplementedError that a blank exercise raises."""
    stub = config(root).ClearSolutions.code_stub["python"]
    return stub.split('NotImplementedError("')[1].split('")')[0]


def stage_release(lesson: str, folder: Path, root: Path = ROOT) -> Path:
    """Copy a release into `folder` with its test cells marked to fail as blanks do."""
    source = lesson_path("notebooks", lesson, root)
    if not source.exists():
        raise CourseError(f"{source.relative_to(root)} is missing; run `make build`")
    nb = nbformat.read(source, as_version=4)
    error = new_output(
        "error", ename="NotImplementedError", evalue=blank_message(root), traceback=[]
    )
    for cell in nb.cells:
        if kind_of(cell) == "test" and cell.cell_type == "code":
            cell.metadata["tags"] = ["nbval-raises-exception", "nbval-check-output"]
            cell.outputs, cell.execution_count = [error], 1
    target = lesson_path("notebooks", lesson, folder)
    target.parent.mkdir(parents=True)
    nbformat.write(nb, target)
    return target


def first_trained(chosen: list[str]) -> list[str]:
    """Lessons whose files others wait for begin; of the rest the late ones, which take longest."""
    return sorted(reversed(chosen), key=lambda lesson: lesson not in DECLARED)


def run(
    chosen: list[str], stages: list[str], extra: list[str], workers: int, root: Path = ROOT
) -> int:
    """Run the notebooks of these lessons under nbval; return pytest's exit code."""
    import pytest

    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    # Two kernels with two threads each on two cores would wait for each other
    os.environ.setdefault("OMP_NUM_THREADS", str(max(1, (os.cpu_count() or 1) // workers)))
    cache = root / ".cache"
    cache.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="nbval-") as name:
        folder = Path(name)
        sanitize = folder / "sanitize.cfg"
        sanitize.write_text(VARYING, encoding="utf-8")
        files = []
        if "solutions" in stages:
            files += [lesson_path("solutions", lesson, root) for lesson in first_trained(chosen)]
        if "notebooks" in stages:
            files += [stage_release(lesson, folder, root) for lesson in reversed(chosen)]
        options = [
            *("-p", "grading.authoring.nbval_plugin", "-p", "no:cacheprovider", "-q"),
            *("--nbval", "--nbval-current-env"),
            *("--nbval-cell-timeout", str(CELL_TIMEOUT), "--timeout", str(CELL_TIMEOUT + 60)),
            *("--nbval-sanitize-with", str(sanitize), "--rootdir", str(root)),
        ]
        if workers > 1:
            options += ["-n", str(min(workers, len(files))), "--dist", "loadfile"]
            options += ["--no-loadscope-reorder"]
        with warm_parent():
            return int(pytest.main([*options, *extra, *map(str, files)]))


def _require_device(name: str) -> None:
    """Refuse a device that is not there before 200 cells fail for the same reason."""
    if name.strip().lower() in ("", "auto", "cpu"):
        return  # sure to be there, and importing torch takes seconds
    from utils.device import pick_device

    try:
        pick_device()
    except (ValueError, RuntimeError) as error:
        raise CourseError(str(error)) from None


def main(arguments: list[str] | None = None) -> int:
    """Run the lessons asked for; further arguments go to pytest."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--lessons", default="", help='such as "00 01"; all when left out')
    parser.add_argument("--only", choices=["solutions", "notebooks"], help="one stage alone")
    parser.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1))
    options, extra = parser.parse_known_args(arguments)
    stages = [options.only] if options.only else ["solutions", "notebooks"]
    try:
        _require_device(os.environ.get("DEVICE", ""))
        return run(select_lessons(options.lessons), stages, extra, options.workers)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
