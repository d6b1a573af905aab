"""Which cards a learner has, and on which days they come back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from grading import ROOT
from utils.memory.journal import Event
from utils.memory.lessons import Exercise, Lesson, Question, lessons_in, questions_of
from utils.memory.pages import Example, mistakes_in
from utils.memory.review import (
    AT_ONCE,
    FORGOT,
    KNEW,
    WITH_EFFORT,
    cards_of,
    for_today,
    met_twice,
    schedule,
)

MONDAY = datetime(2026, 3, 2, 19, 30).astimezone()
ONE = Lesson("01_one", "01 · One", (Exercise("a", 1), Exercise("b", 1)), ())
TWO = Lesson("02_two", "02 · Two", (Exercise("c", 1),), (Question(1, "Why?", "So."),))
PAGE = """# Mistakes in lesson 01

## a

### a/no-bias

The bias is left out.

Why people write it: It stands at the end.

Try this: Add it once.

Example: `a([8, 1], 2)`: `7` with this mistake, `9` without.

### a/twice

It is added twice.

Example: `a([1, 1], 2)`: `[6, 1]` with this mistake, `[4, 1]` without.

### a/not-on-paper

It is slow.

Example: a training of the lesson: `7` with this mistake, `9` without.
"""


def passed(exercise, day=0, lesson="01_one"):
    return Event(MONDAY + timedelta(days=day), "passed", {"lesson": lesson, "exercise": exercise})


def mistaken(name, minutes=0):
    about = {"lesson": "01_one", "exercise": name.split("/")[0], "mistake": name}
    return Event(MONDAY + timedelta(minutes=minutes), "mistake", about)


def rated(card, rating, day):
    return Event(MONDAY + timedelta(days=day), "review", {"card": card, "rating": rating})


@pytest.fixture
def pages(tmp_path):
    (tmp_path / "01_one.md").write_text(PAGE)
    return mistakes_in(tmp_path)


def days(due):
    return {one.card.name: (one.at.date() - MONDAY.date()).days for one in due}


# Which


def test_a_question_is_met_with_its_lessons_first_exercise_or_once_the_lesson_before_is_done():
    assert cards_of([ONE, TWO], {}, [passed("a")]) == []
    (card,) = cards_of([ONE, TWO], {}, [passed("a"), passed("b", 3)])
    assert (card.name, card.met) == ("02_two/recall/1", MONDAY + timedelta(days=3))
    (card,) = cards_of([ONE, TWO], {}, [passed("c", 1, "02_two")])
    assert card.met == MONDAY + timedelta(days=1)


def test_a_mistake_comes_back_once_it_was_made_twice(pages):
    events = [mistaken("a/no-bias"), mistaken("a/no-bias", 30)]
    assert cards_of([ONE], pages, events[:1]) == []
    (card,) = cards_of([ONE], pages, events)
    assert (card.name, card.lesson) == ("a/no-bias", "01_one")


def test_a_cell_run_again_at_once_is_no_second_meeting():
    assert met_twice([mistaken("a/no-bias", k) for k in range(4)]) == {}
    between = [mistaken("a/no-bias"), mistaken("a/twice", 1), mistaken("a/no-bias", 2)]
    assert list(met_twice(between)) == ["a/no-bias"]
    solved = [mistaken("a/no-bias"), passed("a"), mistaken("a/no-bias", 2)]
    assert list(met_twice(solved)) == ["a/no-bias"]


def test_a_mistake_that_no_page_explains_makes_no_card(pages):
    unknown = [mistaken("a/unknown"), mistaken("a/unknown", 30)]
    general = [mistaken("any/raises"), mistaken("any/raises", 30)]
    assert cards_of([ONE], pages, [*unknown, *general]) == []


def test_a_mistake_is_asked_with_its_own_numbers_first_and_then_with_others(pages):
    (card,) = cards_of([ONE], pages, [mistaken("a/twice"), mistaken("a/twice", 30)])
    assert card.examples == (
        Example("`a([1, 1], 2)`", [4, 1], "[6, 1]"),
        Example("`a([8, 1], 2)`", 9, "7"),
    )


def test_a_mistake_that_its_own_numbers_do_not_show_is_asked_in_words(pages):
    (card,) = cards_of([ONE], pages, [mistaken("a/not-on-paper"), mistaken("a/not-on-paper", 30)])
    assert card.examples == ()


@pytest.mark.parametrize(
    "example",
    [
        "`a(1)`: `[0.25]` with this mistake, `0.25` without.",
        "`a(2)`: `0.8809` with this mistake, `0.8808` without.",
        "the images of the worked example, with k = 1: `[1]` with this mistake, `[2]` without.",
        "two points of whole numbers at step 1: `[1]` with this mistake, `[2]` without.",
    ],
)
def test_what_typing_would_not_tell_or_only_the_lesson_shows_is_not_asked(tmp_path, example):
    (tmp_path / "01_one.md").write_text(f"## a\n\n### a/x\n\nIt is.\n\nExample: {example}\n")
    assert mistakes_in(tmp_path)["a/x"].on_paper is None


# When


def test_a_card_comes_first_on_the_day_after():
    cards = cards_of([ONE, TWO], {}, [passed("c", 0, "02_two")])
    due = schedule(cards, [])
    assert days(due) == {"02_two/recall/1": 1}
    assert for_today(due, MONDAY) == []
    early = (MONDAY + timedelta(days=1)).replace(hour=6)
    assert for_today(due, early) == due


def test_what_was_known_stays_away_longer_each_time_and_what_was_forgotten_comes_back_soon():
    events, name, day, gaps = [passed("c", 0, "02_two")], "02_two/recall/1", 1, []
    cards = cards_of([ONE, TWO], {}, events)
    for _ in range(4):
        events.append(rated(name, KNEW, day))
        next_day = days(schedule(cards, events))[name]
        gaps.append(next_day - day)
        day = next_day
    assert gaps == sorted(set(gaps))
    assert gaps[0] >= 2
    forgot = days(schedule(cards, [*events, rated(name, FORGOT, day)]))[name] - day
    effort = days(schedule(cards, [*events, rated(name, WITH_EFFORT, day)]))[name] - day
    knew = days(schedule(cards, [*events, rated(name, KNEW, day)]))[name] - day
    assert 1 <= forgot < gaps[-1] < effort < knew


def test_ratings_that_are_none_are_passed_over():
    cards = cards_of([ONE, TWO], {}, [passed("c", 0, "02_two")])
    odd = [rated(cards[0].name, rating, 1) for rating in (None, 0, 9, "3", [1])]
    assert schedule(cards, odd) == schedule(cards, [])


def test_a_day_asks_a_few_and_what_waited_longest_first():
    many = tuple(Question(k, "Why?", "So.") for k in range(20))
    lessons = [ONE, Lesson("02_two", "02 · Two", (Exercise("c", 1),), many)]
    due = schedule(cards_of(lessons, {}, [passed("c", 0, "02_two")]), [])
    assert len(due) == 20
    assert for_today(due, MONDAY + timedelta(days=30)) == due[:AT_ONCE]


# What the course's own lessons and pages give


def test_every_lesson_from_01_on_has_questions_that_pair_up():
    lessons = lessons_in(ROOT / "notebooks")
    assert len(lessons) == 14
    for lesson in lessons[1:]:
        assert len(lesson.questions) >= 2, lesson.name
        assert all(question.asked and question.answer for question in lesson.questions)


def test_an_answer_says_nothing_of_the_lesson_that_the_learner_reads_no_more():
    text = (
        "1. Why?\n<details><summary>Answers</summary>\n\n"
        "1. So.\n   Today's engine rests on it.\n</details>"
    )
    assert questions_of(text) == [Question(1, "Why?", "So.")]


def test_questions_without_their_answers_are_none():
    assert (
        questions_of("1. Why?\n2. How?\n<details><summary>Answers</summary>\n\n1. So.\n</details>")
        == []
    )
    assert questions_of("No question.") == []


def test_points_of_the_lessons_are_those_of_their_titles_without_texts():
    by_name = {lesson.name: lesson for lesson in lessons_in(ROOT / "notebooks")}
    assert by_name["02_activations"].points == 20  # and 3 for a short text
    calls = {e.cell: e.call for each in by_name.values() for e in each.exercises}
    assert calls["output_size"] == "output_size(n, k, stride=1, padding=0)"
    assert calls["value_add"] == ""
    assert [e.cell for e in by_name["01_neurons"].exercises][:2] == ["neuron", "neurons"]


def test_most_mistakes_can_be_asked_with_numbers():
    mistakes = mistakes_in(ROOT / "notebooks" / "mistakes")
    exercises = {m.exercise for m in mistakes.values()}
    asked = {m.exercise for m in mistakes.values() if m.on_paper}
    assert len(mistakes) > 3000
    assert len(asked) > len(exercises) / 2
