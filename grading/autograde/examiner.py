"""Grade one notebook: run the student's cells behind walls, judge from outside.

The cells that students write run in their kernel, in order. The test cells do not: they run here,
against stand-ins for the names that the exercises define, as those were when the cell's turn came.
What students can read of the tests runs first, in all cells, and the hidden parts last; from then
on nothing that their code writes is shown, so that what a hidden test asked stays unknown.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from grading.autograde.stand_ins import Remote, TestCell
from grading.autograde.tampering import signs
from grading.lesson.cells import HIDDEN, has_region, kind_of
from grading.sandbox.kernels import Kernel, KernelEnded
from grading.sandbox.warm import WarmParent
from utils.checking import messages
from utils.checking.causes import is_blank
from utils.checking.messages import CheckFailed

ENDED = "GradingEnded"
TIMED_OUT = "CellTimeoutError"
MOST_SAID = 200_000  # characters that a test cell may print
MOST_LATE = 3  # cells that may run out of time before the rest is not run
AGAIN = 2.0  # seconds for a cell that ran out of time before, in a new kernel
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
        self.stop = len(nb.cells)  # index of the first cell that did not run to its end
        self.late: set[int] = set()  # those that ran out of time
        self.count = 0

    def examine(self) -> Examined:
        """Run and judge everything; the notebook holds the outputs afterwards."""
        start = time.monotonic()
        self.deadline = start + self.times.whole
        written = [c for c in self.nb.cells if c.cell_type == "code" and kind_of(c) != "test"]
        self.found.tampering = [str(s) for s in signs([c for c in written if not _locked(c)])]
        try:
            self._run_cells()
            self._canary()
            tests = [k for k, c in enumerate(self.nb.cells) if kind_of(c) == "test"]
            hidden = [k for k in tests if has_region(self.nb.cells[k], HIDDEN)]
            for turn in [self._begin(k) for k in tests if k not in hidden]:
                self._finish(turn)
            for turn in [self._begin(k) for k in hidden]:
                self._finish(turn, hidden=True)
        finally:
            if self.kernel:
                self.kernel.close()
        self.found.seconds = time.monotonic() - start
        return self.found

    def _left(self, most: float) -> float:
        return max(0.5, min(most, self.deadline - time.monotonic()))

    def _start(self) -> Kernel:
        self.kernels += 1
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

    def _keep(self, index: int) -> None:
        """Hold on to what the exercises' names mean at a test's place."""
        request = {"do": "keep", "cell": self.nb.cells[index].id, "names": self._names_until(index)}
        with suppress(ValueError):
            self.kernel.ask(request, self._left(self.times.call))

    def _run_cells(self) -> None:
        self.kernel = self._start()
        for index, cell in self._steps(len(self.nb.cells)):
            if kind_of(cell) != "test" and not (self.needed[index] and cell.source.strip()):
                continue
            begun = time.monotonic()
            try:
                if begun > self.deadline:
                    raise KernelEnded(f"the notebook ran for more than {self.times.whole:g} s")
                if kind_of(cell) == "test":
                    self._keep(index)
                    continue
                cell.execution_count = self.kernel.run(
                    cell.source, self._left(self.times.cell), cell.outputs
                )
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

    def _end(self, index: int, why: str) -> None:
        """Note that no cell from `index` on has run to its end."""
        self.stop = index
        self._note(f"{why} in cell {_name(self.nb.cells[index])}; what ran above it counts")
        for place, cell in self._steps(len(self.nb.cells)):
            if place >= index and kind_of(cell) != "test":
                cell.outputs.append(_ended(place == index))
        self._drop()

    def _drop(self) -> None:
        if self.kernel:
            with suppress(Exception):
                self.kernel.close()
        self.kernel = None

    def _again(self) -> Kernel | None:
        """A kernel in which the cells that ran have run; None when there have been too many."""
        if self.kernel is not None:
            return self.kernel
        if self.kernels >= MOST_KERNELS or time.monotonic() > self.deadline:
            return None
        self.kernel = self._start()
        try:
            for index, cell in self._steps(self.stop):
                if kind_of(cell) == "test":
                    self._keep(index)
                elif self.needed[index] and cell.source.strip():
                    seconds = min(AGAIN, self.times.cell) if index in self.late else self.times.cell
                    with suppress(TimeoutError):
                        self.kernel.run(cell.source, self._left(seconds))
        except KernelEnded:
            self._drop()
        return self.kernel

    def _canary(self) -> None:
        if self.kernel is None:
            return
        try:
            changed = self.kernel.ask({"do": "canary"}, 5).get("changed", [])
        except (ValueError, TimeoutError):
            changed = ["how the kernel replies"]
        except KernelEnded:
            self._drop()
            return
        for what in changed if isinstance(changed, list) else []:
            self.found.tampering.append(f"`{str(what)[:60]}` was replaced while it ran")

    def _begin(self, index: int) -> Turn | None:
        """Run what students can read of a test cell here; None when that decided it."""
        cell = self.nb.cells[index]
        cell.outputs, cell.execution_count = [], None
        kernel = None if index > self.stop else self._again()
        if kernel is None:
            cell.outputs.append(_ended(False))
            return None
        self.count += 1
        cell.execution_count = self.count
        remote = Remote(kernel, cell.id, self._left(self.times.call), self.deadline)
        turn = Turn(cell, remote, TestCell(cell.source, remote, self._names_until(index)))
        return turn if self._step(turn, turn.test.begin) else None

    def _finish(self, turn: Turn | None, hidden: bool = False) -> None:
        """Run the rest of a test cell, and show what it gave."""
        if turn is None:
            return
        kernel = self._again()
        if kernel is None:
            turn.cell.outputs.append(_ended(False))
            return
        turn.test.go_on_in(kernel)
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

    def _step(self, turn: Turn, run: Callable[[], Any], hidden: bool = False) -> bool:
        """Run a part of a test cell; whether it held."""
        said, error, asked = Said(), None, turn.remote.calls
        try:
            with redirect_stdout(said), redirect_stderr(said):
                turn.result = run()
        except (Exception, SystemExit) as caught:
            error = self._absence(caught) or (hushed(caught) if hidden else caught)
        self.found.calls += turn.remote.calls - asked
        if said.text:
            turn.cell.outputs.append(
                NotebookNode(output_type="stream", name="stdout", text=said.text)
            )
        if turn.remote.ended or not turn.remote.kernel.alive:
            self._note(
                f"the kernel ended in {_name(turn.cell)}: {turn.remote.ended or 'it stopped'}"
            )
            self._drop()
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


@dataclass
class Turn:
    """A test cell while it is judged."""

    cell: NotebookNode
    remote: Remote
    test: TestCell
    result: Any = None


def hushed(error: BaseException) -> Exception:
    """An error of a hidden test without anything that the learner's code may have put there."""
    if is_blank(error):
        return NotImplementedError("this exercise is still blank")
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


def _locked(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("locked"))


def _name(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id") or cell.get("id") or "?")[:80]


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
    text = f"Grading ended early: the kernel stopped {where}."
    return NotebookNode(output_type="error", ename=ENDED, evalue=text, traceback=[text])
