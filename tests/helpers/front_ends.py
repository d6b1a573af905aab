"""How other programs save a notebook: what becomes of its ids, metadata and texts."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from uuid import NAMESPACE_URL, uuid5

Edit = Callable[[dict], None]


def _each(change: Callable[[dict, int], None]) -> Edit:
    def edit(nb: dict) -> None:
        for number, cell in enumerate(nb["cells"]):
            change(cell, number)

    return edit


def _number(number: int) -> str:
    return str(uuid5(NAMESPACE_URL, str(number)))


def _upgraded(cell: dict, number: int) -> None:
    cell["id"] = _number(number)[:8]


def _without_ids(cell: dict, number: int) -> None:
    del cell["id"]


def _without_metadata(cell: dict, number: int) -> None:
    cell["metadata"] = {}


def _colab(cell: dict, number: int) -> None:
    cell["metadata"] = {"id": cell.pop("id")}


def _replaced_by(metadata: Callable[[int], dict]) -> Edit:
    def change(cell: dict, number: int) -> None:
        del cell["id"]
        cell["metadata"] = metadata(number)

    return _each(change)


SAVED: dict[str, Edit] = {
    "jupyterlab": lambda nb: None,
    "ids made anew": _each(_upgraded),
    "ids gone": _each(_without_ids),
    "metadata gone": _each(_without_metadata),
    "colab": _each(_colab),
    "colab, copied": _replaced_by(lambda k: {"id": _number(k)[:12], "colab": {"base_uri": "x"}}),
    "databricks": _replaced_by(
        lambda k: {"application/vnd.databricks.v1+cell": {"nuid": _number(k), "title": ""}}
    ),
    "deepnote": _replaced_by(lambda k: {"cell_id": _number(k), "deepnote_cell_type": "code"}),
    "jukit": _replaced_by(lambda k: {"jukit_cell_id": _number(k)[:10]}),
    "vscode": _replaced_by(lambda k: {"vscode": {"languageId": "python"}}),
    "kaggle": _replaced_by(lambda k: {"_uuid": _number(k), "trusted": True}),
}


def _text(change: Callable[[str], str], *kinds: str) -> Edit:
    def edit(cell: dict, number: int) -> None:
        if cell["cell_type"] in (kinds or ("code", "markdown")):
            text = cell["source"]
            text = change(text if isinstance(text, str) else "".join(text))
            cell["source"] = text.splitlines(keepends=True) if number % 2 else text

    return _each(edit)


TEXTS: dict[str, Edit] = {
    "as it was": lambda nb: None,
    "windows": _text(lambda text: text.replace("\n", "\r\n")),
    "old mac": _text(lambda text: text.replace("\n", "\r")),
    "trailing": _text(lambda text: text.replace("\n", " \t\n") + "  \n\n"),
    "decomposed": _text(lambda text: unicodedata.normalize("NFD", text)),
    "hard spaces": _text(lambda text: text.replace(" ", "\u00a0"), "markdown"),
    "bom": _text(lambda text: f"\ufeff{text}"),
    "percent": _text(lambda text: f"# %%\n{text}", "code"),
    "form": _text(lambda text: f"#@title A form\n{text}", "code"),
    "in": _text(lambda text: f"# In[7]:\n\n\n{text}\n", "code"),
    "command": _text(lambda text: f"{text}\n# COMMAND ----------", "code"),
    "md": _text(lambda text: f"%md\n{text}", "markdown"),
}


def saved(nb: dict, *edits: Edit) -> bytes:
    """The bytes of a notebook after a program had it."""
    nb = json.loads(json.dumps(nb))
    for edit in edits:
        edit(nb)
    return json.dumps(nb, ensure_ascii=False).encode()
