"""Begin a lesson: `make new LESSON=14_graphs`.

Makes a small complete lesson that breaks no house rule, its bank of mistakes, the questions that
recognise them, and its row in the README: `make build`, `make check`, `make mistakes` and grading
work at once. A file that is there is never written over; of a lesson that has its notebook, what
is missing is made.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from grading import ROOT, CourseError, lesson_path, lessons
from grading.author import notebook_of
from grading.authoring.reading import read_lesson
from grading.bank import bank_file, probes_file
from grading.lesson.cells import is_exercise
from grading.lesson.release import as_text
from utils.storage.one_step import write_text

NAME = re.compile(r"\d\d(_[a-z0-9]+)+")
TEMPLATES = Path(__file__).resolve().parent / "authoring" / "templates"
TABLE = re.compile(r"(?m)^(?:\| \d\d [^|]*\|.*\|\n)+")


def checked_name(wanted: str, root: Path = ROOT) -> str:
    """The name of a lesson that can be made.

    Raises:
        CourseError: it is no name, or its number is taken.
    """
    name = wanted.strip()
    if not NAME.fullmatch(name):
        raise CourseError(
            f"{name!r} is no name for a lesson: two digits, then words of lower-case letters and "
            "digits, joined by _, as in make new LESSON=14_graphs"
        )
    for other in lessons(root):
        if other[:2] == name[:2] and other != name:
            raise CourseError(f"number {name[:2]} is taken by {other}: choose another one")
    return name


def template(name: str, lesson: str) -> str:
    """A template's text for this lesson."""
    text = (TEMPLATES / f"{name}.txt").read_text(encoding="utf-8")
    return text.replace("@NN", lesson[:2])


def empty(lesson: str, exercises: Iterable[str]) -> tuple[str, str]:
    """Bank and questions of a lesson whose notebook is there: an entry for each exercise."""
    names = list(exercises)
    tables = [
        "\n".join([f"{name} = {{", *(f'    "{each}": {inner},' for each in names), "}\n"])
        for name, inner in (("WRONG", "{}"), ("RIGHT", "{}"), ("PROBES", "[]"))
    ]
    about = f"lesson {lesson[:2]}"
    bank = f'"""{about.capitalize()}: mistakes that learners make, and right answers."""\n\n'
    probes = f'"""Questions to the answers of {about}."""\n\n'
    return bank + "\n".join(tables[:2]), probes + tables[2]


def files(lesson: str, root: Path = ROOT) -> dict[Path, str]:
    """What a lesson needs and has not, by path.

    Raises:
        CourseError: its notebook is there and cannot be read.
    """
    notebook = lesson_path("solutions", lesson, root)
    bank, probes = template("bank", lesson), template("probes", lesson)
    if notebook.exists():
        cells = read_lesson(lesson, root).cells
        bank, probes = empty(lesson, [cell.id for cell in cells if is_exercise(cell)])
    nb = notebook_of(template("lesson", lesson))
    texts = {
        notebook: as_text(nb),
        root / bank_file(lesson): bank,
        root / probes_file(lesson): probes,
    }
    return {path: text for path, text in texts.items() if not path.exists()}


def add_to_readme(lesson: str, root: Path = ROOT) -> bool:
    """Give a lesson its row in the README's table, in its place; say whether one was added."""
    path = root / "README.md"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    table = TABLE.search(text)
    name = lesson.replace("_", " ")
    if not table or re.search(rf"(?m)^\| {re.escape(name)} \|", text):
        return False
    rows = [*table[0].splitlines(), f"| {name} | what the learner builds | 10 |"]
    write_text(path, text.replace(table[0], "\n".join(sorted(rows)) + "\n", 1))
    return True


def make(wanted: str, root: Path = ROOT) -> list[str]:
    """Make what a new lesson needs; return the names of the files that were written.

    Raises:
        CourseError: a bad name, or the lesson is there already.
    """
    lesson = checked_name(wanted, root)
    missing = files(lesson, root)
    if not missing:
        raise CourseError(
            f"lesson {lesson} is there already, with its bank and its probes: nothing was made"
        )
    for path, text in missing.items():
        write_text(path, text)
    names = [path.relative_to(root).as_posix() for path in missing]
    return [*names, "README.md"] if add_to_readme(lesson, root) else names


def main(arguments: list[str] | None = None) -> int:
    """Make a lesson to begin with, and say what to do next."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("lesson", help="such as 14_graphs")
    options = parser.parse_args(arguments)
    try:
        made = make(options.lesson)
    except (CourseError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    for name in made:
        print(f"wrote {name}")
    lesson = options.lesson.strip()
    print(f"Next: make build LESSON={lesson}, make check, make mistakes LESSON={lesson}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
