"""What a graded cell earns, which copy of a cell counts, what feedback may show."""

import nbformat
import pytest
from nbformat.v4 import new_output
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory

from grading.autograde.scores import parse_score, score_of
from grading.course.settings import config
from grading.feedback.redact import CUT, NOTE, HideTests, redact_source, redact_text, secret_lines
from grading.grade import grade_class
from grading.lesson.release import derive
from tests.helpers.hostile import cell, pasted, perfect_notebook
from tests.helpers.sample_course import (
    CELLS,
    LESSON,
    hand_in,
    make_cell,
    make_course,
    once,
    read_grades,
)
from tests.helpers.starts import starts

# What a test cell may end in: its code, its score out of 2 (None: a person decides)
ENDINGS = {
    "full": ("result = 1", 2),
    "part": ("0.5", 0.5),
    "nothing": ("0", 0),
    "error": ("1 / 0", 0),
    "no_kernel": ("get_ipython().displayhook(2)", 0),  # test cells run outside of it
    "not_a_number": ('float("nan")', None),
    "infinite": ('float("inf")', None),
    "negative": ("-1", None),
    "too_large": ("4", None),
    "text": ("'well done'", None),
    "flag": ("True", None),
    "numpy_zero": ("import numpy as np\nnp.float64(0.0)", 0),
    "numpy_part": ("import numpy as np\nnp.float32(0.5)", 0.5),
    "tensor": ("import torch\ntorch.tensor(1.5)", 1.5),
    "warning": ("import warnings\nwarnings.warn('careful')", 2),
    "progress": ("import sys\nprint('50%', file=sys.stderr)", 2),
    "tagged": ("1 / 0", 0),
}


@pytest.fixture(scope="module")
@starts("sandbox")
def endings(tmp_path_factory):
    """The grades of one lesson whose test cells end in each way there is."""

    def make(folder):
        cells = [(name, "test", 2, source) for name, (source, _) in ENDINGS.items()]
        root = make_course(folder, cells)
        nb = nbformat.reads(derive("99_sample", root), as_version=4)
        next(cell for cell in nb.cells if cell.id == "tagged").metadata["tags"] = ["skip-execution"]
        hand_in(root, "ann", nb)
        grade_class(root, say=lambda line: None)

    root = once(tmp_path_factory, "endings", make) / "course"
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        notebook = gradebook.find_submission_notebook("99_sample", "99_sample", "ann")
        grades = {g.name: (g.auto_score, g.needs_manual_grade) for g in notebook.grades}
    return grades, read_grades(root)["ann"]


@pytest.mark.parametrize("name", ENDINGS)
def test_score_is_what_the_cell_shows(endings, name):
    score = ENDINGS[name][1]
    assert endings[0][name] == (score, score is None)


def test_row_names_what_is_no_score(endings):
    row = endings[1]
    sure = sum(score for _, score in ENDINGS.values() if score)
    unsure = sum(score is None for _, score in ENDINGS.values())
    assert float(row["score"]) == sure
    assert "negative shows '-1', which is no score from 0 to 2" in row["reason"]
    assert f"{unsure} answers wait for manual grading ({2 * unsure} points)" in row["reason"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2", 2.0),
        ("-.5e1", -5.0),
        ("np.float64(0.5)", 0.5),
        ("np.int64(2)", 2.0),
        ("tensor(0.)", 0.0),
        ("tensor(0.2500, dtype=torch.float64)", 0.25),
        ("tensor(1., grad_fn=<SumBackward0>)", 1.0),
        ("array(0.5)", 0.5),
        ("tensor([1.])", None),
        ("1_0", None),
        ("1e999", None),
        ("", None),
    ],
)
def test_parse_score(text, value):
    assert parse_score(text) == value


def test_cell_that_never_ran_earns_nothing():
    assert score_of(make_cell("a", "test", 2, "pass")).score == 0


@pytest.mark.parametrize(
    ("outputs", "score", "reason"),
    [
        ([("execute_result", {"text/plain": "1"})] * 2, None, "shows 2 results"),
        ([("execute_result", {"text/plain": "2"}), ("error", None)], 0, "a test failed"),
        ([("error", None), ("execute_result", {"text/plain": "2"})], 0, "a test failed"),
    ],
)
def test_a_result_counts_alone_and_without_an_error(outputs, score, reason):
    cell = make_cell("a", "test", 2, "pass")
    cell.execution_count = 1
    cell.outputs = [new_output(kind, data) if data else new_output(kind) for kind, data in outputs]
    assert score_of(cell).score == score
    assert reason in score_of(cell).reason


def test_thirds_may_round_past_the_maximum():
    cell = make_cell("a", "test", 1, "pass")
    cell.execution_count = 1
    cell.outputs = [new_output("execute_result", {"text/plain": "1.0000000001"})]
    assert score_of(cell).score == 1


def autograded_by_nbgrader(root):
    """The scores that nbgrader's own autograde gives, which Formgrader's button runs."""
    settings = config(root)
    course = CourseDirectory(config=settings)
    api = NbGraderAPI(course, config=settings)
    assert api.generate_assignment(LESSON)["success"]
    scores = {}
    for student in sorted(each.name for each in (root / "submitted").iterdir()):
        assert api.autograde(LESSON, student)["success"]
        with Gradebook(course.db_url) as gradebook:
            notebook = gradebook.find_submission_notebook(LESSON, LESSON, student)
            scores[student] = {grade.name: grade.auto_score for grade in notebook.grades}
    return scores


@pytest.mark.sandbox
@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
def test_nbgraders_own_autograde_gives_the_same_scores(tmp_path, monkeypatch):
    root = make_course(tmp_path)
    for student, edit in {
        "ann": lambda nb: None,
        "bob": lambda nb: cell(nb, "divide").update(source="import os\nos._exit(1)"),
        "cem": lambda nb: pasted(nb, "double_hidden", "double_hidden"),
        "dee": lambda nb: nb.cells.remove(cell(nb, "double_hidden")),
        "eve": lambda nb: cell(nb, "double_check").update(source="", cell_type="raw"),
    }.items():
        nb = perfect_notebook(root)
        edit(nb)
        hand_in(root, student, nb)
    monkeypatch.chdir(root)
    full = {"double_check": 1, "double_hidden": 2, "divide_check": 1, "divide_hidden": 4}
    full["reflection"] = None
    crashed = {**full, "divide_check": 0, "divide_hidden": 0}
    assert autograded_by_nbgrader(root) == {
        **dict.fromkeys(("ann", "cem", "dee", "eve"), full),
        "bob": crashed,
    }


def sample_cells():
    return nbformat.v4.new_notebook(cells=[make_cell(*cell) for cell in CELLS])


def test_redaction_leaves_the_visible_part():
    source = next(cell for cell in sample_cells().cells if cell.id == "double_hidden").source
    shown = redact_source(source)
    assert "attempt(double, 1.0)" in shown
    assert shown.endswith(NOTE)
    assert "-43" not in shown


def test_redaction_finds_hidden_lines_in_any_output():
    nb = sample_cells()
    secrets = secret_lines(nb)
    assert "check(double, -21.5, expected=-43.0)" in secrets
    leak = "\x1b[32m     9\x1b[39m     check(double,\x1b[0m -21.5, expected=-43.0)"
    assert redact_text(f"before\n{leak}\n{leak}\nafter", secrets) == f"before\n{CUT}\nafter"
    demo = next(cell for cell in nb.cells if cell.id == "double_demo")
    page = f"<pre>{leak}</pre>"
    demo.outputs = [
        new_output("stream", text=leak),
        new_output("display_data", {"text/html": page}),
        new_output("error", ename="E", evalue=leak, traceback=["kept", leak]),
    ]
    HideTests().preprocess(nb, {})
    assert "-43" not in nbformat.writes(nb)
    assert demo.outputs[2].traceback == ["kept", CUT]
