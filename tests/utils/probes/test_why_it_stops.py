"""An error is a mistake's own only where its words are: its type is that of many slips."""

import sysconfig

import pytest

from utils.checking.recognise import known_mistakes, recognise
from utils.probes.why_it_stops import word_of_error

# A library's code: who raises an error in own words chooses these
LIBRARY = {}
RAISES = "def stop(error, message):\n    raise error(message)"
exec(compile(RAISES, f"{sysconfig.get_path('purelib')}/library.py", "exec"), LIBRARY)


def stops(error, message):
    """An answer that a library stops with this error, whatever it is asked."""

    def answer(*args, **named):
        LIBRARY["stop"](error, message)

    return answer


@pytest.mark.parametrize(
    ("exercise", "error"),
    [
        ("normalise", RuntimeError),
        ("sweep", TypeError),
        ("rnn_cell", TypeError),
        ("clip_by_norm", TypeError),
        ("discriminator_loss", RuntimeError),
    ],
)
def test_an_error_about_something_else_accuses_of_nothing(exercise, error):
    mistake = recognise(exercise, stops(error, "about something else"))
    assert mistake is None or mistake.startswith("any/")


@pytest.mark.parametrize(
    ("exercise", "error", "message", "mistake"),
    [
        ("sweep", TypeError, "unhashable type: 'dict'", "setting-as-key"),
        ("sweep", TypeError, "append() takes exactly one argument (2 given)", "two-appended"),
        ("rnn_cell", TypeError, "must be Tensor, not numpy.ndarray", "tensors-only"),
        (
            "rnn_cell",
            TypeError,
            "only size-1 arrays can be converted to Python scalars",
            "one-number-only",
        ),
    ],
)
def test_an_error_with_its_words_is_named_with_any_version(exercise, error, message, mistake):
    found = recognise(exercise, stops(error, message))
    assert found == f"{exercise}/{mistake}"
    assert found in known_mistakes()[exercise]["says"]


def test_a_blank_answer_stays_blank():
    with pytest.raises(NotImplementedError):
        word_of_error(["blank"], stops(NotImplementedError, "blank"))


def test_the_callers_arguments_stay_as_they_are():
    settings = [{"width": 2}]
    assert word_of_error([], lambda given: given.clear(), settings) == "no error"
    assert settings == [{"width": 2}]
