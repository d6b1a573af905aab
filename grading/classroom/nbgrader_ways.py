"""nbgrader's own buttons and commands, led to ours: `make hub DO=…` does the work.

Formgrader offers Release and Collect, and nbgrader has commands of these names. By themselves they
would lose the times that submissions carry, and miss our pages of feedback.
"""

from __future__ import annotations

import subprocess
import sys

from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import (
    ExchangeCollect,
    ExchangeReleaseAssignment,
    ExchangeReleaseFeedback,
)


class _OurWay:
    """What all three share: a command of ours, in the course's folder."""

    do = ""

    def start(self) -> None:
        """Run the command, and log what it says.

        Raises:
            ExchangeError: it did not end well; the log holds its reason.
        """
        lesson = self.coursedir.assignment_id
        words = [sys.executable, "-m", "grading.hub", "--do", self.do, "--lessons", lesson]
        done = subprocess.run(words, cwd=self.coursedir.root, capture_output=True, text=True)
        for line in done.stdout.splitlines():
            self.log.info(line)
        if done.returncode:
            for line in done.stderr.splitlines():
                self.log.error(line)
            raise ExchangeError(done.stderr.strip() or f"{self.do} did not end well")


class Release(_OurWay, ExchangeReleaseAssignment):
    """Formgrader's "Release", `nbgrader release_assignment`."""

    do = "release"


class Collect(_OurWay, ExchangeCollect):
    """Formgrader's "Collect", `nbgrader collect`."""

    do = "collect"


class ReleaseFeedback(_OurWay, ExchangeReleaseFeedback):
    """`nbgrader release_feedback`."""

    do = "feedback"
