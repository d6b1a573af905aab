"""A card as a question: its words, whether a typed result is right, its answer."""

from __future__ import annotations

import re

from utils.checking.guesses import agrees, rounds_to
from utils.memory.pages import Example, in_a_row, value_of
from utils.memory.review import Due

NAMED = re.compile(r"^\s*[A-Za-z]\w*\s*=\s*|\barray\b|\band\b")  # "z = 9", "5 and 3"


def asked_of(due: Due) -> str:
    """A card as a question, in Markdown."""
    card, example = due.card, _example(due)
    if card.mistake is None:
        return card.question.asked if card.question else ""
    if example is None:
        return (
            f"In `{card.mistake.exercise}` this came up twice: {card.mistake.what} "
            "What is right instead? Say it aloud, then look."
        )
    call, how = card.call or card.mistake.exercise, "Work it out on paper; a calculator is fine."
    if example.asked.startswith("`"):
        return f"{example.asked}.\n\nWhat comes out of your `{call}`? {how}"
    end = "" if example.asked.endswith("?") else "."
    return f"In your `{call}`: {example.asked}{end}\n\nWhat comes out? {how}"


def is_typed(due: Due) -> bool:
    """Whether a learner types what comes out; else they compare their answer for themselves."""
    return _example(due) is not None


def answered(due: Due, typed: str) -> tuple[bool, str]:
    """Whether a typed result is right, and what to say of it, in Markdown.

    Args:
        due: a card whose answer `is_typed`.
        typed: what the learner typed: a number, or several with commas between.
    """
    example = _example(due)
    if example is None:
        raise ValueError(f"{due.card.name} has no numbers to type")
    right = in_a_row(example.right)
    typed = NAMED.sub("", typed)
    if agrees(typed, right) or rounds_to(typed, right):
        return True, f"Right: `{example.right}`."
    mistake, mistaken = due.card.mistake, in_a_row(value_of(example.mistaken))
    if mistake and example == mistake.on_paper and agrees(typed, mistaken):
        return False, f"That is what comes of the old mistake: {mistake.what} {mistake.advice}"
    return False, "Not this. Go through it step by step, and type it once more."


def _example(due: Due) -> Example | None:
    """The numbers that are asked for this time: others than the time before, where there are."""
    examples = due.card.examples
    return examples[due.seen % len(examples)] if examples else None


def answer_of(due: Due) -> str:
    """A card's answer, in Markdown."""
    card, mistake, example = due.card, due.card.mistake, _example(due)
    if mistake is None:
        return card.question.answer if card.question else ""
    right = f"It is `{example.right}`." if example else ""
    lines = [right, f"What you mixed up before: {mistake.what} {mistake.advice}"]
    if example != mistake.on_paper or not example:
        lines.append(mistake.example and f"Example: {mistake.example}")
    where = f"More: [mistakes/{mistake.page}](mistakes/{mistake.page})"
    return "\n\n".join([*filter(None, lines), where])
