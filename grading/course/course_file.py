"""What one class sets for itself, in a file that git ignores: course.toml, which is optional.

    [late]                # each day that has begun takes a share of the score off
    per_day = 0.1
    grace_minutes = 15
    floor = 0.5

`nbgrader_config.py` reads it, so it imports nothing that a learner's machine lacks.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from grading import CourseError

COURSE = "course.toml"
# The settings of `grading.late.PerDay`: the least and the most of each
LATE = {"per_day": (0, 1), "grace_minutes": (0, None), "floor": (0, 1)}


def read_course(root: Path) -> dict[str, dict[str, Any]]:
    """The tables of course.toml; none where it is not there.

    Raises:
        CourseError: it is no TOML, or sets what there is not; the message says what there is.
    """
    path = root / COURSE
    if not path.exists():
        return {}
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, OSError) as error:
        raise CourseError(f"{COURSE} cannot be read: {error}") from None
    for table, settings in found.items():
        if table != "late" or not isinstance(settings, dict):
            raise CourseError(f"{COURSE} has {table!r}, and only a table [late] is known")
        for name, value in settings.items():
            _check(name, value)
    return found


def _check(name: str, value: Any) -> None:
    """See that a setting of the late penalty is one.

    Raises:
        CourseError: it is not.
    """
    if name not in LATE:
        raise CourseError(f"{COURSE}, [late]: {name!r} is none of {', '.join(LATE)}")
    least, most = LATE[name]
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or value < least or (most is not None and value > most):
        span = f"from {least} to {most}" if most is not None else f"of {least} or more"
        raise CourseError(f"{COURSE}, [late]: {name} is {value!r}, and wants a number {span}")


def apply(settings: Any, root: Path) -> None:
    """Set nbgrader's configuration as course.toml says.

    Args:
        settings: traitlets' `Config`.
        root: the folder that holds course.toml.

    Raises:
        CourseError: as `read_course`.
    """
    late = read_course(root).get("late")
    if late is not None:
        settings.AssignLatePenalties.plugin_class = "grading.late.PerDay"
        for name, value in late.items():
            settings.PerDay[name] = float(value)
