"""Who handed a file in, told from where it lies in a download.

Only what the platform or the instructor named counts: the outermost part of a path that names
anybody. What a student put into their own folder or zip never says that it is someone else's.
Where two students could be meant, it is nobody's, and the message says how to settle it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import takewhile

from grading.course.roster import Person
from grading.intake.archives import shown
from grading.intake.names import is_declared, is_no_name, letters, safe_name, stem, tokens
from grading.intake.platforms import Sender, on_platform
from grading.intake.register import Register, id_like
from grading.intake.worksheet import Entry, Worksheet, ends_in, participants

NOBODY = "nothing tells whose it is: put it into a folder that is named after the student"
BY_HAND = "put it into a folder that is named after the student, and collect that folder"
SHEET = "put Moodle's grading worksheet beside the download"
Path = tuple[str, ...]


class Senders:
    """Finds out who handed in what, for one download."""

    def __init__(
        self,
        people: list[Person] | None,
        lessons: Sequence[str],
        download: str,
        paths: Sequence[Path],
        worksheet: Worksheet | None = None,
    ) -> None:
        """Take what is known.

        Args:
            people: the roster; None when there is none.
            lessons: names of all lessons.
            download: the download's own name.
            paths: where the files lie that were handed in.
            worksheet: what Moodle's worksheets say.
        """
        self.register = None if people is None else Register(people)
        self.lessons = {tokens(lesson) for lesson in lessons}
        self.lesson_words = {word for lesson in self.lessons for word in lesson}
        self.download = stem(download)
        self.sheet = worksheet or Worksheet()
        # What all lie in is a wrapper, and names a student only if the roster says so
        columns = zip(*(path[:-1] for path in paths), strict=False)
        self.wrappers = len(list(takewhile(lambda parts: len(set(parts)) == 1, columns)))
        self.alone = len({path for path in paths if not is_declared(path[-1])}) == 1
        self.known: dict[Path, Sender] = {}
        self.own_names = [path for path in paths if not any(map(on_platform, *_places(path)))]
        self.participants = participants(paths)
        self.heads = sorted({f.name for f in _on(paths, "Blackboard")})
        self.common: dict[int, set[str]] = {}
        self.standing: dict[tuple[str, int], dict[str, bool]] = {}
        self.start = 0
        self.start = self._first_depth()

    def of(self, path: Path) -> Sender:
        """Who handed in the file at this path; without a name when nothing tells."""
        if path not in self.known:
            self.known[path] = self._of(path)
        return self.known[path]

    def _of(self, path: Path) -> Sender:
        for place, part in enumerate(path):
            if found := on_platform(path, place):
                return self._enrolled(found)
            if found := self._named(path, place):
                return found
            if place >= self.start and tokens(stem(part)) not in self.lessons:
                return self._plain_name(path, place)
        if self.register and (person := self.register.match(self.download)):
            return Sender(self.download, student=person[0], certain=person[1], own=path[-1])
        return self._plain_name(path, len(path))

    # Names that instructors and platforms give in their own ways

    def _named(self, path: Path, place: int) -> Sender | None:
        """The sender whom a part of a path names, as the roster knows them."""
        part = path[place]
        if not self.register:
            return None
        if person := self.register.match(part, self._words(part)):
            return Sender(part, student=person[0], certain=person[1], own=path[-1])
        places = self._standing_in(part, place)
        students = sorted(places)
        if not students or (place < self.start and self.below - set(students[:1])):
            return None
        if len(students) > 1:
            return Sender(part, problem=f"the name fits {_and(students)}: {BY_HAND}", own=path[-1])
        (student,) = students
        if places[student]:
            return Sender(part, student=student, certain=True, own=path[-1])
        if self.register.is_other_id(student, tokens(part)):
            problem = f"the name fits {student}, and the number nobody in roster.csv"
            return Sender(part, problem=f"{problem}: {BY_HAND}", own=path[-1])
        marks = id_like(part) - self._common(place)
        return Sender(part, student=student, own=path[-1], marks=marks)

    def _standing_in(self, part: str, depth: int) -> dict[str, bool]:
        """The students who stand whole in a name at this depth, and whether by an id."""
        if (part, depth) not in self.standing:
            places = self.register.inside(stem(part), self._common(depth))
            self.standing[part, depth] = {
                each.student: each.by_id
                for each in places
                if not each.word or (depth >= self.wrappers and each.word not in self.lesson_words)
            }
        return self.standing[part, depth]

    @cached_property
    def below(self) -> set[str]:
        """The students who are named anywhere below what all files lie in."""
        found = set()
        parts = {(one, n) for path in self.own_names for n, one in enumerate(path)}
        for part, depth in parts:
            if depth >= self.wrappers:
                person = self.register.match(part, self._words(part))
                found |= {person[0]} if person else set(self._standing_in(part, depth))
        return found

    def _common(self, depth: int) -> set[str]:
        """Words that tell nobody at a depth: a lesson's, and those that every name there has."""
        if depth not in self.common:
            parts = {path[depth] for path in self.own_names if len(path) > depth}
            words = [set(tokens(part)) for part in parts]
            shared = set.intersection(*words) if len(words) > 1 else set()
            shared |= self.lesson_words
            self.common[depth] = shared - self.register.words
        return self.common[depth]

    def _first_depth(self) -> int:
        """The depth from which names of students are looked for.

        That is below what all files lie in, and below folders that sort them, such as two sections
        of a class: there nobody is named, and in each of them folders are named after students.
        """
        depth = self.wrappers
        if not self.register or self._tops(depth, own=True):
            return depth
        for deeper in range(depth + 1, max(map(len, self.own_names), default=0)):
            tops = self._tops(deeper)
            if len(set().union(*tops.values())) > 1 and all(tops.values()):
                return deeper
        return depth

    def _tops(self, depth: int, own: bool = False) -> dict[str, set[str]]:
        """Who is named at a depth, by the outermost folder that not all files lie in.

        Args:
            depth: of names of folders, not of files.
            own: whether the outermost names are asked for themselves, those of files, too, and
                only those that name anybody.
        """
        tops: dict[str, set[str]] = {}
        for path in self.own_names:
            if len(path) <= self.wrappers:
                continue
            found = self._named(path, depth) if own or len(path) > depth + 1 else None
            students = {found.student} if found and found.student else set()
            if students or not own:
                tops.setdefault(path[self.wrappers], set()).update(students)
        return tops

    def _plain_name(self, path: Path, place: int) -> Sender:
        """The sender whom a folder or file name gives, or the folder around it."""
        part = path[place] if place < len(path) else ""
        if self.register:
            if not part or (place == len(path) - 1 and is_no_name(self._words(part))):
                return Sender("", problem=NOBODY, own=path[-1])
            problem = f"{shown(part)!r} is not in roster.csv: add it, or correct it"
            return Sender(part, problem=problem, own=path[-1])
        around = [one for one in path[:place][: len(path) - 1] if tokens(one) not in self.lessons]
        is_file = place >= len(path) - 1
        if around and (not part or (is_file and self.alone)):
            part, is_file = around[-1], False
        name = stem(part) if is_file else part.removesuffix(".zip")
        if is_file and (words := self._words(part)) != tokens(name):
            name = " ".join(words)
        nobody = not safe_name(name) or (is_file and is_no_name(tokens(name)))
        return Sender(
            "" if nobody else name,
            student="" if nobody else safe_name(name),
            problem=NOBODY if nobody else "",
            own=path[-1],
        )

    def _words(self, part: str) -> tuple[str, ...]:
        """The words of a file name that do not name the lesson."""
        words = tokens(stem(part))
        for lesson in self.lessons:
            for start in range(len(words) - len(lesson) + 1):
                if words[start : start + len(lesson)] == lesson:
                    return words[:start] + words[start + len(lesson) :]
        return words

    # Platforms

    def _enrolled(self, found: Sender) -> Sender:
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
        fits = f"the name fits {_and(several)}" if several else "the name is not in roster.csv"
        way = f"write {found.number} into its column {found.column}"
        if found.platform == "Moodle":
            way = f"{way if found.number else BY_HAND}, or {SHEET}"
        return replace(found, problem=f"{fits}: {way}")

    def _is_group(self, found: Sender) -> bool:
        """Whether a group's name stands in front of a full name.

        Then one stands in front of all. A single word may be half of a first name, Jean-Luc's.
        """
        behind = all("-" in name for name in self.participants.values())
        first = found.name.partition("-")[0]
        return behind and (not first.isalpha() or len(self.participants) > 1)

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
        fits = f"the name fits {_and(students)}" if students else "nobody in roster.csv is in it"
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
            problem = f"the worksheet and roster.csv fit {_and(students)}: correct roster.csv"
            return found.is_nobody(problem)
        named = {*self.register.named(entry.name)} if entry.name else set()
        if len(named) == 1 and not named & (self.by_address | self.by_several_names):
            return replace(found, student=named.pop(), certain=False)
        if named:
            problem = f"the name fits {_and(named)}, and the worksheet's address nobody"
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
        found = (self.register.ids.get(cell.casefold(), set()) for cell in cells)
        return {student for students in found for student in students}

    def _group(self, found: Sender, members: list[Entry]) -> Sender:
        """A group, whose members' work it is."""
        when = max((each.when for each in members if each.when), default=None)
        each = [self._of_entry(Sender(e.name, "Moodle", e.number), e) for e in members]
        students = tuple(sorted({one.student for one in each if one.student}))
        lost = [e.name or e.number for e, one in zip(members, each, strict=True) if not one.student]
        who = f"of this group, nobody in roster.csv is {_and(lost)}: add who belongs to the class"
        found = replace(found, when=when, problem=who if lost else "")
        if not students:
            return found
        return replace(found, student=students[0], members=students, certain=True)


def _places(path: Path) -> tuple[list[Path], range]:
    return [path] * len(path), range(len(path))


def _on(paths: Iterable[Path], platform: str) -> list[Sender]:
    found = (each for path in paths for each in map(on_platform, *_places(path)))
    return [each for each in found if each and each.platform == platform]


def _and(students: Iterable[str]) -> str:
    return " and ".join(sorted(students))


def _behind(head: str, heads: list[str], lessons: set[Path]) -> str:
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
