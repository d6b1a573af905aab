"""A progress bar and the loss, live under the cell that trains: on stdout, without widgets.

The display is replaced in place, so that a stored notebook keeps its last state. Nothing goes
to stderr, which nbgrader would take for a failure.
"""

from __future__ import annotations

import html
import time

import numpy as np
from IPython.display import display

PAUSE = 0.2  # seconds between two redraws, so that they cost next to nothing
WIDTH, HEIGHT = 420, 124  # pixels of the curve
LABEL = 24  # pixels above the curve, for its name: a loss that stays high would run through it
POINTS = 60  # of the curve, however many steps there were


class LiveTraining:
    """Shows how far training is: call it with the loss after every step.

    >>> live = LiveTraining(2)                # doctest: +SKIP
    >>> live(0.7); live(0.4)                  # doctest: +SKIP
    >>> live.say("test accuracy 97.9 %")      # doctest: +SKIP
    """

    counted = "step"  # what one call stands for

    def __init__(self, n_steps: int, name: str = "loss", began: float | None = None) -> None:
        """Show an empty bar.

        Args:
            n_steps: how often it will be called.
            name: what it is called with, in words.
            began: when the first step did, by `time.perf_counter`; now, when it is left out.
        """
        self.n_steps, self.name = n_steps, name
        self.began = time.perf_counter() if began is None else began
        self.losses: list[float] = []
        self.said = ""
        self._stopped = False
        self._drawn = 0.0
        self._handle = display(self._bundle(), raw=True, display_id=True) if n_steps else None

    def __call__(self, loss: float) -> None:
        """Take the loss of one more step."""
        self.losses.append(float(loss))
        ended = len(self.losses) == self.n_steps
        if ended or time.perf_counter() - self._drawn > PAUSE:
            self._redraw()

    def say(self, text: str) -> None:
        """Show a sentence beside the bar, in place of the one before."""
        self.said = text
        self._redraw()

    def stop(self, text: str) -> None:
        """Show a sentence, as `say` does: training ends here, and no time is left."""
        self._stopped = True
        self.say(text)

    def _redraw(self) -> None:
        self._drawn = time.perf_counter()
        if self._handle is not None:
            self._handle.update(self._bundle(), raw=True)

    def _bundle(self) -> dict[str, str]:
        done = len(self.losses)
        parts = [f"{self.counted} {done} of {self.n_steps}"]
        if not self._stopped:
            parts.append(time_left(time.perf_counter() - self.began, done, self.n_steps))
        if self.losses:
            parts.append(f"{self.name} {self._recent():.3f}")
        text = ", ".join(part for part in [*parts, self.said] if part)
        bar = f'<progress max="{self.n_steps}" value="{done}" style="width:{WIDTH}px"></progress>'
        page = f"<div>{bar}<br>{html.escape(text)}</div>{self._curve()}"
        return {"text/html": page, "text/plain": text}

    def _recent(self) -> float:
        """The mean loss of the last fiftieth of the steps."""
        return float(np.mean(self.losses[-max(1, self.n_steps // 50) :]))

    def _curve(self) -> str:
        return curve(self.losses, self.n_steps, self.name)


def time_left(spent: float, done: int, n_steps: int) -> str:
    """How long the steps that are left will take, if they take as long as those that were done.

    Empty where there is nothing to say: before the first step and after the last.

    Args:
        spent: seconds since the first step began.
        done: how many steps have ended.
        n_steps: how many there are.

    >>> time_left(3.0, 1, 5), time_left(60.0, 1, 5), time_left(3.0, 5, 5)
    ('about 12 s left', 'about 4 min left', '')
    """
    if not 0 < done < n_steps:
        return ""
    left = spent / done * (n_steps - done)
    return (
        f"about {max(1, round(left))} s left" if left < 99.5 else f"about {left / 60:.0f} min left"
    )


def curve(losses: list[float], n_steps: int, name: str = "loss") -> str:
    """The losses so far as an SVG line, averaged into a fixed number of points."""
    if not losses:
        return ""
    count = max(1, POINTS * len(losses) // n_steps)
    means = [float(part.mean()) for part in np.array_split(losses, min(count, len(losses)))]
    top = max(*means, 1e-9) if len(means) > 1 else means[0] or 1e-9
    right = WIDTH * len(losses) / n_steps
    places = np.linspace(min(5.0, right), right, len(means))
    line = " ".join(
        f"{x:.1f},{HEIGHT - 5 - (HEIGHT - 5 - LABEL) * max(mean, 0.0) / top:.1f}"
        for x, mean in zip(places, means, strict=True)
    )
    label = f"The {name} over the steps, from {means[0]:.2f} to {means[-1]:.2f}."
    return (
        f'<svg role="img" aria-label="{label}" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" style="background:white;border:1px solid #bbb">'
        f'<polyline points="{line}" fill="none" stroke="#0072B2" stroke-width="2"/>'
        f'<text x="{WIDTH - 8}" y="16" text-anchor="end" font-size="13" fill="#222222">'
        f"{name}, from 0 to {top:.2f}</text></svg>"
    )
