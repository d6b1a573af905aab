"""Who grades whose answers by hand: shared out by roster.csv, by section, or evenly.

A column `grader` of roster.csv comes first; then course.toml's sections; what nobody is named for
is shared evenly. Whoever was given to somebody stays there: a student who joins goes to the grader
with the fewest, and only a grader who comes or goes moves others, as few as make it even.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from grading import CourseError
from grading.course.course_file import COURSE, read_graders
from grading.course.nearest import alike, nearest
from grading.course.roster import Person, read_people

NAME_THEM = (
    f"nobody is named as a grader: add a table [graders] to {COURSE} with a line such as "
    "anna = [], or a column `grader` to roster.csv"
)


def graders_of(root: Path) -> list[str]:
    """The names of those who grade by hand: course.toml's, then roster.csv's others.

    Raises:
        CourseError: a file is malformed, or names one grader in two ways.
    """
    names = list(read_graders(root))
    known = {alike(name): name for name in names}
    for person in read_people(root) or ():
        if not person.grader:
            continue
        one = known.setdefault(alike(person.grader), person.grader)
        if one != person.grader:
            raise CourseError(
                f"{person.student} has the grader {person.grader!r} in roster.csv, and another "
                f"place says {one!r}: write the name one way"
            )
        if one not in names:
            names.append(one)
    return names


def known_grader(name: str, root: Path) -> str:
    """The grader who is called that, whatever the case of the letters.

    Raises:
        CourseError: nobody is; the message says who there is.
    """
    names = graders_of(root)
    if not names:
        raise CourseError(f"GRADER={name}: {NAME_THEM}")
    found = {alike(each): each for each in names}
    if alike(name) not in found:
        like = nearest(name, names)
        meant = f"is it {' or '.join(like)}? " if like else ""
        raise CourseError(
            f"GRADER={name}: no grader is called that; {meant}"
            f"{COURSE} and roster.csv name {', '.join(names)}"
        )
    return found[alike(name)]


def share_out(
    people: Sequence[Person], graders: Mapping[str, Sequence[str]], kept: Mapping[str, str]
) -> dict[str, str]:
    """Each student's grader; empty where nobody grades.

    Args:
        people: the class, in order.
        graders: the sections of each; none for an even share.
        kept: who graded whom so far.

    >>> share_out([Person("ada"), Person("bob"), Person("cy")], {"x": [], "y": []}, {"bob": "y"})
    {'ada': 'x', 'bob': 'y', 'cy': 'x'}
    """
    groups: dict[tuple[str, ...], list[str]] = {}
    for person in people:
        groups.setdefault(_who_may(person, graders), []).append(person.student)
    found: dict[str, str] = {}
    for who, students in groups.items():
        if who:
            found |= _evenly(students, who, kept)
    return {person.student: found[person.student] for person in people if person.student in found}


def _who_may(person: Person, graders: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The graders among whom a student's answers are shared."""
    if person.grader:
        return (person.grader,)
    here = [name for name, of in graders.items() if _among(person, of)]
    rest = [name for name, of in graders.items() if not of]
    return tuple(here or rest or graders)


def _among(person: Person, sections: Sequence[str]) -> bool:
    return bool(set(map(alike, person.sections)) & set(map(alike, sections)))


def empty_sections(root: Path) -> list[str]:
    """What to say of sections that a grader has and no student; a sentence each.

    Raises:
        CourseError: a file is malformed.
    """
    people = read_people(root) or []
    return [
        f"{COURSE}, [graders]: {name} has the section {each!r}, and no student of roster.csv does"
        for name, of in read_graders(root).items()
        for each in of
        if not any(_among(person, [each]) for person in people)
    ]


def _evenly(students: list[str], who: tuple[str, ...], kept: Mapping[str, str]) -> dict[str, str]:
    """Students by grader, as many to each; as few as can be leave the one whom they had."""
    mine: dict[str, list[str]] = {name: [] for name in who}
    homeless = []
    for student in students:
        mine.get(kept.get(student, ""), homeless).append(student)
    for student in homeless:
        min(mine.values(), key=len).append(student)
    while len(max(mine.values(), key=len)) - len(min(mine.values(), key=len)) > 1:
        min(mine.values(), key=len).append(max(mine.values(), key=len).pop())
    return {student: name for name, them in mine.items() for student in them}
