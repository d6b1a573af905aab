"""Who the users of Moodle, Canvas and Blackboard are in roster.csv."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import takewhile

from grading.intake.names import letters, plain, safe_name, tokens
from grading.intake.platforms import Sender
from grading.intake.register import Register
from grading.intake.worksheet import Entry, Worksheet, ends_in

BY_HAND = "put it into a folder that is named after the student, and collect that folder"
OR_SHEET = ", or put Moodle's grading worksheet beside the download"
Words = tuple[str, ...]


class Users:
    """Finds out who a platform's users are, for one download."""

    def __init__(
        self,
        register: Register | None,
        lessons: set[Words],
        sheet: Worksheet,
        found: Sequence[Sender],
    ) -> None:
        """Take what is known.

        Args:
            register: the roster; None when there is none.
            lessons: the words of each lesson's name.
            sheet: what Moodle's worksheets say.
            found: all the users that the download names.
        """
        self.register, self.lessons, self.sheet = register, lessons, sheet
        self.participants = {e.number: e.name for e in found if e.platform == "Moodle"}
        self.heads = sorted({each.name for each in found if each.platform == "Blackboard"})

    def enrolled(self, found: Sender) -> Sender:
        """A platform's user, with the student who that is."""
        if found.platform == "Blackboard":
            return self._at_blackboard(found)
        if found.platform == "Moodle" and self.sheet.entries:
            return self._in_worksheet(found)
        if self.register is None:
            return replace(found, student=safe_name(found.name) or safe_name(found.number))
        return self._by_name(found)

    def _by_name(self, found: Sender) -> Sender:
        """A user of Moodle or Canvas, known by number or name."""
        known = self.register.numbers.get((found.platform, found.number))
        person = (known, True) if known else self.register.match(found.name)
        several = self.register.named(found.name)
        if not person and not several and found.platform == "Canvas":
            several = self.register.run_together(found.name)
        if not person and not several and found.platform == "Moodle":
            several = self.register.behind_a_group(found.name) if self._is_group(found) else []
            several = several or sorted(e.student for e in self.register.inside(found.name))
        if not person and len(several) == 1:
            person = (several[0], False)
        if person:
            return replace(found, student=person[0], certain=person[1])
        fits = f"the name fits {all_of(several)}" if several else "the name is not in roster.csv"
        way = f"write {found.number} into its column {found.column}"
        if found.platform == "Moodle":
            way = f"{way if found.number else BY_HAND}{'' if self.sheet.entries else OR_SHEET}"
        return replace(found, problem=f"{fits}: {way}")

    def _is_group(self, found: Sender) -> bool:
        """Whether a group's name stands in front of a full name.

        Then one stands in front of all. A single word may be half of a first name, Jean-Luc's,
        unless others have it, too.
        """
        names = self.participants.values()
        first, sign, _ = found.name.partition("-")
        shared = sum(name.startswith(first + sign) for name in names) > 1
        return all("-" in name for name in names) and (shared or not first.isalpha())

    def _at_blackboard(self, found: Sender) -> Sender:
        """A user of Blackboard, whose name stands behind the assignment's."""
        head = found.name
        if self.register is None:
            name = _behind(head, self.heads, self.lessons)
            return replace(found, name=name, student=safe_name(name))
        ends = [head[place + 1 :] for place, sign in enumerate(head) if sign == "_"]
        by_id = {person for end in ends if (person := self.register.match(end))}
        students = {student for student, certain in by_id if certain} or {s for s, _ in by_id}
        if len(students) == 1:
            return replace(found, student=students.pop(), certain=True)
        fits = f"the name fits {all_of(students)}" if students else "nobody in roster.csv is in it"
        return replace(found, problem=f"{fits}: add the user's name to roster.csv, or {BY_HAND}")

    def _in_worksheet(self, found: Sender) -> Sender:
        """A user or group of Moodle, whom its worksheet knows."""
        entry = self.sheet.entries.get(found.number)
        if entry and self._is_of(entry, found):
            return self._of_entry(found, entry)
        if not self.alone_each and (members := self.sheet.members(found.name)):
            return self._group(found, members)
        if self.register is None:
            return replace(found, student=safe_name(found.name) or safe_name(found.number))
        if found.number in self.sheet.doubtful:
            problem = f"two worksheets tell two people for {found.number}: leave one of them there"
            return found.is_nobody(problem)
        if entry:
            return found.is_nobody(f"the worksheet calls {found.number} {entry.name}: {BY_HAND}")
        return self._by_name(found)

    @cached_property
    def alone_each(self) -> bool:
        """Whether participants handed in by themselves: then no folder is a group's."""
        entries = self.sheet.entries
        each = (Sender(name, "Moodle", number) for number, name in self.participants.items())
        return any(one.number in entries and self._is_of(entries[one.number], one) for one in each)

    def _is_of(self, entry: Entry, found: Sender) -> bool:
        """Whether a line and a folder are of one participant; a group's number may be the same."""
        if found.number in self.sheet.doubtful:
            return False
        if not entry.name or ends_in(found.name, entry.name):
            return True
        return letters(found.name) == letters(entry.word)

    def _of_entry(self, found: Sender, entry: Entry) -> Sender:
        found = replace(found, when=entry.when)
        if self.register is None:
            name = entry.name if ends_in(found.name, entry.name) else found.name
            return replace(found, name=name, student=safe_name(name) or safe_name(found.number))
        known = self.register.numbers.get(("Moodle", found.number))
        students = self._by_id(entry) | ({known} if known else set())
        if len(students) == 1:
            return replace(found, student=students.pop(), certain=True)
        if students:
            problem = f"the worksheet and roster.csv fit {all_of(students)}: correct roster.csv"
            return found.is_nobody(problem)
        named = {*self.register.named(entry.name)} if entry.name else set()
        if len(named) == 1 and not named & (self.by_address | self.by_several_names):
            return replace(found, student=named.pop(), certain=False)
        if named:
            problem = f"the name fits {all_of(named)}, and the worksheet's address nobody"
            return found.is_nobody(f"{problem}: write the address into roster.csv")
        if entry.name:  # it is in full: what else the folder's name may say does not count
            way = f"write the address that the worksheet has, or {found.number} as moodle_id, there"
            return found.is_nobody(f"{entry.name} is not in roster.csv: {way}")
        return self._by_name(found)

    @cached_property
    def by_address(self) -> set[str]:
        """The students whose address or id stands in any line of the worksheets."""
        return set().union(*map(self._by_id, self.sheet.entries.values()))

    @cached_property
    def by_several_names(self) -> set[str]:
        """The students whose name stands in more than one line without their address."""
        entries = (e for e in self.sheet.entries.values() if e.name and not self._by_id(e))
        counts = Counter(one for each in entries for one in self.register.named(each.name))
        return {student for student, count in counts.items() if count > 1}

    def _by_id(self, entry: Entry) -> set[str]:
        """The students whose address or id stands in a worksheet's line."""
        cells = (cell for cell in entry.cells if cell != entry.name)
        found = (self.register.ids.get(plain(cell), set()) for cell in cells)
        return {student for students in found for student in students}

    def numbers(self) -> dict[str, str]:
        """The participant numbers of the worksheets' lines, by the student whom a line tells."""
        entries = [e for e in self.sheet.entries.values() if e.number not in self.sheet.doubtful]
        each = [(self._of_entry(Sender(e.name, "Moodle", e.number), e), e) for e in entries]
        return {one.student: entry.number for one, entry in each if one.student}

    def _group(self, found: Sender, members: list[Entry]) -> Sender:
        """A group, whose members' work it is."""
        when = max((each.when for each in members if each.when), default=None)
        each = [self._of_entry(Sender(e.name, "Moodle", e.number), e) for e in members]
        students = tuple(sorted({one.student for one in each if one.student}))
        lost = [e.name or e.number for e, one in zip(members, each, strict=True) if not one.student]
        who = f"of this group, nobody in roster.csv is {all_of(lost)}: add who belongs to the class"
        found = replace(found, when=when, problem=who if lost else "")
        if not students:
            return found
        return replace(found, student=students[0], members=students, certain=True)


def all_of(students: Iterable[str]) -> str:
    """Several students in words."""
    return " and ".join(sorted(students))


def _behind(head: str, heads: list[str], lessons: set[Words]) -> str:
    """A user's name behind an assignment's, which all have in common or which is a lesson's.

    >>> _behind("Week 1_ann", ["Week 1_ann", "Week 1_bob"], set())
    'ann'
    >>> _behind("01 Neurons_ann", ["01 Neurons_ann"], {("01", "neurons")})
    'ann'
    """
    signs = zip(*heads, strict=False) if len(heads) > 1 else ()
    shared = "".join(sign for sign, *_ in takewhile(lambda each: len(set(each)) == 1, signs))
    before = shared[: shared.rfind("_") + 1]
    ends = (head[: place + 1] for place, sign in enumerate(head) if sign == "_")
    return head.removeprefix(before or next((e for e in ends if tokens(e) in lessons), ""))
