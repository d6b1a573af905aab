"""Drive JupyterLab as a learner would, for the browser tests."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

TOKEN = "test"
PATIENCE = 300_000  # milliseconds, also on a busy machine
LOOK = 100  # milliseconds between two looks at a page; at each of its frames would keep it busy


def free_port() -> int:
    """A port that nobody listens on, and that no kernel is given while the server starts.

    Kernels, and whatever else asks for any port, get one of those above 32767.
    """
    for port in random.SystemRandom().sample(range(20_000, 32_000), 1000):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError("no port is free")


@contextmanager
def serving(command: list[str], port: int, cwd: Path, env: dict | None = None) -> Iterator[str]:
    """Run a command that serves JupyterLab; gives its address, and ends it with its kernels."""
    log = cwd / f"jupyterlab-{port}.log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            command,
            cwd=cwd,
            stdout=out,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(env or {})},
            start_new_session=True,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 600
        while True:
            try:
                urllib.request.urlopen(f"{address}/api?token={TOKEN}", timeout=5).close()
                break
            except OSError:
                gone = server.poll() is not None
                if gone or time.monotonic() > deadline:
                    raise AssertionError(f"JupyterLab did not start:\n{log.read_text()}") from None
                time.sleep(0.2)
        yield address
    finally:
        # JupyterLab ends its kernels when it is asked to end; what is left is ended with its group
        server.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            server.wait(15)
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
        log.unlink(missing_ok=True)


def flags(port: int) -> list[str]:
    """What JupyterLab needs to be told in a test."""
    return [
        "--no-browser",
        "--allow-root",
        f"--port={port}",
        "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={TOKEN}",
        "--expose-app-in-browser",
    ]


CELLS = """window.jupyterapp.shell.currentWidget.content.widgets
    .filter((cell) => cell.model.type === 'code' && (!name || cell.model.id === name))"""
# Before cells run, their numbers go: a stored notebook holds those that it will have again
FORGET = f"(name) => {CELLS}.forEach((cell) => {{ cell.model.executionCount = null }})"
RAN = f"""(name) => {CELLS}.some((cell) => cell.model.executionCount !== null)
    && {CELLS}.every((cell) => cell.model.executionState !== 'running')"""


class Notebook:
    """One open notebook in a browser page."""

    def __init__(self, page, address: str, path: str) -> None:
        self.page = page
        page.set_default_timeout(PATIENCE)
        page.goto(f"{address}/lab/tree/{path}?token={TOKEN}&reset")
        page.wait_for_selector(".jp-Notebook .jp-Cell")
        self.wait_until_idle()

    def wait_until_idle(self) -> None:
        """Wait until the kernel has nothing left to do."""
        self.page.wait_for_function(
            """() => {
                const panel = window.jupyterapp?.shell.currentWidget;
                const session = panel?.sessionContext?.session;
                const waiting = panel?.content?.widgets.some(
                    (cell) => cell.model.type === 'code' && cell.model.executionState === 'running'
                );
                return session?.kernel?.status === 'idle' && !waiting;
            }""",
            polling=LOOK,
        )

    def menu(self, name: str, entry: str) -> None:
        """Choose an entry of a menu."""
        self.page.get_by_role("menuitem", name=name, exact=True).click()
        self.page.get_by_role("menuitem", name=entry, exact=True).click()

    def run_all(self) -> None:
        """Run › Run All Cells, and wait for the end."""
        self.forget_run()
        self.menu("Run", "Run All Cells")
        self.wait_until_run()

    def cell(self, name: str):
        """Scroll to a cell by its id, select it, and give its element."""
        index = self.page.evaluate(
            """(name) => {
                const notebook = window.jupyterapp.shell.currentWidget.content;
                const index = notebook.widgets.findIndex((cell) => cell.model.id === name);
                notebook.activeCellIndex = index;
                notebook.scrollToItem(index, 'start');
                return index;
            }""",
            name,
        )
        assert index >= 0, f"no cell {name}"
        element = self.page.locator(f'.jp-Cell[data-windowed-list-index="{index}"]')
        element.wait_for()
        return element

    def run(self, name: str) -> str:
        """Run one cell with Ctrl+Enter; give the text of its output."""
        self.cell(name)
        self.forget_run(name)
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("Control+Enter")
        self.wait_until_run(name)
        return self.output(name)

    def forget_run(self, name: str | None = None) -> None:
        """Take the numbers in the brackets off all cells, or off one."""
        self.page.evaluate(FORGET, name)

    def wait_until_run(self, name: str | None = None) -> None:
        """Wait until cells, or one, have run since `forget_run`, and nothing runs any more."""
        self.page.wait_for_function(RAN, arg=name, polling=LOOK)
        self.wait_until_idle()

    def output(self, name: str) -> str:
        """The text below a cell."""
        area = self.cell(name).locator(".jp-Cell-outputArea")
        return area.inner_text() if area.count() else ""

    def replace(self, name: str, old: str, new: str) -> None:
        """Edit a cell: find a line in it, select it and type another one."""
        editor = self.cell(name).locator(".cm-content")
        editor.locator(".cm-line", has_text=old).first.click()
        self.page.keyboard.press("Home")
        self.page.keyboard.press("Shift+End")
        self.page.keyboard.type(new)
