"""Kernels for nbval that need not import NumPy, matplotlib and PyTorch, each by itself.

Half of a quick notebook's processor time is imports. One warm parent (`warm_parent`) has done them
and forks a kernel for each notebook: a process of its own with nothing in its namespace. Where
that cannot be, as on systems that do not fork, kernels are started as usual.
"""

from __future__ import annotations

import json
import os
import secrets
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from queue import Empty
from typing import Any

import zmq
from jupyter_client import BlockingKernelClient
from jupyter_client.connect import write_connection_file

SCRIPT = Path(__file__).with_name("warm_parent.py")
WHERE = "COURSE_WARM_PARENT"  # the variable that tells pytest's workers where the parent listens
# What every kernel imports when it starts, and what nearly every lesson's first cell does
EACH = (
    "IPython.core.completerlib",
    "IPython.extensions.storemagic",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipywidgets",
    "matplotlib.animation",
    "matplotlib.backends.backend_agg",
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
    "numpy",
    "tornado.platform.asyncio",
)
WITH_TORCH = ("torch", "torch._dynamo")  # the second is what a first optimiser imports
POLL = 0.5  # seconds between two looks at a kernel that starts
PATIENCE = 120  # seconds; a busy machine imports slowly


@contextmanager
def warm_parent() -> Iterator[None]:
    """Have a parent ready for kernels that are asked for inside, also by processes begun there."""
    if not hasattr(os, "pidfd_open"):  # Linux alone
        yield
        return
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="warm-"))
        process = subprocess.Popen(
            [sys.executable, str(SCRIPT), folder, *EACH],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,  # Ctrl+C is for pytest, which then ends this
        )
        stack.callback(process.wait)
        stack.enter_context(process.stdout)
        stack.enter_context(process.stdin)
        os.environ[WHERE] = process.stdout.readline().strip()
        stack.callback(os.environ.pop, WHERE, None)
        yield


def _asked(path: str, **request: Any) -> Any:
    with socket.socket(socket.AF_UNIX) as channel:
        channel.settimeout(PATIENCE)
        channel.connect(path)
        with channel.makefile("rw") as stream:
            stream.write(json.dumps(request) + "\n")
            stream.flush()
            return json.loads(stream.readline())


class ForkedKernel:
    """A kernel that a warm parent forked; the part of a kernel manager that nbval uses."""

    kernel_spec = None

    def __init__(self, folder: str, preload: tuple[str, ...]) -> None:
        """Fork it; the client that `client` gives has to wait until it is ready.

        Args:
            folder: where it runs.
            preload: modules that its parent has imported, besides those of every kernel.

        Raises:
            OSError: there is no parent that answers.
            ValueError: it answers something else than a process id.
        """
        parent = os.environ.get(WHERE, "")
        if not parent:
            raise OSError("no warm parent")
        if preload:
            parent = _asked(parent, preload=preload)
        self._own = tempfile.TemporaryDirectory(prefix="kernel-")
        own = Path(self._own.name)
        self.connection, _ = write_connection_file(
            str(own / "kernel.json"),
            transport="ipc",  # no port, which another process could have taken meanwhile
            ip=str(own / "k"),
            key=secrets.token_hex().encode(),
        )
        environment = {name: value for name, value in os.environ.items() if name != WHERE}
        asked = {"connection": self.connection, "folder": folder, "environment": environment}
        self._process = os.pidfd_open(int(_asked(parent, **asked)))

    def client(self) -> BlockingKernelClient:
        """A client with its connection, whose channels are not started yet."""
        # A context of its own would wait for sockets of a kernel that died, when it is collected
        shared = zmq.Context.instance()
        client = BlockingKernelClient(connection_file=self.connection, context=shared)
        client.load_connection_file()
        return client

    def is_alive(self) -> bool:
        """Whether the process has not ended."""
        return not select.select([self._process], [], [], 0)[0]

    def interrupt_kernel(self) -> None:
        """Let the running cell end with KeyboardInterrupt."""
        self._send(signal.SIGINT)

    def shutdown_kernel(self, now: bool = True) -> None:
        """End the process, and forget its connection."""
        self._send(signal.SIGKILL)
        select.select([self._process], [], [], PATIENCE)
        os.close(self._process)
        self._own.cleanup()

    def _send(self, which: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._process, which)


def start_forked(folder: str, preload: tuple[str, ...], seconds: float) -> tuple:
    """Fork a kernel; its manager, and a client once it answers.

    Raises:
        OSError: there is no warm parent, or it cannot fork.
        ValueError: it answers something else than a process id.
        RuntimeError: the kernel does not answer within the seconds.
    """
    kernel = ForkedKernel(folder, preload)
    client = kernel.client()
    client.start_channels(hb=False)
    client.kernel_info()  # waits in the channel until the kernel listens
    end = time.monotonic() + seconds
    while kernel.is_alive() and time.monotonic() < end:
        with suppress(Empty):
            client.get_shell_msg(timeout=POLL)
            return kernel, client
    client.stop_channels()
    kernel.shutdown_kernel()
    raise RuntimeError(f"no forked kernel answered within {seconds:g} s")
