"""What answers the judge in a student's process is ours, or the row says what was replaced."""

from __future__ import annotations

import functools
import sys
import types
from contextlib import closing

import pytest

from grading.autograde.stand_ins import Remote, examine_cell
from grading.sandbox.inside import course_look
from grading.sandbox.kernels import COURSE, INSIDE, Kernel
from grading.sandbox.warm import WarmParent

SOURCE = """
import contextlib
class A:
    def method(self):
        return [each for each in (1, 2) if each in {3, 4}]
def plain(x):
    return 1
@contextlib.contextmanager
def managed(x):
    yield x
"""
# They have done their work before any of a student's code runs, or look from outside it
BEFORE = {
    "course_warm",
    "course_labels",
    "course_look",
    "course_walls",
    "course_trials",
    "course_held",
}


@pytest.fixture
def ours(monkeypatch):
    """A module that answers, and the hashes of its functions on disk."""
    module = types.ModuleType("course_answers")
    exec(SOURCE, vars(module))
    module.answer = lambda request: f"answered {request}"
    monkeypatch.setitem(sys.modules, "course_answers", module)
    return module, course_look.written(SOURCE, "course_answers")


def test_what_is_on_disk_answers(ours):
    _, hashes = ours
    assert {name.removeprefix("course_answers.") for name in hashes} == {
        "plain",
        "managed",
        "A.method",
    }
    assert [n for n, wanted in hashes.items() if not course_look.is_there(n, wanted)] == []
    assert course_look.look("it", {}) == "answered it"


@pytest.mark.parametrize("name", ["plain", "A", "method"])
@pytest.mark.parametrize("other", [lambda self: 1, 3, None, type("A", (), {})])
def test_what_was_replaced_is_named(ours, name, other):
    module, hashes = ours
    setattr(module.A if name == "method" else module, name, other)
    changed = course_look.look("it", hashes).text
    assert f"course_answers.{'A.method' if name in ('A', 'method') else name}" in changed


def test_other_code_in_the_same_function_is_named(ours):
    module, hashes = ours
    module.plain.__code__ = (lambda x: 5).__code__
    assert "course_answers.plain" in course_look.look("it", hashes).text


def test_a_function_that_claims_to_wrap_ours_is_named(ours):
    module, hashes = ours
    module.managed = functools.wraps(module.managed)(lambda x: 5)
    module.plain = functools.wraps(module.plain)(lambda x: 5)
    said = course_look.look("it", hashes).text
    assert "course_answers.plain" in said
    assert "course_answers.managed" in said


def test_where_nothing_of_ours_is_nobody_replaced_it(monkeypatch):
    monkeypatch.delitem(sys.modules, "course_answers", raising=False)
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(ImportError):
        course_look.look("it", {})


def test_every_module_that_answers_is_looked_at():
    names = {path.stem for path in INSIDE.glob("course_*.py")}
    assert set(COURSE) == names - BEFORE


@pytest.fixture(scope="module")
def warm(walled):
    parent = WarmParent()
    yield parent
    parent.close()


HONEST = """
import json, sys, types, logging
class Value:
    def __init__(self, data):
        self.data = data
json_dumps = json.dumps
sys.settrace(None)
"""
WHOLE = "__import__('sys').modules['course_' + 'answers']"
REPLACED = {
    "": [],
    f"old = {WHOLE}.answer\\n{WHOLE}.answer = lambda text: old(text)": ["course_answers.answer"],
    f"{WHOLE}.canary = lambda request: {{'changed': []}}": ["course_answers.canary"],
    f"{WHOLE}.call.__code__ = (lambda request: 1).__code__": ["course_answers.call"],
    f"{WHOLE}.look = lambda: []": ["course_answers.look"],
    f"{WHOLE}._visitors['a'] = {{}}": [],
    f"{WHOLE}.Decoder._decode = lambda *a: 1": ["course_values.Decoder._decode"],
}


@pytest.mark.sandbox
@pytest.mark.parametrize("what", REPLACED)
def test_the_kernel_tells_what_was_replaced(warm, what):
    with closing(Kernel(warm)) as kernel:
        kernel.run(f"{HONEST}\n{what}".replace("\\n", "\n"), 20)
        assert kernel.fork(20).changed == (REPLACED[what] or None)
        assert kernel.ask({"do": "canary"}, 20)["changed"] == REPLACED[what]


TEST = """from utils.checks import check, visitor

@visitor
def made(number):
    return answer(number)

@visitor
def made_again(number):
    return answer(number)

check(made, 2, expected=4)
check(made_again, 3, expected=6)"""
FORGES = f"""def answer(number):
    there = {WHOLE}
    for known in there._visitors.values():
        known["made_again"] = lambda number: 6
    there.canary = there.look = lambda *request: {{}}
    return 4"""
FORGES_AND_TIDIES = f"""def answer(number):
    for known in {WHOLE}._visitors.values():
        ours = known["made_again"]
        def forged(number):
            known["made_again"] = ours
            return 6
        known["made_again"] = forged
    return 4"""


@pytest.mark.sandbox
@pytest.mark.parametrize(
    ("source", "changed"),
    [
        ("def answer(number):\n    return 2 * number", None),
        (FORGES, ["course_answers.canary", "the test's made_again"]),
        (FORGES_AND_TIDIES, ["the test's made_again"]),
    ],
    ids=["honest", "forges", "forges and tidies"],
)
def test_a_fork_tells_what_a_call_replaced_in_it(warm, source, changed):
    with closing(Kernel(warm)) as kernel:
        kernel.run(source, 20)
        fork = kernel.fork(20)
        examine_cell(TEST, Remote(fork, "test", 20), ["answer"])
        assert fork.changed == changed
