"""history.csv: every result that each student had."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

from grading.course.tables import as_csv, safe
from grading.gradebook.grades_csv import Row
from grading.handed_in.submissions import Submission
from utils.storage.one_step import write_text

HISTORY = ("student", "lesson", "status", "score", "max_score", "notebook", "handed_in", "reason")


class History:
    """history.csv: every result that a student had, one below the other."""

    def __init__(self, root: Path) -> None:
        self.path = root / "history.csv"
        self.last: dict[tuple[str, str], list[str]] = {}
        self.text = ",".join(HISTORY) + "\n"
        if self.path.exists():
            self.text = self.path.read_text(encoding="utf-8")
        for line in csv.reader(io.StringIO(self.text, newline="")):
            if len(line) == len(HISTORY):
                self.last[line[0], line[1]] = line

    def remember(self, row: Row, submission: Submission) -> None:
        """Add a line, unless it is the student's last one already."""
        notebook = hashlib.sha256(submission.content).hexdigest()[:16]
        handed_in = f"{submission.timestamp:%Y-%m-%d %H:%M:%S}" if submission.timestamp else ""
        cells = list(map(safe, (*row.cells()[:5], notebook, handed_in, row.reason)))
        if self.last.get((cells[0], cells[1])) != cells:
            text = self.text + as_csv([cells])
            write_text(self.path, text)
            self.text = text
            self.last[cells[0], cells[1]] = cells
