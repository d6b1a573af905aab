"""One student's kernel, as the examiner uses it: run a cell, ask it, never wait for ever."""

from __future__ import annotations

import inspect
import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

import zmq
from jupyter_client.manager import KernelManager
from nbformat import NotebookNode
from nbformat.v4 import output_from_msg

from grading.handed_in.harmless import harmless_output
from grading.sandbox import own_memory
from grading.sandbox.forks import (
    CAN_FORK,
    MOST_MESSAGE,
    PATIENCE,
    Fork,
    Forks,
    KernelEnded,
    read_message,
)
from grading.sandbox.inside import course_look
from grading.sandbox.walls import GRADED, INSIDE
from grading.sandbox.warm import WarmParent

STEP = 100  # milliseconds between two looks whether the kernel still lives
MOST_OUTPUT = 1_000_000  # bytes that one cell may show
MOST_LINES = 10_000
MOST_OUTPUTS = 500
MOST_WAITING = 50  # messages that are here and not yet looked at
TRIES = 3  # of a request that the kernel puts off, as it does with what waits after an error
COURSE = ("course_answers", "course_files", "course_forks", "course_pools", "course_values")
# What the sandbox does for its kernels, for one without
BEGIN = """import sys as _sys
_sys.path.append({folder!r})
import course_answers as _answers
_answers.remember()
exit = quit = _sys.exit
del _sys, _answers"""

AS = "r.getrlimit(r.RLIMIT_AS)"


def _limit(most: object) -> str:
    """An expression that sets how large a kernel's address space may become."""
    setting = f"r.setrlimit(r.RLIMIT_AS, (min({most}, {AS}[1]), {AS}[1]))"
    return f"(lambda r: {setting})(__import__('resource'))"


class Kernel:
    """A kernel and a client that talks to it, with a limit on everything.

    Args:
        warm: the warm parent to fork it from; None runs it unsandboxed, as a plain process.
        files: what lies beside the notebook, by name.
        folder: where an unsandboxed kernel runs.
    """

    walled, memory = False, 0
    changed: Any = None  # what it said was replaced in it

    def __init__(
        self,
        warm: WarmParent | None,
        files: dict[str, bytes] | None = None,
        folder: Path | None = None,
    ) -> None:
        if warm is not None:
            from grading.sandbox.provisioner import SandboxManager

            self.manager: KernelManager = SandboxManager(warm, files)
            self.manager.start_kernel()
        else:
            self.manager = KernelManager(kernel_name="python3")
            with own_memory.unbound():
                self.manager.start_kernel(
                    cwd=str(folder),
                    env={**os.environ, **GRADED},
                    stdout=DEVNULL,
                    stderr=DEVNULL,
                    extra_arguments=["--log-level=50"],
                )
        self.walled = warm is not None
        self.memory = warm.limits.memory if warm else 0  # bytes of its address space
        self.forks: Forks | None = None
        self.client = self.manager.blocking_client()
        # What learners' code sends waits on its side, where its memory is limited
        self.client.context.setsockopt(zmq.RCVHWM, MOST_WAITING)
        self.client.context.setsockopt(zmq.MAXMSGSIZE, MOST_MESSAGE)
        self.client.session.unpack = unpacked
        self.client.start_channels()
        try:
            self._wait_until_heard(60)
        except KernelEnded:
            self.close()
            raise
        if warm is None:
            self.run(BEGIN.format(folder=str(INSIDE)), 30)
        self.forks = Forks(None if warm is None else self.manager.provisioner.room, "/room")

    @property
    def alive(self) -> bool:
        """Whether the kernel's process runs."""
        return self.manager.is_alive()

    def _wait_until_heard(self, seconds: float) -> None:
        """Wait until replies and outputs come; outputs are lost until a subscription is known.

        Raises:
            KernelEnded: they do not.
        """
        deadline, replied, heard = time.monotonic() + seconds, False, False
        while not (replied and heard):
            self.client.kernel_info()
            replied |= self.client.shell_channel.socket.poll(STEP) > 0
            heard |= self.client.iopub_channel.socket.poll(STEP // 5) > 0
            if time.monotonic() > deadline or not self.alive:
                raise KernelEnded("the kernel did not start")

    def close(self) -> None:
        """End the kernel, at once, and everything that it started."""
        if self.forks:
            self.forks.close()
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
        self.manager.cleanup_resources()

    def _send(self, code: str, **options: Any) -> str:
        """Ask the kernel to run code; the question's id.

        Raises:
            KernelEnded: the kernel was ended before.
        """
        if self.client.shell_channel.socket is None:
            raise KernelEnded("the kernel was ended")
        return self.client.execute(code, **options)

    def _loop(self, asked: str, seconds: float, hear: Callable[[str, dict], None]) -> dict:
        """Take messages until the reply to `asked` and the kernel's rest are in; the reply.

        Raises:
            TimeoutError: it took longer than `seconds`, and then an interrupt ended it.
            KernelEnded: the kernel died, or did not stop when interrupted.
        """
        channels = {
            self.client.shell_channel.socket: self.client.shell_channel,
            self.client.iopub_channel.socket: self.client.iopub_channel,
            self.client.stdin_channel.socket: self.client.stdin_channel,
        }
        poller = zmq.Poller()
        for socket in channels:
            poller.register(socket, zmq.POLLIN)
        deadline, late, reply, idle = time.monotonic() + seconds, False, None, False
        heard = time.monotonic()
        while reply is None or not idle:
            ready = dict(poller.poll(STEP))
            if ready:
                heard = time.monotonic()
            for socket in ready:
                message = _received(channels[socket])
                if message is None or message["parent_header"].get("msg_id") != asked:
                    continue
                kind = message["header"]["msg_type"]
                if kind == "execute_reply":
                    reply = message["content"]
                elif kind == "status":
                    idle = idle or message["content"].get("execution_state") == "idle"
                else:
                    with suppress(Exception):  # learners' code can send what is no output at all
                        hear(kind, message)
            now = time.monotonic()
            if reply is not None and not idle and now > min(deadline, heard + PATIENCE):
                break  # whatever still prints after the reply is not waited for
            if now > deadline:
                if late:
                    self.close()
                    raise KernelEnded("the code did not stop when it was interrupted")
                late, deadline = True, now + PATIENCE
                self.manager.interrupt_kernel()
            if not ready and not self.alive:
                raise KernelEnded("the kernel stopped")
        if late:
            raise TimeoutError
        return reply

    def _done(
        self, code: str, seconds: float, hear: Callable[[str, dict], None], **options: Any
    ) -> dict:
        """Ask the kernel to run code until it does so; its reply.

        Raises:
            TimeoutError, KernelEnded: as `_loop`; KernelEnded, too, when it puts it off for ever.
        """
        for _ in range(TRIES):
            reply = self._loop(self._send(code, stop_on_error=False, **options), seconds, hear)
            if reply.get("status") != "aborted":
                return reply
        raise KernelEnded("the kernel ran nothing more")

    def run(self, code: str, seconds: float, outputs: list | None = None) -> int | None:
        """Run a cell, put what it shows into `outputs`, and return its execution count.

        Raises:
            TimeoutError: it did not end in time.
            KernelEnded: the kernel is gone.
        """
        shown = Shown([] if outputs is None else outputs)
        count = self._done(code, seconds, shown.hear, allow_stdin=False).get("execution_count")
        return count if isinstance(count, int) else None

    def fork(self, seconds: float) -> Fork | Kept:
        """The kernel as it is now, to be asked later; where it cannot fork, what is left of that.

        Args:
            seconds: how long it may take.

        Raises:
            TimeoutError: the kernel did not answer in time.
            KernelEnded: it is gone.
        """
        for _ in range(TRIES if CAN_FORK else 0):  # on a busy machine one may be heard too late
            with suppress(ValueError):
                return self.forks.new(self.ask, seconds)
        return Kept(self)

    def keep(self, cell: str, names: list[str], seconds: float) -> None:
        """Keep what names hold now, for a test whose calls the kernel itself may have to answer.

        Args:
            cell: the id of the test's cell.
            names: what the exercises above it define.
            seconds: how long it may take.

        Raises:
            TimeoutError, KernelEnded: as `fork`.
        """
        with suppress(ValueError):
            self.ask({"do": "keep", "cell": cell, "names": names}, seconds)

    def ask(
        self,
        request: dict[str, Any],
        seconds: float,
        call_back: Callable[[dict], dict] | None = None,
    ) -> dict:
        """Ask `course_answers` something; its reply.

        Args:
            request: what to do, as plain data.
            seconds: how long it may take.
            call_back: answers the questions that come meanwhile through stdin.

        Raises:
            TimeoutError: the learner's code did not end in time.
            KernelEnded: the kernel is gone.
            ValueError: what came back is no reply.
        """

        def hear(kind: str, message: dict) -> None:
            if kind != "input_request":
                return
            try:
                answer = call_back(read_message(message["content"]["prompt"]))
            except Exception:
                answer = ""
            self.client.input(json.dumps(answer))

        expression = f"__import__('course_answers').answer({json.dumps(request)!r})"
        looks = request["do"] in ("canary", "fork")
        if looks:
            expression = _looks(request, self.walled)
        expressions = {"r": expression}
        if self.memory:  # what fills its memory is asked all the same: see `course_walls.SPARE`
            more, less = _limit(f"{AS}[1]"), _limit(self.memory)
            expressions = {"more": more, **expressions, "less": less}
        asked = {"silent": True, "store_history": False, "user_expressions": expressions}
        for _ in range(TRIES):
            reply = self._done("", seconds, hear, **asked)
            told = _part(_part(reply, "user_expressions"), "r")
            interrupted = "KeyboardInterrupt" in (reply.get("ename"), told.get("ename"))
            # One that was meant for the cell before; but what was called may have run
            if not interrupted or request["do"] == "call":
                break
        text = _part(told, "data").get("text/plain")
        reply = read_message(text if isinstance(text, str) else "")
        self.changed = (looks and reply.get("changed")) or self.changed
        return reply


class Kept:
    """A kernel that could not fork: it is asked itself, as it is at the end."""

    alone = False  # see `Fork`

    def __init__(self, kernel: Kernel) -> None:
        self.kernel, self.ask = kernel, kernel.ask

    @property
    def alive(self) -> bool:
        """Whether it can still be asked."""
        return self.kernel.alive

    @property
    def changed(self) -> Any:
        """See `Fork`."""
        return self.kernel.changed

    def close(self) -> None:
        """Nothing: others ask the same kernel."""


def _part(message: dict, name: str) -> dict:
    """A part of a message; empty where learners' code sent anything else."""
    part = message.get(name)
    return part if isinstance(part, dict) else {}


def _looks(request: dict, walled: bool) -> str:
    """What asks the canary, or for a fork, with text of ours that looks first at what answers.

    Args:
        request: what is asked.
        walled: whether the kernel is of this very Python, so that hashes of code can agree.
    """
    given = f"{json.dumps(request)!r}, {_hashes() if walled else {}!r}"
    return f"(lambda space: (exec({_look()!r}, space), space['look']({given}))[1])({{}})"


@cache
def _look() -> str:
    return inspect.getsource(course_look)


@cache
def _hashes() -> dict[str, str]:
    """What is on disk of the modules that answer."""
    found: dict[str, str] = {}
    for name in COURSE:
        text = (INSIDE / f"{name}.py").read_text(encoding="utf-8")
        found |= course_look.written(text, name)
    return found


def unpacked(part: bytes) -> dict:
    """A part of a kernel's message; one that nobody needs to read is empty."""
    try:
        return read_message(bytes(part).decode(errors="replace"))
    except ValueError:
        return {}


def _received(channel: Any) -> dict | None:
    """A channel's next message; None when it is none, since learners' code can send anything."""
    try:
        message = channel.get_msg(timeout=0)
        parts = message["header"], message["parent_header"], message["content"]
        known = isinstance(parts[0]["msg_type"], str)
    except Exception:
        return None
    return message if known and all(isinstance(part, dict) for part in parts) else None


class Shown:
    """What a cell shows, cut by bytes and by number."""

    def __init__(self, outputs: list[NotebookNode]) -> None:
        self.outputs, self.size, self.lines, self.cut = outputs, 0, 0, False

    def hear(self, kind: str, message: dict) -> None:
        """Take one message of the iopub channel."""
        if kind == "clear_output":
            self.outputs.clear()
            self.size = self.lines = 0
            return
        if kind not in ("stream", "display_data", "execute_result", "error") or self.cut:
            return
        content = message["content"]
        last = self.outputs[-1] if self.outputs else None
        if kind == "stream":
            text = str(content["text"])[: max(0, MOST_OUTPUT - self.size)]
            if self.lines + text.count("\n") > MOST_LINES:
                text = "\n".join(text.split("\n", MOST_LINES - self.lines)[:-1]) + "\n"
                self.lines = MOST_LINES
            self.lines += text.count("\n")
            name = "stderr" if content["name"] == "stderr" else "stdout"
            self.size += len(text)
            if last and last.output_type == "stream" and last.name == name:
                last.text += text
            else:
                self.outputs.append(_stream(name, text))
        else:
            size = len(json.dumps(content))
            if self.size + size <= MOST_OUTPUT or kind == "error":
                self.size += min(size, MOST_OUTPUT)
                self.outputs.append(_trimmed(output_from_msg(message)))
            else:
                self.size = MOST_OUTPUT
        full = self.size >= MOST_OUTPUT or self.lines >= MOST_LINES
        if full or len(self.outputs) >= MOST_OUTPUTS:
            self.cut = True
            most = f"{MOST_LINES} lines and {MOST_OUTPUT / 1e6:g} MB"
            said = f"\n[the rest was cut: a cell may show {most}]\n"
            self.outputs.append(_stream("stderr", said))


def _trimmed(output: NotebookNode) -> NotebookNode:
    if output.output_type == "error":
        output.ename, output.evalue = output.ename[:200], output.evalue[:10_000]
        output.traceback = [line[:10_000] for line in output.traceback[:50]]
    return harmless_output(output)


def _stream(name: str, text: str) -> NotebookNode:
    return NotebookNode(output_type="stream", name=name, text=text)
