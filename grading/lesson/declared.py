"""The files that a lesson asks for beside the notebook."""

from __future__ import annotations

# Files that a lesson's submission carries besides the notebook, and their most bytes.
# Trained models are graded from their weights, so that grading never trains.
DECLARED: dict[str, dict[str, int]] = {
    "08_mnist": {"08_mnist.pt": 5_000_000},
    "10_convolution": {"10_convolution.pt": 5_000_000},
    "11_recurrence": {"11_recurrence.pt": 5_000_000},
    "12_attention": {"12_attention.pt": 5_000_000},
}
