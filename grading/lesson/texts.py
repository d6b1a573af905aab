"""What tells a cell's text apart, whichever program saved it, and what its code defines."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Lines that programs add: jupytext and VS Code, Colab's forms, nbconvert's scripts, Databricks
ADDED = re.compile(
    r"# ?%%.*|# ?@title.*|# In ?\[[\d *]*\]:?|# COMMAND -+|# Databricks notebook source|%md"
)
# What looks like nothing or like a space, and stands for it
ODD = {"\ufeff": "", "\u200b": "", "\u00a0": " ", "\u202f": " "}
INVISIBLE = str.maketrans(ODD)
TOP = re.compile(r"(?:async +)?def +(\w+)|class +(\w+)")
METHOD = re.compile(r"[ \t]+(?:async +)?def +(\w+)")
# Texts that are remembered, and the characters of one; a longer cell is read line by line
MOST, LONGEST = 2_000, 20_000


def with_line_ends(text: str) -> str:
    r"""A text with the line ends that Python and notebooks have.

    >>> with_line_ends("a\r\nb\rc\n")
    'a\nb\nc\n'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def bare(text: str) -> str:
    r"""A cell's text without what programs change in it by themselves.

    Line ends, white space at ends of lines, empty lines around it, how an accented letter is
    written, spaces that do not break, and the lines that mark a cell are no one's edit.

    >>> bare("\ufeff# %%\r\nx = 1  \r\n\r\n")
    'x = 1'
    """
    return _bare(text) if len(text) <= LONGEST else _bare.__wrapped__(text)


@lru_cache(maxsize=MOST)
def _bare(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(INVISIBLE))
    lines = [line.rstrip() for line in with_line_ends(text).split("\n")]
    return "\n".join(line for line in lines if not ADDED.fullmatch(line)).strip("\n")


def lines_of(text: str) -> set[str]:
    """The lines of a cell that say something, without their indents."""
    return {line.strip() for line in bare(text).split("\n") if len(line.strip()) > 3}


def definitions(source: str) -> frozenset[str]:
    r"""The functions and classes that a cell defines, and the classes' methods.

    A cell that Python cannot read, such as one of a newer Python, is read line by line.

    >>> sorted(definitions("def relu(z):\n    pass\n\nclass Value:\n    def add(self): pass"))
    ['Value', 'Value.add', 'relu']
    """
    if len(source) > LONGEST:
        return frozenset(_in_lines(with_line_ends(source)))
    return _definitions(source)


@lru_cache(maxsize=MOST)
def _definitions(source: str) -> frozenset[str]:
    text = "\n".join(
        "" if line.lstrip().startswith(("%", "!")) else line
        for line in with_line_ends(source).split("\n")
    )
    try:
        return frozenset(_in_statements(ast.parse(text).body))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset(_in_lines(text))


def _in_statements(body: list[ast.stmt]) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.ClassDef):
            yield node.name
            yield from (f"{node.name}.{each}" for each in _in_statements(node.body))
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
            yield from (each.id for each in node.targets if isinstance(each, ast.Name))
        elif isinstance(node, ast.If | ast.Try | ast.With):
            yield from _in_statements([*node.body, *getattr(node, "orelse", [])])


def _in_lines(text: str) -> Iterator[str]:
    inside = ""
    for line in text.split("\n"):
        if found := TOP.match(line):
            inside = found[2] or ""
            yield found[1] or found[2]
        elif inside and (found := METHOD.match(line)):
            yield f"{inside}.{found[1]}"


def may_define(source: str, names: frozenset[str]) -> bool:
    """Whether a cell may define all of these names, as is quick to see."""
    return all(
        any(f"{word} {each}" in source for word in ("def", "class"))
        or ("lambda" in source and each in source)
        for each in (name.rpartition(".")[2] for name in names)
    )
