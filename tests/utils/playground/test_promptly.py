"""Connections to kernels send each message at once; where that cannot be, all works as before."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from utils.lab import command
from utils.playground import promptly


class Handler:
    """A stand-in for Jupyter's handler of a connection to a kernel."""

    def __init__(self):
        self.told = []

    def set_nodelay(self, value):
        self.told.append(value)

    async def open(self, kernel_id):
        self.told.append(kernel_id)


def opened(handler):
    """Open a handler's connection, in a thread: a browser's test may have left its loop running."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(handler.open("k"))).result()


def test_a_connection_sends_at_once_from_its_beginning():
    class Promptly(Handler):
        pass

    promptly.install(Promptly)
    handler = Promptly()
    opened(handler)
    assert handler.told == [True, "k"]


def test_a_connection_that_cannot_is_opened_all_the_same():
    class Other(Handler):
        set_nodelay = None

    promptly.install(Other)
    handler = Other()
    opened(handler)
    assert handler.told == ["k"]


def test_the_servers_handler_is_the_one_that_learns_it(monkeypatch):
    handlers = pytest.importorskip("jupyter_server.services.kernels.websocket")
    seen = []
    monkeypatch.setattr(promptly, "install", seen.append)
    promptly._load_jupyter_server_extension(None)
    assert seen == [handlers.KernelWebsocketHandler]
    (point,) = promptly._jupyter_server_extension_points()
    assert any(f"{point['module']}=True" in word for word in command("work", []))
