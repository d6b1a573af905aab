"""The warm parent, seen from outside: start it, ask it for kernels, end it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from grading import ROOT, CourseError
from grading.sandbox import own_memory, scratch
from grading.sandbox.walls import ENVIRONMENT, NOBODY, command

PACKET = 1 << 16
# What every kernel imports when it starts, and what the examiner asks of it
KERNEL = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.interactiveshell",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "matplotlib_inline.backend_inline",
    "numpy",
    "tornado.platform.asyncio",
    "course_answers",
    "course_forks",
    "utils.checking.recognise",
)
START = 60  # seconds until the imports are done


@dataclass(frozen=True)
class Limits:
    """What one student's kernel may use.

    Attributes:
        memory: bytes of address space of one process, and of what all of them hold together;
            PyTorch needs about 4 GB of it to load.
        processes: processes and threads.
        file: bytes of one file.
        scratch: bytes of all its files.
        cpu: seconds of processor time.
    """

    memory: int = 8 << 30
    processes: int = 200
    file: int = 64 << 20
    scratch: int = 256 << 20
    cpu: int = 900


class WarmParent:
    """A process behind the outer wall that forks kernels."""

    def __init__(
        self, preload: Iterable[str] = (), limits: Limits | None = None, *, bare: bool = False
    ) -> None:
        """Start it and wait until its imports are done.

        Args:
            preload: modules to import besides those that every kernel needs.
            limits: what one kernel may use.
            bare: import nothing; for `leak`.

        Raises:
            CourseError: it did not come up; the text says what bubblewrap or Python said.
        """
        self.limits = limits or Limits()
        self.folder = scratch.new_folder()
        self.rooms = self.folder / "rooms"
        self.rooms.mkdir(mode=0o711)
        self._count, self._lock = 0, threading.Lock()
        if os.geteuid() == 0:
            os.chmod(self.folder, 0o711)
        self._channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        options = {"preload": [] if bare else [*KERNEL, *preload], "path": [str(ROOT)]}
        program = [sys.executable, "-s", "/inside/course_warm.py", str(theirs.fileno())]
        with (self.folder / "said").open("wb") as said, theirs, own_memory.unbound():
            self._process = subprocess.Popen(
                command(self.rooms, [*program, json.dumps(options)]),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                env={},
                pass_fds=[theirs.fileno()],
            )
        try:
            self._receive(START)
        except CourseError:
            self.close()
            raise
        self._imported = set(options["preload"])

    def _receive(self, seconds: float) -> dict:
        self._channel.settimeout(seconds)
        try:
            packet = self._channel.recv(PACKET)
        except OSError:
            packet = b""
        if not packet:
            said = (self.folder / "said").read_text(errors="replace").strip()
            raise CourseError(f"the sandbox ended: {said[-300:] or 'it said nothing'}.")
        return json.loads(packet)

    def ask(self, seconds: float = 60, **request) -> dict:
        """Send a request and return the answer.

        Raises:
            CourseError: the parent is gone, or could not do it.
        """
        with self._lock:
            try:
                self._channel.send(json.dumps(request).encode())
            except OSError:
                raise CourseError("the sandbox ended.") from None
            reply = self._receive(seconds)
        if "error" in reply:
            raise CourseError(f"the sandbox failed: {reply['error']}.")
        return reply

    def warm_for(self, preload: Iterable[str]) -> None:
        """Import what another lesson needs besides what is there, for all kernels to come.

        One parent for all lessons: each of its own would hold and import NumPy, matplotlib and
        PyTorch anew. What cannot be imported is left for the lesson's own cell to say.

        Raises:
            CourseError: the parent is gone, or did not come to an end.
        """
        if names := [name for name in preload if name not in self._imported]:
            self.ask(START, op="import", names=names)
            self._imported.update(names)

    def new_room(self) -> Path:
        """A folder of its own for one kernel; it appears as /room inside."""
        with self._lock:
            self._count += 1
            room = self.rooms / str(self._count)
        room.mkdir(mode=0o700)
        if os.geteuid() == 0:
            os.chown(room, NOBODY, NOBODY)
        return room

    def start(self, room: Path) -> int:
        """Fork a kernel for a room that holds its connection file; return its process's id.

        Raises:
            CourseError: the kernel did not come up.
        """
        reply = self.ask(op="start", room=room.name, limits=asdict(self.limits))
        if reply["said"] != "1":
            raise CourseError(f"no kernel came up in the sandbox: {reply['said']}.")
        return reply["pid"]

    def leak(self) -> str:
        """What leaks through the inner wall; empty when nothing does."""
        room = self.new_room()
        asked = {"room": room.name, "limits": asdict(self.limits), "names": list(ENVIRONMENT)}
        said = self.ask(op="leak", **asked)["said"]
        shutil.rmtree(room, ignore_errors=True)
        return "" if said == "tight" else said or "the inner wall did not come up"

    def poll(self, pid: int) -> int | None:
        """A kernel's exit code, or None while it runs."""
        return self.ask(op="poll", pid=pid)["code"]

    def kill(self, pid: int) -> None:
        """End a kernel and whatever it started."""
        self.ask(op="kill", pid=pid)

    def close(self) -> None:
        """End the parent, every kernel with it, and remove its folder."""
        self._channel.close()
        self._process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(10)
        scratch.end_walls(self.folder)
        scratch.remove(self.folder)

    def ended(self) -> bool:
        """Whether it is gone, and every kernel with it; something other than `close` did that."""
        try:
            self.poll(0)
        except (CourseError, OSError):
            return True
        return False
