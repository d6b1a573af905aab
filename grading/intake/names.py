"""Names as people and platforms write them: words, ids, marks of a copy, safe folder names."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from grading.lesson.declared import DECLARED

MANY = 1 << 15  # names that are asked for again and again, once for each file and lesson
# What "Copy of" is where Drive, Windows and macOS speak another language
COPY_OF = (
    "copy of", "another copy of", "kopie von", "copia de", "copia di", "copie de", "cópia de",
    "kopie van", "kopia", "kopi av", "kopia av", "kopi fra", "kopio", "kopyası", "копия",
    "копія", "kopie", "salinan", "bản sao của", "副本", "のコピー",
)  # fmt: skip
COPY_WORDS = (
    "copy", "kopie", "copia", "copie", "cópia", "kopia", "kopi", "kopio", "kopya", "копия",
    "копія", "другая копия", "副本", "拷贝", "コピー", "사본", "복사본", "another copy",
    "checkpoint",
)  # fmt: skip
COPY_BEFORE = re.compile(rf"^(?:{'|'.join(COPY_OF)})[\s_]+(?=\S)", re.IGNORECASE)
COPY_AFTER = re.compile(
    r"(?: ?\(\d+\)|\s*[-_\u2013\u2014 (]\s*(?:\d+\w\w )?"
    rf"(?:{'|'.join(COPY_WORDS)}) ?\d*\)?|的副本|のコピー)$",
    re.IGNORECASE,
)
DECLARED_ENDINGS = sorted({Path(name).suffix for files in DECLARED.values() for name in files})
ENDING = re.compile(
    rf"(?:\.ipynb(?:\.(?:txt|json|html?|download))?|\.(?:zip|json|txt)"
    rf"|{'|'.join(map(re.escape, DECLARED_ENDINGS))})$",
    re.IGNORECASE,
)
# What students add to a lesson's name, and what nobody is called
NO_NAMES = {
    "final", "finished", "done", "solution", "solutions", "solved", "submission", "submitted",
    "version", "new", "latest", "updated", "homework", "hw", "abgabe", "fertig", "lösung", "of",
    "losung", "neu", "copy", "attempt", "checkpoint", "old", "backup", "edited", "notebook",
    "assignment", "lesson", "exercise", "exercises",
}  # fmt: skip
APOSTROPHES = "'’‘ʼ`´′ʹ＇"
ONE_SIGN = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
# Letters that have no plain one inside, and those that are written as two where there are none
PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
AS_TWO = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{name}{n}" for name in ("com", "lpt") for n in range(10)),
}


def folded(text: str) -> str:
    """A text without case, accents, and kinds of apostrophes.

    >>> folded("Ø’Brién")
    "o'brien"
    """
    text = unicodedata.normalize("NFKD", text.translate(ONE_SIGN)).casefold().translate(PLAIN)
    return "".join(letter for letter in text if not unicodedata.combining(letter))


@lru_cache(maxsize=MANY)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a name, without case, accents and signs.

    >>> tokens("Exámple, Ann-Marie")
    ('example', 'ann', 'marie')
    """
    return tuple(re.findall(r"[^\W_]+", folded(text)))


def without_apostrophes(text: str) -> str:
    """A name as Moodle writes it into a folder's."""
    return text.translate(ONE_SIGN).replace("'", "")


def as_two(text: str) -> str:
    """A name in which two letters stand for one that has dots, as some platforms write it."""
    return unicodedata.normalize("NFC", text).casefold().translate(AS_TWO)


def spellings(text: str) -> set[tuple[str, ...]]:
    """A name's words in each way that a platform may write them.

    >>> sorted(spellings("Jürgen O'Brien"))[:2]
    [('juergen', 'o', 'brien'), ('juergen', 'obrien')]
    """
    ways = (text, as_two(text))
    each = {tokens(one) for way in ways for one in (way, without_apostrophes(way))}
    return {words for words in each if words}


def letters(text: str) -> str:
    """All letters of a name in one, as Moodle and Canvas write them: no apostrophes, no signs."""
    return "".join(tokens(text))


def safe_name(text: str) -> str:
    """A folder name made of a name in a download; empty when nothing is left of it.

    >>> safe_name("../Ann  Example [2]")
    'Ann_Example_2'
    """
    kept = re.sub(r"[^\w.-]+", "_", unicodedata.normalize("NFC", text))
    kept = re.sub(r"_+", "_", kept).strip("._-")[:60].strip("._-")
    return f"student_{kept}" if kept.split(".")[0].casefold() in RESERVED else kept


@lru_cache(maxsize=MANY)
def stem(name: str) -> str:
    """A file name without its ending and the marks of a copy.

    >>> stem("01_neurons-Copy1 (2).ipynb"), stem("student-1.ipynb")
    ('01_neurons', 'student-1')
    >>> stem("Kopie von Copy of 01_neurons.ipynb.txt"), stem("01_neurons – Kopie.ipynb")
    ('01_neurons', '01_neurons')
    """
    kept = ENDING.sub("", name.strip())
    while shorter := COPY_AFTER.sub("", COPY_BEFORE.sub("", kept)).strip():
        if shorter == kept:
            break
        kept = shorter
    return kept.strip()


def is_declared(name: str) -> bool:
    """Whether a file's name ends like one that a lesson asks for beside the notebook."""
    return name.lower().endswith(tuple(DECLARED_ENDINGS))


def is_no_name(words: tuple[str, ...]) -> bool:
    """Whether words are a copy's number and the like, and nobody's name.

    >>> is_no_name(("final", "v2")), is_no_name(("s1234567",))
    (True, False)
    """
    return all(word in NO_NAMES or re.fullmatch(r"v?\d{1,2}", word) for word in words)


def plain(text: str) -> str:
    """An id as it is compared: case and the way that accents are written do not matter."""
    return unicodedata.normalize("NFC", text).strip().casefold()
