"""Which students' answers are unusually alike, as a lesson's page of the report shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grading import CourseError, lesson_path
from grading.bank import load
from grading.course.paths import student_path
from grading.handed_in.reading import Unreadable, read_notebook
from grading.lesson.cells import exercises, is_exercise
from grading.lesson.masters import masters_of, read_solution
from grading.reports.likeness import Alike, Answers, likeness_of, shared_lines

SHOWN = 3  # exercises side by side


@dataclass(frozen=True)
class Group:
    """Students whose answers hang together by likeness, two by two.

    Attributes:
        students: their names.
        pair: the two that are most alike.
        sides: of the exercises that say most, each with both answers' lines, and whether the other
            has such a line.
    """

    students: tuple[str, ...]
    pair: Alike
    sides: tuple[tuple[str, list[tuple[str, bool]], list[tuple[str, bool]]], ...]


def alike_groups(root: Path, lesson: str, students: Iterable[str]) -> list[Group]:
    """Groups of students whose answers are unusually alike, the most unusual first.

    Args:
        root: the course.
        lesson: such as "01_neurons".
        students: those whose work was examined.
    """
    if not lesson_path("solutions", lesson, root).exists():  # its exercises cannot be told
        return []
    answers = {student: own_answers(root, lesson, student) for student in students}
    pairs = likeness_of(answers, independent_answers(root, lesson))
    return [_group(members, pairs, answers) for members in _hanging_together(pairs)]


def own_answers(root: Path, lesson: str, student: str) -> dict[str, str]:
    """What a student wrote into a lesson's exercises; those that are blank are left out."""
    masters = masters_of(lesson, root)
    try:
        nb = read_notebook(student_path(root, "autograded", student, lesson).read_bytes())
    except (OSError, Unreadable):
        return {}
    found = {}
    for cell in filter(is_exercise, nb.cells):
        name = cell.metadata.nbgrader.grade_id
        if name in masters and cell.source.strip() != masters[name].source.strip():
            found[name] = cell.source
    return found


def independent_answers(root: Path, lesson: str) -> dict[str, list[str]]:
    """Answers to a lesson's exercises that were written independently: the bank's right ones."""
    found = {cell.id: [cell.source] for cell, _ in exercises(read_solution(lesson, root))}
    try:
        bank = load(lesson)
    except CourseError:  # a lesson of somebody's own: the class itself is what there is
        return found
    for name in found.keys() & set(bank.exercises):
        found[name] += [bank.source(name, each.body) for each in bank.right(name)]
    return found


def _hanging_together(pairs: list[Alike]) -> list[set[str]]:
    """The students of pairs, in groups: whoever is alike to one is in the group of that one."""
    groups: list[set[str]] = []
    for pair in pairs:
        touched = [group for group in groups if group & set(pair.students)]
        merged = set(pair.students).union(*touched)
        place = groups.index(touched[0]) if touched else len(groups)
        groups = [group for group in groups if group not in touched]
        groups.insert(min(place, len(groups)), merged)
    return groups


def _group(members: set[str], pairs: list[Alike], answers: Answers) -> Group:
    pair = next(each for each in pairs if set(each.students) <= members)
    first, second = (answers[student] for student in pair.students)
    sides = tuple(
        (name, *shared_lines(first[name], second[name])) for name in pair.exercises[:SHOWN]
    )
    return Group(tuple(sorted(members)), pair, sides)
