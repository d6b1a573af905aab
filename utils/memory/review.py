"""What to look at again, and when: a learner's cards, scheduled by FSRS.

A card is a question from a lesson's recall cell, once the learner has met it, or a mistake that
they made twice. When it comes next is for `fsrs` to say (Ye, Su and Cao, 2022); every review is in
the journal, and the schedule is worked out from there each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from utils.memory.journal import Event
from utils.memory.lessons import Lesson, Question
from utils.memory.pages import Example, Mistake

AT_ONCE = 8  # cards a day
APART = timedelta(minutes=5)  # a check run again with the same answer is no second meeting
FORGOT, WITH_EFFORT, KNEW = 1, 2, 3  # FSRS's Again, Hard and Good


@dataclass(frozen=True)
class Card:
    """Something to look at again.

    Attributes:
        name: what the journal calls it, such as "02_activations/recall/1" or "neuron/no-bias".
        lesson: the lesson that it comes from, such as "02_activations"; "" where none is known.
        met: when the learner met it; it is first asked on the day after.
        question: of a recall cell; None for a mistake.
        mistake: what was mistaken twice; None for a question.
        examples: for a mistake, what can be asked with numbers, its own example first.
        call: for a mistake, its exercise's function with its arguments; "" where it has none.
    """

    name: str
    lesson: str
    met: datetime
    question: Question | None = None
    mistake: Mistake | None = None
    examples: tuple[Example, ...] = ()
    call: str = ""


@dataclass(frozen=True)
class Due:
    """A card with the time from which it wants to be seen, and how often it was."""

    card: Card
    at: datetime
    seen: int


def cards_of(
    lessons: Sequence[Lesson], mistakes: dict[str, Mistake], events: Iterable[Event]
) -> list[Card]:
    """The cards that a learner has met so far.

    Args:
        lessons: in their order, as `lessons_in` gives them.
        mistakes: as `mistakes_in` gives them.
        events: the journal's, oldest first.
    """
    events = list(events)
    return [*_of_lessons(lessons, events), *_of_mistakes(lessons, mistakes, events)]


def first_passed(events: Iterable[Event]) -> dict[str, datetime]:
    """When each exercise's check first held, by the exercise's cell."""
    first: dict[str, datetime] = {}
    for event in events:
        if event.what == "passed":
            first.setdefault(str(event.about.get("exercise")), event.at)
    return first


def _of_lessons(lessons: Sequence[Lesson], events: list[Event]) -> list[Card]:
    """A recall cell is met with its lesson's first exercise, or once all before it are done."""
    first, cards = first_passed(events), []
    for place, lesson in enumerate(lessons):
        own = [first[e.cell] for e in lesson.exercises if e.cell in first]
        before = [first.get(e.cell) for e in lessons[place - 1].exercises] if place else []
        done = [max(before)] if before and None not in before else []
        met = min([*own[:1], *done], default=None)
        if met is not None:
            cards += [
                Card(f"{lesson.name}/recall/{question.number}", lesson.name, met, question)
                for question in lesson.questions
            ]
    return cards


def _of_mistakes(
    lessons: Sequence[Lesson], mistakes: dict[str, Mistake], events: list[Event]
) -> list[Card]:
    home = {each.cell: (lesson.name, each.call) for lesson in lessons for each in lesson.exercises}
    cards = []
    for name, met in met_twice(events).items():
        mistake = mistakes.get(name)
        if mistake and mistake.exercise in home:
            lesson, call = home[mistake.exercise]
            examples = _examples(mistake, mistakes)
            cards.append(Card(name, lesson, met, None, mistake, examples, call))
    return cards


def met_twice(events: Iterable[Event]) -> dict[str, datetime]:
    """When each mistake was made for the second time.

    The same check failing again within `APART`, with nothing else noted of that exercise between,
    may be the same cell run again: it counts once.
    """
    last: dict[str, tuple[str, datetime]] = {}  # of each exercise: what was noted, and when
    times: dict[str, list[datetime]] = {}
    for event in events:
        exercise = str(event.about.get("exercise"))
        if event.what == "passed":
            last[exercise] = ("passed", event.at)
        elif event.what == "mistake":
            name = str(event.about.get("mistake"))
            before = last.get(exercise)
            again = before and before[0] == name and event.at - before[1] < APART
            last[exercise] = (name, event.at)
            if not again:
                times.setdefault(name, []).append(event.at)
    return {name: met[1] for name, met in times.items() if len(met) > 1}


def _examples(mistake: Mistake, mistakes: dict[str, Mistake]) -> tuple[Example, ...]:
    """What can be asked of this mistake's exercise with numbers: each once, its own first.

    None where it has none of its own: others' numbers alone would not meet what was mistaken.
    """
    if not mistake.on_paper:
        return ()
    same = [m for m in mistakes.values() if m.exercise == mistake.exercise]
    by_question: dict[str, Example] = {}
    for example in (m.on_paper for m in [mistake, *same]):
        if example:
            by_question.setdefault(example.asked, example)
    return tuple(by_question.values())


def schedule(cards: Iterable[Card], events: Iterable[Event]) -> list[Due]:
    """When each card wants to be seen next, the earliest first, mistakes before questions.

    Args:
        cards: as `cards_of` gives them.
        events: the journal's, oldest first.
    """
    ratings: dict[str, list[tuple[int, datetime]]] = {}
    for event in events:
        if event.what == "review" and event.about.get("rating") in (FORGOT, WITH_EFFORT, KNEW):
            rating = (int(event.about["rating"]), event.at)
            ratings.setdefault(str(event.about.get("card")), []).append(rating)
    due = [_due(card, ratings.get(card.name, [])) for card in cards]
    return sorted(due, key=lambda one: (one.at, one.card.mistake is None, one.card.name))


def _due(card: Card, ratings: list[tuple[int, datetime]]) -> Due:
    import fsrs  # here: it is needed on the desk alone

    # Days are what a learner plans in: no steps of minutes, and no chance in when a card comes
    scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    state = fsrs.Card(card_id=1, due=_next_day(card.met).astimezone(UTC))
    for rating, at in ratings:
        state, _ = scheduler.review_card(state, fsrs.Rating(rating), at.astimezone(UTC))
    return Due(card, _day(state.due.astimezone()), len(ratings))


def _day(moment: datetime) -> datetime:
    """The beginning of a moment's day: a card of the evening may be seen in the morning."""
    return datetime.combine(moment.date(), time.min, moment.tzinfo)


def _next_day(moment: datetime) -> datetime:
    return _day(moment.astimezone()) + timedelta(days=1)


def for_today(due: Iterable[Due], now: datetime) -> list[Due]:
    """The cards to see now, `AT_ONCE` at most, those that waited longest first."""
    return [one for one in due if one.at <= now][:AT_ONCE]
