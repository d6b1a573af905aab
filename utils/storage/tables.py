"""Small tables of results in data/: each column of one kind, written in one step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from utils.storage.one_step import write_text


def read_table(path: Path, kinds: Mapping[str, Callable[[str], Any]], again: str) -> list[dict]:
    """The rows of a table, a dictionary by column for each.

    Args:
        path: a file whose first line names the columns, with commas between its fields.
        kinds: the columns in their order, each with what makes its value of a text, such as `int`;
            a text that it refuses with ValueError is a fault of the table.
        again: the command that makes the table anew.

    Raises:
        FileNotFoundError: the table is not there.
        ValueError: it is not that table, or holds no row.
    """
    remedy = f"copy it from the course again, or make it anew with `{again}`"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise FileNotFoundError(f"{path} is not there: {remedy}.") from None
    except UnicodeDecodeError:
        raise ValueError(f"{path} is not a text file: {remedy}.") from None
    if lines[:1] != [",".join(kinds)]:
        raise ValueError(f"{path} does not begin with the line {','.join(kinds)}: {remedy}.")
    if len(lines) == 1:
        raise ValueError(f"{path} has no rows: {remedy}.")
    table = []
    for number, line in enumerate(lines[1:], start=2):
        try:
            values = zip(kinds.items(), line.split(","), strict=True)
            table.append({name: kind(text) for (name, kind), text in values})
        except ValueError:
            raise ValueError(f"{path}, line {number}, cannot be read: {remedy}.") from None
    return table


def write_table(path: Path, names: Iterable[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows below the names of their columns; None becomes an empty field.

    Raises:
        ValueError: a row has more or fewer values than there are columns, or one of them holds a
            comma or the end of a line.
    """
    names = list(names)
    lines = [",".join(names)]
    for row in rows:
        line = ",".join("" if value is None else str(value) for value in row)
        if len(row) != len(names) or line.count(",") != len(names) - 1 or len(line.split("\n")) > 1:
            raise ValueError(f"{list(row)} is not one plain value for each of {', '.join(names)}")
        lines.append(line)
    write_text(path, "\n".join(lines))
