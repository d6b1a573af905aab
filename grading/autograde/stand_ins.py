"""Stand-ins: what a test cell holds in place of the learner's functions.

A test cell runs in the judge's process. Calling a stand-in sends plain values to the learner's
process and brings plain values back, the arguments as they are after the call among them, so that
a change in place shows. No object of the learner's, and no code, ever comes here.
"""

from __future__ import annotations

import ast
import inspect
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from traceback import FrameSummary
from typing import Any

import numpy as np

from grading.autograde.clock import OutOfTime, at_most
from grading.autograde.watched import SLACK, Promises
from grading.lesson.cells import HIDDEN, marked, run_statements
from grading.sandbox.forks import UNREADABLE, Fork, KernelEnded
from grading.sandbox.inside.course_values import ERRORS, Decoder, Encoder, TooMuch, put_back
from grading.sandbox.kernels import Kept
from utils.checking import clock
from utils.checking import recognise as mistakes
from utils.checking.messages import CheckFailed

CALL = 30.0  # seconds that one call may take
MARKS = ("visitor", "probe")  # the second is the first one's name in earlier kits
# What a process may say of itself, however much it sends
MOST_NAME = 100  # characters
MOST_TEXT = 1_000
MOST_PRINTED = 20_000
MOST_ROWS = 100  # of a signature, of an error's bases


class _Shown:
    """A default value, as the learner's signature shows it."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


class Remote:
    """A learner's process, as the stand-ins of one test cell know it.

    Args:
        kernel: the process, as it was when the test cell's turn came.
        cell: the id of the exercise's cell, whose names are looked up as they were after it.
        seconds: how long one call may take.
        deadline: when the last call may begin, by `time.monotonic`.
    """

    def __init__(
        self, kernel: Fork | Kept, cell: str, seconds: float = CALL, deadline: float = math.inf
    ) -> None:
        self.kernel, self.cell, self.seconds, self.deadline = kernel, cell, seconds, deadline
        self.helpers: dict[str, Any] = {}
        self.ended = ""  # why no further call can be answered
        self.late = False  # whether a call ran out of time
        self.quiet = False  # whether what the learner's code prints is dropped
        self.calls = 0
        self.waiting = False  # while a function of ours runs for the learner's process
        self.until = math.inf  # when the call that runs must have ended, by `time.monotonic`
        self.promises = Promises()
        self.rewrote = False  # whether the last call changed what an earlier one gave back

    def ask(self, call_back: Callable[[dict], dict] | None = None, **request: Any) -> dict:
        """Ask the learner's process; once it is gone, every further question fails, too.

        Raises:
            KernelEnded: it is gone, or its replies are no replies.
            TimeoutError: the code did not end in time.
        """
        if time.monotonic() > self.deadline:
            self.ended = "the notebook took too long"
        if self.ended:
            raise _without_frames(KernelEnded(self.ended))
        if self.waiting:  # the learner's process waits for our answer, and hears nothing else
            raise _without_frames(RuntimeError("the learner's process is in the middle of a call"))
        self.calls += 1
        self.until = time.monotonic() + self.seconds
        self.promises.within(2 * self.seconds + SLACK)
        try:
            reply = self.kernel.ask(request, self.seconds, call_back)
        except TimeoutError:
            self.late = True
            text = f"it ran for more than {self.seconds:g} s"
            raise _without_frames(TimeoutError(text)) from None
        except (KernelEnded, ValueError) as error:
            self.ended = str(error)
            raise _without_frames(KernelEnded(self.ended)) from None
        if "failed" in reply:
            raise _error(reply["failed"])
        return reply

    @contextmanager
    def given_helpers(self, helpers: dict[str, Any]) -> Iterator[None]:
        """Let the learner's code find these functions under their names meanwhile."""
        before, self.helpers = self.helpers, {**self.helpers, **helpers}
        try:
            yield
        finally:
            self.helpers = before

    def call(self, target: dict, args: tuple, kwargs: dict[str, Any]) -> Any:
        """Call what `target` names; its result. The arguments become what they are afterwards.

        Raises:
            Exception: what the learner's code raised, as far as it can be told.
        """
        encode = Encoder()
        try:
            data = [encode(list(args)), encode(kwargs), encode(self.helpers)]
        except TooMuch as error:
            raise ValueError(f"the test's own arguments cannot be sent: {error}") from None
        failures: list[CheckFailed] = []
        self.rewrote = False
        reply = self.ask(
            partial(self._answer, encode.functions, failures),
            do="call",
            target=target,
            args=data[0],
            kwargs=data[1],
            helpers=data[2],
        )
        if isinstance(printed := reply.get("printed"), str) and printed and not self.quiet:
            print(printed[:MOST_PRINTED], end="")
        if "error" in reply:
            raise failures[0] if failures else _error(reply["error"])
        # A function that comes back among the arguments is the one that went there
        decode = Decoder(lambda number, name: encode.functions[number])
        with self.reading():
            result = Decoder()(reply["value"])
            if "after" in reply:
                rows, named = (decode(part) for part in reply["after"])
                _restore(list(args), rows)
                _restore(list(kwargs.values()), list(named.values()))
        self.rewrote = reply.get("rewrote") is True
        return result

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read what a reply says; one that nobody can read is this process's last.

        Raises:
            KernelEnded: whatever went wrong: no honest process sends it.
        """
        try:
            with at_most(self.seconds):
                yield
        except (Exception, OutOfTime):
            self.ended = UNREADABLE
            raise _without_frames(KernelEnded(UNREADABLE)) from None

    def _answer(
        self, functions: list[Callable], failures: list[CheckFailed], question: dict
    ) -> dict:
        """Call a test's own function that went over as an argument; what goes back.

        Args:
            functions: those that went over, by number.
            failures: takes a check of the test's own that failed: it goes on to the test.
            question: which one, with which arguments.
        """
        decode, encode = Decoder(), Encoder()
        function = dict(enumerate(functions))[question["call back"]]
        self.waiting = True
        try:
            with at_most(self.until - time.monotonic()):
                result = function(*decode(question["args"]), **decode(question["kwargs"]))
                return {"value": encode(result)}
        except CheckFailed as failure:
            failures.append(failure)
            return {"error": ["RuntimeError", "a check failed"]}
        except OutOfTime:  # so is the call
            return {"error": ["TimeoutError", "the call ran out of time"]}
        except Exception as error:
            return {"error": [type(error).__name__, str(error)[:500]]}
        finally:
            self.waiting = False


def _restore(before: list, after: list) -> None:
    for one, other in zip(before, after, strict=False):
        if callable(one) or isinstance(one, str | int | float | bool | None):
            continue
        put_back(one, other)


def _error(told: Any) -> BaseException:
    """An exception like the one that the learner's code raised."""
    try:
        with at_most(CALL):
            return _alike(told)
    except (Exception, OutOfTime):
        return _without_frames(KernelEnded(UNREADABLE))


def _alike(told: dict) -> BaseException:
    name, text = str(told.get("type"))[:MOST_NAME], str(told.get("text"))[:MOST_TEXT]
    module = str(told.get("module"))[:MOST_NAME]
    known = ERRORS.get(name) if module == "builtins" else None
    if not (known and issubclass(known, Exception | SystemExit)):
        bases = told["bases"][:MOST_ROWS] if isinstance(told.get("bases"), list) else []
        bases = [ERRORS.get(str(base)) for base in bases]
        base = next((b for b in bases if b and issubclass(b, Exception)), RuntimeError)
        if (module, name) not in _of_libraries():  # a class of the learner's own, or a claim
            module = "__main__"
        known = type(name, (base,), {"__str__": lambda self: text, "__module__": module})
    try:
        error = known.__new__(known)
    except TypeError:  # ExceptionGroup wants more
        error = RuntimeError()
    error.args = (text,)
    whole = known.__module__ == "builtins" and not issubclass(known, OSError)  # it says more
    if told.get("args") is not None and whole:
        with suppress(ValueError):
            error.args = tuple(Decoder()(told["args"]))
    line = str(told.get("line") or "")[:500]
    error.learner_frames = [FrameSummary("<ipython>", 1, "answer", line=line)] if line else []
    return error


def _of_libraries() -> set[tuple[str, str]]:
    """Module and name of every exception of NumPy's and PyTorch's."""
    found, kinds = set(), [Exception]
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        if kind.__module__.split(".")[0] in ("numpy", "torch"):
            found.add((kind.__module__, kind.__name__))
    return found


def _without_frames(error: BaseException) -> BaseException:
    """The error, whose message will not quote a line of the judge's."""
    error.learner_frames = []
    return error


class StandIn:
    """A function of the learner's, in the judge's process."""

    def __init__(self, remote: Remote, name: str, described: dict) -> None:
        self._remote, self._name = remote, name
        self.__name__ = str(described.get("callable", name))[:MOST_NAME]
        rows = described.get("signature")
        if isinstance(rows, list):
            self.__signature__ = _signature(rows[:MOST_ROWS])

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the learner's function; see `Remote.call`."""
        return self._remote.call(self._target, args, kwargs)

    @property
    def rewrote(self) -> bool:
        """Whether the last call changed what an earlier one had returned; see `utils.checks`."""
        return self._remote.rewrote

    @property
    def _target(self) -> dict:
        return {"name": self._name, "cell": self._remote.cell}

    def given_helpers(self, helpers: dict[str, Any]) -> Any:
        """See `utils.checks.given`."""
        return self._remote.given_helpers(helpers)

    def recognised_elsewhere(self, exercise: str) -> str | None:
        """See `utils.checking.recognise.recognise`."""
        reply = self._remote.ask(do="recognise", exercise=exercise, target=self._target)
        name = reply.get("mistake")
        return name if isinstance(name, str) else None


def _signature(rows: list) -> inspect.Signature:
    parameters = [
        inspect.Parameter(
            str(name)[:MOST_NAME],
            inspect._ParameterKind(kind),
            default=inspect.Parameter.empty if shown is None else _Shown(str(shown)[:MOST_NAME]),
        )
        for name, kind, shown in rows
    ]
    return inspect.Signature(parameters, __validate_parameters__=False)


def stand_in(remote: Remote, name: str) -> Any:
    """A stand-in for a name of the learner's, or its plain value when it cannot be called.

    Raises:
        KeyError: the learner's process has no such name.
        KernelEnded: its value takes too long to read.
    """
    described = remote.ask(do="describe", target={"name": name, "cell": remote.cell})
    if described.get("missing"):
        raise KeyError(name)
    with remote.reading():
        if "value" in described:
            return Decoder()(described["value"])
        return StandIn(remote, name, described)


class SentVisitor(StandIn):
    """A test cell's own function that runs in the learner's process; see `utils.checks.visitor`."""

    def __init__(self, remote: Remote, name: str, here: Callable) -> None:
        super().__init__(remote, name, {"callable": name})
        self.__signature__ = inspect.signature(here)
        # What `utils.checking.recognise.exercise_of` looks at, to tell whose visitor it is
        self.__globals__, self.__code__ = here.__globals__, here.__code__

    @property
    def _target(self) -> dict:
        return {"name": self._name, "visitor": self._remote.cell}


def split_visitors(source: str) -> tuple[ast.Module, str, list[str]]:
    """A test cell without its visitors, the source of these, and their names.

    A visitor is a function or class at the cell's top level that is decorated with `visitor`.
    What it needs are the cell's imports, which go with it. In the cell, a function's place is
    taken by a call of `__visitor__`, with the function itself, which is never called here.
    """
    tree, sent, names = ast.parse(source), [], []
    for index, node in enumerate(tree.body):
        if isinstance(node, ast.Import | ast.ImportFrom):
            sent.append(node)
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and _marked(node):
            node.decorator_list = [d for d in node.decorator_list if not _is_mark(d)]
            sent.append(node)
            names.append(node.name)
            if isinstance(node, ast.ClassDef):
                tree.body[index] = ast.Pass()
            else:
                here = ast.FunctionDef(**{**node.__dict__, "decorator_list": []})
                here.decorator_list = [ast.Name("__visitor__", ast.Load())]
                tree.body[index] = here
    text = "\n".join(ast.unparse(node) for node in sent) if names else ""
    return ast.fix_missing_locations(tree), text, names


def _is_mark(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Name) and decorator.id in MARKS


def _marked(node: ast.FunctionDef | ast.ClassDef) -> bool:
    return any(map(_is_mark, node.decorator_list))


class TestCell:
    """A test cell against stand-ins, in two parts: what learners can read, then the hidden rest.

    Args:
        source: the cell's text.
        remote: the learner's process.
        names: the names that are the learner's.
    """

    def __init__(self, source: str, remote: Remote, names: list[str]) -> None:
        self.remote, self.names, self.sent = remote, names, ""
        tree, self.visitors, _ = split_visitors(source)
        self.read = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        self.shown, self.rest = [], tree.body
        self.shown_visitors = ""
        lines = list(marked(source, HIDDEN))
        first = next((k for k, (_, place) in enumerate(lines, 1) if place == "begin"), 0)
        if first:
            self.shown = [node for node in tree.body if node.end_lineno < first]
            self.rest = tree.body[len(self.shown) :]
            with suppress(SyntaxError):
                self.shown_visitors = split_visitors(
                    "\n".join(line for line, _ in lines[: first - 1])
                )[1]
        self.scope: dict[str, Any] = {"__name__": "__main__"}
        self.checked: Any = None  # see `utils.checking.recognise.resume`

    def begin(self) -> None:
        """Run what stands above the hidden tests; of a cell without any, nothing yet.

        Raises:
            Exception: what the cell raised: CheckFailed, NotImplementedError, KernelEnded, ...
        """
        for name in self.names:
            if name not in self.read:
                continue
            try:
                self.scope[name] = stand_in(self.remote, name)
            except KeyError:
                continue  # the cell will say that it is not defined
        self.scope["__visitor__"] = lambda here: SentVisitor(self.remote, here.__name__, here)
        self._send(self.shown_visitors)
        mistakes.forget()
        self._run(self.shown)
        self.checked = mistakes.last_checked()

    def go_on_in(self, kernel: Fork | Kept) -> None:
        """Ask this process from now on; the one that was asked before may have ended."""
        if self.remote.kernel is not kernel:
            self.remote.kernel, self.remote.ended, self.sent = kernel, "", ""

    def finish(self) -> Any:
        """Run the rest; the value of the last expression.

        Raises:
            Exception: as `begin`.
        """
        self._send(self.visitors)
        mistakes.resume(self.checked)
        return self._run(self.rest)

    def _send(self, visitors: str) -> None:
        """Define visitors in the learner's process, unless they are there."""
        if visitors and visitors != self.sent:
            self.remote.ask(do="visitors", cell=self.remote.cell, source=visitors, names=self.names)
            self.sent = visitors

    def _run(self, nodes: list[ast.stmt]) -> Any:
        with np.errstate(), clock.off():  # each call has the time that the grader gives it
            return run_statements(nodes, self.scope, "<test>")


def examine_cell(source: str, remote: Remote, names: list[str]) -> Any:
    """Run a whole test cell against stand-ins for `names`; the value of its last expression.

    Raises:
        Exception: what the cell raised: CheckFailed, NotImplementedError, KernelEnded, ...
    """
    test = TestCell(source, remote, names)
    test.begin()
    return test.finish()
