"""Sort what a download holds: each file to the deliveries that it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from itertools import chain, count
from pathlib import Path

from grading.course.told import shown
from grading.handed_in.submissions import TIMESTAMP, notebook_problem
from grading.intake.archives import Contents, Member
from grading.intake.deliveries import (
    ASK,
    OLDEST,
    Delivery,
    Notebook,
    declared_name,
    is_named,
    is_notebook,
)
from grading.intake.names import safe_name
from grading.intake.platforms import Sender
from grading.intake.senders import Senders
from grading.intake.users import BY_HAND, OR_SHEET
from grading.intake.which_lesson import Fingerprints, Match


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
        return {each for each in self.chosen if any(is_named(name, each) for name in names)}

    def add_notebook(self, notebook: Notebook) -> None:
        """Put a notebook where it belongs, or say why not."""
        lesson, name = notebook.match.lesson, shown(notebook.sender.own)
        wanted = self.chosen[0] if len(self.chosen) == 1 else "one of those named"
        for each in self.of(notebook.member.parts):
            if not lesson:
                each.leave_out(f"{name}, which holds no lesson's cells", ASK)
            elif lesson not in self.chosen:
                or_take = "or collect without LESSON to take it"
                each.leave_out(f"{name}, which is {lesson}", f"ask for {wanted}, {or_take}")
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
        if any(is_named(name, lesson) for name in names):
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
        if sender.platform == "Moodle":
            way += OR_SHEET
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
