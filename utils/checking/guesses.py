"""Compare a learner's guess with what came out: right in another form is right.

`1/1024`, `"1e-05"`, `"0,5"`, `"student 3"`, `"(5, 3)"` and `"Pass."` say what a number, a shape or
a word says. Where a text could mean something else, as in "more than 3", it is not read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

NEAR = 1e-3  # absolute up to 1, then relative
SMALL = 0.15  # and no more than this share of an answer that is small itself
NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?")
# A number with a few words around it, none of which holds a digit
WORD = r"[^\W\d][\w'’]*"
COUNTED = re.compile(
    rf"(?:{WORD}\s+){{0,3}}(?:no\. ?|#)?(?P<number>{NUMBER.pattern})(?:\s*{WORD}){{0,3}}"
)
UNSURE = re.compile(
    r"\b(?:not?|n't|less|more|most|least|under|over|above|below|than|between|or|from|to|and|minus|"
    r"plus|half|twice|idea)\b"
)
IN_WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
SHAPE = re.compile(r"[\s()\[\],;×x*]*|by")
ALIKE = [
    {"up", "upwards", "rise", "rises", "grow", "grows", "increase", "increases"},
    {"down", "downwards", "fall", "falls", "drop", "drops", "decrease", "decreases"},
    {"yes", "true", "y"},
    {"no", "false", "n"},
    {"larger", "bigger", "greater"},
]


def is_missing(guess: Any) -> bool:
    """Whether there is no guess yet: nothing, an empty text, or dots, in a list, too.

    >>> is_missing(...), is_missing("  "), is_missing((4, ...)), is_missing(0)
    (True, True, True, False)
    """
    if guess is None or guess is ...:
        return True
    if isinstance(guess, list | tuple):
        return not guess or any(map(is_missing, guess))
    return isinstance(guess, str) and guess.strip(" .…\"'") in ("", "Ellipsis")


def agrees(guess: Any, answer: Any, within: float | Sequence[float] = 0.0) -> bool:
    """Whether a guess is the answer, near enough to it, or says it in another form.

    Args:
        guess: what a learner wrote: a number, a text, a shape, a list, an array.
        answer: what came out, of the same kinds.
        within: how far a number may be off, or the least and the largest that counts.

    >>> agrees("student 3", 3), agrees("1e-05", 1e-5), agrees("0,5", 0.5), agrees("5 x 3", (5, 3))
    (True, True, True, True)
    >>> agrees("more than 3", 3), agrees("2 or 3", 3), agrees(75, 80), agrees(75, 80, within=10)
    (False, False, False, True)
    """
    right = _numbers(answer)
    if right is None:
        return _same_words(_words(guess), _words(answer))
    return any(_near(reading, right, within) for reading in _readings(guess, right))


def rounds_to(guess: Any, answer: Any) -> bool:
    """Whether a guess with two digits or more is the answer, rounded to fewer decimals.

    >>> rounds_to(1.5, 1.461), rounds_to(1, 1.461), rounds_to(1.4, 1.461), rounds_to(0.9, 0.881)
    (True, False, False, False)
    """
    right = _numbers(answer)
    if right is None or right.shape or not np.isfinite(right):
        return False
    for text in _written(guess):
        whole, _, decimals = text.lstrip("-+").partition(".")
        many = decimals.isdigit() and len((whole + decimals).lstrip("0")) >= 2
        if many and abs(float(text) - right) <= 0.5 * 10 ** -len(decimals) + 1e-12:
            return True
    return False


def _numbers(value: Any) -> np.ndarray | None:
    """A number or an array of numbers as floats; None for anything else, a text among them."""
    if isinstance(value, str | bytes | type):
        return None
    try:
        return np.asarray(value, float)
    except (TypeError, ValueError, RuntimeError):
        return None


def _near(guess: np.ndarray, right: np.ndarray, within: float | Sequence[float]) -> bool:
    if guess.shape != right.shape:
        return False
    if isinstance(within, Sequence):
        return bool(np.all((guess >= within[0]) & (guess <= within[1])))
    size = np.abs(right)
    near = NEAR * np.maximum(1.0, size)
    # 0 is no answer where 0.0018 came out; what is 0 but for rounding is 0
    near = np.where(size > 1e-9, np.minimum(near, np.maximum(SMALL * size, 1e-12)), near)
    with np.errstate(invalid="ignore"):
        return bool(np.all((guess == right) | (np.abs(guess - right) <= np.maximum(near, within))))


def _readings(guess: Any, right: np.ndarray) -> list[np.ndarray]:
    """What a guess may say where numbers of the answer's shape are asked for."""
    found = [] if (plain := _numbers(guess)) is None else [plain]
    if not right.shape and _is_pair(guess):
        guess = "{},{}".format(*guess)
    if isinstance(guess, str):
        texts = _plain(guess)
        if right.shape:
            found += [np.array(each) for text in texts if (each := _row(text))]
        else:
            found += [np.array(each) for text in texts for each in _values(text)]
    return found


def _is_pair(guess: Any) -> bool:
    """Whether Python made a pair of a number with a decimal comma: 0,5 is (0, 5)."""
    pair = isinstance(guess, tuple) and len(guess) == 2
    return pair and all(type(part) is int and part >= 0 for part in guess)


def _plain(text: str) -> list[str]:
    """A text in small letters, with a plain minus; the second reading has decimal commas."""
    text = text.casefold().replace("−", "-").replace("–", "-").strip("\"'` ").rstrip(".")
    text = re.sub(r"^(?:about|around|roughly|circa|approximately|it is|≈|~|=)\s*", "", text)
    text = re.sub(r"^([-+])\s+", r"\1", text)
    grouped = re.sub(r"(?<=\d)[,\s](?=\d{3}(?!\d))", "", text)
    commas = re.sub(r"(?<=\d),(?=\d)", ".", text)
    return list(dict.fromkeys([text, grouped, commas]))


def _values(text: str) -> list[float]:
    """The numbers that a text may stand for: one, a fraction, a power, per cent, a count."""
    number = NUMBER.pattern
    if re.fullmatch(number, text):
        return [float(text)]
    if found := re.fullmatch(rf"({number})\s*/\s*({number})", text):
        return [float(found[1]) / float(found[2])] if float(found[2]) else []
    if found := re.fullmatch(rf"({number})\s*(?:\^|\*\*)\s*\(?({number})\)?", text):
        try:
            return [float(found[1]) ** float(found[2])]
        except (OverflowError, ZeroDivisionError):
            return []
    if found := re.fullmatch(rf"({number})\s*(?:%|per ?cent)", text):
        return [float(found[1]) / 100, float(found[1])]
    if text in IN_WORDS:
        return [float(IN_WORDS.index(text))]
    counted = COUNTED.fullmatch(text)
    if counted and not UNSURE.search(text):
        return [float(counted["number"])]
    return []


def _row(text: str) -> list[float]:
    """The numbers of a text that holds nothing else, such as "(5, 3)" or "5 x 3"."""
    rest = NUMBER.sub(" ", text)
    if all(SHAPE.fullmatch(word) for word in rest.split()):
        return [float(each) for each in NUMBER.findall(text)]
    return []


def _written(guess: Any) -> list[str]:
    """A single number as it was written; a pair may be one with a decimal comma."""
    if _is_pair(guess):
        guess = "{}.{}".format(*guess)
    if isinstance(guess, str):
        return [text for text in _plain(guess) if NUMBER.fullmatch(text)]
    number = _numbers(guess)
    return [repr(float(number))] if number is not None and not number.shape else []


def _words(value: Any) -> str:
    """A text without what does not matter in it: case, quotes, dots, spaces."""
    text = value.__name__ if isinstance(value, type) else str(value)
    text = re.sub(r"[\"'`]", "", text.casefold()).strip().strip(".").strip()
    return re.sub(r"\s+", " ", text).removeprefix("torch.").removeprefix("the ")


def _same_words(guess: str, right: str) -> bool:
    """Whether two texts are one, or one begins as the other, with nothing else to choose from."""
    if guess == right or any({guess, right} <= alike for alike in ALIKE):
        return True
    if re.fullmatch(r"[\w ]*", right) and _letters(guess) == _letters(right) != "":
        return True  # "ycba" for "y c b a"
    short, long = sorted((guess, right), key=len)
    rest = long[len(short) :]
    return (
        long.startswith(short)
        and len(short) >= (2 if rest.startswith(" ") else 3)
        and not rest.startswith(",")
        and not re.match(r"[ ]?\d", rest)
        and not UNSURE.search(rest)
    )


def _letters(text: str) -> str:
    return re.sub(r"[\s,]", "", text)
