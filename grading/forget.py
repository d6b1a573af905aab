"""Take work back, as if it had never been handed in: `make forget STUDENT=ann LESSON=01`.

STUDENT alone takes back all of a student's, LESSON alone a lesson of the whole class. It shows what
goes and asks; YES=1 answers. A copy stays in forgotten/, and UNDO= brings it back.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from grading import ROOT, CourseError, lessons
from grading.course import screen
from grading.course.alone import alone
from grading.course.nearest import nearest
from grading.course.roster import read_roster
from grading.course.trouble import GO_ON, Stopped, reason_to_stop, stopping
from grading.gradebook.book import Course
from grading.gradebook.bringing_back import bring_back, copies
from grading.gradebook.forgetting import (
    FORGOTTEN,
    GRADES,
    REFUSALS,
    Choice,
    Found,
    copy_away,
    find,
    known_names,
    remove,
)
from grading.gradebook.taken_back import by_hand
from grading.handed_in.submissions import class_without_roster
from grading.reports.class_mistakes import mistakes_made, write_mistakes

NAME_IT = (
    "name what to forget: make forget STUDENT=ann LESSON=01, or STUDENT=ann for all of a "
    "student's work, or LESSON=01 for that of the whole class"
)
MOST = 8  # students whose work is told one by one


def forget(
    root: Path,
    student: str = "",
    wanted: str = "",
    agreed: Callable[[], bool] = lambda: True,
    say: Callable[[str], None] = screen.say,
    now: datetime | None = None,
) -> Path | None:
    """Take back what was handed in and all that came of it.

    Args:
        root: the course.
        student: whose; everyone's when empty.
        wanted: lessons, such as "01"; all when empty.
        agreed: asks the person, once what will go was said.
        say: takes a line.
        now: when, to name the copy.

    Returns:
        The folder of the copy; None where the person did not agree.

    Raises:
        CourseError: nobody and nothing is called that, or there is nothing of it.
    """
    course = Course(root)
    with _told(), alone(course.root), closing(course):
        choice = _chosen(course, student, wanted)
        found = find(course, choice)
        if not found:
            raise CourseError(f"there is nothing to forget{_of(choice)}")
        say("This takes back, as if it had never been handed in:")
        for line in _in_words(found):
            say(f"  {line}")
        if not agreed():
            return None
        with _in_order("nothing was forgotten, since no copy can be made"):
            copy = copy_away(course, found, choice, now or datetime.now(UTC))
        with _in_order("not all is forgotten: mend this, then run it again"):
            remove(course, found, choice)
            _write_mistakes(root)
    say(f"forgotten. A copy is in {FORGOTTEN}/{copy.name}/: make forget UNDO={copy.name}")
    for line in _left(root, student, choice):
        say(line)
    return copy


def undo(root: Path, name: str, say: Callable[[str], None] = screen.say) -> None:
    """Bring back what a copy in forgotten/ holds.

    Raises:
        CourseError: there is no such copy, or newer work is there.
    """
    known = copies(root)
    name = name.strip().strip("/").removeprefix(f"{FORGOTTEN}/")
    if name not in known:
        there = ", ".join(known[-5:]) or "none"
        raise CourseError(f"{FORGOTTEN}/ has no copy called {name!r}; the last ones: {there}")
    course = Course(root)
    again = "not all is back: mend this, then run it again"
    with _told(), alone(course.root), closing(course), _in_order(again):
        choice = bring_back(course, name)
        _write_mistakes(root)
    say(
        f"brought back what there was{_of(choice)}: run `make grade`, which brings rows and pages "
        "up to date"
    )


@contextmanager
def _told() -> Iterator[None]:
    """Say of this command what went wrong, where that is told of grading."""
    try:
        with stopping():
            yield
    except Stopped as error:
        again = "then run `make forget` again: a copy comes before anything goes"
        raise CourseError(str(error).replace(GO_ON, again)) from None


@contextmanager
def _in_order(sentence: str) -> Iterator[None]:
    """Say it in a sentence where the disk refuses; what ends every command is told elsewhere."""
    try:
        yield
    except OSError as error:
        if reason_to_stop(error):
            raise
        raise CourseError(f"{sentence} ({str(error)[:200]})") from error


def _chosen(course: Course, student: str, wanted: str) -> Choice:
    """The work that is meant.

    Raises:
        CourseError: a name that nobody and nothing has.
    """
    student = student.strip()
    if not student and not wanted.strip():
        raise CourseError(NAME_IT)
    people, known = known_names(course)
    chosen: list[str] = []
    for word in wanted.replace(",", " ").split():
        meant = [each for each in known if word in (each, each.split("_")[0])]
        if not meant:
            raise CourseError(f"no lesson is called {word!r}{_nearest(word, known)}")
        chosen += meant
    if student and student not in people:
        raise CourseError(f"no student is called {student!r}{_nearest(student, people)}")
    return Choice(student or None, tuple(sorted(set(chosen))) or None)


def _nearest(name: str, names: set[str]) -> str:
    like = nearest(name, sorted(names)) or sorted(names)[:MOST]
    return f"; the nearest: {', '.join(like)}" if like else "; there is none yet"


def _of(choice: Choice) -> str:
    """The choice in words, behind others."""
    who = f" of {choice.student}" if choice.student else ""
    return who + (f" in {', '.join(choice.lessons)}" if choice.lessons else "")


def _in_words(found: Found) -> Iterator[str]:
    """What will go: work by work where there is little, else lesson by lesson."""
    works = _works(found)
    for lesson in sorted({name for _, name in works}):
        here = {who: said for (who, name), said in works.items() if name == lesson}
        title = lesson or "beside the lessons"
        if len(here) <= MOST:
            yield from (f"{title}, {who}: {', '.join(said)}" for who, said in here.items())
        else:
            counts = Counter(each for said in here.values() for each in said)
            most = "; ".join(f"{each} ({count})" for each, count in counts.most_common(MOST))
            yield f"{title}, {len(here)} students: {most}"
    missing = Counter(line[1] for line in found.lines.get(GRADES, []) if line[2] == "missing")
    for lesson, count in sorted(missing.items()):
        yield f"{lesson}: {count} row{'' if count == 1 else 's'} of missing work"


def _works(found: Found) -> dict[tuple[str, str], list[str]]:
    """What will go of each student and lesson, piece by piece."""
    works: dict[tuple[str, str], list[str]] = defaultdict(list)
    for step, student, *rest in found.files:
        lesson = rest[0] if len(rest) > 1 else ""
        if step == "submitted":
            works[student, lesson].append(rest[-1])
        elif step == "feedback":
            works[student, lesson].append("a page of feedback")
    for student, lesson, status, score, most, *_ in found.lines.get(GRADES, []):
        if status != "missing":
            works[student, lesson].append(f"{status}, {score} of {most} points")
    for each in found.scores:
        if count := by_hand(each):
            what = "1 score or comment" if count == 1 else f"{count} scores and comments"
            works[each["student"], each["lesson"]].append(f"{what} given by hand")
    for student, lesson, *_ in found.lines.get(REFUSALS, []):
        works[student, lesson].append("a note that work was refused")
    for name in found.lines:
        for student, lesson, status, *_ in found.lines[name]:
            if status != "missing" and not works[student, lesson]:
                works[student, lesson].append(f"lines of {name}")
    return dict(sorted(works.items()))


def _left(root: Path, student: str, choice: Choice) -> Iterator[str]:
    """What still tells of the work, and how to end that."""
    if (root / "report").exists() or (root / "exports").exists():
        yield "report/ and exports/ show it until `make report` and `make export` run again"
    if student and choice.lessons is None and student in (read_roster(root) or []):
        yield f"roster.csv still has {student}, who is missing everywhere until that line goes"
    if any((root / "downloaded").glob("*.zip")):
        yield "downloaded/ keeps the downloads: collecting one again hands in again what it holds"


def _write_mistakes(root: Path) -> None:
    """Bring mistakes.csv up to date, where there is one."""
    if (root / "mistakes.csv").exists():
        students = read_roster(root) or class_without_roster(root)
        write_mistakes(root / "mistakes.csv", mistakes_made(students, lessons(root), root))


def ask() -> bool:
    """Ask the person at the terminal.

    Raises:
        CourseError: there is none.
    """
    if not sys.stdin.isatty():
        raise CourseError("nothing was forgotten, since nobody can be asked here: YES=1 says yes")
    try:
        return input("Forget it? [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        return False


def main(arguments: list[str] | None = None) -> int:
    """Take work back, as if it had never been handed in."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--student", default="", help="whose; the whole class's if left out")
    parser.add_argument("--lesson", default="", help="such as 01_neurons; all if left out")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--undo", default="", help="bring back the copy of this name")
    options = parser.parse_args(arguments)
    try:
        if options.undo:
            undo(ROOT, options.undo)
            return 0
        agreed = (lambda: True) if options.yes else ask
        if forget(ROOT, options.student, options.lesson, agreed) is None:
            screen.say("nothing was forgotten")
            return 1
    except CourseError as error:
        screen.warn(error)
        return 1
    except KeyboardInterrupt:
        screen.warn("")
        screen.warn("stopped: what is there still is forgotten by the same command")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(screen.run(main))
