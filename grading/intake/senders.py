"""Who handed a file in, told from where it lies in a download.

Only what the platform or the instructor named counts: the outermost part of a path that names
anybody. What a student put into their own folder or zip never says that it is someone else's.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path

from grading.course.roster import Person
from grading.intake.archives import shown
from grading.lesson.declared import DECLARED

# Ann Example_123456_assignsubmission_file_/hw.ipynb, or in one name; the number is new in each
# assignment
MOODLE = re.compile(
    r"(?P<name>.*?)_(?P<number>\d+)_assignsubmission_[a-z]+(?:_(?P<file>.*))?", re.DOTALL
)
# exampleann_LATE_12345_67890_hw.ipynb: user, upload, and the file's own name
CANVAS = re.compile(
    r"(?P<name>.*?)_?(?P<late>LATE_)?(?P<number>(?<=_)\d{2,}|anon_\w+?)_(?P<upload>\d{3,})_(?P<file>.+)",
    re.DOTALL,
)
COPY = re.compile(r"( ?\(\d+\)|[-_ ](copy|kopie) ?\d*)$", re.IGNORECASE)
ENDINGS = {".ipynb", ".zip", *(Path(name).suffix for files in DECLARED.values() for name in files)}
ENDING = re.compile(f"({'|'.join(re.escape(each) for each in sorted(ENDINGS))})$", re.IGNORECASE)
NOBODY = "nothing tells whose it is: put it into a folder that is named after the student"
RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{name}{n}" for name in ("com", "lpt") for n in range(10)),
}


@dataclass(frozen=True)
class Sender:
    """Who handed a file in.

    Attributes:
        name: as the download has it.
        platform: "Moodle", "Canvas" or nothing.
        number: the platform's number of them, if it gives one.
        student: who that is in roster.csv; without a roster, a safe folder name.
        certain: whether the platform's number or the student's own id says so.
        problem: why it is nobody in roster.csv.
        own: the file's name as the student gave it.
        late: whether the platform says that it is late.
        upload: the platform's number of the upload; later ones are larger.
    """

    name: str
    platform: str = ""
    number: str = ""
    student: str = ""
    certain: bool = False
    problem: str = ""
    own: str = ""
    late: bool = False
    upload: int = 0

    @property
    def folder(self) -> str:
        """A safe folder name for whoever it is, in the roster or not."""
        return self.student or safe_name(f"{self.name}_{self.number}") or "unknown"

    @property
    def column(self) -> str:
        """The column of roster.csv that holds the platform's number."""
        return "moodle_id" if self.platform == "Moodle" else "canvas_id"


def tokens(text: str) -> tuple[str, ...]:
    """The words of a name, without case, accents and signs.

    >>> tokens("Exámple, Ann-Marie")
    ('example', 'ann', 'marie')
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return tuple(re.findall(r"[^\W_]+", letters))


def safe_name(text: str) -> str:
    """A folder name made of a name in a download; empty when nothing is left of it.

    >>> safe_name("../Ann  Example [2]")
    'Ann_Example_2'
    """
    kept = re.sub(r"[^\w.-]+", "_", unicodedata.normalize("NFC", text))
    kept = re.sub(r"_+", "_", kept).strip("._-")[:60].strip("._-")
    return f"student_{kept}" if kept.split(".")[0].casefold() in RESERVED else kept


def stem(name: str) -> str:
    """A file name without its ending and the marks of a copy.

    >>> stem("01_neurons-Copy1 (2).ipynb"), stem("student-1.ipynb")
    ('01_neurons', 'student-1')
    """
    kept = ENDING.sub("", name.strip())
    while shorter := COPY.sub("", kept):
        if shorter == kept:
            break
        kept = shorter
    return kept.strip()


class Register:
    """The roster, by all that tells a student."""

    def __init__(self, people: list[Person]) -> None:
        self.ids = defaultdict(set)
        self.names = defaultdict(set)
        self.joined = defaultdict(set)
        self.numbers: dict[tuple[str, str], str] = {}
        for each in people:
            for one in filter(None, (each.student, each.email)):
                self.ids[plain(one)].add(each.student)
            for one in (each.name, each.student, each.email, each.email.split("@")[0]):
                if words := tokens(one):
                    self.names[tuple(sorted(words))].add(each.student)
                    # As Canvas writes names, the words run together, the last name first
                    for turn in range(len(words)):
                        self.joined["".join(words[turn:] + words[:turn])].add(each.student)
            for number in each.moodle_ids:
                self.numbers["Moodle", number] = each.student
            self.numbers["Canvas", each.canvas_id] = each.student

    def match(self, text: str, words: tuple[str, ...] = ()) -> tuple[str, bool] | None:
        """The one student whom a text names, and whether by an id.

        Args:
            text: a name, an id or an email address, with a file's ending or without.
            words: other words that may be the name.
        """
        for one in (plain(text), plain(stem(text))):
            if len(found := self.ids.get(one, ())) == 1:
                return next(iter(found)), True
        found = self.named(text, words)
        return (found[0], False) if len(found) == 1 else None

    def named(self, text: str, words: tuple[str, ...] = ()) -> list[str]:
        """The students whose name or id consists of the same words, in any order."""
        each = (tuple(sorted(one)) for one in (tokens(stem(text)), words))
        return sorted({student for one in each for student in self.names.get(one, ())})


def plain(text: str) -> str:
    """An id as it is compared: case and the way that accents are written do not matter."""
    return unicodedata.normalize("NFC", text).strip().casefold()


class Senders:
    """Finds out who handed in what, for one download."""

    def __init__(
        self,
        people: list[Person] | None,
        lessons: Sequence[str],
        download: str,
        paths: Sequence[tuple[str, ...]],
    ) -> None:
        """Take what is known.

        Args:
            people: the roster; None when there is none.
            lessons: names of all lessons.
            download: the download's own name.
            paths: where the files lie that were handed in.
        """
        self.register = None if people is None else Register(people)
        self.lessons = {tokens(lesson) for lesson in lessons}
        self.download = stem(download)
        folders = [path[:-1] for path in paths]
        # What all lie in is a wrapper, and names a student only if the roster says so
        columns = zip(*folders, strict=False)
        self.wrappers = len(list(takewhile(lambda parts: len(set(parts)) == 1, columns)))
        self.alone = len({path for path in paths if path[-1].lower().endswith(".ipynb")}) == 1

    def of(self, path: tuple[str, ...]) -> Sender:
        """Who handed in the file at this path; without a name when nothing tells."""
        for place, part in enumerate(path):
            if found := _on_platform(path, place):
                return self._enrolled(found)
            if self.register and (person := self.register.match(part, self._words(part))):
                return Sender(part, student=person[0], certain=person[1], own=path[-1])
            if place >= self.wrappers and tokens(stem(part)) not in self.lessons:
                return self._plain_name(path, place)
        if self.register and (person := self.register.match(self.download)):
            return Sender(self.download, student=person[0], certain=person[1], own=path[-1])
        return self._plain_name(path, len(path))

    def _enrolled(self, found: Sender) -> Sender:
        """A platform's user, with the student who that is."""
        if self.register is None:
            return replace(found, student=safe_name(found.name) or safe_name(found.number))
        known = self.register.numbers.get((found.platform, found.number))
        person = (known, True) if known else self.register.match(found.name)
        several = self.register.named(found.name)
        if not person and found.platform == "Canvas":
            several = sorted(self.register.joined.get("".join(tokens(found.name)), ()))
            person = (several[0], False) if len(several) == 1 else None
        if person:
            return replace(found, student=person[0], certain=person[1])
        fits = (
            f"the name fits {' and '.join(several)}" if several else "the name is not in roster.csv"
        )
        problem = f"{fits}: write {found.number} into its column {found.column}"
        return replace(found, problem=problem)

    def _plain_name(self, path: tuple[str, ...], place: int) -> Sender:
        """The sender whom a folder or file name gives, or the folder around it."""
        part = path[place] if place < len(path) else ""
        if self.register:
            problem = (
                f"{shown(part)!r} is not in roster.csv: add it, or correct it" if part else NOBODY
            )
            return Sender(part, problem=problem, own=path[-1])
        around = [one for one in path[:place][: len(path) - 1] if tokens(one) not in self.lessons]
        is_file = place >= len(path) - 1
        if around and (not part or (is_file and self.alone)):
            part, is_file = around[-1], False
        name = stem(part) if is_file else part.removesuffix(".zip")
        if is_file and (words := self._words(part)) != tokens(name):
            name = " ".join(words)
        problem = "" if safe_name(name) else NOBODY
        return Sender(
            "" if problem else name, student=safe_name(name), problem=problem, own=path[-1]
        )

    def _words(self, part: str) -> tuple[str, ...]:
        """The words of a file name that do not name the lesson."""
        words = tokens(stem(part))
        for lesson in self.lessons:
            for start in range(len(words) - len(lesson) + 1):
                if words[start : start + len(lesson)] == lesson:
                    return words[:start] + words[start + len(lesson) :]
        return words


def _on_platform(path: tuple[str, ...], place: int) -> Sender | None:
    """The platform's user whom a part of a path names."""
    part = path[place]
    canvas = None
    if not (moodle := MOODLE.fullmatch(part)):
        canvas = CANVAS.fullmatch(part)
        if not canvas or "." not in canvas["file"]:
            return None
    found = moodle or canvas
    own = found["file"] if found["file"] and place == len(path) - 1 else path[-1]
    if moodle:
        return Sender(found["name"].strip(), "Moodle", found["number"], own=own)
    return Sender(
        found["name"].strip("_") or found["number"],
        "Canvas",
        found["number"].removeprefix("anon_"),
        own=own,
        late=bool(found["late"]),
        upload=int(found["upload"][:18]),
    )


def described(sender: Sender) -> str:
    """A sender as a message names them."""
    number = f" ({sender.platform} {sender.number})" if sender.number else ""
    return shown(sender.name + number)
