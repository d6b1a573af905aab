"""How long a lesson takes, computed and not wished for, and where it may be left for the day.

A learner reads the words of a lesson at 150 a minute: its text, the code above their own, what the
cells print. Tests and references are not read. Each exercise takes 6 minutes, and 10 where a whole
class is written. A lesson of more than 90 minutes has a cell `stop_here`, so that no sitting is
longer.

`python -m grading.authoring.minutes` prints it for every lesson.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from nbformat import NotebookNode

from grading import ROOT, lessons
from grading.authoring.guide import Finding, rule
from grading.authoring.names import tree_of
from grading.authoring.prose import prose
from grading.authoring.reading import read_lesson
from grading.lesson.cells import exercises, is_exercise, kind_of, outside_regions

WORDS_A_MINUTE, AN_EXERCISE, A_CLASS = 150, 6, 10
STEP, LONGEST = 5, 90  # what titles round to, and how far they may be off; one sitting
TOLD = re.compile(r"(?m)^\| Minutes \| (.*?) \|$")
STOP, MARK = "stop_here", "**Stop here for the day, if you like.**"


def words_of(cell: NotebookNode) -> int:
    """How many words of a cell a learner reads, what it printed among them."""
    if "references" in cell.id:
        return 0
    texts = [outside_regions(cell)]
    if cell.cell_type == "markdown":
        texts = [prose(texts[0])]
    elif kind_of(cell) == "test":
        texts = []  # they run it
    texts += [str(output.get("text", "")) for output in cell.get("outputs", [])]
    return sum(bool(re.search(r"\w", word)) for text in texts for word in text.split())


def work_on(cell: NotebookNode) -> int:
    """The minutes that an exercise takes besides reading it; 0 for any other cell."""
    if not is_exercise(cell):
        return 0
    classes = (node for node in tree_of(cell).body if isinstance(node, ast.ClassDef))
    whole = any(getattr(part, "name", "") == "__init__" for each in classes for part in each.body)
    return A_CLASS if whole else AN_EXERCISE


def minutes_of(cells: list[NotebookNode]) -> float:
    """The minutes that cells take, to read and to write."""
    return sum(words_of(cell) / WORDS_A_MINUTE + work_on(cell) for cell in cells)


def sittings(nb: NotebookNode) -> list[float]:
    """The minutes of each sitting: of the whole lesson, or before and after its `stop_here`."""
    place = next((k for k, cell in enumerate(nb.cells) if cell.id == STOP), len(nb.cells))
    parts = [nb.cells[:place], nb.cells[place:]]
    return [minutes_of(part) for part in parts if part]


def rounded(minutes: float) -> int:
    """As titles tell it."""
    return STEP * round(minutes / STEP)


@rule(
    f"The title's minutes are a multiple of {STEP}, and at most {STEP} off what its words "
    f"({WORDS_A_MINUTE} a minute) and its exercises ({AN_EXERCISE} minutes each, {A_CLASS} for a "
    "class) make.",
)
def the_title_tells_honest_minutes(nb: NotebookNode) -> Iterator[Finding]:
    """The minutes in the title are those that the lesson takes."""
    told = TOLD.search(nb.cells[0].source) if nb.cells else None
    takes = sum(sittings(nb))
    honest = told and told[1].isdecimal() and int(told[1]) % STEP == 0
    if told and not (honest and abs(int(told[1]) - round(takes)) <= STEP):
        yield (
            nb.cells[0].id,
            f"it says {told[1]!r} minutes, and its words and exercises make {takes:.0f}: write "
            f"| Minutes | {rounded(takes)} |",
        )


@rule(
    f"A lesson of more than {LONGEST} minutes has a cell `{STOP}` of text, and no more than "
    f"{LONGEST} minutes lie on either side of it.",
    f"A cell `{STOP}` begins with “{MARK}”.",
)
def long_lessons_say_where_to_stop(nb: NotebookNode) -> Iterator[Finding]:
    """Nobody has to sit longer than that at one time."""
    parts = sittings(nb)
    if max(parts) > LONGEST + STEP:
        told = " and ".join(f"{part:.0f}" for part in parts)
        yield (
            nb.cells[0].id if len(parts) == 1 else STOP,
            f"a sitting of {told} minutes; {LONGEST} at most: put a cell {STOP} near the middle",
        )
    for cell in nb.cells:
        if cell.id == STOP and not cell.source.startswith(MARK):
            yield cell.id, f"where a learner may stop: let it begin with {MARK!r}"


def main() -> None:
    """Print what each lesson takes, and what its title says."""
    for lesson in lessons(ROOT):
        nb = read_lesson(lesson, ROOT)
        parts = sittings(nb)
        told = TOLD.search(nb.cells[0].source)
        words = sum(map(words_of, nb.cells))
        print(
            f"{lesson:<18}{rounded(sum(parts)):>4} minutes ({sum(parts):.1f}; "
            f"{' + '.join(f'{part:.0f}' for part in parts)}), {words} words, "
            f"{len(list(exercises(nb)))} exercises; its title says {told[1] if told else 'none'}"
        )


if __name__ == "__main__":
    main()
