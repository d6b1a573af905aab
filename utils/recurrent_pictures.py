"""Drawings of recurrent networks: unrolled, their states, and what arrives of a gradient."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import NullFormatter

from utils.bit_memory import SEEDS, Run, at_best_rate
from utils.drawing.boxes import canvas, draw_arrow, draw_box, signed
from utils.drawing.in_words import counted, listed, number, size
from utils.drawing.picture import Picture
from utils.drawing.style import BLACK, BLUE, COLOURS, DASHES, GREY, MARKERS, ORANGE, figure


def unrolled_picture(x: Sequence[float], h: Sequence[float], w_x: float, w_h: float) -> Picture:
    """A cell of one unit over time: inputs from below, the state from left to right.

    Args:
        x: the input of every step.
        h: the state after every step.
        w_x: the weight from the input, the same at each step.
        w_h: the weight from the state before.
    """
    gap = 2.5
    fig, ax = canvas(9.0, 3.2, (-1.0, gap * (len(x) + 1) - 0.7, -2.0, 1.0))
    draw_box(ax, (0, 0), "$h_0$\n0", width=1.0)
    for k, (now, after) in enumerate(zip(x, h, strict=True), start=1):
        here = gap * k
        draw_box(ax, (here, 0), f"$h_{k}$\n{signed(float(after))}", width=1.2, height=0.8)
        ax.text(here, -1.75, f"$x_{k}$ = {number(float(now))}", ha="center", va="center")
        draw_arrow(ax, (here, -1.5), (here, -0.45))
        draw_arrow(ax, (here - gap + 0.65, 0), (here - 0.65, 0))
        ax.text(here + 0.1, -1.0, f"× {number(w_x)}", va="center")
        ax.text(here - gap / 2, 0.2, f"× {number(w_h)}", ha="center")
    told = "; ".join(
        f"step {k}: input {number(float(now))}, state {signed(float(after))}"
        for k, (now, after) in enumerate(zip(x, h, strict=True), start=1)
    )
    alt = (
        f"A chain of {counted(len(x), 'box', 'boxes')}, one for each step. Each gets its input "
        f"from below, times {number(w_x)}, and the state from the left, times {number(w_h)}. "
        f"From state 0 on, {told}."
    )
    return Picture(fig, alt)


def states_picture(runs: Mapping[str, np.ndarray]) -> Picture:
    """The states (t, d_h) after each letter of each word, a column each, as shades with numbers."""
    fig, axes = figure(1, len(runs), width=9.0, height=3.6, squeeze=False)
    for ax, (word, states) in zip(axes[0], runs.items(), strict=True):
        states = np.asarray(states, float)
        ax.imshow(states.T, cmap="PuOr", vmin=-1.4, vmax=1.4, aspect="auto")
        for (step, unit), value in np.ndenumerate(states):
            ax.text(step, unit, signed(value, 2), ha="center", va="center", fontsize=10)
        ax.set_xticks(range(len(states)), [f"“{letter}”" for letter in word])
        ax.set(title=f"reading {word}", xlabel="after the letter", yticks=[])
        ax.grid(False)
    axes[0, 0].set_ylabel("units of the state")
    ends = [np.asarray(states, float)[-1] for states in runs.values()]
    apart = max(float(np.abs(end - ends[0]).max()) for end in ends)
    told = f"differ by up to {number(apart, 2)} in a unit" if apart > 1e-9 else "are all the same"
    what = f"The states after each letter of {listed(runs)}"
    return Picture(fig, f"{what}, a column for each letter. The states at the end {told}.")


def norms_picture(norms: Mapping[str, np.ndarray]) -> Picture:
    """The gradient's norm so many steps back, in powers of ten, a line each; 0 ends a line."""
    fig, ax = figure(width=8.0, height=4.2)
    low, high = 0.05, 20.0  # a level line stays one, and powers of ten stand on both sides of it
    for k, (name, values) in enumerate(norms.items()):
        steps = np.arange(len(values) + 1)
        drawn = np.concatenate([[1.0], np.asarray(values, float)])
        drawn[drawn <= 0] = np.nan
        low, high = min(low, 0.5 * np.nanmin(drawn)), max(high, 2 * np.nanmax(drawn))
        look = {"color": COLOURS[k % 6], "linestyle": DASHES[k % 6], "marker": MARKERS[k % 6]}
        ax.semilogy(steps, drawn, label=name, markevery=max(1, len(steps) // 6), **look)
    for k, values in enumerate(norms.values()):
        _mark_end(ax, np.asarray(values, float), low, COLOURS[k % 6])
    ax.axhline(1, color=GREY, lw=0.8)
    ax.yaxis.set_minor_formatter(NullFormatter())
    ax.set(xlabel="steps back", ylabel="norm of the gradient that arrives", ylim=(low, high))
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    told = "; ".join(f"{name}: {_arrives(np.asarray(v, float))}" for name, v in norms.items())
    start = "The norm of a gradient of 1 on its way back, in powers of ten."
    return Picture(fig, f"{start} {told}.")


def _gone(values: np.ndarray) -> int | None:
    """How many steps back nothing arrives any more; None where something always does."""
    gone = np.flatnonzero(values <= 0)
    return int(gone[0]) + 1 if len(gone) else None


def _mark_end(ax: Axes, values: np.ndarray, low: float, colour: str) -> None:
    """Where a line ends: a cross at its last value, and its fall to 0, which lies at no height."""
    gone = _gone(values)
    if gone is None:
        return
    last = values[gone - 2] if gone > 1 else 1.0
    ax.plot([gone - 1], [last], "X", color=colour, markersize=11)
    ax.plot([gone - 1, gone], [last, low], ":", color=colour)
    beyond = gone > len(values) / 2
    text = f"0 from {counted(gone, 'step')} back on"
    place = {"ha": "right" if beyond else "left", "va": "bottom"}
    ax.text(gone + (-1.5 if beyond else 0.5), 1.3 * low, text, **place)


def _arrives(values: np.ndarray) -> str:
    """What is left at the end, and from where on nothing is."""
    gone = _gone(values)
    if gone is not None:
        return f"nothing arrives from {counted(gone, 'step')} back on"
    return f"{size(values[-1])} after {len(values)} steps"


def cliff_picture(
    loss: Callable, slope: Callable, start: float, learning_rate: float, max_norm: float
) -> Picture:
    """A loss with a cliff, and one step from the same place: as it is, and clipped."""
    w = np.linspace(0.8, start + 0.02, 300)
    fig, ax = figure(width=8.0, height=3.8)
    ax.semilogy(w, loss(w) + 1e-4, color=BLUE)
    gradient = float(slope(start))
    clipped = gradient * min(1.0, max_norm / abs(gradient))
    free, held = start - learning_rate * gradient, start - learning_rate * clipped
    ax.plot([start], [loss(start)], "o", color=BLACK, markersize=9, label=f"start, w = {start:g}")
    label = f"clipped step, to w = {number(held)}"
    ax.plot([held], [loss(held) + 1e-4], "s", color=ORANGE, markersize=9, label=label)
    ax.set(xlabel="w", ylabel="loss")
    ax.legend(loc="upper left", title=f"unclipped step: to w = {free:,.0f}".replace("-", "−"))
    alt = (
        "A loss over w, in powers of ten, almost level on the left and a cliff on the right. "
        f"From {start:g}, where the slope is {size(gradient)}, a step leads to {size(free)}, far "
        f"outside the picture; the clipped step leads to {number(held)}."
    )
    return Picture(fig, alt)


def keep_picture(bias: float, n_steps: int = 200) -> Picture:
    """What is left of a memory when the gate that keeps has this bias and nothing else."""
    gate = 1 / (1 + np.exp(-bias))
    steps = np.arange(n_steps + 1)
    left = gate**steps
    fig, ax = figure(width=7.4, height=3.4)
    ax.plot(steps, left, color=BLUE)
    ax.set(xlabel="steps", ylabel="share that is left", ylim=(-0.03, 1.05))
    ax.set_title(f"bias {number(bias)}: the gate is {gate:.4f}")
    half = np.log(0.5) / np.log(gate) if gate < 1 else np.inf
    if half <= n_steps:
        ax.plot([half], [0.5], "o", color=ORANGE, markersize=9)
    where = f"half of it after {number(half, 1)} steps" if half <= n_steps else "more than half"
    told = f"With a bias of {number(bias)} the gate is {gate:.4f}"
    end = f"{size(left[-1])} after {n_steps}"
    return Picture(fig, f"{told}, and of a memory there is left {where}, {end}.")


def memory_picture(runs: Iterable[Run]) -> Picture:
    """Each memory and each length at its best rate: how many seeds solved the task, how soon."""
    best = at_best_rate(runs)
    memories = list(dict.fromkeys(name for name, _ in best))
    lengths = sorted({length for _, length in best})
    fig, ax = figure(width=8.6, height=0.62 * len(memories) + 1.6)
    for row, name in enumerate(memories):
        for column, length in enumerate(lengths):
            _field(ax, column, row, best.get((name, length), []))
    ax.set_xticks(range(len(lengths)), [f"{length} steps" for length in lengths])
    ax.set_yticks(range(len(memories)), memories)
    ax.set(xlim=(-0.5, len(lengths) - 0.5), ylim=(len(memories) - 0.5, -0.5))
    ax.set_title(f"seeds of {len(SEEDS)} that learned to remember, and after how many updates")
    ax.grid(False)
    rows = []
    for name in memories:
        tried = [best.get((name, each), []) for each in lengths]
        rows.append(f"{name}: {listed(_solved(runs) if runs else 'not run' for runs in tried)}")
    over = f"over {listed(lengths)} steps"
    return Picture(fig, f"Seeds of {len(SEEDS)} that solved the task {over}. {'; '.join(rows)}.")


def _solved(tried: Sequence[Run]) -> int:
    return sum(run.solved_after is not None for run in tried)


def _field(ax: Axes, column: int, row: int, tried: Sequence[Run]) -> None:
    """One setting: darker and with more marks where more seeds solved it."""
    updates = sorted(run.solved_after for run in tried if run.solved_after is not None)
    shade = ["#ffffff", "#dbe9f5", "#a8cce6", "#6aaed6"][min(3, len(updates))]
    ax.add_patch(_square(column, row, shade))
    after = f", {updates[len(updates) // 2]}" if updates else ""
    told = f"{len(updates)} of {len(tried)}{after}" if tried else "not run"
    ax.text(column, row, told, ha="center", va="center")


def _square(column: int, row: int, colour: str):
    from matplotlib.patches import Rectangle

    return Rectangle((column - 0.5, row - 0.5), 1, 1, facecolor=colour, edgecolor="#bbbbbb")
