"""A kernel without a process: what it shows and replies is said by whoever made it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from types import SimpleNamespace
from typing import Any
from unittest import mock

from grading.autograde.task import Outcome, Task, grade
from grading.sandbox.forks import KernelEnded
from grading.sandbox.kernels import Shown
from grading.sandbox.walls import INSIDE

STOPS = {"late": TimeoutError, "ended": KernelEnded, "bad": ValueError}


class FakeKernel:
    """What the examiner takes for a student's kernel, and for its forks.

    Args:
        replies: gives the reply to a request, and is told how to call back.
        messages: what each cell shows: kinds and contents of messages.
    """

    alive, alone = True, True

    def __init__(
        self,
        replies: Callable[[dict, Callable | None], Any],
        messages: Callable[[], list[tuple[str, Any]]] = list,
    ) -> None:
        self.replies, self.messages = replies, messages
        self.changed: list[str] = []  # what its process says was replaced

    def run(self, code: str, seconds: float, outputs: list | None = None) -> int | None:
        """Show what is shown whatever runs."""
        shown = Shown([] if outputs is None else outputs)
        for kind, content in self.messages():
            try:
                shown.hear(kind, {"header": {"msg_type": kind}, "content": content})
            except Exception:  # the kernel's loop drops such messages, too
                continue
        return 1

    def fork(self, seconds: float) -> FakeKernel:
        """Itself."""
        return self

    def keep(self, cell: str, names: list[str], seconds: float) -> None:
        """Nothing is kept."""

    def close(self) -> None:
        """Nothing is open."""

    def ask(self, request: dict, seconds: float, call_back: Callable | None = None) -> dict:
        """The reply, as JSON would bring it; a name of `STOPS` raises."""
        reply = self.replies(json.loads(json.dumps(request)), call_back)
        if isinstance(reply, str) and reply in STOPS:
            raise STOPS[reply]("the kernel stopped")
        if not isinstance(reply, dict):
            raise ValueError("the learner's process gave no readable reply")
        return json.loads(json.dumps(reply))


@contextmanager
def instead_of_kernels(kernel: FakeKernel) -> Iterator[None]:
    """Have the examiner take this one, and a class be graded in this process."""
    with (
        mock.patch("grading.autograde.examiner.Kernel", return_value=kernel),
        mock.patch("grading.gradebook.class_of_lesson.engine", _here),
    ):
        yield


@contextmanager
def _here(*_: Any) -> Iterator[Callable[[Iterable[Task]], Iterator[Outcome]]]:
    yield partial(map, grade)


def course_answers() -> Any:
    """The module that answers in a student's process."""
    if str(INSIDE) not in sys.path:
        sys.path.append(str(INSIDE))
    import course_answers

    return course_answers


def honest_reply(names: dict[str, Any], request: dict, call_back: Callable | None) -> dict:
    """What a process replies in which these names are."""
    inside = course_answers()

    def judge(question: str) -> str:
        try:
            return json.dumps(call_back(json.loads(question)))
        except Exception:  # as the kernel's own
            return '""'

    if request["do"] in ("fork", "stop", "canary"):
        return {}
    shell = SimpleNamespace(user_ns=names)
    with (
        mock.patch.object(inside, "shell", return_value=shell),
        mock.patch.object(inside, "judge", judge),
    ):
        return json.loads(inside.answer(json.dumps(request)).text)
