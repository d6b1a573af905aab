"""What is due today, asked in a notebook, a question at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import ipywidgets as widgets
from IPython.display import display

from utils.memory import asking, journal, review
from utils.memory.review import Due

RATINGS = {
    "I had forgotten it": review.FORGOT,
    "It took some effort": review.WITH_EFFORT,
    "I knew it": review.KNEW,
}


class Quiz:
    """The questions of one day; each answer goes into the journal at once.

    Args:
        today: the cards to ask, in their order.
        work: the learner's folder, where the journal lies.
    """

    def __init__(self, today: Sequence[Due], work: Path) -> None:
        self.today, self.work = list(today), work
        self.place, self.tries, self.known, self.tried = 0, 0, 0, ""
        self.text = widgets.Output()
        self.entry = widgets.Text(
            description="Your result", continuous_update=False, placeholder="such as 1.4, or 2, -3"
        )
        self.check = self._button("Check", self._checked)
        self.look = self._button("Show the answer", self._shown)
        self.rate = [self._button(words, self._rated) for words in RATINGS]
        self.next = self._button("Next", self._next)
        self.said = widgets.Output()
        self.controls = widgets.HBox(layout=widgets.Layout(flex_flow="row wrap"))
        self.box = widgets.VBox([self.text, self.controls, self.said])
        self._ask()

    def _button(self, words: str, pressed: Callable[[widgets.Button], None]) -> widgets.Button:
        """A button that does nothing once it is gone, so that a double click is one click."""

        def press(button: widgets.Button) -> None:
            if button in self.controls.children:
                pressed(button)

        button = widgets.Button(description=words, layout=widgets.Layout(width="auto"))
        button.on_click(press)
        return button

    def show(self) -> None:
        """Display the questions below the cell."""
        display(self.box)

    def _ask(self) -> None:
        self.tries, self.tried = 0, ""
        self.entry.value = ""
        due = self.today[self.place]
        number = f"**{self.place + 1} of {len(self.today)}.** "
        _write(self.text, number + asking.asked_of(due))
        _write(self.said, "")
        typed = asking.is_typed(due)
        self.controls.children = [self.entry, self.check, self.look] if typed else [self.look]

    def _checked(self, _: Any) -> None:
        due = self.today[self.place]
        if not self.entry.value.strip():
            _write(self.said, "Type what comes out first.")
            return
        if self.entry.value == self.tried:  # a double click is no second try
            return
        self.tried = self.entry.value
        right, words = asking.answered(due, self.entry.value)
        self.tries += 1
        if not right and self.tries == 1:
            _write(self.said, words)
            return
        rating = review.FORGOT if not right else review.KNEW
        if right and self.tries > 1:
            rating = review.WITH_EFFORT
        self._note(rating)
        _write(self.said, words if right else asking.answer_of(due))
        self.controls.children = [self.next]

    def _shown(self, _: Any) -> None:
        due = self.today[self.place]
        _write(self.said, asking.answer_of(due))
        if asking.is_typed(due):  # who looks before typing has not remembered it
            self._note(review.FORGOT)
            self.controls.children = [self.next]
        else:
            self.controls.children = self.rate

    def _rated(self, button: widgets.Button) -> None:
        self._note(RATINGS[button.description])
        self._next(button)

    def _note(self, rating: int) -> None:
        self.known += rating != review.FORGOT
        name = self.today[self.place].card.name
        journal.note("review", self.work, card=name, rating=rating)

    def _next(self, _: Any) -> None:
        self.place += 1
        if self.place < len(self.today):
            self._ask()
            return
        self.controls.children = []
        _write(self.said, "")
        done = f"That is enough for now: you knew {self.known} of {len(self.today)}."
        _write(self.text, f"{done} What you had forgotten comes back soonest.")


def _write(output: widgets.Output, text: str) -> None:
    """Replace what stands in an output, without a flash of nothing."""
    output.outputs = (
        {
            "output_type": "display_data",
            "metadata": {},
            "data": {"text/markdown": text, "text/plain": text},
        },
    )
