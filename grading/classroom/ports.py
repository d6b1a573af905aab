"""Ports that nobody listens on."""

from __future__ import annotations

import socket

from grading import CourseError

FIRST = 8000


def is_free(port: int) -> bool:
    """Whether nobody listens on a port of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_ports(wanted: str = "") -> tuple[int, int]:
    """The hub's own port, and one for its parts to speak with it.

    Args:
        wanted: the port for the browser; where empty, 8000 or the next one that is free.

    Raises:
        CourseError: the port is taken, or is none.
    """
    if wanted and not (wanted.isdecimal() and 0 < int(wanted) < 65536):
        raise CourseError(f"PORT={wanted} is no port: take a number such as 8000")
    if wanted and not is_free(int(wanted)):
        raise CourseError(f"port {wanted} is taken: name another one, as in `make hub PORT=8100`")
    port = int(wanted) if wanted else next(p for p in range(FIRST, 65536) if is_free(p))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return port, probe.getsockname()[1]
