"""What students, editors and merges do to notebooks, for the tests of intake and grading."""

from __future__ import annotations

import copy
import random
from typing import Any

from tests.helpers.sample_course import CELLS

NAMES = [cell[0] for cell in CELLS]
SCRAP = [None, True, False, 0, 1, -1, 99, 0.5, 10**30, "", "x", "code", "raw", "\ud800", *NAMES]
KEYS = ["nbgrader", "grade_id", "id", "source", "points"]
FIELDS = ["source", "cell_type", "metadata", "id", "outputs", "execution_count", "attachments", "x"]
FLAGS = ["grade", "grade_id", "locked", "solution", "points", "schema_version", "task"]
WHAT = ["delete", "copy", "move", "flag", "flag", "field", "drop", "insert", "top"]

Step = tuple[str, int, int, Any]  # what, two numbers that say where, and what comes there


def damage(nb: dict, steps: list[Step]) -> dict:
    """Do these steps to a notebook, in place; the notebook."""
    for what, one, two, junk in steps:
        cells = nb.get("cells")
        if what == "top" or not isinstance(cells, list) or not cells:
            nb[["metadata", "nbformat", "nbformat_minor", "cells"][one % 4]] = junk
            continue
        place = one % len(cells)
        cell = cells[place]
        if what == "delete":
            del cells[place]
        elif what == "copy":
            cells.insert(two % len(cells), copy.deepcopy(cell))
        elif what == "move":
            cells.insert(two % len(cells), cells.pop(place))
        elif what == "insert":
            cells.insert(place, junk)
        elif isinstance(cell, dict):
            meta = cell.get("metadata")
            if what == "field":
                cell[FIELDS[two % len(FIELDS)]] = junk
            elif what == "drop":
                cell.pop(FIELDS[two % len(FIELDS)], None)
            elif isinstance(meta, dict) and isinstance(meta.get("nbgrader"), dict):
                meta["nbgrader"][FLAGS[two % len(FLAGS)]] = junk
            elif isinstance(meta, dict):
                meta["nbgrader"] = junk
    return nb


def random_steps(rng: random.Random) -> list[Step]:
    """One to six steps; damage to the whole file is rare, since little is left to grade then."""
    steps = []
    for _ in range(rng.randint(1, 6)):
        what = "top" if rng.random() < 0.03 else rng.choice(WHAT[:-1])
        junk: Any = rng.choice(SCRAP)
        if rng.random() < 0.2:
            junk = {rng.choice(KEYS): rng.choice(SCRAP)}
        elif rng.random() < 0.1:
            junk = [junk, rng.choice(SCRAP)]
        steps.append((what, rng.randint(0, 20), rng.randint(0, 20), junk))
    return steps
