"""Forks of a student's kernel, seen from outside: each is asked on a socket of its own."""

from __future__ import annotations

import json
import secrets
import socket
import struct
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

CAN_FORK = sys.platform == "linux"  # elsewhere the system's own libraries do not outlive a fork
PATIENCE = 2.0  # seconds from an interrupt to the end of a kernel or a fork
# Of one message: as large as a value and what its arguments became can be (`course_values`)
MOST_MESSAGE = 160_000_000  # bytes; the channel is cut at a larger one
MOST_PARTS = 2_000_000  # as Python's objects they are many times as large
HELLO = 5.0  # seconds until a fork has said which one it is
PIECE = 1 << 20
LENGTH = struct.Struct(">Q")
UNREADABLE = "the learner's process gave no readable reply"


class KernelEnded(Exception):
    """The kernel is gone: it died, or was ended because it did not stop."""


class Fork:
    """A kernel as it was at one moment; what happens in it changes nothing outside it.

    Args:
        kernel: asks the kernel itself.
        channel: the line to the fork.
        pid: the fork's number inside.
        siblings: the forks of one kernel, which share its files.
        alone: whether no thread of the learner's stayed behind; a call that waits for one in vain
            is made in the kernel itself, as it is at the end, and so are those that follow.
    """

    def __init__(
        self,
        kernel: Callable[..., dict],
        channel: socket.socket,
        pid: int,
        siblings: Forks,
        alone: bool = True,
    ) -> None:
        self.kernel, self.channel, self.pid, self.siblings = kernel, channel, pid, siblings
        self.alone, self.left, self.visitors = alone, False, []
        self.changed: Any = None  # what a reply said was replaced in it

    @property
    def alive(self) -> bool:
        """Whether it can still be asked."""
        try:
            self.channel.settimeout(0)
            return self.channel.recv(1, socket.MSG_PEEK) != b""
        except BlockingIOError:
            return True
        except OSError:
            return False

    def close(self) -> None:
        """Let it go; it ends by itself."""
        self.channel.close()

    def ask(
        self,
        request: dict[str, Any],
        seconds: float,
        call_back: Callable[[dict], dict] | None = None,
    ) -> dict:
        """Ask `course_answers` something there; its reply. As `Kernel.ask`.

        Raises:
            TimeoutError: the learner's code did not end in time.
            KernelEnded: the fork is gone, or did not stop when it was interrupted.
            ValueError: what came back is no reply.
        """
        if self.left:
            return self.kernel(request, seconds, call_back)
        if request["do"] == "visitors":
            self.visitors.append(request)
        deadline = time.monotonic() + seconds
        try:
            if self.siblings.asked is not self:
                self._send({}, deadline)
                self.siblings.asked = self
            self._send(request, deadline)
            while "reply" not in (message := self._receive(deadline)):
                self._send(_said(message, call_back), deadline)
            if not isinstance(message["reply"], dict):
                raise ValueError(UNREADABLE)
            self.changed = message.get("changed") or self.changed
        except TimeoutError:
            self._interrupt()
            if self.alone:
                raise TimeoutError from None
            return self._ask_kernel(request, seconds, call_back)
        except (EOFError, OSError):
            self._end()
            raise KernelEnded("the kernel stopped") from None
        except ValueError:
            self._end()
            raise
        except MemoryError:  # half of a message is left on the line
            self._end()
            raise KernelEnded("it gave back more than there is room for") from None
        return message["reply"]

    def _ask_kernel(self, request: dict, seconds: float, call_back: Callable | None) -> dict:
        self.left = True
        for visitors in self.visitors:
            self.kernel(visitors, seconds)
        return self.kernel(request, seconds, call_back)

    def _interrupt(self) -> None:
        """Stop what runs there, and take its late reply.

        Raises:
            KernelEnded: it does not stop.
        """
        with suppress(EOFError, OSError, ValueError, KernelEnded):
            self.kernel({"do": "stop", "pid": self.pid, "kill": False}, PATIENCE)
            deadline = time.monotonic() + PATIENCE
            while "reply" not in self._receive(deadline):
                self._send({"error": ["KeyboardInterrupt", ""]}, deadline)
            return
        self._end()
        raise KernelEnded("the code did not stop when it was interrupted")

    def _end(self) -> None:
        """End it, whatever it does, and all that it started."""
        self.close()
        with suppress(OSError, ValueError, KernelEnded):
            self.kernel({"do": "stop", "pid": self.pid, "kill": True}, PATIENCE)

    def _send(self, message: dict, deadline: float) -> None:
        data = json.dumps(message).encode()
        self.channel.settimeout(max(0.01, deadline - time.monotonic()))
        self.channel.sendall(LENGTH.pack(len(data)) + data)

    def _receive(self, deadline: float) -> dict:
        return _message(self.channel, deadline)


def _said(message: dict, call_back: Callable[[dict], dict] | None) -> Any:
    try:
        return call_back(message["question"])
    except Exception:  # learners' code can ask what is no question at all
        return ""


def _message(channel: socket.socket, deadline: float) -> dict:
    """A line's next message.

    Raises:
        TimeoutError: it did not come in time.
        EOFError: the line was cut.
        ValueError: it is none.
    """
    (size,) = LENGTH.unpack(_read(channel, LENGTH.size, deadline))
    if size > MOST_MESSAGE:
        raise EOFError
    return read_message(_read(channel, size, deadline))


def read_message(data: bytes | str) -> dict:
    """What a message from a learner's process holds.

    Raises:
        ValueError: it is none; what Python says of it would quote the learner's code.
    """
    marks = (b"[", b"{", b",") if isinstance(data, bytes) else "[{,"
    if sum(map(data.count, marks)) > MOST_PARTS:
        raise ValueError(UNREADABLE)
    try:
        message = json.loads(data)
    except (RecursionError, ValueError):
        raise ValueError(UNREADABLE) from None
    if not isinstance(message, dict):
        raise ValueError(UNREADABLE)
    return message


def _read(channel: socket.socket, size: int, deadline: float) -> bytes:
    data = bytearray()
    while len(data) < size:
        if time.monotonic() > deadline:
            raise TimeoutError
        channel.settimeout(max(0.01, deadline - time.monotonic()))
        piece = channel.recv(min(size - len(data), PIECE))
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)


class Forks:
    """Where forks of one kernel report; a place that its code can reach, and no other's.

    Args:
        folder: one that the kernel sees as `seen`; None uses a port of this machine.
        seen: the folder's path there.
    """

    def __init__(self, folder: Path | None, seen: str = "") -> None:
        self.asked: Fork | None = None  # the last one; files are as it left them
        if folder is None:
            self.listener = socket.create_server(("127.0.0.1", 0))
            self.place: str | int = self.listener.getsockname()[1]
            return
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(folder / "f"))
        (folder / "f").chmod(0o666)  # the folder is the kernel's own
        self.listener.listen()
        self.place = f"{seen}/f"

    def new(self, kernel: Callable[..., dict], seconds: float) -> Fork:
        """Fork a kernel.

        Args:
            kernel: asks it.
            seconds: how long it may take.

        Raises:
            TimeoutError: it did not answer in time.
            KernelEnded: it is gone.
            ValueError: it cannot be forked.
        """
        token = secrets.token_hex(8)
        request = {"do": "fork", "place": self.place, "token": token, "seconds": HELLO}
        reply = kernel(request, seconds)
        if not isinstance(pid := reply.get("pid"), int):
            raise ValueError("the kernel cannot be forked")
        deadline = time.monotonic() + HELLO
        while time.monotonic() < deadline:
            self.listener.settimeout(max(0.01, deadline - time.monotonic()))
            with suppress(OSError, EOFError, ValueError):
                channel, _ = self.listener.accept()
                if _message(channel, deadline).get("token") == token:
                    fork = Fork(kernel, channel, pid, self, reply.get("alone") is not False)
                    fork.changed = reply.get("changed")
                    return fork
                channel.close()
        raise ValueError("the kernel's fork was not heard of")

    def close(self) -> None:
        """Take no more."""
        self.listener.close()
