"""What a notebook's cells show is kept within bounds, each cell's and all of them together."""

import json

from grading.sandbox import kernels
from grading.sandbox.kernels import MOST_OUTPUT, MOST_SHOWN, Kernel, Shown


def message(kind, **content):
    return {"header": {"msg_type": kind}, "content": content}


def stream(size):
    return "stream", message("stream", name="stdout", text="x" * size)


def error(size):
    lines = ["y" * size] * 50
    return "error", message("error", ename="E", evalue="z" * size, traceback=lines)


def shown_by(messages, cells):
    """What so many cells leave in a notebook, in bytes, where each sends these messages."""
    kernel = object.__new__(Kernel)
    kernel.room = MOST_SHOWN
    kept = []

    def done(code, seconds, hear, **options):
        for each in messages:
            hear(*each)
        return {"execution_count": 1}

    kernel._done = done
    for _ in range(cells):
        outputs = []
        assert kernel.run("x", 1.0, outputs) == 1
        kept.append(outputs)
    return kept


def test_cells_that_each_show_much_are_cut_where_all_have_shown_enough():
    kept = shown_by([stream(MOST_OUTPUT + 1)], 100)
    assert len(json.dumps(kept)) < MOST_SHOWN + 100 * 1_000
    assert "all of them 20 MB" in kept[-1][-1].text
    assert len(kept[0][0].text) == MOST_OUTPUT


def test_an_error_is_told_even_then_but_briefly():
    kept = shown_by([error(10_000)] * 3, 300)
    assert len(json.dumps(kept)) < MOST_SHOWN + 300 * 10_000
    assert kept[-1][0].ename == "E"
    assert len(kept[-1][0].traceback) == 1


def test_what_runs_again_takes_no_room(monkeypatch):
    monkeypatch.setattr(kernels, "MOST_OUTPUT", 100)
    kernel = object.__new__(Kernel)
    kernel.room = 100
    kernel._done = lambda code, seconds, hear, **options: hear(*stream(50)) or {}
    kernel.run("x", 1.0)
    assert kernel.room == 100
    kernel.run("x", 1.0, [])
    assert kernel.room == 50


def test_the_end_of_a_traceback_is_kept():
    outputs = []
    lines = [f"line {number}" for number in range(80)]
    Shown(outputs).hear("error", message("error", ename="E", evalue="x", traceback=lines))
    assert outputs[0].traceback == lines[-50:]
