"""Whether a page of the site holds what learners are to find out themselves."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

from grading import ROOT, lesson_path
from grading.lesson.cells import MARKERS, REGIONS, kind_of, region
from grading.lesson.masters import read_solution

SHORTEST = 12  # characters of a line that can give something away
TELLS = re.compile(r"[=(\[+*/@.]")
# Spaces, and what only lets a line break
UNSEEN = re.compile("[\\s\\u00ad\\u200b-\\u200d\\u2060\\ufeff]+")
# The guides show how a hidden test is begun
MACHINERY = re.compile(r"from utils\.|with (?:hidden_test|parts\.part)\($|parts = Parts\(\)$")
TAG = re.compile(r"<[^>]*>")


def leaks(site: Path, lessons: list[str], root: Path = ROOT) -> Iterator[str]:
    """What a built site gives away, a sentence each.

    Args:
        site: the folder of pages.
        lessons: whose answers, hidden tests and mark schemes are looked for: a lesson's own on the
            pages that bear its name, all of them on every other page.
        root: the course's folder.
    """
    secrets = {lesson: _secrets(lesson, root) for lesson in lessons}
    for path in sorted(site.rglob("*")):
        if path.suffix not in (".html", ".js", ".txt", ".ipynb", ".md", ".svg"):
            continue
        raw = path.read_text(encoding="utf-8", errors="replace")
        name, text = path.relative_to(site).as_posix(), _readings(raw)
        if own := [each for each in lessons if each in name]:
            told = [*MARKERS, *(line for each in own for line in secrets[each])]
        else:
            everybodys = (line for each in lessons for line in secrets[each])
            told = [line for line in everybodys if not MACHINERY.match(line)]
        yield from (f"{name} holds `{line}`" for line in told if _dense(line) in text)


def _readings(raw: str) -> str:
    """A file without its tags, as one reads it, and with them: a comment holds text, too."""
    return "\n".join(_dense(html.unescape(html.unescape(each))) for each in (TAG.sub("", raw), raw))


def _secrets(lesson: str, root: Path) -> list[str]:
    """Lines of answers, hidden tests and mark schemes that no learner reads anyway.

    They read the release, and what its demonstrations print, such as a row to copy.
    """
    release = _dense(lesson_path("notebooks", lesson, root).read_text(encoding="utf-8"))
    release += _dense("\n".join(_printed(lesson, root)))
    lines = [
        line.strip()
        for cell in read_solution(lesson, root).cells
        for name in REGIONS
        for line in region(cell, name).splitlines()
    ]
    return [
        line
        for line in dict.fromkeys(lines)
        if len(_dense(line)) >= SHORTEST and TELLS.search(line) and _dense(line) not in release
    ]


def _printed(lesson: str, root: Path) -> Iterator[str]:
    for cell in read_solution(lesson, root).cells:
        if cell.cell_type == "code" and kind_of(cell) in ("code", "locked"):
            yield from (output.get("text", "") for output in cell.outputs)


def _dense(text: str) -> str:
    return UNSEEN.sub("", text).replace('\\"', '"')
