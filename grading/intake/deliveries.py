"""What one sender handed in: notebooks and files by lesson, and which of several counts."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import groupby
from pathlib import Path

from nbformat import NotebookNode

from grading.course.times import read_time
from grading.course.told import shown
from grading.handed_in.reading import read_notebook
from grading.handed_in.submissions import TIMESTAMP, notebook_problem
from grading.intake.archives import LARGEST_NOTEBOOK, Member
from grading.intake.names import stem, tokens
from grading.intake.platforms import Sender, described
from grading.intake.which_lesson import Match, answers_in
from grading.lesson.declared import DECLARED
from grading.lesson.masters import Master

OLDEST = datetime.min
ASK = "ask for the .ipynb file"
# Why one notebook counts and not another, by what they differ in first
REASONS = (
    "the latest attempt",
    "the best match",  # readable, answered, with more of the lesson's cells
    "the newest",
    "the last by name, since nothing tells which is newer",
)


@dataclass
class Notebook:
    """A notebook of the download: whose and which lesson it is, and how it reads."""

    member: Member
    sender: Sender
    match: Match

    @cached_property
    def problem(self) -> str:
        """Why it cannot be graded; empty when it can."""
        return notebook_problem(self.member.data)

    @cached_property
    def nb(self) -> NotebookNode:
        """The notebook, where it has no problem."""
        return read_notebook(self.member.data)

    @property
    def renamed(self) -> bool:
        """Whether its name is not the lesson's."""
        return not is_named(self.sender.own, self.match.lesson)


@dataclass
class Delivery:
    """What one sender handed in.

    Attributes:
        notebooks: by lesson; several are candidates.
        files: the declared files, by lesson and name.
        times: what each timestamp.txt holds, by its folder.
        left_out: names of files that are not wanted.
        refused: names of files that cannot be taken, with the reason.
        advice: what to do about one that is left out, by name, where it may be meant as work.
        hints: lessons that names of files speak of which are not taken.
        place: where the work of a sender without a name lies in the download.
        folder: where an unknown sender's work is put, below downloaded/unmatched/; no other's is.
    """

    sender: Sender
    notebooks: dict[str, list[Notebook]] = field(default_factory=lambda: defaultdict(list))
    files: dict[str, dict[str, Member]] = field(default_factory=lambda: defaultdict(dict))
    times: dict[tuple[str, ...], bytes] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    advice: dict[str, str] = field(default_factory=dict)
    hints: set[str] = field(default_factory=set)
    place: str = ""
    folder: str = ""

    @property
    def who(self) -> str:
        """The student, or whom the download names; empty for nobody."""
        return self.sender.student or described(self.sender)

    def leave_out(self, name: str, advice: str = "") -> None:
        """Note a file that is not wanted, and what to do about it."""
        self.left_out.append(name)
        if advice:
            self.advice[name] = advice

    def why_nothing(self, asked: bool) -> list[str]:
        """Why nothing is taken, in sentences that say what to do.

        Args:
            asked: whether a student was asked for work; else strays are only named.
        """
        names = [f"{n} ({self.advice[n]})" if n in self.advice else n for n in self.left_out]
        said = [f"left out {listed(names)}" if names else ""]
        said += [f"refused {listed(self.refused)}" if self.refused else ""]
        return [*said, ASK if asked and not (self.advice or self.refused) else ""]

    def called(self, lesson: str) -> list[str]:
        """Which notebooks have a lesson's name and are another one, and what to do about it."""
        return [
            f'"{shown(each.sender.own)}" is {other}: ask for {lesson}'
            for other, notebooks in self.notebooks.items()
            for each in notebooks
            if other != lesson and is_named(each.sender.own, lesson)
        ]

    @property
    def lessons(self) -> list[str]:
        """The lessons that it has anything of."""
        return sorted({*self.notebooks, *self.files})

    def time_of(self, member: Member, sender: Sender | None = None) -> bytes | None:
        """The platform's time of handing in, else the timestamp.txt that lies beside a file."""
        if sender and sender.when:
            return f"{sender.when:%Y-%m-%d %H:%M:%S} UTC\n".encode()
        return self.times.get(member.parts[:-1])

    def best(self, lesson: str, masters: dict[str, Master]) -> tuple[Notebook | None, str]:
        """The notebook that counts, and in words why it and not the others."""
        notebooks = self.notebooks.get(lesson, [])
        if len(notebooks) < 2:
            return (notebooks[0] if notebooks else None), ""
        ranked = sorted(
            ((self._rank(each, masters), each) for each in notebooks),
            key=lambda pair: pair[0],
            reverse=True,
        )
        (best, chosen), (second, _) = ranked[:2]
        differ = next((n for n, (a, b) in enumerate(zip(best, second, strict=True)) if a != b), -1)
        why = REASONS[min(differ, len(REASONS) - 1)]
        took, *others = _labels([each for _, each in ranked])
        return chosen, f"took {took}, {why}, not {listed(others)}"

    def _rank(self, notebook: Notebook, masters: dict[str, Master]) -> tuple:
        """Larger is better: see `REASONS`."""
        readable = not notebook.problem
        answered = readable and answers_in(notebook.nb, masters)
        member, sender = notebook.member, notebook.sender
        marks = re.findall(r"\((\d+)\)|-(?:Copy)?(\d+)(?=\.)", sender.own)
        times = (time_in(self.time_of(member, sender)), member.time)
        return (
            sender.attempt,
            (readable, answered, notebook.match.found),
            (*(time or OLDEST for time in times), sender.upload),
            [_in_order(part) for part in member.parts[:-1]],
            [int((a or b)[:9]) for a, b in marks],
            member.parts,
        )


def is_notebook(name: str) -> bool:
    """Whether a file that was read is a notebook by its beginning or name."""
    return name != TIMESTAMP and not declared_name(name)


def _labels(notebooks: list[Notebook]) -> list[str]:
    """What tells several notebooks apart: their names, else their folders, else their times."""
    ways = [
        [each.sender.own for each in notebooks],
        ["/".join(each.member.parts[-3:]) for each in notebooks],
        ["/".join(each.member.parts) for each in notebooks],
        [f"{'/'.join(each.member.parts)} of {each.member.time or 'no date'}" for each in notebooks],
    ]
    apart = next((names for names in ways if len(set(names)) == len(names)), ways[-1])
    return [f'"{shown(name)}"' for name in apart]


def _in_order(name: str) -> list[tuple[int, str]]:
    """A folder's name as it sorts: "Version 10" behind "Version 2"."""
    pieces = (list(run) for _, run in groupby(name, str.isdecimal))
    texts = ("".join(run) for run in pieces)
    return [(int(text[:9]), "") if text.isdecimal() else (-1, text) for text in texts]


def most_bytes(name: str) -> int:
    """How many bytes a file of this name may have; 0 when its name does not say."""
    if name.lower().endswith(".ipynb"):
        return LARGEST_NOTEBOOK
    if name == TIMESTAMP:
        return 1_000
    declared = declared_name(name)
    return DECLARED[declared[0]][declared[1]] if declared else 0


def declared_name(name: str) -> tuple[str, str] | None:
    """The lesson and declared file that a name means, with a platform's prefix or a copy's mark."""
    for lesson, files in DECLARED.items():
        for each in files:
            base, ending = re.escape(Path(each).stem), re.escape(Path(each).suffix)
            if re.fullmatch(rf"(.*_)?{base}( ?\(\d+\)|-\d+)?{ending}", name, re.DOTALL):
                return lesson, each
    return None


def is_named(name: str, lesson: str) -> bool:
    """Whether a name is the lesson's, but for the marks of a copy, Canvas's `-1` among them."""
    return tokens(re.sub(r"-\d{1,2}$", "", stem(name))) == tokens(lesson)


def time_in(timestamp: bytes | None) -> datetime | None:
    """The time that a timestamp.txt holds, if it holds one."""
    try:
        return read_time(timestamp.decode("utf-8")) if timestamp else None
    except (ValueError, OverflowError):
        return None


def listed(names: list[str], most: int = 4) -> str:
    """The first few of several names."""
    names = list(dict.fromkeys(names))
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{more}"
