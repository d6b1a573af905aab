"""Take points off late work: a share for each day, off unless course.toml says so.

    [late]
    per_day = 0.1
    grace_minutes = 15
    floor = 0.5

Work that was graded before is graded again with the next `make grade`, since the rules changed.
"""

from __future__ import annotations

import math

from nbgrader.plugins import LateSubmissionPlugin
from traitlets import Float

DAY = 24 * 60 * 60  # seconds


class PerDay(LateSubmissionPlugin):
    """A share of the score for each day that has begun after the deadline, down to a floor."""

    per_day = Float(
        0.1, min=0, max=1, help="share of the score that each day takes off, from 0 to 1"
    ).tag(config=True)

    grace_minutes = Float(
        15,
        min=0,
        help="minutes after the deadline that cost nothing; later, the whole delay counts",
    ).tag(config=True)

    floor = Float(0, min=0, max=1, help="share of the score that stays, however late; 0 to 1").tag(
        config=True
    )

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        """The points to take off.

        Args:
            student_id: whose work it is; the same rule holds for all.
            score: the points earned.
            total_seconds_late: how late, extensions taken into account.

        Returns:
            Points from 0 to `score`; None within the minutes of grace.
        """
        if total_seconds_late <= self.grace_minutes * 60:
            return None
        days = math.ceil(total_seconds_late / DAY)
        return score * min(days * self.per_day, 1 - self.floor)
