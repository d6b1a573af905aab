"""What nbval lacks, as a pytest plugin: a dead kernel noticed at once, cells by name, timings.

It also notes what a solution has trained, as soon as its last cell has run.
"""

from __future__ import annotations

import re
import time
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from queue import Empty

import nbformat
import nbval.plugin
import pytest
from nbval.kernel import RunningKernel

from grading import lesson_path
from grading.authoring.trained_files import keep_trained
from grading.authoring.warm_kernels import WITH_TORCH, start_forked

POLL = 0.5  # seconds between two looks at a silent kernel


class KernelDied(Exception):
    """The kernel's process ended while a cell ran."""


class WatchedKernel(RunningKernel):
    """nbval's kernel, which otherwise waits for a dead one until the cell's timeout.

    It is a fork of a warm parent's where there is one (`warm_kernels`).

    A kernel that does not answer when it has started costs its whole notebook; on a machine where
    much starts at once that happens to a right one, so it is started once more.
    """

    def __init__(self, *args: object, **options: object) -> None:
        with suppress(OSError, ValueError, RuntimeError):
            seconds = float(options.get("startup_timeout", 60))
            preload = WITH_TORCH if _notebook and begins_with_torch(_notebook) else ()
            self.km, self.kc = start_forked(str(options["cwd"]), preload, seconds)
            self._ensure_iopub_up()
            return
        if hasattr(self, "km"):
            self.stop()
        try:
            super().__init__(*args, **options)
        except RuntimeError:
            if hasattr(self, "km"):
                self.stop()
            super().__init__(*args, **options)

    def get_message(self, stream: str, timeout: float | None = None):
        """The next message of a channel.

        Raises:
            Empty: none came within `timeout` seconds.
            KernelDied: none can come any more.
        """
        end = None if timeout is None else time.monotonic() + timeout
        while True:
            left = POLL if end is None else min(POLL, max(0.0, end - time.monotonic()))
            try:
                return super().get_message(stream, timeout=left)
            except Empty:
                if not self.is_alive():
                    raise KernelDied("the kernel died while this cell ran") from None
                if end is not None and time.monotonic() >= end:
                    raise


def begins_with_torch(notebook: Path) -> bool:
    """Whether a notebook's first cell of code imports PyTorch, so that all of it has that there."""
    cells = nbformat.read(notebook, as_version=4).cells
    first = next((cell.source for cell in cells if cell.cell_type == "code"), "")
    return bool(re.search(r"^(import|from) torch\b", first, re.MULTILINE))


nbval.plugin.RunningKernel = WatchedKernel
_notebook: Path | None = None  # the one whose cells run
_seconds: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
_begun: dict[Path, float] = {}  # when the first cell of each notebook began


def _named(cls, parent, *, name: str, cell, **options):
    """Make nbval's test item with the cell's id for a name, in place of "Cell 7"."""
    return pytest.Item.from_parent.__func__(
        cls, parent, name=cell.get("id", name), cell=cell, **options
    )


nbval.plugin.IPyNbCell.from_parent = classmethod(_named)


@pytest.hookimpl(tryfirst=True)  # pytest's own starts the kernel
def pytest_runtest_setup(item) -> None:
    """Remember which notebook runs, and when it began."""
    global _notebook
    _notebook = item.path
    _begun.setdefault(item.path, time.time())


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item, nextitem) -> None:
    """Note what a solution trained: tests that run beside this need not train it again."""
    last, root, lesson = item.path, item.config.rootpath, item.path.stem
    if (nextitem is None or nextitem.path != last) and last == lesson_path(
        "solutions", lesson, root
    ):
        keep_trained(lesson, _begun[last], root)


def pytest_runtest_logreport(report) -> None:
    """Add up where each notebook's time went."""
    notebook = report.nodeid.split("::")[0]
    if notebook.endswith(".ipynb"):
        _seconds[notebook][report.when] += report.duration


def pytest_terminal_summary(terminalreporter) -> None:
    """Print a line per notebook: its cells' seconds, and those of its kernel's start and end."""
    if not _seconds:
        return
    terminalreporter.section("seconds per notebook")
    row = "{:<44} {:>7} {:>7} {:>7}"
    terminalreporter.write_line(row.format("notebook", "cells", "kernel", "in all"))
    total = defaultdict(float)
    for notebook, parts in sorted(_seconds.items()):
        cells, kernel = parts["call"], parts["setup"] + parts["teardown"]
        name = "/".join(Path(notebook).parts[-3:-1])
        numbers = [f"{value:.1f}" for value in (cells, kernel, cells + kernel)]
        terminalreporter.write_line(row.format(name, *numbers))
        total["cells"] += cells
        total["kernel"] += kernel
    numbers = [f"{value:.1f}" for value in (*total.values(), sum(total.values()))]
    terminalreporter.write_line(row.format("all, one after the other", *numbers))
