"""The part of `utils` that some lessons need, as a wheel that any Python installs."""

from __future__ import annotations

import base64
import hashlib
import tomllib
import zipfile
from pathlib import Path

from grading import CourseError
from grading.lesson.cells import MARKERS
from grading.website.needed import needed

DATA = ("data/students.csv",)  # beside utils, where utils.data looks
WHEEL = "Wheel-Version: 1.0\nGenerator: course\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
ANY_TIME = (1980, 1, 1, 0, 0, 0)


def write_wheel(target: Path, lessons: list[str], root: Path) -> Path:
    """Write the wheel into a folder; the same inputs give the same bytes.

    Args:
        target: the folder.
        lessons: whose releases decide what is in it.
        root: the course's folder.

    Returns:
        Where it lies.

    Raises:
        CourseError: a file would carry answers, hidden tests or a mark scheme, or data is missing.
    """
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name, version = project["name"].replace("-", "_"), project["version"]
    contents = {}
    for path in [*needed(lessons, root), *(root / name for name in DATA)]:
        inside = path.relative_to(root).as_posix()
        if not path.is_file():
            raise CourseError(f"{inside} is missing, and the lessons read it: restore it")
        contents[inside] = path.read_bytes()
        for marker in MARKERS:
            if marker.encode() in contents[inside]:
                raise CourseError(f"{inside} holds `{marker}`, which students must not get")
    about = f"{name}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {version}\n"
    contents |= {f"{about}/METADATA": metadata.encode(), f"{about}/WHEEL": WHEEL.encode()}
    contents[f"{about}/RECORD"] = _record(contents, f"{about}/RECORD")
    path = target / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for inside, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(inside, date_time=ANY_TIME)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            wheel.writestr(entry, content)
    return path


def _record(contents: dict[str, bytes], own: str) -> bytes:
    lines = []
    for name, content in sorted(contents.items()):
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        lines.append(f"{name},sha256={digest},{len(content)}")
    return ("\n".join([*lines, f"{own},,"]) + "\n").encode()
