"""Requests to look at a score again: `make regrade` lists them, and answers one.

    make regrade STUDENT=ada LESSON=01 EXERCISE=neuron ANSWER="The test was wrong: 2 points more."

The answer goes into regrade.csv, and the next `make grade` shows it on the student's page. It
changes no score: points are given in Formgrader.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from shlex import quote

from grading import ROOT, CourseError, select_lessons
from grading.course import screen
from grading.course.alone import alone
from grading.course.nearest import nearest
from grading.course.regrade_file import LONGEST, Request, write_answers
from grading.course.roster import read_roster
from grading.course.told import Told
from grading.gradebook.regrades import Regrades
from grading.handed_in.submissions import class_without_roster


def how(student: str = "ada", lesson: str = "01_neurons", exercise: str = "neuron") -> str:
    """How to answer a request, with its own names where they are known."""
    names = f"STUDENT={quote(student)} LESSON={lesson[:2]}"
    names += f" EXERCISE={quote(exercise)}" if exercise else ""
    return (
        f'answer one: make regrade {names} ANSWER="what you saw". '
        "Change points in Formgrader first, if they change"
    )


def listed(root: Path, student: str = "", wanted: str = "") -> tuple[list[Request], list[str]]:
    """The requests of a class, and what is wrong with lines of regrade.csv.

    Args:
        root: the course.
        student: whose; everyone's when empty.
        wanted: lessons, such as "01"; all when empty.

    Raises:
        CourseError: nobody and no lesson is called that, or roster.csv is malformed.
    """
    students = read_roster(root) or class_without_roster(root)
    if student and student not in students:
        like = nearest(student, students)
        meant = f"; the nearest: {', '.join(like)}" if like else ""
        raise CourseError(f"no student is called {student!r}{meant}")
    chosen = select_lessons(wanted, root) if wanted.strip() else None
    regrades = Regrades(root)
    return regrades.all([student] if student else students, chosen), regrades.wrong


def answer(root: Path, student: str, wanted: str, exercise: str, text: str) -> list[Request]:
    """Answer the open requests of a student on an exercise.

    Args:
        root: the course.
        student: who asks.
        wanted: the lesson, such as "01".
        exercise: its name; empty where only one thing is open, or the whole lesson is meant.
        text: what the page shows.

    Returns:
        What was answered.

    Raises:
        CourseError: there is no such request, or it is answered; nothing was written.
    """
    text = Told(text.strip(), LONGEST)
    if not text:
        raise CourseError("ANSWER= says nothing: write what you saw, which the page shows")
    if not student or not wanted.strip():
        raise CourseError(f"name whose request it is; {how()}")
    with alone(root):
        found, _ = listed(root, student, wanted)
        mine = [each for each in found if not exercise or exercise in (each.exercise, each.what)]
        waiting = [each for each in mine if not each.answer]
        if not mine:
            known = ", ".join(dict.fromkeys(each.what for each in found))
            there = f"; {student} asks for {known}" if known else ""
            raise CourseError(
                f"{student} asks for no other look at {exercise or 'anything'} there{there}"
            )
        if not waiting:
            raise CourseError(
                f"that is answered already: “{mine[-1].answer}”. To say it otherwise, change "
                "the column answer of regrade.csv"
            )
        if len({each.exercise for each in waiting}) > 1:
            names = ", ".join(dict.fromkeys(each.what for each in waiting))
            raise CourseError(f"several requests are open: name one with EXERCISE=, of {names}")
        write_answers(root, waiting, text)
    return waiting


def main(arguments: list[str] | None = None) -> int:
    """List requests to look at a score again, or answer one."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--student", default="", help="whose; everyone's if left out")
    parser.add_argument("--lesson", default="", help="such as 01; all if left out")
    parser.add_argument("--exercise", default="", help="such as neuron")
    parser.add_argument("--answer", default=None, help="what the student's page shows")
    options = parser.parse_args(arguments)
    try:
        if options.answer is not None:
            whose = options.student.strip(), options.lesson, options.exercise.strip()
            for each in answer(ROOT, *whose, options.answer):
                screen.say(f"{each.student}, {each.lesson}, {each.what}: answered")
            screen.say("`make grade` puts the answer on the page. It changes no points.")
            return 0
        found, wrong = listed(ROOT, options.student.strip(), options.lesson)
    except CourseError as error:
        screen.warn(error)
        return 1
    for line in [*_told(found), *wrong]:
        screen.say(line)
    if waiting := [each for each in found if not each.answer]:
        first = waiting[0]
        screen.say(how(first.student, first.lesson, first.exercise))
    return 0


def _told(found: list[Request]) -> list[str]:
    """The requests in lines, open ones first."""
    waiting = [each for each in found if not each.answer]
    done = [each for each in found if each.answer]
    lines = [f"open: {e.student}, {e.lesson}, {e.what}: “{e.reason}” ({e.where})" for e in waiting]
    lines += [f"answered: {e.student}, {e.lesson}, {e.what}: “{e.answer}”" for e in done]
    return lines if waiting else [*lines, "no request to look at a score again is open"]


if __name__ == "__main__":
    sys.exit(screen.run(main))
