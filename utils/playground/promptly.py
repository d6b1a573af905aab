"""Jupyter's server sends a kernel's small messages at once: a drag is answered 40 ms sooner.

By itself, the server leaves the network's way of saving packets on (Nagle's algorithm): a small
message waits until the page has confirmed the one before it, and a page that has nothing to say
confirms after 40 milliseconds. `utils.lab` switches this extension of the Jupyter server on.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any


def install(handler: type) -> None:
    """Let connections of a class of Jupyter's handlers send each message at once."""
    opened = handler.open

    async def open_promptly(self: Any, *args: Any, **kwargs: Any) -> None:
        with suppress(Exception):  # without it all works, a little later
            self.set_nodelay(True)
        await opened(self, *args, **kwargs)

    handler.open = open_promptly


def _load_jupyter_server_extension(server: Any) -> None:
    with suppress(ImportError):  # another version of the server, which has its handlers elsewhere
        from jupyter_server.services.kernels.websocket import KernelWebsocketHandler

        install(KernelWebsocketHandler)


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "utils.playground.promptly"}]
