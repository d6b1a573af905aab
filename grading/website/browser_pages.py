"""What JupyterLite lists and opens: lessons, pages of mistakes, settings."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat

from grading import CourseError, lesson_path
from grading.lesson.release import derive

KERNEL = {"display_name": "Python (Pyodide)", "language": "python", "name": "python"}
PLUGIN = "@jupyterlite/pyodide-kernel-extension:kernel"
TITLE = "Neural networks, one neuron at a time"


def write_pages(target: Path, lessons: list[str], root: Path) -> None:
    """Write the lessons' releases and their pages of mistakes, as a learner's folder has them.

    Args:
        target: an empty folder.
        lessons: their names.
        root: the course's folder.

    Raises:
        CourseError: a release is missing, or is not what the solution gives.
    """
    for lesson in lessons:
        path = lesson_path("notebooks", lesson, root)
        if not path.is_file() or path.read_text(encoding="utf-8") != derive(lesson, root):
            raise CourseError(f"notebooks/{lesson}/{lesson}.ipynb is stale: run `make build`")
        nb = nbformat.read(path, as_version=4)
        nb.metadata["kernelspec"] = nbformat.NotebookNode(KERNEL)
        (target / lesson).mkdir()
        nbformat.write(nb, target / lesson / f"{lesson}.ipynb")
    mistakes = root / "notebooks" / "mistakes"
    (target / "mistakes").mkdir()
    for name in ("any", *lessons):
        if (mistakes / f"{name}.md").is_file():
            shutil.copyfile(mistakes / f"{name}.md", target / "mistakes" / f"{name}.md")


def settings() -> dict[str, Any]:
    """What `jupyter-lite.json` says: Python comes from this site, and nothing from elsewhere."""
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": TITLE,
            "contentsAllJsonFile": "all.json",
            "litePluginSettings": {
                PLUGIN: {
                    "disablePyPIFallback": True,
                    "pyodideUrl": "./static/pyodide/pyodide.mjs",
                }
            },
        },
    }


def write_listing(site: Path) -> None:
    """Write what lists the folder `files` of a built site: one file for each folder in it."""
    files = site / "files"
    for folder in [files, *(path for path in files.rglob("*") if path.is_dir())]:
        inside = folder.relative_to(files)
        entries = [_entry(path, files) for path in sorted(folder.iterdir())]
        listing = site / "api" / "contents" / inside / "all.json"
        listing.parent.mkdir(parents=True, exist_ok=True)
        model = {**_entry(folder, files), "content": entries, "format": "json"}
        listing.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")


def _entry(path: Path, files: Path) -> dict[str, Any]:
    inside = path.relative_to(files).as_posix()
    kind = "directory" if path.is_dir() else "notebook" if path.suffix == ".ipynb" else "file"
    mimetype = {"file": "text/markdown"}.get(kind)
    return {
        "name": "" if inside == "." else path.name,
        "path": "" if inside == "." else inside,
        "type": kind,
        "format": None,
        "mimetype": mimetype,
        "content": None,
        "created": _changed(path),
        "last_modified": _changed(path),
        "size": path.stat().st_size if path.is_file() else None,
        "writable": True,
    }


def _changed(path: Path) -> str:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat()
