"""The whole way of the course on one page: every lesson, and what the learner wrote in it."""

from __future__ import annotations

from itertools import pairwise

from utils.drawing.boxes import canvas, draw_arrow, draw_box
from utils.drawing.picture import Picture

# lesson, what it is about, what the learner wrote there
WAY = [
    ("01", "one neuron", ["neuron", "perceptron_fit"]),
    ("02", "curves and slopes", ["sigmoid", "relu", "softmax"]),
    ("03", "layers", ["dense_forward", "mlp_forward"]),
    ("04", "losses", ["cross_entropy"]),
    ("05", "learning", ["mlp_backward", "sgd_step", "train"]),
    ("06", "autograd", ["Value", "topological_order"]),
    ("07", "PyTorch", ["build_mlp", "train_step"]),
    ("08", "digits", ["build_classifier", "confusion_matrix"]),
    ("09", "training well", ["adam_step", "reliability"]),
    ("10", "convolution", ["conv2d", "LeNet"]),
    ("11", "recurrence", ["rnn_cell", "RowRNN"]),
    ("12", "attention", ["scaled_dot_product_attention", "PatchTransformer"]),
    ("13", "making", ["Autoencoder", "add_noise", "power_law_fit"]),
    ("", "your own question", ["a prediction", "a baseline", "seeds"]),
]
COLUMNS, ACROSS, DOWN = 4, 3.5, 2.0


def whole_way_picture() -> Picture:
    """Every lesson as a box with its functions, in the order of the course, like a path."""
    rows = -(-len(WAY) // COLUMNS)
    limits = (-1.75, ACROSS * COLUMNS - 1.75, -DOWN * (rows - 1) - 1.0, 1.0)
    fig, ax = canvas(10.0, 10.0 * (limits[3] - limits[2]) / (limits[1] - limits[0]), limits)
    places = [_place(k) for k in range(len(WAY))]
    for (x, y), (number, about, names) in zip(places, WAY, strict=True):
        draw_box(ax, (x, y), "", width=2.9, height=1.55)
        ax.text(
            x,
            y + 0.52,
            f"{number} · {about}".removeprefix(" · "),
            ha="center",
            va="center",
            weight="bold",
        )
        for k, name in enumerate(_lines(names)):
            ax.text(
                x,
                y + 0.17 - 0.34 * k,
                name,
                ha="center",
                va="center",
                family="monospace",
                fontsize=10,
            )
    for (x0, y0), (x1, y1) in pairwise(places):
        if y0 == y1:
            side = 1 if x1 > x0 else -1
            draw_arrow(ax, (x0 + side * 1.5, y0), (x1 - side * 1.5, y1))
        else:
            draw_arrow(ax, (x0, y0 - 0.82), (x1, y1 + 0.82))
    told = "; ".join(
        f"{number} {about}: {', '.join(names)}".strip() for number, about, names in WAY
    )
    return Picture(
        fig, f"The way of the course, a box for each lesson with functions of it. {told}."
    )


def _place(k: int) -> tuple[float, float]:
    """Rows run to the right and back in turn, so that each arrow is short."""
    row, column = divmod(k, COLUMNS)
    column = column if row % 2 == 0 else COLUMNS - 1 - column
    return ACROSS * column, -DOWN * row


def _lines(names: list[str]) -> list[str]:
    """Names in lines of their own, a long one broken at an underscore near its middle."""
    lines = []
    for name in names:
        if len(name) > 22:
            middle = name.index("_", len(name) // 2)
            lines += [name[: middle + 1], name[middle + 1 :]]
        else:
            lines.append(name)
    return lines
