"""Lesson 11: type a name, see which letter the writer expects next, and let it draw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from torch import nn

from utils.lesson import once_written
from utils.name_writer import next_logits
from utils.names import END, LETTERS, encode
from utils.playground.play import play, ready
from utils.sequence_pictures import letters_picture

BEGINNING, TEMPERATURE, DRAWS = "tita", 1.0, 400
TEMPERATURES = (0.2, 3.0, 0.1)
LONGEST = 20  # letters, as the lesson's own writing stops

Draw = Callable[[np.ndarray, float, np.random.Generator], int]


def type_a_name(writers: Sequence[nn.Module], sample_with_temperature: Draw) -> None:
    """Let the learner type letters, and see the first writer's probabilities of the next one.

    Args:
        writers: trained networks of `utils.name_writer`; empty while there is none.
        sample_with_temperature: the learner's: logits (symbols,), a temperature, a generator.
    """
    if not ready((sample_with_temperature, np.zeros(2), 1.0, np.random.default_rng(0), _is_class)):
        return
    with once_written("masked_mean"):
        if not len(writers):
            raise NotImplementedError
        writer, chance = writers[0], np.random.default_rng(1)

        def asked(question: dict[str, Any]) -> dict[str, Any]:
            logits = logits_after(writer, question["text"])
            told: dict[str, Any] = {"logits": logits}
            if question.get("draw"):
                temperature = float(question["temperature"])
                told["drawn"] = int(sample_with_temperature(logits, temperature, chance))
            return told

        start = {
            "text": BEGINNING,
            "symbols": ["end", *LETTERS],
            "temperature": TEMPERATURE,
            "temperatures": TEMPERATURES,
            "longest": LONGEST,
            **asked({"text": BEGINNING}),
        }
        own = np.random.default_rng(1)
        drawn = [sample_with_temperature(start["logits"], TEMPERATURE, own) for _ in range(DRAWS)]
        play("letters", start, letters_picture(BEGINNING, TEMPERATURE, drawn), asked)


def _is_class(drawn: Any) -> bool:
    return isinstance(drawn, int | np.integer) and drawn in (0, 1)


def logits_after(writer: nn.Module, text: str) -> np.ndarray:
    """The writer's logits (symbols,) of what comes after these letters.

    Raises:
        ValueError: a letter is none of the names' letters, or there are too many.
    """
    if set(text) - set(LETTERS) or len(text) > LONGEST:
        raise ValueError(f"a name has small letters and spaces, at most {LONGEST}: {text!r}")
    symbols = encode([text])[1][0].tolist()[:-1]
    return np.asarray(next_logits(writer, [END, *symbols])[0], float)
