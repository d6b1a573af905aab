"""nbgrader's "Fetch", which notes besides which version of a lesson a student got.

Without that note the learner's desk would not know the lesson, and a later version could not tell
whether the student has begun.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from nbgrader.exchange.default import ExchangeFetchAssignment

from utils.classroom.exchange import without_date
from utils.memory.journal import HANDED_OUT
from utils.storage.one_step import write_text

VERSIONS = ".versions.json"  # in the learner's folder: each lesson's release, its date left out


def read_notes(path: Path) -> dict[str, str]:
    """A file of notes, name by name; one that cannot be read counts as none."""
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def version_of(notebook: bytes) -> str:
    """What tells two versions of a release apart."""
    return hashlib.sha256(without_date(notebook)).hexdigest()


def note_fetched(released: Path, work: Path) -> None:
    """Note what was fetched: the lesson's own file, and its version.

    Args:
        released: the folder of the lesson in the exchange.
        work: the learner's folder.
    """
    handed_out, versions = read_notes(work / HANDED_OUT), read_notes(work / VERSIONS)
    for path in sorted(released.glob("*.ipynb")):
        name, data = f"{released.name}/{path.name}", path.read_bytes()
        handed_out[name] = hashlib.sha256(data).hexdigest()
        versions[name] = version_of(data)
    for name, notes in ((HANDED_OUT, handed_out), (VERSIONS, versions)):
        write_text(work / name, json.dumps(notes, indent=2, sort_keys=True))


class Fetch(ExchangeFetchAssignment):
    """nbgrader's own, and a note."""

    def copy_files(self) -> None:
        """Copy the lesson into the learner's folder, and note its version."""
        super().copy_files()
        note_fetched(Path(self.src_path), Path(self.dest_path).parent)
