"""The warm parent, seen from outside: start it, ask it for kernels, end it."""

from __future__ import annotations

import base64
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
from grading.sandbox import own_memory, scratch, system_calls
from grading.sandbox.walls import ENVIRONMENT, NOBODY, command, seen

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
    "course_labels",
    "tornado.platform.asyncio",
    "course_answers",
    "course_forks",
    "utils.checking.recognise",
)
START = 60  # seconds until the imports are done
# Where a student's code must find nothing
UNSEEN = [
    *("/etc/passwd", "/etc/shadow", "/var", "/run", "/sys", "/boot", "/tmp/.X11-unix"),
    *(str(ROOT / name) for name in ("grading", "solutions", "submitted", "gradebook.db", ".git")),
]


def unseen() -> list[str]:
    """The places that a student's code must not find here; what it needs may lie below one."""
    return [place for place in UNSEEN if not any(path.is_relative_to(place) for path in seen())]


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
        inodes: files and folders.
        descriptors: open files of one process.
    """

    memory: int = 8 << 30
    processes: int = 200
    file: int = 64 << 20
    scratch: int = 256 << 20
    cpu: int = 900
    inodes: int = 16_384
    descriptors: int = 1024


@dataclass(frozen=True)
class Trial:
    """An attempt on a wall, made from behind it.

    Attributes:
        wall: the wall's name.
        what: what it promises.
        holds: whether the attempt failed, as it should.
        saw: what the attempt saw.
    """

    wall: str
    what: str
    holds: bool
    saw: str


class WarmParent:
    """A process behind the outer wall that forks kernels."""

    def __init__(
        self, preload: Iterable[str] = (), limits: Limits | None = None, *, bare: bool = False
    ) -> None:
        """Start it and wait until its imports are done.

        Args:
            preload: modules to import besides those that every kernel needs.
            limits: what one kernel may use.
            bare: import nothing; for `try_walls` and `eat`.

        Raises:
            CourseError: it did not come up; the text says what bubblewrap or Python said.
        """
        self.limits = limits or Limits()
        self.folder = scratch.new_folder(short=True)
        self.rooms = self.folder / "rooms"
        self.rooms.mkdir(mode=0o711)
        self._count, self._lock = 0, threading.Lock()
        self.rooms.chmod(0o711)  # whatever the umask is
        if os.geteuid() == 0:
            self.folder.chmod(0o711)
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
        reply = self.ask(op="start", **self._walls(room))
        if reply["said"] != "1":
            raise CourseError(f"no kernel came up in the sandbox: {reply['said']}.")
        return reply["pid"]

    def _walls(self, room: Path) -> dict:
        calls = base64.b64encode(system_calls.program()).decode()
        return {"room": room.name, "limits": asdict(self.limits), "filter": calls}

    def try_walls(self) -> list[Trial]:
        """Try every wall that a kernel has, from where it would run.

        Raises:
            CourseError: the inner wall did not come up.
        """
        room = self.new_room()
        try:
            asked = {"names": list(ENVIRONMENT), "unseen": unseen()}
            said = self.ask(op="try", **self._walls(room), **asked)["said"]
            return [Trial(**json.loads(line)) for line in said.splitlines()]
        except (TypeError, ValueError):
            raise CourseError(f"the inner wall did not come up: {said[:300]}.") from None
        finally:
            shutil.rmtree(room, ignore_errors=True)

    def eat(self, kind: str) -> int | None:
        """The exit code of a process that holds more memory, of a kind, than a kernel may."""
        room = self.new_room()
        reply = self.ask(op="eat", eat=kind, **self._walls(room))
        shutil.rmtree(room, ignore_errors=True)
        self.kill(reply["pid"])  # it has ended, and this waits until that is known
        return self.poll(reply["pid"])

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
