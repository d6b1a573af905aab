"""Sort a download into deliveries: whose files they are, which lesson's, which notebook counts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import chain, count, groupby
from pathlib import Path

from nbformat import NotebookNode

from grading.course.times import read_time
from grading.handed_in.reading import read_notebook
from grading.handed_in.submissions import TIMESTAMP, notebook_problem
from grading.intake.archives import LARGEST_NOTEBOOK, Contents, Member, shown
from grading.intake.names import safe_name, stem, tokens
from grading.intake.platforms import Sender, described
from grading.intake.senders import BY_HAND, Senders
from grading.intake.which_lesson import Fingerprints, Match, answers_in
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
        if is_notebook(member.parts[-1])
        for sender in [senders.of(member.parts)]
    ]
    sorting = _Sorting(senders, _apart(notebooks, senders), chosen)
    for notebook in notebooks:
        sorting.add_notebook(notebook)
    for member in contents.members:
        if declared := declared_name(member.parts[-1]):
            sorting.add_declared(member, declared)
    for member in contents.members:
        if member.parts[-1] == TIMESTAMP:
            sorting.add_time(member)
    for refusal in contents.refused:
        for each in sorting.of(refusal.parts, work=False, alone=True):
            each.refused.append(f'"{sorting.name(each, refusal.parts)}", which {refusal.why}')
            each.hints |= sorting.spoken_of(refusal.parts)
    # What may be meant as work comes first, and has a row of its own where it is nobody's
    for one in sorted(contents.left_out, key=lambda one: not one.what):
        lessons = sorting.spoken_of(one.parts)
        for each in sorting.of(one.parts, work=False, alone=bool(one.what or lessons)):
            each.leave_out(sorting.name(each, one.parts), one.what)
            each.hints |= lessons
    return sorting.named()


class _Sorting:
    """Puts each file with the deliveries that it belongs to; a group's with each member's."""

    def __init__(
        self, senders: Senders, whose: Callable[[tuple[str, ...]], Sender], chosen: list[str]
    ) -> None:
        self.senders, self.whose, self.chosen = senders, whose, chosen
        self.deliveries: dict[tuple, Delivery] = {}

    def of(self, parts: tuple[str, ...], work: bool = True, alone: bool = False) -> list[Delivery]:
        """The deliveries of a file.

        Args:
            parts: where it lies.
            work: whether it is work of students; else it is nobody's unless its sender is sure.
            alone: whether it is a delivery by itself where it is nobody's.
        """
        sender = self.whose(parts)
        found = []
        for student in sender.members or (sender.student,):
            mine = replace(sender, student=student)
            key = (student,) if student else ("", sender.name, sender.number)
            sure = sender.platform or (self.senders.register and student)
            if not (work or sure or key in self.deliveries):
                key, mine = (("", parts) if alone else ("",)), Sender("", own=parts[-1])
            elif not student and not sender.name:
                key = ("", parts)
            place = shown("/".join(parts)) if key == ("", parts) else ""
            found.append(self.deliveries.setdefault(key, Delivery(mine, place=place)))
        return found

    def name(self, delivery: Delivery, parts: tuple[str, ...]) -> str:
        """A file's name as its student gave it; where there is no sender, with its folders."""
        return shown(self.senders.of(parts).own if delivery.who else "/".join(parts))

    def spoken_of(self, parts: tuple[str, ...]) -> set[str]:
        """The lessons that are wanted and whose name a file or its folders have."""
        names = [Path(self.senders.of(parts).own).stem, *parts[:-1]]
        return {each for each in self.chosen if any(_names(name, each) for name in names)}

    def add_notebook(self, notebook: Notebook) -> None:
        """Put a notebook where it belongs, or say why not."""
        lesson, name = notebook.match.lesson, shown(notebook.sender.own)
        for each in self.of(notebook.member.parts):
            if not lesson:
                each.leave_out(f"{name}, which holds no lesson's cells", ASK)
            elif lesson not in self.chosen:
                each.leave_out(f"{name}, which is {lesson}", "collect without LESSON to take it")
            else:
                each.notebooks[lesson].append(notebook)

    def add_declared(self, member: Member, declared: tuple[str, str]) -> None:
        """Put a declared file beside its notebook; of several the newest counts."""
        lesson, name = declared
        for each in self._beside(member.parts):
            known = each.files[lesson].get(name) if lesson in self.chosen else None
            age = (member.time or OLDEST, member.parts)
            if lesson not in self.chosen:
                each.left_out.append(shown(member.parts[-1]))
            elif known is None or age > (known.time or OLDEST, known.parts):
                each.files[lesson][name] = member

    def _beside(self, parts: tuple[str, ...]) -> list[Delivery]:
        """The deliveries of a declared file; if nobody's, that of the only notebook beside it."""
        sender = self.whose(parts)
        if not (sender.student or sender.name):
            notebooks = [
                each
                for key, each in self.deliveries.items()
                if key[0] == "" and len(key) == 2 and key[1][:-1] == parts[:-1]
            ]
            if len(notebooks) == 1:
                return notebooks
        return self.of(parts)

    def add_time(self, member: Member) -> None:
        """Note what a timestamp.txt says, unless a student put it into an upload."""
        for each in self.of(member.parts, work=False):
            if each.sender.platform:
                each.left_out.append(f"{TIMESTAMP}, which the student wrote")
            else:
                each.times[member.parts[:-1]] = member.data

    def named(self) -> list[Delivery]:
        """All deliveries, each with a folder's name that no other has."""
        taken: set[str] = set()
        for each in self.deliveries.values():  # several names may be the same as a folder
            name = each.sender.folder
            names = chain([name], (f"{name}-{number}" for number in count(2)))
            each.folder = next(free for free in names if free.casefold() not in taken)
            taken.add(each.folder.casefold())
        return list(self.deliveries.values())


def _match(member: Member, sender: Sender, prints: Fingerprints, chosen: list[str]) -> Match:
    """The lesson of a notebook by its cells, else by its name or folder; none's is ""."""
    if match := prints.of(member.data):
        return match
    if ".ipynb" not in sender.own.lower():
        return Match("", 0)
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
        if each.sender.student:
            claims[each.sender.student, each.match.lesson][_person(each.sender)] = each.sender
    doubtful = {
        person
        for people in claims.values()
        for person, sender in people.items()
        if not all(_may_be_one(sender, other) for other in people.values())
        and not (_is_sure(sender) and sum(map(_is_sure, people.values())) == 1)
    }

    def whose(parts: tuple[str, ...]) -> Sender:
        sender = senders.of(parts)
        if _person(sender) not in doubtful:
            return sender
        if senders.register is None:
            return replace(sender, student=safe_name(f"{sender.name}_{sender.number}"))
        several = f"several users of {sender.platform or 'the platform'} would be {sender.student}"
        column = f"write {sender.number} into column {sender.column} of roster.csv"
        way = f"{column} where it belongs" if sender.column else BY_HAND
        return sender.is_nobody(f"{several}: {way}")

    return whose


def _person(sender: Sender) -> tuple:
    """What tells two users of a platform apart."""
    return sender.platform, sender.number, sender.student, "" if sender.number else sender.marks


def _is_sure(sender: Sender) -> bool:
    """Whether an id says who it is, or a name and nothing but the name."""
    return sender.certain or not (sender.number or sender.marks)


def _may_be_one(one: Sender, other: Sender) -> bool:
    """Whether two users that would be the same student may be one."""
    if one.platform != other.platform:
        return True
    if one.number or other.number:
        return one.number == other.number
    return bool(one.marks & other.marks) or one.marks == other.marks


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
