"""Drawings of attention: a look-up in the plane, tables of weights, looks over a digit, costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from utils.checking.describe import as_array
from utils.digit_pictures import draw_digit
from utils.drawing.in_words import counted, listed, number
from utils.drawing.picture import Picture
from utils.drawing.style import BLACK, BLUE, COLOURS, DASHES, GREY, MARKERS, ORANGE, RED, figure

SIDE, SIZE = 4, 7  # patches along a side of an image, pixels along a side of a patch
SHADES = "Blues"
STEP = 31  # pixels from one head to the next
PAPER = {"facecolor": "white", "alpha": 0.75, "pad": 0.6, "lw": 0}


def look_up_picture(query: Any, keys: Any, weights: Any, values: Any, out: float) -> Picture:
    """A query among keys in the plane, and how the keys share the look.

    Args:
        query: (2,).
        keys: (m, 2).
        weights: (m,), one for each key.
        values: (m,), what stands behind each key.
        out: the mixture.
    """
    query, keys, weights = (as_array(each).astype(float) for each in (query, keys, weights))
    fig, (plane, bars) = figure(1, 2, width=8.2, height=3.4)
    reach = 1.5 * max(np.abs(keys).max(), 0.75 * np.abs(query).max())
    for k, (key, weight) in enumerate(zip(keys, weights, strict=True)):
        plane.plot([0, key[0]], [0, key[1]], color=COLOURS[k % 6], lw=1.0, linestyle=DASHES[k % 6])
        plane.plot(*key, MARKERS[k % 6], color=COLOURS[k % 6], markersize=8 + 14 * float(weight))
        beyond = key * (1 + 0.22 * reach / max(float(np.hypot(*key)), 1e-9))
        plane.text(*beyond, f"{k}", ha="center", va="center", weight="bold")
        bars.text(k, float(weight) + 0.02, f"{weight:.2f}", ha="center")
    plane.annotate("", query, (0, 0), arrowprops={"arrowstyle": "-|>", "color": BLACK, "lw": 2.2})
    ends = {"xlim": (-reach, reach), "ylim": (-reach, reach)}
    plane.set(**ends, aspect="equal", xticks=[-2, 0, 2], yticks=[-2, 0, 2])
    plane.set_title("query (arrow) and keys")
    bars.bar(range(len(keys)), weights, color=COLOURS[: len(keys)], edgecolor=BLACK)
    bars.set_xticks(range(len(keys)), [f"key {k}\nvalue {number(v)}" for k, v in enumerate(values)])
    bars.set(ylim=(0, 1.15), yticks=[0, 0.5, 1], title=f"weights; the answer is {number(out, 2)}")
    bars.grid(False, axis="x")
    shared = listed([f"{number(w, 2)} on key {k}" for k, w in enumerate(weights)])
    where = f"A query at ({number(query[0], 2)}, {number(query[1], 2)}) among {len(keys)} keys"
    return Picture(fig, f"{where}. Weights: {shared}. The mixed value is {number(out, 2)}.")


def saturation_picture(unscaled: Mapping[int, Any], scaled: Mapping[int, Any]) -> Picture:
    """The largest weight of a query, over the size d of a key, with and without the root of d.

    Args:
        unscaled: by d, the largest weight of each of many queries.
        scaled: likewise, once the scores were divided by the root of d.
    """
    fig, ax = figure(width=7.4, height=3.8)
    told = []
    for k, (name, by_size) in enumerate((("not divided", unscaled), ("divided by √d", scaled))):
        sizes = list(by_size)
        low, middle, high = np.array([np.quantile(v, [0.1, 0.5, 0.9]) for v in by_size.values()]).T
        look = {"color": COLOURS[1 - k], "linestyle": DASHES[1 - k], "marker": MARKERS[1 - k]}
        ax.plot(sizes, middle, label=name, **look)
        ax.fill_between(sizes, low, high, color=COLOURS[1 - k], alpha=0.18, lw=0)
        told.append(
            f"{name}: {number(middle[0], 2)} at {sizes[0]}, {number(middle[-1], 2)} at {sizes[-1]}"
        )
    ax.set_xscale("log", base=2)
    ax.set_xticks(sizes, [str(d) for d in sizes])
    ax.set(xlabel="d, the size of queries and keys", ylabel="largest weight", ylim=(0, 1.05))
    ax.legend(loc="center left", bbox_to_anchor=(0.6, 0.56))
    alt = "The largest of the weights over d, the median of many queries and a band for 8 of 10."
    return Picture(fig, f"{alt} {'; '.join(told)}.")


def weights_picture(tables: Mapping[str, Any], labels: Sequence[str]) -> Picture:
    """Tables of weights (t, t), side by side: who looks (rows) at whom (columns).

    Args:
        tables: weights by title.
        labels: what stands at each place, for rows and columns.
    """
    t, many = len(labels), len(labels) > 8
    fig, axes = figure(
        1, len(tables), width=min(9.6, 1.2 + 4.0 * len(tables)), height=4.0, squeeze=False
    )
    told = []
    for ax, (title, table) in zip(axes[0], tables.items(), strict=True):
        table = as_array(table).astype(float)
        ax.imshow(table, cmap=SHADES, vmin=0, vmax=1)
        for (row, column), value in np.ndenumerate(table):
            if value > (0.195 if many else 0.0):
                colour = "white" if value > 0.6 else BLACK
                text = f"{value:.1f}" if many else f"{value:.2f}"
                ax.text(column, row, text, ha="center", va="center", color=colour, fontsize=10)
        ax.set_xticks(range(t), labels)
        ax.set_yticks(range(t), labels)
        ax.set(title=title, xlabel="looks at")
        ax.grid(False)
        told.append(f"{title}: {_where_it_looks(table)}")
    axes[0, 0].set_ylabel("who looks")
    each = f"Weights of {counted(t, 'place')}, who looks in rows, at whom in columns"
    return Picture(fig, f"{each}. {'; '.join(told)}.")


def _where_it_looks(table: np.ndarray) -> str:
    """What the text says of one table: whether it looks ahead, and where most."""
    ahead = float(np.triu(table, 1).max(initial=0.0))
    sight = "nobody looks ahead" if ahead < 1e-9 else "some look ahead"
    return f"{sight}, the largest weight is {number(float(table.max(initial=0.0)), 1)}"


def patches_picture(image: Any) -> Picture:
    """An image (28, 28) with the lines of its 16 patches, and the patches apart, numbered."""
    image = as_array(image)
    fig = figure(width=7.2, height=3.6)[0]
    fig.clear()
    grid = fig.add_gridspec(SIDE, 2 * SIDE + 1)
    whole = fig.add_subplot(grid[:, :SIDE])
    draw_digit(whole, image, "28 × 28 pixels")
    _lines(whole)
    for patch in range(SIDE * SIDE):
        row, column = divmod(patch, SIDE)
        ax = fig.add_subplot(grid[row, SIDE + 1 + column])
        piece = image[SIZE * row : SIZE * row + SIZE, SIZE * column : SIZE * column + SIZE]
        draw_digit(ax, piece)
        ax.set_title(str(patch), fontsize=10, pad=2)
    empty = sum(
        not image[7 * r : 7 * r + 7, 7 * c : 7 * c + 7].any() for r in range(4) for c in range(4)
    )
    alt = f"A digit cut into 16 patches of 7 × 7 pixels, numbered 0 to 15 row by row; {empty} are"
    return Picture(fig, f"{alt} empty paper.")


def _lines(ax: Axes) -> None:
    for place in range(1, SIDE):
        ax.axhline(SIZE * place - 0.5, color=ORANGE, lw=1.0)
        ax.axvline(SIZE * place - 0.5, color=ORANGE, lw=1.0)


def gaze_picture(image: Any, patch: int, weights: Any, title: str = "") -> Picture:
    """Where one patch looks, head by head: weights over the digit, in percent.

    All heads stand in one pair of axes, side by side: so a frame is drawn quickly.

    Args:
        image: (28, 28) bytes.
        patch: who looks, 0 to 15.
        weights: (heads, 16).
        title: what stands above all.
    """
    weights = as_array(weights).astype(float)
    fig, ax = figure(width=9.4, height=2.9)
    ax.imshow(_shaded(as_array(image), weights), interpolation="nearest")
    row, column = divmod(patch, SIDE)
    for head, each in enumerate(weights):
        left = STEP * head
        for k in np.flatnonzero(each >= 0.05):
            r, c = divmod(int(k), SIDE)
            place = (left + SIZE * c + 3, SIZE * r + 3)
            ax.text(
                *place, f"{100 * each[k]:.0f}", ha="center", va="center", fontsize=10, bbox=PAPER
            )
        corner = (left + SIZE * column - 0.5, SIZE * row - 0.5)
        outline = {"edgecolor": RED, "lw": 2.4, "linestyle": "--"}
        ax.add_patch(Rectangle(corner, SIZE, SIZE, fill=False, **outline))
        ax.text(left + 13.5, -1.5, f"head {head}", ha="center")
    ax.set_axis_off()
    ax.set_title(f"{title}{', ' if title else ''}patch {patch} looks", fontsize=11, pad=20)
    what = f"A digit under the weights of {counted(len(weights), 'head')}, in percent"
    return Picture(fig, f"{what}; patch {patch} looks. {_shared(weights)}.")


def _shared(weights: np.ndarray) -> str:
    """What holds of the weights (heads, 16), in words that another training does not change."""
    whole = np.allclose(weights.sum(axis=1), 1, atol=1e-3)
    pairs = [np.allclose(a, b, atol=1e-3) for k, a in enumerate(weights) for b in weights[:k]]
    sums = "Each head's weights add up to 100 %" if whole else "The weights do not add up to 100 %"
    return f"{sums}, and {'some' if any(pairs) else 'no two'} heads share alike"


def _shaded(image: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The digit once for each head, ink over shades of blue: (28, width, 3) from 0 to 1."""
    full = max(0.4, float(weights.max(initial=0.0)))
    blue, white = np.array([0.13, 0.44, 0.71]), np.ones(3)
    strip = np.ones((28, STEP * len(weights) - (STEP - 28), 3))
    ink = 0.85 * image[..., None].astype(float) / 255
    for head, each in enumerate(weights):
        share = np.kron(each.reshape(SIDE, SIDE) / full, np.ones((SIZE, SIZE)))[..., None]
        under = (0.96 - 0.06 * share) * white * (1 - share) + share * blue
        strip[:, STEP * head : STEP * head + 28] = (1 - ink) * under
    return strip


def cost_picture(lengths: Sequence[int], times: Mapping[str, Sequence[float]]) -> Picture:
    """What a longer sequence costs: times over the first one, on two logarithmic axes.

    Args:
        lengths: of the sequences.
        times: by what was timed, seconds for each length.
    """
    fig, ax = figure(width=7.4, height=3.8)
    told = []
    for k, (name, seconds) in enumerate(times.items()):
        ratio = np.asarray(seconds, float) / seconds[0]
        look = {"color": COLOURS[k], "linestyle": DASHES[k], "marker": MARKERS[k]}
        ax.loglog(lengths, ratio, label=name, **look)
        told.append(f"{name}: {number(ratio[-1], 0)} times")
    lengths = np.asarray(lengths, float)
    for power, text in ((1, "in proportion"), (2, "with the square")):
        line = (lengths / lengths[0]) ** power
        ax.loglog(lengths, line, color=GREY, lw=1.0, linestyle=":")
        ax.text(lengths[-1] * 1.05, line[-1], text, va="center", color=BLACK)
    ax.set_xticks(lengths, [f"{n:.0f}" for n in lengths])
    ax.minorticks_off()
    ax.set(xlabel="places in the sequence", ylabel="time, first length = 1")
    ax.set_xlim(lengths[0] * 0.9, lengths[-1] * 2.4)
    ax.legend(loc="upper left")
    what = f"Time over length, from {lengths[0]:.0f} to {lengths[-1]:.0f} places, on two"
    return Picture(fig, f"{what} logarithmic axes. {'; '.join(told)} as long at the end.")


def contest_picture(
    perplexities: Mapping[str, Sequence[float]],
    differences: Mapping[str, Sequence[tuple[float, float]]],
) -> Picture:
    """Perplexities of writers, a point for each seed, and their differences name by name.

    Args:
        perplexities: by writer, one for each seed.
        differences: by what was compared, for each seed the mean difference and its standard error.
    """
    fig, (left, right) = figure(1, 2, width=9.6, height=3.8)
    for k, (_name, each) in enumerate(perplexities.items()):
        left.plot([k] * len(each), list(each), MARKERS[k], color=COLOURS[k], markersize=9)
        left.text(k + 0.12, float(np.mean(each)), f"{np.mean(each):.1f}", va="center")
    left.set_xticks(range(len(perplexities)), list(perplexities))
    top = max(max(each) for each in perplexities.values())
    left.set(xlim=(-0.5, len(perplexities) - 0.3), ylim=(0, 1.15 * top), ylabel="perplexity")
    left.set_title("On the test names")
    for k, (_, each) in enumerate(differences.items()):
        places = k + np.linspace(-0.2, 0.2, len(each))
        for place, (mean, error) in zip(places, each, strict=True):
            right.errorbar([place], [mean], [2 * error], fmt="o", color=BLUE, capsize=4)
    right.axhline(0, color=BLACK, lw=1.0, linestyle="--")
    names = [name.replace(" minus ", "\nminus ") for name in differences]
    right.set_xticks(range(len(differences)), names)
    right.set(
        xlim=(-0.5, len(differences) - 0.5), title="Surprise of a name, a point for each seed"
    )
    right.set_ylabel("difference, ± 2 standard errors")
    right.grid(False, axis="x")
    told = listed([f"{name} {number(np.mean(each), 1)}" for name, each in perplexities.items()])
    sure = "; ".join(f"{name}: {_beyond(each)}" for name, each in differences.items())
    return Picture(fig, f"Two panels. Mean perplexity: {told}. Differences name by name: {sure}.")


def _beyond(differences: Sequence[tuple[float, float]]) -> str:
    below = sum(mean + 2 * error < 0 for mean, error in differences)
    above = sum(mean - 2 * error > 0 for mean, error in differences)
    n = len(differences)
    return f"{below} of {n} below 0 by more than two standard errors, {above} of {n} above"
