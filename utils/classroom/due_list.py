"""When lessons are due, for the list of assignments: nbgrader's own does not say.

An extension of the Jupyter server answers under `course/due`; one of JupyterLab's, in
`labextension/`, writes the dates beside the lessons.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado import web

from utils.classroom.exchange import exchange_here, read_due

LAB = Path(__file__).resolve().parent / "labextension"


class DueHandler(APIHandler):
    """Lesson by lesson, the time with its offset."""

    @web.authenticated
    def get(self) -> None:
        """Answer with what the exchange says now."""
        due = read_due(exchange_here())
        self.finish(json.dumps({name: time.isoformat() for name, time in due.items()}))


def _load_jupyter_server_extension(server: Any) -> None:
    address = url_path_join(server.web_app.settings["base_url"], "course", "due")
    server.web_app.add_handlers(".*$", [(address, DueHandler)])


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "utils.classroom.due_list"}]
