"""What a kernel misses or puts off is asked again, and accuses nobody."""

from __future__ import annotations

import json
import socket
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from nbformat.v4 import new_notebook

from grading.autograde.examiner import Examiner, replaced
from grading.autograde.stand_ins import Remote, stand_in
from grading.sandbox.forks import UNREADABLE, Forks, KernelEnded, read_message
from grading.sandbox.inside.course_values import Encoder
from grading.sandbox.kernels import TRIES, Kernel, unpacked
from utils.checking.messages import error_kind

ABORTED = {"status": "aborted"}


def answered(reply):
    """A kernel's message that holds the answer to a question."""
    return {"status": "ok", "user_expressions": {"r": {"data": {"text/plain": json.dumps(reply)}}}}


@pytest.fixture
def asked():
    """Every request that a kernel without a process was sent, with its options."""
    return []


@pytest.fixture
def kernel(asked):
    """Makes a kernel that gives these replies in turn, without a process."""

    def make(*replies):
        kernel, left = object.__new__(Kernel), list(replies)
        kernel._send = lambda code, **options: asked.append((code, options))
        kernel._loop = lambda message, seconds, hear: left.pop(0)
        return kernel

    return make


def test_a_cell_that_the_kernel_put_off_is_sent_again(kernel, asked):
    assert kernel(ABORTED, {"status": "ok", "execution_count": 4}).run("x = 1", 5) == 4
    assert [code for code, _ in asked] == ["x = 1", "x = 1"]


def test_a_question_that_the_kernel_put_off_is_asked_again(kernel):
    assert kernel(ABORTED, answered({"changed": []})).ask({"do": "canary"}, 5) == {"changed": []}


INTERRUPTED = [
    {"status": "error", "ename": "KeyboardInterrupt"},
    {"user_expressions": {"r": {"status": "error", "ename": "KeyboardInterrupt"}}},
]


@pytest.mark.parametrize("late", INTERRUPTED)
def test_an_interrupt_that_comes_late_makes_nobody_be_asked_in_vain(kernel, late):
    assert kernel(late, answered({"changed": []})).ask({"do": "canary"}, 5) == {"changed": []}


@pytest.mark.parametrize("late", INTERRUPTED)
def test_what_may_have_been_called_is_not_called_again(kernel, asked, late):
    with pytest.raises(ValueError, match=UNREADABLE):
        kernel(late, answered({})).ask({"do": "call"}, 5)
    assert len(asked) == 1


@pytest.mark.parametrize(
    "reply", [{}, {"user_expressions": 3}, {"user_expressions": {"r": [1]}}, answered([1])], ids=str
)
def test_a_reply_that_is_none_is_no_reply(kernel, reply):
    with pytest.raises(ValueError, match=UNREADABLE):
        kernel(reply).ask({"do": "describe"}, 5)


def test_a_fork_that_was_not_heard_of_is_made_again(monkeypatch):
    kernel, made = object.__new__(Kernel), []

    def new(ask, seconds):
        made.append(1)
        if len(made) == 1:
            raise ValueError("the kernel's fork was not heard of")
        return "a fork"

    kernel.forks = SimpleNamespace(new=new)
    monkeypatch.setattr("grading.sandbox.kernels.CAN_FORK", True)
    assert kernel.fork(5) == "a fork"


def test_no_error_of_a_cell_makes_the_kernel_put_off_the_next(kernel, asked):
    kernel({"status": "error", "execution_count": 1}, answered({})).run("1 / 0", 5)
    assert asked[0][1]["stop_on_error"] is False


def test_a_kernel_that_puts_everything_off_has_ended(kernel):
    with pytest.raises(KernelEnded, match="ran nothing more"):
        kernel(*[ABORTED] * TRIES).run("x = 1", 5)


@pytest.mark.parametrize(
    ("answers", "signs"),
    [
        ([TimeoutError, {"changed": []}], []),
        ([TimeoutError, TimeoutError], []),
        ([ValueError, {"changed": []}], []),
        ([ValueError, {"changed": ["len"]}], ["`len` was replaced while it ran"]),
        ([ValueError, ValueError], []),
    ],
)
def test_a_canary_that_is_missed_is_asked_again_and_accuses_nobody(answers, signs):
    left = list(answers)

    def ask(request, seconds):
        answer = left.pop(0)
        if isinstance(answer, type):
            raise answer
        return answer

    examiner = Examiner(new_notebook(), {}, None)
    examiner.deadline, examiner.kernel = float("inf"), SimpleNamespace(ask=ask)
    examiner.usual = []
    examiner._canary()
    assert (examiner.found.tampering, left) == (signs, [])


def test_a_kernel_that_goes_while_the_canary_is_asked_costs_nothing():
    def ask(request, seconds):
        raise KernelEnded("the code did not stop when it was interrupted")

    examiner = Examiner(new_notebook(), {}, None)
    examiner.deadline = float("inf")
    examiner.kernel = SimpleNamespace(ask=ask, close=lambda: None)
    assert examiner._canary() is False
    assert (examiner.kernel, examiner.found.tampering) == (None, [])
    assert (examiner.found.status, examiner.found.notes) == ("graded", [])


def test_what_is_replaced_in_every_kernel_is_nobodys_doing():
    examiner, closed = Examiner(new_notebook(), {}, None), []

    def kernel(*changed):
        reply = {"changed": [*changed]}
        return SimpleNamespace(ask=lambda request, s: reply, close=lambda: closed.append(1))

    examiner.deadline, examiner.kernel = (
        float("inf"),
        kernel("len", "course_answers.call", "\x1b[2J"),
    )
    examiner._start = lambda: kernel("course_answers.call")
    examiner._canary()
    assert examiner.found.tampering == ["`len` was replaced while it ran"]
    assert closed == [1]


@pytest.mark.parametrize("names", [None, 3, {"a": 1}, [[], 1, "\x1b[2J", "a" * 100], "len"])
def test_a_forged_reply_to_the_canary_names_nothing(names):
    assert replaced(names) == []


def test_an_error_of_the_system_says_here_what_it_said_there():
    text = "[Errno 2] No such file or directory: 'runs.npy'"
    told = {"type": "FileNotFoundError", "module": "builtins", "bases": [], "text": text}
    told["args"] = Encoder()([2, "No such file or directory"])
    remote = Remote(SimpleNamespace(ask=lambda *asked: {"error": told}), "capstone_table_check")
    with pytest.raises(FileNotFoundError) as caught:
        remote.call({}, (), {})
    assert str(caught.value) == text


def saying(reply):
    """A process that gives one reply to everything."""
    return Remote(SimpleNamespace(ask=lambda *asked: reply), "neuron_check")


@pytest.mark.parametrize(
    ("kind", "module"),
    [("exec", "builtins"), ("object", "builtins"), ("system", "os"), ("Module", "torch.nn")],
)
def test_an_error_is_none_that_its_name_was_looked_up_for(kind, module):
    told = {"type": kind, "module": module, "bases": ["exec", "type", "ValueError"], "text": "no"}
    with pytest.raises(ValueError, match=r"^no$") as caught:
        saying({"error": told}).call({}, (), {})
    assert type(caught.value).__module__ == "__main__"


def test_an_error_of_numpy_keeps_its_name():
    told = {"type": "LinAlgError", "module": "numpy.linalg", "bases": ["ValueError"], "text": "no"}
    with pytest.raises(ValueError, match="no") as caught:
        saying({"error": told}).call({}, (), {})
    assert error_kind(caught.value) == "LinAlgError"


@pytest.mark.parametrize(
    "reply",
    [
        {"value": {"dtype": "os"}},
        {"value": 1, "after": [{"list": []}]},
        {"value": 1, "after": {"list": []}},
        {"error": {"type": "A\0"}},
        {"error": []},
        {},
    ],
    ids=str,
)
def test_a_reply_that_nobody_can_read_ends_the_process_and_nothing_else(reply):
    with pytest.raises(KernelEnded, match=UNREADABLE):
        saying(reply).call({}, ([1],), {})


@pytest.mark.parametrize(
    "described",
    [
        {"value": {"dtype": "os"}},
        {"callable": "f", "signature": [["a", 99, None]]},
        {"callable": "f", "signature": [["not a name", 1, None]]},
        {"callable": "f", "signature": [[]]},
    ],
    ids=str,
)
def test_a_name_whose_description_nobody_can_read_is_none(described):
    with pytest.raises(KernelEnded, match=UNREADABLE):
        stand_in(saying(described), "f")


def test_a_process_can_call_back_what_it_was_given_and_nothing_else():
    said = []

    def ask(request, seconds, call_back):
        for number in (0, -1, 1, True, [], {}, "0"):
            with suppress(Exception):
                said.append(call_back({"call back": number, "args": {"list": []}, "kwargs": []}))
        return {"value": None}

    Remote(SimpleNamespace(ask=ask), "neuron_check").call({}, (lambda: 1,), {})
    assert [each for each in said if "value" in each] == []


@pytest.mark.parametrize("part", [b"[" * 10**6, b'{"a": ' + b"[1]," * 10**6, b"\xff", b"1", b""])
def test_a_part_of_a_message_that_nobody_can_read_is_empty(part):
    assert unpacked(part) == {}


@pytest.mark.parametrize("nested", [b"[],", b"{},", b"[" * 50 + b"]" * 50 + b","])
def test_a_message_of_very_many_parts_is_refused_before_it_is_read(nested):
    begun = time.process_time()
    with pytest.raises(ValueError, match=UNREADABLE):
        read_message(b'{"reply": [' + nested * (50_000_000 // len(nested)) + b"[]]}")
    assert time.process_time() - begun < 1


def test_text_that_is_no_utf8_costs_its_signs_alone():
    assert unpacked(b'{"text": "a\xed\xa0\x80"}')["text"].startswith("a")


def test_forks_report_wherever_a_kernels_own_sockets_have_a_place(tmp_path):
    with tempfile.TemporaryDirectory(dir=tmp_path.parents[-2]) as top:
        longest = 107 - len("/k-1")  # bytes of a socket's path
        folder = Path(top) / ("x" * (longest - len(top) - 1))
        folder.mkdir()
        with closing(socket.socket(socket.AF_UNIX)) as kernels:
            kernels.bind(str(folder / "k-1"))
        Forks(folder, "/room").close()
