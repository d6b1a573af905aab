"""A lesson's stamp holds the data that its modules name, and no other lesson's."""

import nbformat
import pytest

from grading import lessons
from grading.authoring.stamp import inputs
from grading.lesson.masters import read_solution


def notebook(code):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])


@pytest.fixture
def root(tmp_path):
    for name, text in {
        "utils/data.py": "STUDENTS = 'students.csv'",
        "utils/runs.py": "from utils.data import STUDENTS\nRUNS = 'runs.csv'",
        "data/students.csv": "1",
        "data/runs.csv": "2",
        "data/others.csv": "3",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    ("code", "files"),
    [
        ("import utils.data", ["students"]),
        ("import utils.runs", ["runs", "students"]),
        ("from utils.data import DATA\nDATA / 'others.csv'", ["others", "students"]),
        ("x = 1", []),
    ],
)
def test_the_data_that_a_lesson_names_is_stamped(root, code, files):
    stamped = [name for name in inputs(notebook(code), root) if name.startswith("data/")]
    assert stamped == [f"data/{name}.csv" for name in files]


def test_lesson_10_alone_holds_its_runs():
    for lesson in lessons():
        names = inputs(read_solution(lesson))
        assert ("data/few_digits.csv" in names) == (lesson == "10_convolution")
