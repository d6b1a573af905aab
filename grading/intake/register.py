"""The roster, by all that tells a student: ids, addresses, numbers, names in any order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from grading.course.roster import Person
from grading.intake.names import (
    NO_NAMES,
    folded,
    letters,
    plain,
    spellings,
    stem,
    tokens,
    without_apostrophes,
)

COLUMNS = {"Moodle": "moodle_id", "Canvas": "canvas_id"}
WORD = re.compile(r"[^\W_]+")
BINDS = re.compile(r"[\s'.]*-?[\s'.]*")  # between words of one name: "Ann-Marie O'Brien"
SHORTEST_ID, SHORTEST_NUMBER = 3, 5  # signs of an id, digits of a number, that no date looks like


@dataclass(frozen=True)
class Place:
    """Where in a text a student stands: from one word up to another, and by what.

    Attributes:
        begin: the first word's number.
        end: the number of the word behind the last.
        student: who.
        by_id: whether it is an id or address of theirs.
        word: the only word, where it is one that may be any word; else empty.
    """

    begin: int
    end: int
    student: str
    by_id: bool
    word: str = ""


class Register:
    """The roster, by all that tells a student."""

    def __init__(self, people: list[Person]) -> None:
        self.ids = defaultdict(set)
        self.bare = defaultdict(set)
        self.names = defaultdict(set)
        self.respelled = defaultdict(set)
        self.joined = defaultdict(set)
        self.whole: dict[tuple[str, ...], set[tuple[str, bool]]] = defaultdict(set)
        self.numbers: dict[tuple[str, str], str] = {}
        for each in people:
            for one in filter(None, (each.student, each.email)):
                self.ids[plain(one)].add(each.student)
                self.bare[_bare(plain(one))].add(each.student)
                self._add(each.student, one, by_id=True)
            for one in (each.name, each.email.split("@")[0]):
                self._add(each.student, one, by_id=False)
            for number in each.moodle_ids:
                self.numbers["Moodle", number] = each.student
            if each.canvas_id:
                self.numbers["Canvas", each.canvas_id] = each.student
        self.words = {word for words in self.respelled for word in words}
        self.longest = max(map(len, self.whole), default=0)

    def _add(self, student: str, one: str, by_id: bool) -> None:
        """Note one of a student's names, ids or addresses."""
        for words in {tokens(one), tokens(without_apostrophes(one))} - {()}:
            self.names[tuple(sorted(words))].add(student)
        for words in spellings(one):
            self.respelled[tuple(sorted(words))].add(student)
            for turn in range(len(words)):
                turned = words[turn:] + words[:turn]  # the last name first, as platforms sort
                # As Canvas writes names, the words run together
                self.joined["".join(turned)].add(student)
                self.whole[words if by_id else turned].add((student, by_id))

    def match(self, text: str, words: tuple[str, ...] = ()) -> tuple[str, bool] | None:
        """The one student whom a text names, and whether by an id.

        Args:
            text: a name, an id or an email address, with a file's ending or without.
            words: other words that may be the name.
        """
        for one in (plain(text), plain(stem(text))):
            if len(found := self.ids.get(one) or self.bare.get(_bare(one), ())) == 1:
                return next(iter(found)), True
        found = self.named(text, words)
        return (found[0], False) if len(found) == 1 else None

    def named(self, text: str, words: tuple[str, ...] = ()) -> list[str]:
        """The students whose name or id consists of the same words, in any order.

        The closest way of writing counts: as it stands, without apostrophes, with other letters.
        """
        name = stem(text)
        for known, ways in (
            (self.names, [tokens(name), words]),
            (self.names, [tokens(without_apostrophes(name))]),
            (self.respelled, spellings(name)),
        ):
            if found := {one for way in ways for one in known.get(tuple(sorted(way)), ())}:
                return sorted(found)
        return []

    def run_together(self, text: str) -> list[str]:
        """The students whose name's words, the last first or not, run together to this."""
        return sorted(self.joined.get(letters(text), ()))

    def behind_a_group(self, text: str) -> list[str]:
        """The students whose full name stands at the end, behind a sign and a group's name."""
        ends = (text[sign.end() :] for sign in re.finditer("-", text))
        return sorted({student for end in ends for student in self.named(end)})

    def inside(self, text: str, common: Collection[str] = ()) -> list[Place]:
        """Where in a text students stand whole, by an id or the full name; one place for each.

        A name within another's longer one is not whole, and neither is one with more of a name
        before or behind it.

        Args:
            text: a folder's or file's name.
            common: words that tell nobody, such as the lesson's.
        """
        found: dict[str, Place] = {}
        plainly = folded(text)
        for way in {plainly, plainly.replace("'", ""), re.sub(r"'s\b", "", plainly)}:
            places = list(self._places(way, common))
            for place in places:
                if not any(_within(place, other) for other in places):
                    before = found.get(place.student)
                    if before is None or place.by_id > before.by_id:
                        found[place.student] = place
        return list(found.values())

    def is_other_id(self, student: str, marks: Collection[str]) -> bool:
        """Whether words that look like a student's own id are not that, and nobody's."""
        own = {word for word in tokens(student) if shape(word)}
        alike = {word for word in marks if shape(word) in map(shape, own)}
        return bool(alike) and not alike & own

    def _places(self, text: str, common: Collection[str]) -> Iterator[Place]:
        words = list(WORD.finditer(text))
        for begin in range(len(words)):
            for end in range(begin + 1, min(begin + self.longest, len(words)) + 1):
                key = tuple(word[0] for word in words[begin:end])
                for student, by_id in self.whole.get(key, ()):
                    if _stands_whole(text, words, begin, end, common):
                        yield Place(begin, end, student, by_id, _plain_word(key))


def _bare(text: str) -> str:
    """A long number without the zeros in front, which spreadsheets take away; other texts as is."""
    number = text.isdecimal() and len(text.lstrip("0")) >= SHORTEST_NUMBER
    return text.lstrip("0") if number else text


def _within(place: Place, other: Place) -> bool:
    """Whether a place is a part of another student's longer one."""
    longer = other.end - other.begin > place.end - place.begin
    return longer and other.begin <= place.begin and place.end <= other.end


def _plain_word(words: tuple[str, ...]) -> str:
    """The only one of some words, where nothing shows that it is somebody's id."""
    alone = len(words) == 1 and (words[0].isalpha() or len(words[0]) < SHORTEST_ID)
    return words[0] if alone else ""


def _stands_whole(
    text: str, words: list[re.Match], begin: int, end: int, common: Collection[str]
) -> bool:
    """Whether words of a text are all of a name or id, with nothing more of it at either end."""
    key = tuple(word[0] for word in words[begin:end])
    told = {word[0] for word in words[:begin] + words[end:] if word[0].isalpha()} - set(common)
    if _plain_word(key):
        return not told
    if len(key) == 1:
        return not key[0].isdigit() or len(key[0]) >= SHORTEST_NUMBER
    sides = [(begin - 1, begin), (end - 1, end)]
    for left, right in sides:
        if left < 0 or right >= len(words):
            continue
        outer = words[left if right == begin else right][0]
        between = text[words[left].end() : words[right].start()]
        if outer in told - NO_NAMES and BINDS.fullmatch(between) and " - " not in between:
            return False
    return True


def shape(text: str) -> str:
    """The form of an id with letters and digits; empty for what has not both.

    >>> shape("s1234567"), shape("1234567")
    ('a0000000', '')
    """
    form = re.sub(r"[^\W\d_]", "a", re.sub(r"\d", "0", text))
    return form if {"a", "0"} == set(form) else ""


def id_like(text: str) -> frozenset[str]:
    """The words of a text that may be a person's number: digits among them, and not few.

    >>> sorted(id_like("Example_Ada_s1234567_4711"))
    ['s1234567']
    """
    words = tokens(text)
    long = {word for word in words if len(word) >= SHORTEST_NUMBER}
    return frozenset(w for w in long if re.search(r"\d", w) and not re.fullmatch(r"20\d{6}", w))
