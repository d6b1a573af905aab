"""Who handed a file in, told from where it lies in a download.

Only what the platform or the instructor named counts: the outermost part of a path that names
anybody. What a student put into their own folder or zip never says that it is someone else's.
Where two students could be meant, it is nobody's, and the message says how to settle it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import takewhile

from grading.course.roster import Person
from grading.course.told import shown
from grading.intake.names import is_declared, is_no_name, safe_name, stem, tokens
from grading.intake.platforms import Sender, on_platform, user_of
from grading.intake.register import Register, id_like
from grading.intake.users import BY_HAND, Users, all_of
from grading.intake.worksheet import Worksheet

NOBODY = "nothing tells whose it is: put it into a folder that is named after the student"
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
        # What all lie in is a wrapper, and names a student only if the roster says so
        columns = zip(*(path[:-1] for path in paths), strict=False)
        self.wrappers = len(list(takewhile(lambda parts: len(set(parts)) == 1, columns)))
        self.alone = len({path for path in paths if not is_declared(path[-1])}) == 1
        self.known: dict[Path, Sender] = {}
        self.own_names = [path for path in paths if not user_of(path)]
        found = list(filter(None, map(user_of, paths)))
        self.users = Users(self.register, self.lessons, worksheet or Worksheet(), found)
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
                return self.users.enrolled(found)
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
            return Sender(
                part, problem=f"the name fits {all_of(students)}: {BY_HAND}", own=path[-1]
            )
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
