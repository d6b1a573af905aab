"""Times as platforms write them for people, in any language: `samedi 31 janvier 2026, 16:05`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from functools import cache

from babel import Locale, localedata

from grading.intake.names import folded

HALVES = ("am", "pm")
SHORTEST = 3  # letters of a month's or day's name: "de" is a month somewhere, and no month in Spain
NONE = ("", "-")  # what stands where there is no time
HALF = re.compile(r"\b([ap])\.?\s?m\b\.?", re.IGNORECASE)
CLOCK = re.compile(r"(?<![\d:.])(\d{1,2})[:.](\d\d)(?:[:.]\d\d)?(?![\d:.]\d)")
CLOCK_OF_A_FOLDER = re.compile(r"(?<!\d)(\d{1,2}):?(\d\d)(?=\s*[ap]m\b)", re.IGNORECASE)
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
PARTS = re.compile(r"\d+|[^\W\d_]+")


@dataclass(frozen=True)
class Words:
    """What a language calls months, days and halves of a day; each by its folded name."""

    months: dict[str, int]
    days: dict[str, int]
    halves: dict[str, int]


@dataclass(frozen=True)
class Reading:
    """A time as one language reads it.

    Attributes:
        when: the time.
        half: whether a half of the day was named.
        unknown: how many words the language does not know.
        beside: whether one of them stands beside the clock's time.
    """

    when: datetime
    half: bool
    unknown: int
    beside: bool


def looks_like_a_time(text: str) -> bool:
    """Whether a text has a year and a clock's time, in whatever language."""
    return bool(YEAR.search(text) and CLOCK.search(text))


def read_times(cells: Sequence[str]) -> list[datetime | None] | None:
    """The times in a column, each without zone; None where it tells none for sure.

    All are of one language, which is found: the one that knows most of the words. Where two that
    know as many read other times, or a clock of 12 hours cannot be told from one of 24, none is
    told.
    """
    written = list(dict.fromkeys(cell for cell in map(str.strip, cells) if cell not in NONE))
    if not written or not all(map(looks_like_a_time, written)):
        return None
    best: list[list[datetime]] = []
    fewest = -1
    for language in languages():
        readings = []
        for cell in written:
            if not (reading := _read(cell, words_of(language), CLOCK)):
                break
            readings.append(reading)
        if len(readings) < len(written) or not _one_clock(readings):
            continue
        unknown = sum(reading.unknown for reading in readings)
        times = [reading.when for reading in readings]
        if fewest < 0 or unknown < fewest:
            best, fewest = [times], unknown
        elif unknown == fewest and times not in best:
            best.append(times)
        if not fewest and language == "en":  # what no other language reads in its own way
            break
    if len(best) != 1:
        return None
    known = dict(zip(written, best[0], strict=True))
    return [known.get(cell.strip()) for cell in cells]


def time_in_name(text: str) -> datetime | None:
    """When a folder's or file's name says, in English: `Jan 30, 2026 400 PM`; to order attempts.

    >>> time_in_name("12-3 - Ada Example - Jan 30, 2026 400 PM")
    datetime.datetime(2026, 1, 30, 16, 0)
    """
    for piece in reversed(text.split(" - ")):
        clock = CLOCK_OF_A_FOLDER if CLOCK_OF_A_FOLDER.search(piece) else CLOCK
        if reading := _read(piece, words_of("en"), clock):
            return reading.when
    return None


def in_utc(when: datetime, zone: tzinfo | None = None) -> datetime:
    """A time of a zone, this machine's where none is given, in UTC without zone."""
    return when.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None)


@cache
def languages() -> list[str]:
    """Every language, the most likely first."""
    known = sorted(name for name in localedata.locale_identifiers() if "_" not in name)
    first = [name for name in ("en", "de", "fr", "es", "it", "pt", "nl") if name in known]
    return [*first, *(name for name in known if name not in first)]


@cache
def words_of(language: str) -> Words:
    """A language's words for months, days and halves of a day."""
    locale = Locale.parse(language)
    return Words(
        dict(_forms(locale.months, range(1, 13))),
        dict(_forms(locale.days, range(7))),
        {"am": 0, "pm": 12}
        | {name: 12 if half == "pm" else 0 for name, half in _forms(locale.day_periods, HALVES)},
    )


def _forms(table: dict, keys: Sequence) -> Iterator[tuple[str, int | str]]:
    """Folded names and what they stand for, in every form that a language has of them."""
    for kind in table.values():
        for width, names in kind.items():
            if width != "narrow":
                for key in keys:
                    name = _bare(names.get(key, ""))
                    if len(name) >= SHORTEST or not name.isascii() or key in HALVES:
                        yield name, key


def _bare(text: str) -> str:
    return "".join(PARTS.findall(folded(HALF.sub(r"\1m", text)))) if text else ""


def _read(text: str, words: Words, clock: re.Pattern) -> Reading | None:
    """One time, as a language with these words reads it; None when it does not."""
    text = HALF.sub(r" \1m ", unicodedata.normalize("NFKC", text))
    found, year = clock.search(text), YEAR.search(text)
    if not found or not year:
        return None
    rest = f"{text[: found.start()]} \0 {text[found.end() :]}"  # where the clock's time stood
    parts = re.findall(r"\0|\d+|[^\W\d_]+", folded(rest))
    halves, months, days = (
        [kind[part] for part in parts if part in kind]
        for kind in (words.halves, words.months, words.days)
    )
    told = {"\0", *words.halves, *words.months, *words.days}
    unknown = [n for n, part in enumerate(parts) if part not in told and not part.isdigit()]
    when = _date([int(part) for part in parts if part.isdigit()], int(year[0]), months, days)
    hour = _hour(int(found[1]), halves)
    if when is None or hour is None or int(found[2]) > 59:
        return None
    at = parts.index("\0")
    beside = at - 1 in unknown or at + 1 in unknown
    moment = datetime.combine(when, time(hour, int(found[2])))
    return Reading(moment, bool(halves), len(unknown), beside)


def _hour(hour: int, halves: list[int]) -> int | None:
    """The hour of the day; None where there is no such one."""
    if not halves:
        return hour if hour < 24 else None
    return hour % 12 + halves[0] if len(halves) == 1 and 1 <= hour <= 12 else None


def _date(numbers: list[int], year: int, months: list[int], days: list[int]) -> date | None:
    """The one day that numbers and words tell; None where they tell none, or two."""
    if year not in numbers or len(set(months)) > 1 or len(set(days)) > 1:
        return None
    first = numbers[0] == year
    numbers.remove(year)
    if months and len(numbers) == 1:
        pairs = {(months[0], numbers[0])}
    elif not months and len(numbers) == 2:
        pairs = {tuple(numbers)} if first else {tuple(numbers), tuple(reversed(numbers))}
    else:
        return None
    found = set()
    for month, day in pairs:
        try:
            found.add(date(year, month, day))
        except ValueError:
            continue
    fitting = {each for each in found if not days or each.weekday() == days[0]}
    return fitting.pop() if len(fitting) == 1 else None


def _one_clock(readings: Sequence[Reading]) -> bool:
    """Whether all hours are of one clock, and it is known which."""
    if all(reading.half for reading in readings):
        return True
    if any(reading.half for reading in readings):
        return False
    whole_day = any(reading.when.hour > 12 or not reading.when.hour for reading in readings)
    return whole_day or not any(reading.beside for reading in readings)
