"""What may stand in a notebook: blank ones, damaged and filled with junk, without a process."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from functools import cache
from typing import Any

from hypothesis import strategies as st
from nbformat.v4 import writes_json

from grading import ROOT, lesson_path, lessons
from grading.autograde.examiner import Examiner, Times
from grading.autograde.reasons import lacking, python_of
from grading.autograde.scores import score_of
from grading.course import screen
from grading.course.tables import safe
from grading.course.told import COLOUR, CONTROL, MARK, ROW, counted
from grading.gradebook.class_of_lesson import KINDS
from grading.gradebook.graded_note import GradedNote
from grading.gradebook.grades_csv import Row, reason_of
from grading.handed_in.harmless import tell_outputs
from grading.handed_in.needed_cells import needed_cells
from grading.handed_in.reading import read_notebook
from grading.handed_in.repair import repair
from grading.handed_in.submissions import notebook_problem
from grading.lesson.to_grade import Lesson, lesson_to_grade
from tests.fuzz.any_value import JSON, NAMES
from tests.fuzz.fake_kernel import FakeKernel, instead_of_kernels
from tests.fuzz.tally import Undeserved
from tests.helpers.any_damage import STEP
from tests.helpers.damage import damage

BLANK = {"error": {"type": "NotImplementedError", "module": "builtins", "bases": [], "text": ""}}
ODD = [
    "(" * 300, "[" * 5_000, "-" * 3_000 + "1", "x = " + "+".join(["1"] * 3_000), "def f(:\n", "\0",
    "%%bash\nls", "!ls", "%run x", "%%writefile a\n", "?x", "x?", "def f():\n" * 50, "\t \t x",
    "import torch; torch.save = 1", "'''", "f'{'", "\u202eprint(1)", "x\u200b = 1", "\ud800",
    "# -*- coding: rot13 -*-\n", "from __future__ import braces", "lambda: (yield)", "match x:\n",
    "exec('exec(\"exec(1)\")')", "np.allclose = 1\n" * 200, "setattr(np, 'x', 1)", "é" * 2_000,
    "class A:\n    __eq__ = lambda s, o: True", "import grading", "sys._getframe()", "In[0]",
    "import " + ".".join(["a"] * 2_000), "'/proc/self'", "x" * 100_000, "\n" * 5_000,
    "a=b=" * 2_000,
]  # fmt: skip
SOURCE = st.one_of(
    st.sampled_from(ODD),
    st.text(max_size=60),
    st.tuples(st.sampled_from(ODD), st.sampled_from(ODD)).map("\n".join),
)
PUT = st.tuples(
    st.sampled_from(["into", "own", "behind"]), st.integers(0, 60), SOURCE, st.sampled_from(NAMES)
)
TEXT = st.text(max_size=10) | st.sampled_from(NAMES)
MESSAGE = st.one_of(
    st.tuples(st.just("stream"), st.fixed_dictionaries({"name": TEXT, "text": TEXT | JSON})),
    st.tuples(
        st.sampled_from(["display_data", "execute_result"]),
        st.fixed_dictionaries({
            "data": st.dictionaries(
                st.sampled_from(["text/plain", "text/html", "image/png", "x", "application/json"]),
                TEXT | JSON, max_size=3) | JSON,
            "metadata": JSON, "execution_count": JSON,
        }),
    ),
    st.tuples(
        st.just("error"),
        st.fixed_dictionaries({
            "ename": TEXT | JSON | st.sampled_from(["ModuleNotFoundError", "SyntaxError"]),
            "evalue": TEXT | JSON, "traceback": st.lists(TEXT, max_size=3) | JSON}),
    ),
    st.tuples(st.sampled_from(["clear_output", "stream", "error", "x"]), JSON),
)  # fmt: skip
STRATEGY = st.tuples(
    st.integers(0, 10_000),
    st.lists(STEP, max_size=5),
    st.lists(PUT, max_size=3),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=2),
    st.lists(MESSAGE, max_size=3),
    st.lists(st.text(max_size=20), max_size=3),
)


@cache
def lesson_named(name: str) -> Lesson:
    """A lesson, as workers need it."""
    return lesson_to_grade(name)


@cache
def release(name: str) -> str:
    """A lesson's blank notebook."""
    return lesson_path("notebooks", name, ROOT).read_text(encoding="utf-8")


def filled(nb: dict, puts: list) -> dict:
    """The notebook with text put into its cells, or between them."""
    cells = nb.get("cells")
    for how, number, text, name in puts if isinstance(cells, list) and cells else ():
        place = number % len(cells)
        own = {"cell_type": "code", "source": text, "metadata": {}, "outputs": [], "id": name}
        if how == "own":
            cells.insert(place, own)
        elif isinstance(cells[place], dict):
            before = cells[place].get("source")
            before = "".join(map(str, before)) if isinstance(before, list) else str(before)
            cells[place]["source"] = text if how == "into" else f"{before}\n{text}"
    return nb


def _outputs(nb: dict) -> Iterator[str]:
    """All text that a notebook's cells show, without its colours."""
    for cell in nb["cells"]:
        for output in cell.get("outputs", ()):
            parts = [output.get("text", ""), output.get("evalue", ""), output.get("ename", "")]
            parts += [*output.get("traceback", ()), *output.get("data", {}).values()]
            yield from (COLOUR.sub("", "".join(part)) for part in parts)


class Notebooks:
    """The door of notebooks."""

    strategy = STRATEGY

    def __init__(self) -> None:
        import torch  # noqa: F401

        for name in lessons():  # what the first input would pay for all others
            lesson_named(name), release(name)

    def attempt(self, drawn: Any) -> str:
        """Grade a blank notebook after all this was done to it."""
        number, steps, puts, cuts, messages, replaced = drawn
        known = lessons()
        lesson = lesson_named(known[number % len(known)])
        nb = filled(damage(json.loads(release(lesson.name)), steps), puts)
        data = bytearray(json.dumps(nb).encode())
        for place, byte in cuts if number % 4 == 0 else ():
            data[int(place * (len(data) - 1))] = byte
        with screen.quiet(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return self._graded(bytes(data), lesson, messages, replaced)

    def _graded(self, data: bytes, lesson: Lesson, messages: list, replaced: list) -> str:
        if problem := notebook_problem(data):
            assert problem.isprintable()
            return "unreadable"
        nb = read_notebook(data)
        saved_by = python_of(nb)
        notes = repair(nb, lesson.masters)
        needed = needed_cells(nb, lesson.released)

        def replies(request: dict, call_back: Any) -> dict:
            name = request.get("target", {}).get("name", "")
            return {
                "canary": {"changed": replaced},
                "describe": {"callable": name, "signature": []},
                "call": BLANK,
                "recognise": {"mistake": None},
            }.get(request["do"], {})

        kernel = FakeKernel(replies, lambda: messages)
        with instead_of_kernels(kernel):
            found = Examiner(nb, lesson.asked, None, needed=needed, times=Times()).examine()
        notes += [*found.notes, *lacking(nb, saved_by)]
        note = GradedNote(repaired=notes, tampering=found.tampering, slowest=found.slowest)
        reason = reason_of([*counted(note.tampering), *counted(note.repaired, KINDS)], [])
        row = Row("ann", lesson.name, "graded", 0.0, 1.0, reason)
        assert all(cell.isprintable() and len(cell) <= ROW for cell in map(safe, row.cells()))
        text = writes_json(tell_outputs(nb))
        text.encode()
        for said in _outputs(json.loads(text)):
            assert not CONTROL.search(said)
            assert not MARK.search(said)
        graded = [cell for cell in nb.cells if "points" in cell.metadata.get("nbgrader", {})]
        if earned := sum(filter(None, (score_of(cell).score for cell in graded))):
            raise Undeserved(f"{earned:g} points of {lesson.name}")
        return "tampered" if found.tampering else "graded"
