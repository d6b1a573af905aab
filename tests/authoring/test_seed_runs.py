"""What lessons 12 and 13 say of several seeds is what was measured."""

import re

import pytest

from grading.authoring.seed_runs import OTHER_GAMES, read_runs
from grading.lesson.masters import read_solution

NUMBER = r"\$([\d.]+)\$"


def numbers_of(lesson: int, what: str) -> list[float]:
    """The stored numbers, a seed after the other."""
    found = [run.number for run in read_runs() if (run.lesson, run.what) == (lesson, what)]
    assert found, what
    return found


def sentence(lesson: str, cell: str, *words: str) -> str:
    """The one sentence of a cell's text that holds these words."""
    text = next(each.source for each in read_solution(lesson).cells if each.id == cell)
    (found,) = (line for line in text.splitlines() if all(word in line for word in words))
    return found


def test_networks_with_places_and_without():
    told = sentence("12_attention", "read_shuffle", "with places", "They read")
    without, with_places = told.split("with places")
    assert [float(x) for x in re.findall(NUMBER, without)] == numbers_of(12, "without places")
    assert [float(x) for x in re.findall(NUMBER, with_places)] == numbers_of(12, "with places")


@pytest.mark.parametrize(
    ("cell", "words", "places", "whats"),
    [
        ("read_sketches", "Five trainings", 3, ["squared error"]),
        (
            "read_copies",
            "With five seeds",
            3,
            ["distance to examples", "distance to held-out points"],
        ),
    ],
)
def test_ranges_go_from_the_least_to_the_largest(cell, words, places, whats):
    told = [float(x) for x in re.findall(NUMBER, sentence("13_generative", cell, words))]
    ranges = [numbers_of(13, what) for what in whats]
    assert told == [round(end(each), places) for each in ranges for end in (min, max)]


def test_the_noise_that_networks_see():
    told = sentence("13_generative", "question_gone", "held-out points", "step 49")
    for number, step in re.findall(NUMBER + r" at step (\d+)", told):
        found = numbers_of(13, f"noise error at step {step}")
        assert float(number) == pytest.approx(sum(found) / len(found), abs=0.006)


@pytest.mark.parametrize(
    ("cell", "counts"),
    [("read_shares", ["balanced", "hasty"]), ("read_bias", ["rare", "balanced"])],
)
def test_games_of_other_seeds(cell, counts):
    words = ["two", "three", "four", "five", "six", "seven", "eight"]
    told = re.findall(
        r"\b(?:" + "|".join(words) + r")\b", sentence("13_generative", cell, "Eight other")
    )
    games = [numbers_of(13, f"{name}: a bump lost") for name in counts]
    assert [2 + words.index(word) for word in told] == [sum(each) for each in games]
    assert {len(each) for each in games} == {len(OTHER_GAMES)}
