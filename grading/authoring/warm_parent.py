"""A process that has imported what lessons import, and forks a kernel for each notebook.

It is run as a script, and runs no cell itself: every kernel begins with what imports leave, and
with nothing that another notebook did.

    python grading/authoring/warm_parent.py FOLDER MODULE ...

It listens at a socket in the folder, prints where once the modules are imported, and ends when its
input does; its kernels end with it. A request is a line of JSON. One that names modules to
`preload` is answered with the socket of a parent that has those, too; any other with the process
id of a kernel.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import json
import os
import random
import select
import signal
import socket
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1
BACKEND = "module://matplotlib_inline.backend_inline"  # where a kernel draws


def warm_up(names: Iterable[str]) -> dict[str, str]:
    """Import modules; what cannot be imported is left for a lesson's cell to say.

    Returns:
        The environment's variables that importing sets.
    """
    before = dict(os.environ)
    gc.disable()  # hardly anything that an import makes is garbage
    for name in names:
        with contextlib.suppress(Exception):
            __import__(name)
    gc.freeze()  # a kernel's collector would copy all these pages to find that out
    gc.enable()
    return {name: value for name, value in os.environ.items() if before.get(name) != value}


def end_with_parent() -> None:
    """Be ended when the process that forked this one ends, however it does."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def become_kernel(request: dict[str, Any], set_by_imports: dict[str, str], parent: int) -> None:
    """Be a kernel, as `python -m ipykernel_launcher -f FILE` is one.

    Args:
        request: `connection`, the file's path; `folder`, to run in; `environment`.
        set_by_imports: variables of the environment.
        parent: the process id of the one that forked this.
    """
    os.setsid()  # an interrupt is for this kernel, and for what it starts
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nothing, stream)
    os.environ.clear()
    os.environ.update(request["environment"] | set_by_imports)
    os.chdir(request["folder"])
    random.seed()  # a new process has chance of its own
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    from ipykernel.kernelapp import launch_new_instance

    sys.argv = ["ipykernel_launcher", "-f", request["connection"]]
    launch_new_instance([*sys.argv[1:], f"--IPKernelApp.parent_handle={parent}"])


class Parent:
    """Forks kernels, and parents that have imported more."""

    def __init__(self, folder: Path, ends: int, set_by_imports: dict[str, str]) -> None:
        """Listen.

        Args:
            folder: where its socket lies.
            ends: the number of a file; when that ends, this does.
            set_by_imports: variables of the environment.
        """
        self.folder, self.ends, self.set_by_imports = folder, ends, set_by_imports
        self.path = str(folder / str(os.getpid()))
        self.warmer: dict[tuple[str, ...], str] = {}  # where they listen, by what they preload
        self.kernels: set[int] = set()
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.bind(self.path)
        self.socket.listen()

    def serve(self) -> None:
        """Answer requests until the file that was given ends."""
        while self.ends not in select.select([self.socket, self.ends], [], [])[0]:
            client, _ = self.socket.accept()
            with client, client.makefile("rw") as stream, contextlib.suppress(OSError, ValueError):
                reply = self.answer(json.loads(stream.readline()), client)
                stream.write(f"{json.dumps(reply)}\n")
            self._reap(os.WNOHANG)
        for kernel in self.kernels:
            os.kill(kernel, signal.SIGKILL)
        self._reap(0)

    def _reap(self, how: int) -> None:
        """Wait for children; who asked for a kernel hears of its end otherwise."""
        with contextlib.suppress(ChildProcessError):
            while child := os.waitpid(-1, how)[0]:
                self.kernels.discard(child)

    def answer(self, request: dict[str, Any], client: socket.socket) -> str | int:
        """Do what is asked."""
        names = tuple(request.get("preload", ()))
        if not names:
            known = self.set_by_imports
            kernel = self._fork(lambda parent: become_kernel(request, known, parent), client)
            self.kernels.add(kernel)
            return kernel
        if names not in self.warmer:
            told, tell = os.pipe()
            self._fork(lambda _: self._be_warmer(names, tell), client)
            os.close(tell)
            with os.fdopen(told) as stream:
                self.warmer[names] = stream.readline().strip()
        return self.warmer[names]

    def _fork(self, be: Any, client: socket.socket) -> int:
        """Fork what has nothing open of this, and ends with it; its process id."""
        parent = os.getpid()
        if child := os.fork():
            return child
        try:
            end_with_parent()
            self.socket.close()
            os.close(client.detach())  # `close` would wait for its stream
            be(parent)
        finally:
            os._exit(1)

    def _be_warmer(self, names: tuple[str, ...], tell: int) -> None:
        parent = Parent(self.folder, self.ends, self.set_by_imports | warm_up(names))
        os.write(tell, f"{parent.path}\n".encode())
        os.close(tell)
        parent.serve()


def main() -> None:
    """Warm up, say where this listens, serve."""
    del sys.path[0]  # this file's folder
    os.environ.setdefault("MPLBACKEND", BACKEND)
    parent = Parent(Path(sys.argv[1]), sys.stdin.fileno(), warm_up(sys.argv[2:]))
    print(parent.path, flush=True)
    parent.serve()


if __name__ == "__main__":
    main()
