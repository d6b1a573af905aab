"""Grade one notebook: run the student's cells behind walls, judge from outside.

The cells that students write run in their kernel, in order. The test cells do not: they run here,
against stand-ins for the names that the exercises define, which ask a fork of the kernel that was
made when the cell's turn came. So each test sees the notebook as it stood, whatever runs later.
What students can read of the tests runs first, in all cells, and the hidden parts last; from then
on nothing that their code writes is shown, so that what a hidden test asked stays unknown.
"""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable, Iterator
from contextlib import closing, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from grading.autograde.stand_ins import Remote, TestCell
from grading.autograde.tampering import signs
from grading.autograde.watched import RUN, SLACK, TEST, Place, Promises
from grading.lesson.cells import BLANK, HIDDEN, above, has_region, kind_of
from grading.lesson.declared import ON_ITS_WORD
from grading.sandbox.forks import CAN_FORK, Fork, KernelEnded
from grading.sandbox.kernels import Kept, Kernel
from grading.sandbox.warm import START, WarmParent
from utils.checking import messages
from utils.checking.causes import is_blank
from utils.checking.messages import CheckFailed

ENDED = "GradingEnded"
TIMED_OUT = "CellTimeoutError"
MOST_SAID = 200_000  # characters that a test cell may print
MOST_SHOWN = 50_000_000  # bytes that all cells together may show
MOST_LATE = 3  # cells that may run out of time before the rest is not run
AGAIN = 2.0  # seconds for a cell that ran out of time before, in a new kernel
CANARY = (20.0, 20.0)  # seconds for each try to learn what was replaced
MOST_REPLACED = 20  # things that one process says were
A_NAME = re.compile(r"[\w.' ]{1,60}", re.ASCII)
# What is said below a cell that reads what the walls cover (`grading.sandbox.unlabelled`)
COVERED, COVERED_SAID = (
    "test_labels",
    "[while this is graded, each label of the test images is 0]\n",
)
MOST_KERNELS = 6  # kernels for one notebook: each crash in a test needs a new one


@dataclass(frozen=True)
class Times:
    """How long things may take, in seconds.

    Attributes:
        cell: one cell of the student's.
        call: one call of a student's function by a test.
        whole: the notebook; what has not run by then fails.
    """

    cell: float = 60.0
    call: float = 20.0
    whole: float = 600.0


@dataclass
class Examined:
    """What came of one notebook.

    Attributes:
        status: "graded", or "partial" where the kernel ended or time ran out.
        notes: what the instructor should read of it.
        tampering: signs that it tries to change its own grading.
        slowest: id and seconds of the slowest cell.
        seconds: all of it.
        calls: how often a test asked the student's process something.
    """

    status: str = "graded"
    notes: list[str] = field(default_factory=list)
    tampering: list[str] = field(default_factory=list)
    slowest: tuple[str, float] = ("", 0.0)
    seconds: float = 0.0
    calls: int = 0


class Examiner:
    """Grades one notebook, in place.

    Args:
        nb: every cell of the lesson in its place, tests with their hidden parts
            (`grading.handed_in.repair`).
        asked: the names that the lesson's exercises define, by the exercise's name.
        warm: the warm parent of the sandbox; None runs unsandboxed.
        files: what lies beside the notebook.
        needed: whether a cell of the student's notebook has to run.
        times: how long things may take.
        folder: where an unsandboxed kernel runs.
    """

    def __init__(
        self,
        nb: NotebookNode,
        asked: dict[str, list[str]],
        warm: WarmParent | None,
        *,
        files: dict[str, bytes] | None = None,
        needed: list[bool] | None = None,
        times: Times | None = None,
        folder: Path | None = None,
    ) -> None:
        self.nb, self.asked, self.warm, self.files = nb, asked, warm, files
        self.needed = needed or [True] * len(nb.cells)
        self.times, self.folder = times or Times(), folder
        self.found = Examined()
        self.kernel: Kernel | None = None
        self.kernels = 0
        self.forks: dict[int, Fork | Kept] = {}  # by the index of the test cell that they are for
        self.newest: Fork | Kept | None = None  # as long as no cell has run since
        self.stop = len(nb.cells)  # index of the first cell that did not run to its end
        self.late: set[int] = set()  # those that ran out of time
        self.judged: set[int] = set()  # test cells that ask nothing more
        self.count = 0
        self.usual: list[str] | None = None  # what is replaced in every kernel
        self.left_out: dict[Place, str] = {}  # cells that are not tried, and why
        self.promises = Promises()
        self.shown = 0  # bytes of all outputs so far

    def give_up(self, why: str) -> Examined:
        """Try nothing; say why."""
        self._end(0, why, f"nothing of it was tried any more: {why}")
        for cell in self.nb.cells:
            if kind_of(cell) == "test":
                cell.outputs, cell.execution_count = [_ended(False)], None
        return self.found

    def examine(self) -> Examined:
        """Run and judge everything; the notebook holds the outputs afterwards."""
        start = time.monotonic()
        self.deadline = start + self.times.whole
        tests = [k for k, c in enumerate(self.nb.cells) if kind_of(c) == "test"]
        written = [c for c in self.nb.cells if c.cell_type == "code" and kind_of(c) != "test"]
        # What is replaced below the last test is replaced in none of the forks that tests ask
        self.last = max(tests, default=-1) if CAN_FORK else len(self.nb.cells)
        late = {str(c.get("id")) for c in self.nb.cells[self.last + 1 :]}
        found = signs([c for c in written if not _locked(c)])
        self.found.tampering = [str(s) for s in found if not (s.replaces and s.cell in late)]
        try:
            self._run_cells()
            if self.last == len(self.nb.cells) and self.kernel:
                self._canary()
            hidden = [k for k in tests if has_region(self.nb.cells[k], HIDDEN)]
            for turn in [self._begin(k) for k in tests if k not in hidden]:
                self._finish(turn)
            for turn in [self._begin(k) for k in hidden]:
                self._finish(turn, hidden=True)
            self._say_whose_word(hidden)
        finally:
            if self.kernel:
                self.kernel.close()
        self.found.seconds = time.monotonic() - start
        return self.found

    def _left(self, most: float) -> float:
        return max(0.5, min(most, self.deadline - time.monotonic()))

    def _start(self) -> Kernel:
        self.promises.within(2 * START)
        return Kernel(self.warm, self.files, self.folder)

    def _names_until(self, index: int) -> list[str]:
        """The names that the exercises above a cell define."""
        names: list[str] = []
        for cell in self.nb.cells[:index]:
            if kind_of(cell) == "exercise":
                names += self.asked.get(cell.metadata.nbgrader["grade_id"], [])
        return list(dict.fromkeys(names))

    def _steps(self, until: int) -> Iterator[tuple[int, NotebookNode]]:
        for index, cell in enumerate(self.nb.cells[:until]):
            if cell.cell_type == "code":
                yield index, cell

    def _fork(self, index: int) -> None:
        """Hold on to the kernel as it is at a test's place.

        Test cells with nothing between them share a fork, as in Jupyter they share the kernel.
        """
        seconds = self._left(self.times.cell)  # the cell above may have left memory nearly full
        self.promises.within(2 * seconds + SLACK)
        if self.newest is None:
            self.newest = self.kernel.fork(seconds)
        if not self.newest.alone:
            self.kernel.keep(self.nb.cells[index].id, self._names_until(index), seconds)
        self.forks[index] = self.newest

    def _run(self, source: str, seconds: float, outputs: list | None = None) -> int | None:
        """Run code in the student's kernel; see `Kernel.run`."""
        self.newest, seconds = None, self._left(seconds)
        self.promises.within(seconds + SLACK)
        return self.kernel.run(source, seconds, outputs)

    def _run_cells(self) -> None:
        self.kernel, self.kernels = self._start(), 1
        for index, cell in self._steps(len(self.nb.cells)):
            source = _run_there(cell) if self.needed[index] else ""
            if not source and kind_of(cell) != "test":
                continue
            begun = time.monotonic()
            self.promises.at(RUN, index)
            try:
                if why := self.left_out.get((RUN, index)):
                    raise KernelEnded(why)
                if begun > self.deadline:
                    raise KernelEnded(f"the notebook ran for more than {self.times.whole:g} s")
                if kind_of(cell) == "test":
                    self._fork(index)
                if index == self.last and not self._canary():
                    return  # what is left below is looked at by no test
                if source:
                    cell.execution_count = self._run(source, self.times.cell, cell.outputs)
                    if self.warm is not None and COVERED in source:
                        cell.outputs.append(_printed(COVERED_SAID))
                    self._bound_outputs(cell)
            except TimeoutError:
                self.late.add(index)
                cell.outputs.append(_late(self.times.cell))
                self._note(f"cell {_name(cell)} ran for more than {self.times.cell:g} s")
                if len(self.late) >= MOST_LATE:
                    self._end(index, "too many cells ran out of time")
                    return
            except KernelEnded as error:
                self._end(index, str(error))
                return
            finally:
                seconds = time.monotonic() - begun
                if seconds > self.found.slowest[1]:
                    self.found.slowest = (_name(cell), round(seconds, 3))

    def _note(self, text: str) -> None:
        self.found.status = "partial"
        self.found.notes.append(text)

    def _bound_outputs(self, cell: NotebookNode) -> None:
        """Drop what a cell shows, where all cells together show too much."""
        self.shown += len(str(cell.outputs))
        if self.shown > MOST_SHOWN:
            text = f"[not kept: a notebook may show {MOST_SHOWN / 1e6:g} MB]\n"
            cell.outputs = [NotebookNode(output_type="stream", name="stderr", text=text)]

    def _end(self, index: int, why: str, note: str = "") -> None:
        """Note that no cell from `index` on has run to its end."""
        self.stop = index
        name = _name(self.nb.cells[index])
        self._note(note or f"{why} in cell {name}; what ran above it counts")
        for place, cell in self._steps(len(self.nb.cells)):
            if place >= index and kind_of(cell) != "test":
                cell.outputs.append(_ended(place == index))
        self._drop()

    def _drop(self) -> None:
        if self.kernel:
            with suppress(Exception):
                self.kernel.close()
        self.kernel = self.newest = None
        self.forks.clear()

    def _at(self, index: int) -> Fork | Kept | None:
        """The kernel as it was at a test's place; None when there have been too many kernels."""
        fork = self.forks.get(index)
        if fork is None or not fork.alive:
            self._drop()
            self._again()
        return self.forks.get(index)

    def _again(self) -> None:
        """Start a kernel in which the cells that ran run again, unless there have been too many."""
        if self.kernels >= MOST_KERNELS or time.monotonic() > self.deadline:
            return
        self.kernel, self.kernels = self._start(), self.kernels + 1
        try:
            for index, cell in self._steps(self.stop):
                seconds = min(AGAIN, self.times.cell) if index in self.late else self.times.cell
                with suppress(TimeoutError):
                    if kind_of(cell) == "test" and index not in self.judged:
                        self._fork(index)
                    if self.needed[index] and (source := _run_there(cell)):
                        self._run(source, seconds)
        except KernelEnded:
            self._drop()

    def _canary(self) -> bool:
        """Note what was replaced by now; whether the kernel is still there.

        A reply that is missed, slow or unread says nothing of anybody's work, and costs nothing:
        a kernel that went while it was asked is made again for the tests.
        """
        for seconds in CANARY:
            self.promises.within(seconds + SLACK)
            try:
                self._note_replaced(replaced(self._ask_canary(self.kernel, seconds)))
                return True
            except (TimeoutError, ValueError):
                continue
            except KernelEnded:
                self._drop()
                return False
        return True

    def _note_replaced(self, names: list[str]) -> None:
        """Note that these were replaced, but for what is in every kernel."""
        if names and self.usual is None:
            self.usual = self._usual()
        for what in [name for name in names if name not in self.usual]:
            sign = f"`{what}` was replaced while it ran"
            if sign not in self.found.tampering:
                self.found.tampering.append(sign)

    def _ask_canary(self, kernel: Kernel, seconds: float) -> Any:
        return kernel.ask({"do": "canary"}, self._left(seconds)).get("changed")

    def _usual(self) -> list[str]:
        """What a kernel without any of this student's code says is replaced: that is our doing."""
        try:
            with closing(self._start()) as kernel:
                return replaced(self._ask_canary(kernel, CANARY[1]))
        except (TimeoutError, KernelEnded, ValueError):
            return []

    def _begin(self, index: int) -> Turn | None:
        """Run what students can read of a test cell here; None when that decided it."""
        cell = self.nb.cells[index]
        cell.outputs, cell.execution_count = [], None
        self.promises.at(TEST, index)
        if why := self.left_out.get((TEST, index)):
            said = f"{why} with what this notebook gave it"
            self._note(f"the tests of {_name(cell)} were ended: {said}")
            cell.outputs.append(_over(f"{said}."))
            return None
        fork = None if index > self.stop else self._at(index)
        if fork is None:
            cell.outputs.append(_ended(False))
            return None
        self.count += 1
        cell.execution_count = self.count
        remote = Remote(fork, cell.id, self._left(self.times.call), self.deadline)
        remote.promises = self.promises
        turn = Turn(index, cell, remote, TestCell(cell.source, remote, self._names_until(index)))
        if self._step(turn, turn.test.begin):
            return turn
        self._let_go(index)
        return None

    def _say_whose_word(self, hidden: list[int]) -> None:
        """Note which points nobody but the student's process knows of; that accuses nobody."""
        cells = [self.nb.cells[k] for k in hidden if _name(self.nb.cells[k]) in ON_ITS_WORD]
        held = [cell for cell in cells if not any(o.output_type == "error" for o in cell.outputs)]
        if held:
            most = sum(cell.metadata.nbgrader.points for cell in held)
            names = ", ".join(map(_name, held))
            self.found.notes.append(
                f"up to {most:g} points rest on its own process's word: {names}"
            )

    def _let_go(self, index: int) -> None:
        """A test cell asks nothing more."""
        self.judged.add(index)
        fork = self.forks.pop(index, None)
        if fork is not None and fork not in self.forks.values():
            fork.close()

    def _finish(self, turn: Turn | None, hidden: bool = False) -> None:
        """Run the rest of a test cell, and show what it gave."""
        if turn is None:
            return
        self.promises.at(TEST, turn.index)
        fork = self._at(turn.index)
        if fork is None:
            turn.cell.outputs.append(_ended(False))
            return
        turn.test.go_on_in(fork)
        turn.remote.quiet, turn.remote.seconds = hidden, self._left(self.times.call)
        if self._step(turn, turn.test.finish, hidden) and turn.result is not None:
            turn.cell.outputs.append(
                NotebookNode(
                    output_type="execute_result",
                    execution_count=turn.cell.execution_count,
                    data={"text/plain": repr(turn.result)[:200]},
                    metadata={},
                )
            )
        self._let_go(turn.index)

    def _step(self, turn: Turn, run: Callable[[], Any], hidden: bool = False) -> bool:
        """Run a part of a test cell; whether it held."""
        said, error, asked = Said(), None, turn.remote.calls
        try:
            with redirect_stdout(said), redirect_stderr(said):
                turn.result = run()
        except (Exception, SystemExit) as caught:
            error = self._absence(caught) or (hushed(caught) if hidden else caught)
        self.found.calls += turn.remote.calls - asked
        self._note_replaced(replaced(turn.remote.kernel.changed))
        if said.text:
            turn.cell.outputs.append(_printed(said.text))
        if turn.remote.ended or not turn.remote.kernel.alive:
            self._note(
                f"the kernel ended in {_name(turn.cell)}: {turn.remote.ended or 'it stopped'}"
            )
            turn.remote.kernel.close()
        elif turn.remote.late:
            self._note(f"a call in {_name(turn.cell)} ran for more than {self.times.call:g} s")
        if error is not None:
            turn.cell.outputs.append(_error(error))
        return error is None

    def _absence(self, error: BaseException) -> CheckFailed | None:
        """Why a name is not there that an exercise should have defined; None for other errors."""
        if not isinstance(error, NameError):
            return None
        for cell in self.nb.cells:
            asked = self.asked.get(cell.metadata.get("nbgrader", {}).get("grade_id"), [])
            if kind_of(cell) == "exercise" and error.name in asked:
                stopped = [output for output in cell.outputs if output.output_type == "error"]
                why = f"{stopped[0].ename}: {stopped[0].evalue}"[:300] if stopped else ""
                return CheckFailed(messages.not_defined(error.name, why))
        return None


def replaced(names: Any) -> list[str]:
    """The names of what was replaced; who forged the reply that holds them may send anything."""
    known = names[:MOST_REPLACED] if isinstance(names, list) else []
    return [name for name in known if isinstance(name, str) and A_NAME.fullmatch(name)]


@dataclass
class Turn:
    """A test cell while it is judged."""

    index: int
    cell: NotebookNode
    remote: Remote
    test: TestCell
    result: Any = None


def hushed(error: BaseException) -> Exception:
    """An error of a hidden test without anything that the learner's code may have put there."""
    if is_blank(error):
        return NotImplementedError(BLANK)
    problem = error.problem if isinstance(error, CheckFailed) else messages.unexpected(error)
    return CheckFailed(messages.hidden("inputs of its own", problem, ""))


class Said(io.TextIOBase):
    """What a test prints, as much as may be kept."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        """Keep what fits."""
        self.text += text[: max(0, MOST_SAID - len(self.text))]
        return len(text)


def _run_there(cell: NotebookNode) -> str:
    """What of a cell runs in the student's kernel: of a test cell, what students can read."""
    if kind_of(cell) == "test":
        return above(cell.source, HIDDEN)
    return cell.source if cell.source.strip() else ""


def _locked(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("locked"))


def _name(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id") or cell.get("id") or "?")[:80]


def _printed(text: str) -> NotebookNode:
    return NotebookNode(output_type="stream", name="stdout", text=text)


def _error(error: BaseException) -> NotebookNode:
    text = str(error)[:10_000]
    shown = text or type(error).__name__
    kind = type(error).__name__[:80]
    lines = shown.splitlines() if kind == "CheckFailed" else [f"{kind}: {shown}"]
    return NotebookNode(output_type="error", ename=kind, evalue=text, traceback=lines)


def _late(seconds: float) -> NotebookNode:
    text = f"This cell ran for more than {seconds:g} s and was stopped."
    return NotebookNode(output_type="error", ename=TIMED_OUT, evalue=text, traceback=[text])


def _ended(here: bool) -> NotebookNode:
    where = "in this cell" if here else "in a cell above, so this one did not run"
    return _over(f"the kernel stopped {where}.")


def _over(why: str) -> NotebookNode:
    text = f"Grading ended early: {why}"
    return NotebookNode(output_type="error", ename=ENDED, evalue=text, traceback=[text])
