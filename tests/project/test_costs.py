"""The inner loop stays quick: what works long has the marker `long`, and few tests have it."""

import ast
from types import SimpleNamespace

import pytest

from grading import ROOT
from tests.helpers import costs


def test_a_test_that_works_long_is_told_unless_it_is_marked():
    dear, cheap = costs.LONG + 0.1, costs.SHORT - 0.1
    found = costs.told([
        ("tests/a.py::test_dear", False, dear),
        ("tests/a.py::test_cheap", False, cheap),
        ("tests/b.py::test_dear", True, dear),
        ("tests/b.py::test_cheap", True, cheap),
        ("tests/c.py::test_cheap", True, cheap),
    ])  # fmt: skip
    assert [line.split(" ")[0] for line in found] == ["tests/a.py::test_dear", "tests/c.py:"]
    assert "mark it" in found[0]
    assert "drop it" in found[1]


@pytest.fixture
def noted(request, monkeypatch):
    """What the report of the running test's call tells, once work was done in it."""

    def note(work, may=()):
        with costs.measured(request.node):
            work()
        report = SimpleNamespace(user_properties=[])
        costs.note(request.node, report, may)
        return [value for _, value in report.user_properties]

    return note


def spin():
    sum(n * n for n in range(200_000))


def test_the_processors_time_is_told_and_not_the_wait(noted):
    ((marked, worked),) = noted(spin)
    assert not marked
    assert worked > 0.001
    assert noted(lambda: None)[0][1] < worked


def test_what_a_fixture_makes_is_a_reason_for_the_marker_alone(noted, request, monkeypatch):
    def with_a_fixture():
        with costs.making(request.node):
            spin()
        return noted(lambda: None)[0]

    marked, worked = with_a_fixture()
    assert not marked
    with monkeypatch.context() as patch:
        patch.setattr(request.node, "get_closest_marker", lambda name: name == costs.MARKER or None)
        marked, worked_and_made = with_a_fixture()
    assert marked
    assert worked_and_made > worked + 0.001


@pytest.mark.filterwarnings("default")
def test_what_starts_something_is_not_asked(noted):
    assert noted(spin, may=["kernel", "filterwarnings"]) == []
    assert len(noted(spin, may=["kernel", "sandbox"])) == 1


def test_what_imports_for_others_is_not_asked(noted, monkeypatch):
    names = [f"imported_{n}" for n in range(costs.MANY)]
    assert (
        noted(lambda: [monkeypatch.setitem(costs.sys.modules, name, None) for name in names]) == []
    )


def test_few_tests_are_long():
    """Counted as marks on functions and classes, whose tests are a handful each."""
    marks = 0
    for path in (ROOT / "tests").rglob("test_*.py"):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if "mark.long" in text else ():
            for mark in getattr(node, "decorator_list", []):
                marks += ast.unparse(mark).startswith("pytest.mark.long")
    assert 0 < marks <= costs.MOST
