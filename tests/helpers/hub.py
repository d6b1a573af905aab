"""A trial hub that runs, and the people who use it in a browser."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from grading import ROOT
from tests.helpers.jupyterlab import LOOK, PATIENCE, free_port

READY = 600  # seconds until the hub answers
ECHO = "SAID="  # before what a command in the terminal ended with


@contextmanager
def hub_running(folder: Path, lessons: str) -> Iterator[tuple[str, str]]:
    """Start `grading.hub` as a person would; gives its address and the password."""
    port = free_port()
    # Root may have it started by somebody without rights: HUB_AS=somebody
    somebody = os.environ.get("HUB_AS")
    command = ["runuser", "-u", somebody, "--"] if somebody else []
    command += [sys.executable, "-m", "grading.hub", "--folder", str(folder)]
    words = [*command, "--port", str(port), "--lessons", lessons]
    with (folder.parent / "hub.out").open("w+") as said:
        hub = subprocess.Popen(words, cwd=ROOT, stdout=said, stderr=said, start_new_session=True)
        try:
            yield f"http://127.0.0.1:{port}", _password(hub, Path(said.name), port)
        finally:
            hub.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                hub.wait(30)
            with suppress(ProcessLookupError):
                os.killpg(hub.pid, signal.SIGKILL)
            subprocess.run([*command, "--do", "remove"], cwd=ROOT)
            shutil.rmtree(folder, ignore_errors=True)


def _password(hub: subprocess.Popen, said: Path, port: int) -> str:
    import urllib.request

    deadline = time.monotonic() + READY
    while time.monotonic() < deadline and hub.poll() is None:
        with suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/hub/login", timeout=5).close()
            return re.search(r"password is (\w+)", said.read_text())[1]
        time.sleep(0.2)
    raise AssertionError(f"the hub did not start:\n{said.read_text()}")


class Person:
    """Somebody who is logged in, in a browser window of their own."""

    def __init__(self, browser, address: str, name: str, password: str) -> None:
        self.name, self.base = name, f"{address}/user/{name}"
        self.context = browser.new_context(viewport={"width": 1200, "height": 900})
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.goto(f"{address}/hub/login")
        self.page.fill("#username_input", name)
        self.page.fill("#password_input", password)
        self.page.click("#login_submit")
        self.page.wait_for_url(f"{self.base}/lab**")
        self.page.locator("#jp-menu-panel").wait_for()

    def close(self) -> None:
        """Close the window."""
        self.context.close()

    def list_row(self, lesson: str, button: str):
        """The line of a lesson in the list of assignments, with a button of this name."""
        row = self.page.locator(".nbgrader-assignment-list .list_item, .list_item")
        return row.filter(has_text=lesson).filter(has=self.page.get_by_role("button", name=button))

    def open_list(self) -> None:
        """Menu Nbgrader, entry Assignment List."""
        self.page.get_by_role("menuitem", name="Nbgrader", exact=True).click()
        self.page.get_by_role("menuitem", name="Assignment List").click()

    def press(self, lesson: str, button: str, then: str) -> None:
        """Press a button in the list, and wait until the lesson has the next one."""
        self.list_row(lesson, button).first.get_by_role("button", name=button).first.click()
        self.list_row(lesson, then).first.wait_for()

    def status(self, path: str) -> int:
        """What the server says to a request with this person's rights."""
        return self.page.request.get(path, max_redirects=5).status

    def in_terminal(self, command: str) -> str:
        """Type a command into a new terminal; gives what it said, once it has ended."""
        self.page.goto(f"{self.base}/lab?reset")
        self.page.locator("#jp-main-dock-panel").wait_for()
        self.page.wait_for_timeout(2000)  # the list of assignments may open by itself
        self.page.keyboard.press("Control+Shift+L")
        self.page.locator(".jp-LauncherCard[title*='terminal']:visible").first.click()
        self.page.locator(".jp-Terminal .xterm-screen").last.wait_for()
        self.page.wait_for_timeout(1500)
        log = f"said_{time.time_ns()}.txt"
        self.page.keyboard.type(f"({command}) > {log} 2>&1; echo {ECHO}$? >> {log}\n")
        deadline = time.monotonic() + READY
        while time.monotonic() < deadline:
            answer = self.page.request.get(f"{self.base}/files/{log}")
            if answer.ok and ECHO in answer.text():
                return answer.text()
            self.page.wait_for_timeout(LOOK * 5)
        raise AssertionError(f"{command} did not end")
