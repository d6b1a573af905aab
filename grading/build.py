"""Run solutions, store their outputs without noise, stamp them, derive releases: `make build`.

A lesson runs only when its code, or the `utils` code or data that it uses, changed since its
stamp; `FORCE=1` runs all. Building twice changes no byte.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grading import ROOT, CourseError, lesson_path, lessons, select_lessons
from grading.authoring.reading import read_lesson
from grading.authoring.running import execute
from grading.authoring.stamp import inputs, outputs, stale
from grading.authoring.trained_files import keep_trained
from grading.bank.shipped import build as write_mistakes
from grading.lesson.cells import KERNEL
from grading.lesson.release import as_text, release
from utils.storage.one_step import write_text

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
VARIES = "nbval-ignore-output"


def quieten(nb: NotebookNode, before: NotebookNode | None) -> None:
    """Drop what differs between two runs of the same code.

    Times and kernel versions go; so do widgets' random ids, whose static picture stays. In a
    cell tagged as varying, an output that differs in digits alone from `before`, a run of the
    very same inputs, stays as it was.
    """
    nb.metadata = nbformat.from_dict({"kernelspec": nb.metadata.kernelspec})
    nb.metadata["language_info"] = {"name": "python"}
    known = {cell.id: cell for cell in before.cells} if before else {}
    for cell in nb.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)
        if cell.cell_type == "code":
            cell.outputs = _joined(cell.outputs)
        old = known.get(cell.id)
        varies = VARIES in cell.metadata.get("tags", []) and old is not None
        if varies and cell.source == old.source and _shape(cell) == _shape(old):
            cell.outputs = old.outputs


def _joined(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Outputs with neighbouring pieces of a stream as one: where a kernel cuts is chance."""
    joined: list[NotebookNode] = []
    for output in outputs:
        last = joined[-1] if joined else None
        if output.output_type == "stream" and last and last.get("name") == output.name:
            last.text += output.text
        else:
            joined.append(output)
    return joined


def _shape(cell: NotebookNode) -> str:
    pictures = re.sub(r"base64,[A-Za-z0-9+/=]+", "base64", json.dumps(cell.outputs, sort_keys=True))
    return re.sub(r"\s*[\d.,]+\s*", "#", pictures)


def build(lesson: str, root: Path = ROOT, force: bool = False) -> str:
    """Build one lesson and say what was done: "up to date", "released", "built".

    Raises:
        CourseError: it cannot be built; nothing was written.
    """
    path = lesson_path("solutions", lesson, root)
    nb = read_lesson(lesson, root)
    done = "up to date"
    # First: the lesson's own checks ask what ships of its bank
    for fault in write_mistakes(lesson) if root == ROOT else ():
        print(f"{lesson}: bank of mistakes: {fault}", file=sys.stderr)
    if "kernelspec" not in nb.metadata:
        nb.metadata["kernelspec"], force = dict(KERNEL), True
    if force or stale(nb, root):
        # After a change, old numbers may be wrong, beside new pictures: then none is kept
        same = nb.metadata.get("course", {}).get("built_from") == inputs(nb, root)
        before = nbformat.reads(nbformat.writes(nb), as_version=4) if same else None
        begun = time.time()
        try:
            execute(nb, path.parent)
        except CourseError as error:
            raise CourseError(f"{path.relative_to(root)}: {error}") from None
        quieten(nb, before)
        nb.metadata["course"] = {"built_from": inputs(nb, root), "outputs": outputs(nb)}
        text = as_text(nb)
        if path.read_text(encoding="utf-8") != text:
            write_text(path, text)
        keep_trained(lesson, begun, root)
        done = "built"
    try:
        released = release(lesson, root)
    except CourseError as error:
        raise CourseError(f"{error}; `make check` names the cell") from None
    if released:
        done = "built and released" if done == "built" else "released"
    return done


def remove_orphans(root: Path = ROOT) -> list[str]:
    """Delete releases whose lesson is gone; return their names."""
    gone = []
    for path in sorted((root / "notebooks").glob("*/*.ipynb")):
        if not lesson_path("solutions", path.stem, root).exists():
            path.unlink()
            gone.append(path.stem)
            if not any(path.parent.iterdir()):
                path.parent.rmdir()
    for folder, pattern in ("notebooks/mistakes", "*.md"), ("utils/probes", "*.json"):
        for path in sorted((root / folder).glob(pattern)):
            if path.stem not in [*lessons(root), "README", "any"]:
                path.unlink()
    return gone


def main(arguments: list[str] | None = None) -> int:
    """Build the lessons asked for, two at a time."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--lessons", default="", help='such as "00 01"; all when left out')
    parser.add_argument("--force", action="store_true", help="run lessons that did not change too")
    options = parser.parse_args(arguments)
    failed = False
    try:
        chosen = select_lessons(options.lessons)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1
    os.environ["OMP_NUM_THREADS"] = "1"  # two workers on two cores
    with ProcessPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as pool:
        running = {lesson: pool.submit(build, lesson, ROOT, options.force) for lesson in chosen}
        for lesson, result in running.items():
            try:
                print(f"{lesson}: {result.result()}")
            except CourseError as error:
                failed = True
                print(f"{lesson}: not built. {error}", file=sys.stderr)
            except Exception as error:  # a half-done lesson may stop anything; the others go on
                failed = True
                reason = f"{type(error).__name__}: {error}".splitlines()[0]
                print(f"{lesson}: not built: it stops the build with {reason}", file=sys.stderr)
    if chosen == lessons():
        for name in remove_orphans():
            print(f"{name}: removed from notebooks/, it has no solution")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
