"""Times that a person or nbgrader wrote, in UTC without zone.

nbgrader's own `parse_utc` takes ` +0100` for 100 seconds, ` +01:00` and a zone that it does not
know for UTC, and ` PM` for a zone.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from dateutil.tz import gettz
from nbgrader.utils import parse_utc

OFFSET = re.compile(r" (?=[+-]\d\d:?\d\d$)")
WRITTEN = re.compile(
    r"\d{4}-\d\d-\d\d \d\d?:\d\d(?::\d\d(?:\.\d+)?)?"
    r"(?: ?(?:Z|[+-]\d\d:?\d\d)| (?P<zone>[A-Za-z_/]+))?"
)


def read_time(text: str) -> datetime:
    """The time that a text tells.

    >>> read_time("2026-01-31 18:00 +0100"), read_time("2026-01-31 18:00 UTC").hour
    (datetime.datetime(2026, 1, 31, 17, 0), 18)

    Raises:
        ValueError: it tells none.
    """
    return parse_utc(OFFSET.sub("", " ".join(text.split())))


def utc_now() -> datetime:
    """The time now in UTC, without zone, as deadlines are kept."""
    return datetime.now(UTC).replace(tzinfo=None)


def exact_time(text: str) -> datetime:
    """The time that a text tells, where it leaves nothing to guess: year first, with the hour.

    Raises:
        ValueError: it tells none, or one that could be read otherwise.
    """
    plain = " ".join(re.sub(r"(?<=\d)T(?=\d)", " ", text).split())
    found = WRITTEN.fullmatch(plain)
    if not found or (found["zone"] and not gettz(found["zone"])):
        raise ValueError(f"{text!r} is no date with a time, in UTC or with an offset")
    return read_time(plain)
