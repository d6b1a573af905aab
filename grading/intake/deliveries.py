"""Sort a download into deliveries: whose files they are, which lesson's, which notebook counts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import chain, count
from pathlib import Path

from nbformat import NotebookNode

from grading.course.times import read_time
from grading.handed_in.reading import read_notebook
from grading.handed_in.submissions import TIMESTAMP, notebook_problem
from grading.intake.archives import LARGEST_NOTEBOOK, Contents, Member, shown
from grading.intake.senders import Sender, Senders, safe_name, stem, tokens
from grading.intake.which_lesson import Fingerprints, Match, answers_in
from grading.lesson.declared import DECLARED
from grading.lesson.masters import Master

OLDEST = datetime.min


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
        return not _names(self.sender.own, self.match.lesson)


@dataclass
class Delivery:
    """What one sender handed in.

    Attributes:
        notebooks: by lesson; several are candidates.
        files: the declared files, by lesson and name.
        times: what each timestamp.txt holds, by its folder.
        left_out: names of files that are not wanted.
        refused: names of files that cannot be taken, with the reason.
        folder: where an unknown sender's work is put, below downloaded/unmatched/; no other's is.
    """

    sender: Sender
    notebooks: dict[str, list[Notebook]] = field(default_factory=lambda: defaultdict(list))
    files: dict[str, dict[str, Member]] = field(default_factory=lambda: defaultdict(dict))
    times: dict[tuple[str, ...], bytes] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    folder: str = ""

    @property
    def lessons(self) -> list[str]:
        """The lessons that it has anything of."""
        return sorted({*self.notebooks, *self.files})

    def time_of(self, member: Member) -> bytes | None:
        """The timestamp.txt that lies beside a file."""
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
        why = "the best match" if best[0] != second[0] else "the newest"
        if best[:2] == second[:2]:
            why = "the last by name, since nothing tells which is newer"
        others = listed([f'"{shown(each.sender.own)}"' for _, each in ranked[1:]])
        return chosen, f'took "{shown(chosen.sender.own)}", {why}, not {others}'

    def _rank(self, notebook: Notebook, masters: dict[str, Master]) -> tuple:
        """Larger is better: readable, answered, more of the lesson's cells; newer; name."""
        readable = not notebook.problem
        answered = readable and answers_in(notebook.nb, masters)
        times = (time_in(self.time_of(notebook.member)), notebook.member.time)
        marks = re.findall(r"\((\d+)\)|-(?:Copy)?(\d+)(?=\.)", notebook.sender.own)
        return (
            (readable, answered, notebook.match.found),
            (*(time or OLDEST for time in times), notebook.sender.upload),
            [int((a or b)[:9]) for a, b in marks],
            notebook.member.parts,
        )


def sort_out(
    contents: Contents, senders: Senders, prints: Fingerprints, chosen: list[str]
) -> list[Delivery]:
    """Who handed in what, in the order of the download.

    Args:
        contents: what was read.
        senders: tells whose a file is.
        prints: tells which lesson a notebook is.
        chosen: lessons that are wanted.
    """
    notebooks = [
        Notebook(member, sender, _match(member, sender, prints, chosen))
        for member in contents.members
        if member.parts[-1].lower().endswith(".ipynb")
        for sender in [senders.of(member.parts)]
    ]
    whose = _apart(notebooks, senders)
    deliveries: dict[tuple, Delivery] = {}

    def of(parts: tuple[str, ...], work: bool = True) -> Delivery:
        """The delivery of a file; what is no work and has no sender for sure is nobody's."""
        sender = whose(parts)
        key = (sender.student,) if sender.student else ("", sender.name, sender.number)
        sure = sender.platform or (senders.register and sender.student)
        if not (work or sure or key in deliveries):
            key, sender = ("",), Sender("")
        return deliveries.setdefault(key, Delivery(sender))

    for notebook in notebooks:
        _add_notebook(of(notebook.member.parts), notebook, chosen)
    for member in contents.members:
        if declared := _declared(member.parts[-1]):
            _add_declared(of(member.parts), member, declared, chosen)
    for member in contents.members:
        if member.parts[-1] == TIMESTAMP:
            of(member.parts, work=False).times[member.parts[:-1]] = member.data
    for refusal in contents.refused:
        name = shown(senders.of(refusal.parts).own)
        of(refusal.parts, work=False).refused.append(f'"{name}", which {refusal.why}')
    for parts in contents.left_out:
        of(parts, work=False).left_out.append(shown(senders.of(parts).own))
    taken: set[str] = set()
    for each in deliveries.values():  # several names may be the same as a folder
        name = each.sender.folder
        names = chain([name], (f"{name}-{number}" for number in count(2)))
        each.folder = next(free for free in names if free.casefold() not in taken)
        taken.add(each.folder.casefold())
    return list(deliveries.values())


def _match(member: Member, sender: Sender, prints: Fingerprints, chosen: list[str]) -> Match:
    """The lesson of a notebook by its cells, else by its name or folder; none's is ""."""
    if match := prints.of(member.data):
        return match
    names = [sender.own, *reversed(member.parts[:-1])]
    for lesson in prints.names:
        if any(_names(name, lesson) for name in names):
            return Match(lesson, 0)
    broken = len(chosen) == 1 and notebook_problem(member.data)
    return Match(chosen[0] if broken else "", 0)


def _apart(notebooks: list[Notebook], senders: Senders) -> Callable[[tuple[str, ...]], Sender]:
    """Whose a file is, where two of a platform's users are never one student.

    Where several would be, the one whom a number or id in roster.csv names is; if none, nobody.
    """
    claims = defaultdict(dict)
    for each in notebooks:
        if each.sender.number and each.sender.student:
            person = (each.sender.platform, each.sender.number)
            claims[each.sender.student, each.match.lesson][person] = each.sender.certain
    doubtful = {
        person
        for people in claims.values()
        for person, certain in people.items()
        if len(people) > 1 and not (certain and sum(people.values()) == 1)
    }

    def whose(parts: tuple[str, ...]) -> Sender:
        sender = senders.of(parts)
        if (sender.platform, sender.number) not in doubtful:
            return sender
        if senders.register is None:
            return replace(sender, student=safe_name(f"{sender.name}_{sender.number}"))
        problem = (
            f"several users of {sender.platform} would be {sender.student}: "
            f"write {sender.number} into column {sender.column} of roster.csv where it belongs"
        )
        return replace(sender, student="", problem=problem)

    return whose


def _add_declared(
    delivery: Delivery, member: Member, declared: tuple[str, str], chosen: list[str]
) -> None:
    lesson, name = declared
    known = delivery.files[lesson].get(name) if lesson in chosen else None
    if lesson not in chosen:
        delivery.left_out.append(shown(member.parts[-1]))
    elif known is None or (member.time or OLDEST, member.parts) > (
        known.time or OLDEST,
        known.parts,
    ):
        delivery.files[lesson][name] = member


def _add_notebook(delivery: Delivery, notebook: Notebook, chosen: list[str]) -> None:
    lesson, name = notebook.match.lesson, shown(notebook.sender.own)
    if not lesson:
        delivery.left_out.append(f"{name}, which holds no lesson's cells")
    elif lesson not in chosen:
        delivery.left_out.append(f"{name}, which is {lesson}")
    else:
        delivery.notebooks[lesson].append(notebook)


def most_bytes(name: str) -> int:
    """How many bytes a file of this name may have; 0 when it is not wanted."""
    if name.lower().endswith(".ipynb"):
        return LARGEST_NOTEBOOK
    if name == TIMESTAMP:
        return 1_000
    declared = _declared(name)
    return DECLARED[declared[0]][declared[1]] if declared else 0


def _declared(name: str) -> tuple[str, str] | None:
    """The lesson and declared file that a name means, with a platform's prefix or a copy's mark."""
    for lesson, files in DECLARED.items():
        for each in files:
            base, ending = re.escape(Path(each).stem), re.escape(Path(each).suffix)
            if re.fullmatch(rf"(.*_)?{base}( ?\(\d+\)|-\d+)?{ending}", name, re.DOTALL):
                return lesson, each
    return None


def _names(name: str, lesson: str) -> bool:
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
