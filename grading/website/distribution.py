"""Python for the browser: which of Pyodide's files the lessons need, and are they there.

The distribution lists its packages in `pyodide-lock.json`: names, files, hashes, what each needs.
A list of ours, which holds the lessons' packages alone, names the course's `utils` among them: an
import in a cell then loads it and what it needs, and nothing is asked of any registry.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from grading import CourseError

CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"
# What the kernel and the lessons import of the distribution
WANTED = ("micropip", "packaging", "ipython", "traitlets", "numpy", "matplotlib", "pillow")
# The kernel asks for jedi at its start
WANTED += ("jedi", "matplotlib-inline", "typing-extensions")
# Pure packages that the distribution lacks, and what each of them imports
PURE = {
    "comm": ["traitlets"],
    "psygnal": [],
    "filelock": [],
    "ipywidgets": ["comm", "ipython", "traitlets"],
    "anywidget": ["ipywidgets", "psygnal", "typing-extensions"],
}
ARCHIVE = "pyodide-{version}.tar.bz2"


def what_to_put_there(version: str) -> str:
    """The sentence for whoever has no such folder yet."""
    return (
        f"unpack {ARCHIVE.format(version=version)}, from Pyodide's releases, and name its folder "
        "pyodide: make lite WHEELS=../pyodide"
    )


def read_distribution(folder: Path | None, version: str) -> dict[str, Any]:
    """The distribution's own list, cut down to what the lessons need.

    Args:
        folder: an unpacked distribution of Pyodide.
        version: the one that the kernel was made for, to be named where something is missing.

    Raises:
        CourseError: there is no such folder, or a file is missing, of another version, or damaged.
    """
    todo = what_to_put_there(version)
    if folder is None:
        raise CourseError(
            f"WHEELS is not set: Python and NumPy for the browser are on no registry; {todo}"
        )
    if not folder.is_dir():
        raise CourseError(f"WHEELS={folder} is no folder: {todo}")
    missing = [name for name in (*CORE, LOCK) if not (folder / name).is_file()]
    if missing:
        raise CourseError(f"{folder} lacks {_some(missing)}: {todo}")
    try:
        lock = json.loads((folder / LOCK).read_text(encoding="utf-8"))
        packages = _closure(dict(lock["packages"].items()))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CourseError(f"{folder / LOCK} is not Pyodide's list of packages: {todo}") from error
    absent = [name for name in WANTED if name not in packages]
    if absent:
        raise CourseError(f"{folder / LOCK} does not list {', '.join(absent)}: {todo}")
    files = {entry["file_name"]: entry["sha256"] for entry in packages.values()}
    # NumPy first: who has the core alone reads what it is about
    missing = sorted((name for name in files if not (folder / name).is_file()), key=_for_browser)
    if missing:
        raise CourseError(f"{folder} lacks {_some(missing)}: {todo}")
    for name, digest in files.items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
            raise CourseError(f"{folder / name} is damaged, its hash is another: {todo}")
    return {**lock, "packages": packages}


def _for_browser(name: str) -> tuple[bool, bool, str]:
    return not name.startswith("numpy"), name.endswith("none-any.whl"), name


def _some(names: list[str]) -> str:
    """The first three names, and how many more there are."""
    more = f" and {len(names) - 3} more files" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


def _closure(packages: dict[str, Any]) -> dict[str, Any]:
    """What WANTED needs, with what that needs."""
    todo, found = list(WANTED), {}
    while todo:
        name = todo.pop().lower().replace("_", "-")  # some depend on `stack_data`
        if name in packages and name not in found:
            found[name] = packages[name]
            todo += packages[name]["depends"]
    return dict(sorted(found.items()))


def write_distribution(
    folder: Path, lock: dict[str, Any], wheels: dict[str, Path], target: Path
) -> None:
    """Copy what is needed, add wheels of ours, and write the list of all of it.

    Args:
        folder: an unpacked distribution.
        lock: what `read_distribution` gave.
        wheels: pure wheels by the names of their packages: those of PURE, and the course's.
        target: an empty folder.
    """
    packages = dict(lock["packages"])
    names = [*CORE, *(entry["file_name"] for entry in packages.values())]
    for path in [*(folder / name for name in names), *wheels.values()]:
        shutil.copyfile(path, target / path.name)
    for name, path in wheels.items():
        is_ours = name not in PURE
        packages[name] = {
            "name": name,
            "version": path.name.split("-")[1],
            "file_name": path.name,
            "install_dir": "site",
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "package_type": "package",
            "imports": ["utils"] if is_ours else [name],
            "depends": sorted([*WANTED, *PURE]) if is_ours else PURE[name],
            "unvendored_tests": False,
        }
    text = json.dumps({**lock, "packages": packages}, indent=1, sort_keys=True)
    (target / LOCK).write_text(text + "\n", encoding="utf-8")
