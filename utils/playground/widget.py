"""The live half of a playground: a widget whose module ships in this folder.

Numbers alone cross between Python and the page. `start` goes over once; what the page asks later,
`answer` answers. Nothing is fetched from anywhere, and anywidget is imported only here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

FOLDER = Path(__file__).parent
VIEW = "application/vnd.jupyter.widget-view+json"

Answer = Callable[[dict[str, Any]], Mapping[str, Any]]


def plain(value: Any) -> Any:
    """A value as JSON takes it: arrays as lists, what is no finite number as None.

    >>> plain({"z": np.array([1.5, np.nan]), "n": np.int64(2), "name": "relu"})
    {'z': [1.5, None], 'n': 2, 'name': 'relu'}
    """
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, np.ndarray | np.generic):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, float):
        return value if np.isfinite(value) else None
    return value


def module(name: str) -> str:
    """A playground's JavaScript, as one module: what all share, then its own."""
    return "\n".join((FOLDER / f"{part}.js").read_text("utf-8") for part in ("shared", name))


@cache
def kind_of(name: str) -> type:
    """The class of a playground's widget."""
    import anywidget
    import traitlets

    def start() -> traitlets.Dict:
        return traitlets.Dict().tag(sync=True)

    members = {"_esm": module(name), "_css": (FOLDER / "shared.css").read_text("utf-8")}
    return type("Playground", (anywidget.AnyWidget,), members | {"start": start()})


def widget(name: str, start: Mapping[str, Any], answer: Answer | None = None) -> Any:
    """A playground's widget; None where anywidget is missing.

    Args:
        name: of its JavaScript, such as "curve".
        start: what the page needs at first: numbers, lists, arrays and texts by name.
        answer: gives what the page asks for, numbers by name; an error's text is told there.
    """
    try:
        made = kind_of(name)(start=plain(start))
    except ImportError:
        return None

    def asked(_: Any, content: Any, __: Any) -> None:
        told: dict[str, Any] = {"id": content.get("id")}
        try:
            told["answer"] = plain(answer(content["question"]))
        except Exception as error:  # nobody would see it: a widget's errors go to the log
            told["error"] = f"{type(error).__name__}: {error}"
        made.send(told)

    if answer is not None:
        made.on_msg(asked)
    return made


def view(made: Any) -> dict[str, Any]:
    """What displays a widget, by kind; empty where this front end's widgets are too old for it."""
    with suppress(Exception):
        bundle = made._repr_mimebundle_()
        bundle = bundle[0] if isinstance(bundle, tuple) else bundle
        return {kind: each for kind, each in (bundle or {}).items() if kind == VIEW}
    return {}
