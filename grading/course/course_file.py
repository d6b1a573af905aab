"""What one class sets for itself, in a file that git ignores: course.toml, which is optional.

    [late]                # each day that has begun takes a share of the score off
    per_day = 0.1
    grace_minutes = 15
    floor = 0.5

    [graders]             # who grades by hand: the sections of each, or none for an even share
    anna = ["A"]
    ben = []

`nbgrader_config.py` reads it, so it imports nothing that a learner's machine lacks.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from grading import CourseError
from grading.course.nearest import alike
from grading.course.told import NAME, without_marks

COURSE = "course.toml"
# The settings of `grading.late.PerDay`: the least and the most of each
LATE = {"per_day": (0, 1), "grace_minutes": (0, None), "floor": (0, 1)}
QUOTED = 'A name with a space or an accent stands in quotes, as in "Zoë Ray" = []'


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
        raise CourseError(f"{COURSE} cannot be read: {error}. {QUOTED}") from None
    for table, settings in found.items():
        if table not in ("late", "graders") or not isinstance(settings, dict):
            raise CourseError(
                f"{COURSE} has {table!r}, and only a table [late] and a table [graders] are known"
            )
        check = _check if table == "late" else _check_grader
        for name, value in settings.items():
            check(name, value)
    _check_names(found.get("graders", {}))
    return found


def read_graders(root: Path) -> dict[str, list[str]]:
    """Who grades by hand, by course.toml: the sections of each, none for an even share.

    Raises:
        CourseError: as `read_course`.
    """
    return read_course(root).get("graders", {})


def _check_grader(name: str, sections: Any) -> None:
    """See that a grader has a name that can be told, and a list of sections.

    Raises:
        CourseError: it is not so.
    """
    where = f"{COURSE}, [graders]"
    if not name.strip() or name != without_marks(name) or len(name) > NAME:
        raise CourseError(f"{where}: {name!r} is no name; use letters that can be seen")
    if not isinstance(sections, list) or not all(isinstance(each, str) for each in sections):
        raise CourseError(
            f'{where}: {name} is {sections!r}, and wants a list of sections, as in {name} = ["A"], '
            f"or {name} = [] for an even share"
        )


def _check_names(graders: dict[str, Any]) -> None:
    """See that no two graders can be taken for one another.

    Raises:
        CourseError: two can.
    """
    known: dict[str, str] = {}
    for name in graders:
        other = known.setdefault(alike(name), name)
        if other != name:
            raise CourseError(f"{COURSE}, [graders]: {other} and {name} read alike; rename one")


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
