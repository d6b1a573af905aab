"""Put a delivery into its folder, file by file in one step each; what was there is kept."""

from __future__ import annotations

import filecmp
import shutil
from datetime import datetime
from pathlib import Path

from grading.course.refusals import REFUSED
from grading.handed_in.submissions import TIMESTAMP
from grading.intake.deliveries import time_in
from grading.intake.names import safe_name
from grading.lesson.declared import DECLARED
from utils.storage.one_step import replacing, write_bytes

TAKEN, REPLACED, UNCHANGED, OLDER = "taken", "replaced", "unchanged", "older"


def put(
    root: Path, place: Path, history: Path, files: dict[str, bytes], now: datetime
) -> tuple[str, str]:
    """Make a lesson's folder hold these files; the status, and what there is to say.

    A new notebook is a new delivery: declared files and the time that came with the one before do
    not stay beside it. A declared file that comes alone joins the notebook that is there. Where
    only the time differs, the new one counts: somebody corrected it.

    Args:
        root: the course.
        place: the folder, below the root, named after the lesson.
        history: the folder, below the root, that keeps what is replaced.
        files: names and contents.
        now: when, to name what is kept.
    """
    notebook = f"{place.name}.ipynb"
    names = [notebook, *DECLARED.get(place.name, {}), TIMESTAMP]
    for path in (history, *(place / name for name in names)):
        if link := _link(root, path):
            return REFUSED, f"{link} is a link: remove it and collect again"
    folder = root / place
    present = {n: (folder / n).read_bytes() for n in names if (folder / n).is_file()}
    if notebook not in files and notebook not in present:
        return REFUSED, f"{', '.join(files)} came without its notebook: ask for that, too"
    if all(present.get(name) == data for name, data in files.items()):
        return UNCHANGED, ""
    same = all(present.get(name) == data for name, data in files.items() if name != TIMESTAMP)
    there, new = time_in(present.get(TIMESTAMP)), time_in(files.get(TIMESTAMP))
    if there and new and new < there and not same:
        return OLDER, f"a newer one is there, handed in at {there:%Y-%m-%d %H:%M} UTC"
    kept = _keep(root, folder, history, present, now) if present else None
    if files.get(notebook, present.get(notebook)) != present.get(notebook):
        for name in present.keys() - files.keys():
            (folder / name).unlink()
    for name in sorted(files, key=lambda each: each == notebook):  # the notebook last
        if present.get(name) != files[name]:
            write_bytes(folder / name, files[name])
    if kept is None:
        return TAKEN, ""
    return REPLACED, f"the one before is kept in {kept.as_posix()}/"


def _keep(
    root: Path, folder: Path, history: Path, present: dict[str, bytes], now: datetime
) -> Path:
    place = _free(root / history, f"{now:%Y-%m-%dT%H-%M-%S}")
    for name, data in present.items():
        write_bytes(place / name, data)
        shutil.copystat(folder / name, place / name)  # its time: when it came
    return place.relative_to(root)


def _free(folder: Path, name: str, ending: str = "") -> Path:
    """A path in a folder that nothing has yet: a number is added where it is taken."""
    path, number = folder / f"{name}{ending}", 1
    while path.exists() or path.is_symlink():
        number += 1
        path = folder / f"{name}-{number}{ending}"
    return path


def _link(root: Path, path: Path) -> str:
    """The first link on the way to a path below submitted/ or downloaded/; empty for none."""
    for end in range(2, len(path.parts) + 1):
        if root.joinpath(*path.parts[:end]).is_symlink():
            return "/".join(path.parts[:end])
    return ""


def keep_original(download: Path, folder: Path, now: datetime) -> str:
    """Copy a zip or worksheet into downloaded/, unless the same is there; the name it has there.

    A folder is not copied, and has none.
    """
    if download.is_dir():
        return ""
    folder.mkdir(parents=True, exist_ok=True)
    ending = ".csv" if download.suffix.lower() == ".csv" else ".zip"
    for each in folder.glob(f"*{ending}"):
        if each.is_file() and filecmp.cmp(each, download, shallow=False):
            return each.name
    place = _free(folder, f"{now:%Y-%m-%d}-{safe_name(download.stem) or 'download'}", ending)
    with replacing(place) as part:
        shutil.copyfile(download, part)
    return place.name
