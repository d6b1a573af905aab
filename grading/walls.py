"""Try the walls around students' code on this machine, and print what each try saw.

Usage: make sandbox
"""

from __future__ import annotations

import sys

from grading import CourseError
from grading.course.screen import say, warn
from grading.sandbox.standing import ADVICE, MAY_LACK, UNFILTERED, trials
from grading.sandbox.warm import Trial


def table(tried: list[Trial]) -> list[str]:
    """The trials as lines of text."""
    rows = [("wall", "holds", "a try behind it saw")]
    rows += [(each.wall, "yes" if each.holds else "NO", each.saw) for each in tried]
    return [f"{wall:<15} {holds:<6} {saw}" for wall, holds, saw in rows]


def verdict(tried: list[Trial]) -> str:
    """What the trials come to, and what to do where a wall does not hold."""
    open_ = [each for each in tried if not each.holds]
    if not open_:
        return f"All {len(tried)} walls hold."
    named = f"{len(open_)} of {len(tried)} walls do not hold: {', '.join(e.wall for e in open_)}."
    return f"{named} {UNFILTERED if {each.wall for each in open_} <= MAY_LACK else ADVICE}"


def main() -> int:
    """Try them, and say so in the exit code."""
    try:
        tried = trials()
    except CourseError as error:
        warn(error)
        return 1
    for line in [*table(tried), "", verdict(tried)]:
        say(line)
    return 0 if all(each.holds for each in tried) else 1


if __name__ == "__main__":
    sys.exit(main())
