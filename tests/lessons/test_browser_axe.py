"""axe-core finds nothing amiss in a lesson as JupyterLab shows it, nor on a page of feedback."""

from __future__ import annotations

import shutil
from datetime import datetime

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from grading import ROOT, lesson_path, lessons
from grading.authoring.filled_in import fill, solved
from grading.gradebook.book import Course
from grading.handed_in.repair import repair
from grading.handed_in.submissions import Submission
from grading.lesson.cells import KERNEL
from grading.lesson.masters import masters_of, read_solution
from grading.lesson.release import derive, release
from tests.helpers.accessibility import in_notebook, violations
from tests.helpers.jupyterlab import Notebook
from tests.helpers.sample_course import make_course

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

LESSON = "10_convolution"
DUE = datetime(2026, 1, 31, 18)


def opened(lab, page, path):
    return in_notebook(Notebook(page, lab.address, path).page)


def write(cells, path):
    """A notebook that names its kernel: JupyterLab would ask for one."""
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": KERNEL}), path)


def test_a_lesson_with_its_pictures_and_tables(lab, page):
    (lab.work / "axe").mkdir(exist_ok=True)
    shutil.copy(lesson_path("solutions", LESSON), lab.work / "axe" / f"{LESSON}.ipynb")
    found, looked_at, cells = opened(lab, page, f"axe/{LESSON}.ipynb")
    assert looked_at >= cells - 4
    assert found == []


def test_every_lessons_title_and_tables(lab, page):
    """All tables of the course in one notebook: what axe-core found here first was of tables."""
    cells = [
        new_markdown_cell(cell.source)
        for lesson in lessons()
        for cell in read_solution(lesson).cells
        if cell.cell_type == "markdown" and "\n|---" in cell.source
    ]
    write(cells, lab.work / "tables.ipynb")
    found, looked_at, _ = opened(lab, page, "tables.ipynb")
    assert looked_at >= len(cells) - 2 > 40
    assert found == []


def test_it_finds_what_is_amiss(lab, page):
    # JupyterLab's formulas have no words for a screen reader
    text = "# A\n\n| | b |\n|---|---|\n| 1 | 2 |\n\n| $z$ | c |\n|---|---|\n| 1 | 2 |"
    write([new_markdown_cell(text)], lab.work / "amiss.ipynb")
    found, _, _ = opened(lab, page, "amiss.ipynb")
    assert [each.split(":")[0] for each in found] == ["empty-table-header"] * 2


@pytest.fixture
def feedback(tmp_path):
    """The page of feedback on a lesson that was handed in as it is solved, with its outputs."""
    root = make_course(tmp_path)
    shutil.copytree(ROOT / "solutions" / LESSON, root / "solutions" / LESSON)
    release(LESSON, root)
    course, master = Course(root), read_solution(LESSON, root)
    course.prepare(LESSON, DUE)
    nb = fill(nbformat.reads(derive(LESSON, root), as_version=4), master, solved)
    repair(nb, masters_of(LESSON, root))
    shown = {cell.id: cell.get("outputs", []) for cell in master.cells}
    for number, cell in enumerate(nb.cells, start=1):
        if cell.cell_type == "code":
            cell.execution_count, cell.outputs = number, shown.get(cell.id, [])
    course.save(Submission("ann", LESSON, root, b"", timestamp=DUE), nb)
    assert course.write_feedback("ann", LESSON) == ""
    return root / "feedback" / "ann" / LESSON / f"{LESSON}.html"


def test_a_page_of_feedback(feedback, page):
    asked = []
    page.on("request", lambda it: asked.append(it.url))
    page.goto(feedback.as_uri())
    assert violations(page, ["html"]) == []
    assert asked == [feedback.as_uri()], "nothing is fetched"


@pytest.mark.parametrize("width", [1200, 390])
def test_a_page_of_feedback_with_the_whole_notebook_unfolded(feedback, page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(feedback.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    wide = "[document.documentElement, document.querySelector('details.whole')]"
    assert page.evaluate(f"{wide}.map((each) => each.scrollWidth)") == [width, width]
    assert violations(page, ["html"]) == []
