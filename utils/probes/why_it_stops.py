"""What an error is about that stops an answer: its type alone is that of many mistakes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from utils.checking.calling import copied
from utils.checking.causes import is_blank


def word_of_error(words: Iterable[str], ask: Callable, *args: Any) -> str:
    """The first of some words that stands in the error of a call, made with copies of `args`.

    Words are parts of messages that all supported versions of Python, NumPy and PyTorch share.

    Raises:
        NotImplementedError: something that the answer needs is still blank.

    >>> word_of_error(["not callable", "unhashable"], lambda x: {x: 1}, [2])
    'unhashable'
    >>> word_of_error(["unhashable"], lambda x: x / 0, 2), word_of_error([], abs, -2)
    ('something else', 'no error')
    """
    try:
        ask(*copied(args))
    except Exception as error:
        if is_blank(error):
            raise
        return next((word for word in words if word in str(error)), "something else")
    return "no error"
