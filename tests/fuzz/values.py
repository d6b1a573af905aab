"""What crosses from a student's process: messages, values, replies to a test's questions."""

from __future__ import annotations

import json
import random
import socket
import warnings
from functools import cache
from typing import Any

from hypothesis import strategies as st
from nbformat import NotebookNode
from nbformat.v4 import new_notebook, writes_json

from grading.autograde.examiner import Examiner, Times
from grading.autograde.scores import score_of
from grading.bank.in_process import exercise_cells, names_after, setting, test_cells
from grading.handed_in.harmless import tell_outputs
from grading.lesson.to_grade import Lesson, lesson_to_grade
from grading.sandbox.forks import LENGTH, Fork, KernelEnded, read_message
from grading.sandbox.inside.course_values import Decoder
from tests.fuzz.any_value import JSON, REPLY, VALUE, bytes_of, changed
from tests.fuzz.fake_kernel import FakeKernel, honest_reply, instead_of_kernels
from tests.fuzz.tally import Undeserved

NOTHING = {"args": {"list": []}, "kwargs": {"dict": []}}
STEPS = st.lists(st.tuples(st.integers(0, 10_000), JSON | VALUE), min_size=1, max_size=3)
DRAWN = st.lists(REPLY, min_size=1, max_size=6)
WHICH = st.tuples(st.integers(0, 10_000), st.integers(0, 10_000))
STRATEGY = st.one_of(
    st.tuples(st.just("value"), VALUE),
    st.tuples(st.just("bytes"), VALUE, st.integers(0, 10**6)),
    st.tuples(st.just("line"), st.lists(REPLY, max_size=3), st.integers(0, 10**6)),
    st.tuples(st.just("drawn replies"), WHICH, DRAWN),
    st.tuples(st.just("changed replies"), WHICH, STEPS, st.integers(0, 6)),
    st.tuples(st.just("changed replies of a blank answer"), WHICH, STEPS, st.integers(0, 6)),
    st.tuples(st.just("call-backs"), WHICH, st.lists(JSON, min_size=1, max_size=4)),
)


@cache
def lesson_named(name: str) -> Lesson:
    """A lesson, as workers need it."""
    return lesson_to_grade(name)


@cache
def exercises() -> list[tuple[str, str]]:
    """Lessons and exercises whose answers are asked."""
    from grading import lessons

    known = [name for name in lessons() if name[:2] in ("01", "02", "03", "04", "05", "06", "07")]
    return [(name, each) for name in known for each in exercise_cells(name)]


@cache
def names(lesson: str, exercise: str, blank: bool) -> dict[str, Any]:
    """What the solution's cell defines, or the released one."""
    source = lesson_named(lesson).masters[exercise].source if blank else ""
    source = source or exercise_cells(lesson)[exercise].source
    return names_after(f"{setting(lesson, exercise)}\n\n\n{source}")


def examined(lesson: str, exercise: str, kernel: FakeKernel) -> tuple[float, NotebookNode]:
    """The points of an exercise's tests against a kernel, and the notebook."""
    masters = lesson_named(lesson).masters
    cells = []
    for name in [exercise, *test_cells(lesson, exercise)]:
        master = masters[name]
        meta = {"grade_id": name, "grade": master.points is not None, "locked": master.locked,
                "solution": master.solution, "task": False, "schema_version": 3}  # fmt: skip
        if master.points is not None:
            meta["points"] = master.points
        cells.append(
            NotebookNode(id=name, cell_type="code", source=master.source, outputs=[],
                         execution_count=None, metadata=NotebookNode(nbgrader=NotebookNode(meta)))
        )  # fmt: skip
    nb = new_notebook(cells=cells)
    with instead_of_kernels(kernel), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        Examiner(nb, lesson_named(lesson).asked, None, times=Times()).examine()
    writes_json(tell_outputs(nb)).encode()
    scores = [score_of(cell).score for cell in nb.cells if "points" in cell.metadata.nbgrader]
    return sum(filter(None, scores)), nb


class Values:
    """The door of replies."""

    strategy = STRATEGY

    def __init__(self) -> None:
        for lesson, exercise in exercises():  # what the first input would pay for all others
            for blank in (True, False):
                names(lesson, exercise, blank)

    def attempt(self, drawn: Any) -> str:
        """Try one, by its kind."""
        kind, *rest = drawn
        done = {
            "value": self._value,
            "bytes": self._bytes,
            "line": self._line,
            "drawn replies": self._drawn,
            "changed replies": self._changed,
            "changed replies of a blank answer": self._blank,
            "call-backs": self._call_backs,
        }[kind](*rest)
        return f"{kind}{', ' if done else ''}{done or ''}"

    def _value(self, value: Any) -> str:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                repr(Decoder()(json.loads(json.dumps(value))))
            except ValueError:
                return "refused"
        return "read"

    def _bytes(self, value: Any, number: int) -> str:
        try:
            return self._value(read_message(bytes_of(value, random.Random(number))))
        except ValueError:
            return "no message"

    def _line(self, messages: list, number: int) -> str:
        rng, data = random.Random(number), b""
        for each in messages:
            text = bytes_of({"reply": each} if rng.random() < 0.5 else each, rng)
            size = len(text) if rng.random() < 0.8 else rng.choice([0, 1, 2**40, 2**64 - 1])
            data += LENGTH.pack(size) + text
        ours, theirs = socket.socketpair()
        with ours, theirs:
            theirs.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
            theirs.settimeout(1)
            try:
                theirs.sendall(data)
            except TimeoutError:
                return "too long to send"
            theirs.shutdown(socket.SHUT_WR)
            fork = Fork(lambda *args: {}, ours, 1, _Siblings())
            try:
                fork.ask({"do": "describe"}, 0.2, lambda question: {"value": None})
            except (KernelEnded, TimeoutError, ValueError):
                return "ended"
        return "read"

    def _exercise(self, which: tuple[int, int]) -> tuple[str, str]:
        return exercises()[which[0] % len(exercises())]

    def _drawn(self, which: tuple[int, int], drawn: list) -> str:
        lesson, exercise = self._exercise(which)
        solved, count, equal = names(lesson, exercise, False), [0], [0]

        def replies(request: dict, call_back: Any) -> Any:
            count[0] += 1
            reply = drawn[count[0] % len(drawn)]
            honest = honest_reply(dict(solved), request, call_back)
            if request["do"] != "call":
                return honest if which[1] % 2 or request["do"] != "describe" else reply
            if isinstance(reply, dict) and "value" in reply and which[1] % 3:
                reply = {**honest, "value": reply["value"]}
            equal[0] += _alike(reply, honest)
            return reply

        earned, _ = examined(lesson, exercise, FakeKernel(replies))
        if earned and not equal[0]:
            raise Undeserved(f"{earned:g} points of {lesson}, {exercise}")
        return "equal by chance" if earned else ""

    def _changed(self, which: tuple[int, int], steps: list, turn: int) -> str:
        lesson, exercise = self._exercise(which)
        masters = lesson_named(lesson).masters
        most = sum(masters[name].points for name in test_cells(lesson, exercise))
        earned, _ = self._with_steps(lesson, exercise, steps, turn, False)
        return "all points" if earned >= most else "some lost"

    def _blank(self, which: tuple[int, int], steps: list, turn: int) -> str:
        lesson, exercise = self._exercise(which)
        earned, calls = self._with_steps(lesson, exercise, steps, turn, True)
        if earned and not calls:
            raise Undeserved(f"{earned:g} points of {lesson}, {exercise}")
        return "equal by chance" if earned else ""

    def _with_steps(
        self, lesson: str, exercise: str, steps: list, turn: int, blank: bool
    ) -> tuple[float, int]:
        """Points, and how many replies of the changed ones had the solution's value."""
        mine, solved = names(lesson, exercise, blank), names(lesson, exercise, False)
        count, equal = [0], [0]

        def replies(request: dict, call_back: Any) -> Any:
            reply = honest_reply(dict(mine), request, call_back)
            count[0] += 1
            if count[0] % 7 == turn or (request["do"] == "call" and turn == 0):
                reply = changed(reply, steps)
            if blank and request["do"] == "call":
                equal[0] += _alike(reply, honest_reply(dict(solved), request, call_back))
            return reply

        return examined(lesson, exercise, FakeKernel(replies))[0], equal[0]

    def _call_backs(self, which: tuple[int, int], questions: list) -> str:
        lesson, exercise = self._exercise(which)
        solved = names(lesson, exercise, False)

        def replies(request: dict, call_back: Any) -> Any:
            if request["do"] != "call":
                return honest_reply(dict(solved), request, call_back)
            for each in questions:
                try:
                    call_back(each if isinstance(each, dict) else {**NOTHING, "call back": each})
                except Exception:  # as the line's own
                    continue
            return {"error": {"type": "ValueError", "text": "x"}}

        earned, _ = examined(lesson, exercise, FakeKernel(replies))
        if earned:
            raise Undeserved(f"{earned:g} points of {lesson}, {exercise}")
        return ""


class _Siblings:
    asked = None


def _alike(reply: Any, honest: dict) -> bool:
    """Whether a reply says, by chance, what a right answer's would: the value, or an error."""
    if not isinstance(reply, dict):
        return False
    if "error" in reply and "error" in honest:
        return True
    return "value" in reply and _same(reply["value"], honest.get("value"))


def _same(one: Any, other: Any) -> bool:
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
