"""What a lesson says of itself: files beside the notebook, and tests that a network answers."""

from __future__ import annotations

# Files that a lesson's submission carries besides the notebook, and their most bytes.
# Trained models are graded from their weights, so that grading never trains.
DECLARED: dict[str, dict[str, int]] = {
    "08_mnist": {"08_mnist.pt": 5_000_000},
    "10_convolution": {"10_convolution.pt": 5_000_000},
    "11_recurrence": {"11_recurrence.pt": 5_000_000},
    "12_attention": {"12_attention.pt": 5_000_000},
}

# Hidden tests of objects that never leave the student's process, such as a network: what it says of
# them cannot be worked out again outside it
ON_ITS_WORD = frozenset(
    {
        "student_net_hidden",
        "train_step_hidden",
        "evaluate_hidden",
        "saved_model_hidden",
        "lenet_hidden",
        "row_rnn_hidden",
        "patch_transformer_hidden",
        "autoencoder_hidden",
        "capstone_table_hidden",
    }
)
