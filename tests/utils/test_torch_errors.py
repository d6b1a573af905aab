"""The four messages are PyTorch's own, and hold the words that the lesson explains."""

import pytest

from utils.torch_errors import four_errors, message_of


@pytest.mark.parametrize(
    ("letter", "words"),
    [
        ("A", ["5x3", "2x4"]),
        ("B", ["leaf", "in-place"]),
        ("C", ["Long", "Float"]),
        ("D", ["grad_fn"]),
    ],
)
def test_each_message_holds_the_words_that_are_explained(letter, words):
    message = four_errors()[letter]
    assert all(word in message for word in words)
    assert "\n" not in message


def test_a_mistake_that_is_none_is_refused():
    with pytest.raises(ValueError, match="raised nothing"):
        message_of(lambda: None)
