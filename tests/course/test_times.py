"""Times in deadlines.csv and timestamp.txt: offsets count, and nothing is guessed."""

from datetime import datetime

import pytest

from grading.course.times import exact_time, read_time
from grading.handed_in.submissions import read_submission
from grading.intake.deliveries import time_in
from tests.helpers.sample_course import LESSON, hand_in, make_course


@pytest.mark.parametrize("read", [read_time, exact_time])
@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026-01-31 18:00", 18),
        ("2026-01-31 18:00 UTC", 18),
        ("2026-01-31 18:00Z", 18),
        ("2026-01-31 18:00 +0100", 17),
        ("2026-01-31  18:00:00 +01:00 ", 17),
        ("2026-01-31 18:00+0100", 17),
        ("2026-01-31T18:00:00-0200", 20),
        ("2026-01-31 18:00 Europe/Berlin", 17),
    ],
)
def test_an_offset_counts_however_it_is_written(read, text, hour):
    assert read(text) == datetime(2026, 1, 31, hour)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "18:00",
        "2026-01-31",  # midnight, as it begins
        "2026-01-31 6:00 PM",
        "02/03/2026 18:00",
        "31.01.2026 18:00",
        "2026-01-31 18:00 Nowhere/Land",
        "2026-13-31 18:00",
    ],
)
def test_what_could_be_read_otherwise_is_no_deadline(text):
    with pytest.raises(ValueError, match=r"."):
        exact_time(text)


def test_a_hand_ins_time_has_an_offset_too(tmp_path):
    root = make_course(tmp_path)
    written = hand_in(root, "ann", b"").with_name("timestamp.txt")
    written.write_text("2026-01-31 18:00 +0100\n")
    assert read_submission("ann", LESSON, root).timestamp == datetime(2026, 1, 31, 17)
    assert time_in(written.read_bytes()) == datetime(2026, 1, 31, 17)
