"""JupyterLab in headless Chromium, used as a learner uses it."""

import shutil

import pytest

from grading import lesson_path
from tests.helpers.jupyterlab import Notebook

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

LESSON = "01_neurons"


@pytest.fixture(scope="module")
def address(lab):
    """JupyterLab's address, with copies of lesson 01 there: as released, and as solved."""
    for name, stage in (("released", "notebooks"), ("solved", "solutions")):
        (lab.work / name).mkdir()
        shutil.copy(lesson_path(stage, LESSON), lab.work / name / f"{LESSON}.ipynb")
    return lab.address


@pytest.fixture(scope="module")
def solved(address, chromium):
    """The solved lesson, open in a page that two tests share: to load JupyterLab takes longest."""
    page = chromium.new_page(viewport={"width": 1200, "height": 1000})
    yield Notebook(page, address, f"solved/{LESSON}.ipynb")
    page.close()


def test_a_learner_meets_a_blank_answers_wrongly_then_rightly(address, page):
    notebook = Notebook(page, address, f"released/{LESSON}.ipynb")
    notebook.run_all()
    assert "NotImplementedError: this exercise is still blank" in notebook.output("neuron_check")

    # A mistake that learners make: the bias is forgotten
    notebook.replace("neuron", "raise NotImplementedError", "z = float(np.dot(x, w))")
    notebook.run("neuron")
    message = notebook.run("neuron_check")
    assert "is 4.4, expected 1.4" in message
    assert "Try this:" in message
    assert "mistake:  neuron/no-bias" in message
    assert "Traceback" not in message

    notebook.replace("neuron", "z = float(np.dot(x, w))", "z = float(np.dot(x, w) + b)")
    notebook.run("neuron")
    assert notebook.run("neuron_check").strip() == "neuron: the visible checks pass."

    page.get_by_role("button", name="Validate").click()
    dialog = page.locator(".jp-Dialog")
    dialog.wait_for()
    page.wait_for_function("() => document.querySelector('.jp-Dialog')?.innerText.length > 200")
    text = dialog.inner_text()
    # The solved exercise is not among the failed cells; the blank ones are
    assert "check(step" in text
    assert "check(neuron," not in text
    assert "still blank" in text


def test_every_picture_that_the_browser_shows_has_alt_text(solved):
    page, seen, missing = solved.page, 0, 0
    count = page.evaluate("window.jupyterapp.shell.currentWidget.content.widgets.length")
    for index in range(0, count, 4):
        page.evaluate(f"window.jupyterapp.shell.currentWidget.content.scrollToItem({index})")
        page.wait_for_timeout(100)
        alts = page.eval_on_selector_all(".jp-Notebook img", "all => all.map((each) => each.alt)")
        seen = max(seen, len(alts))
        # JupyterLab writes "Image" where a picture has no text
        missing += sum(alt.strip() in ("", "Image") for alt in alts)
    assert seen >= 3
    assert missing == 0


def test_a_solved_lesson_runs_through_and_its_explorer_moves(solved):
    notebook, page = solved, solved.page
    notebook.run_all()
    broken = page.evaluate(
        """() => window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells
            .filter((cell) => cell.cell_type === 'code')
            .filter((cell) => cell.outputs.some((output) => output.output_type === 'error'))
            .map((cell) => cell.id)"""
    )
    assert broken == []

    explorer = page.evaluate(
        """() => window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells
            .find((cell) => /\\bexplorer\\(/.test(cell.source) && !/import/.test(cell.source)).id"""
    )
    cell = notebook.cell(explorer)
    picture = cell.locator(".widget-html img")
    before = picture.get_attribute("src"), picture.get_attribute("alt")
    slider = cell.locator(".noUi-handle").last
    slider.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.wait_for_function(
        """(before) => {
            const image = [...document.querySelectorAll('.widget-html img')];
            return image.some((each) => each.alt !== before[1] && each.src !== before[0]);
        }""",
        arg=list(before),
    )
    assert picture.get_attribute("alt") != before[1]
