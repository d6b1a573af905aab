"""Lesson 08's canvas in headless Chromium: what is drawn with the mouse is classified."""

import math

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from grading import lesson_path
from grading.author import KERNEL
from tests.helpers.jupyterlab import Notebook

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

# In place of a trained network: what is wider than a stroke is a 0, else it is a 1
STAND_IN = """def read(images):
    wide = (images.amax(dim=1) > 100).sum(dim=1) > 8
    return torch.stack([torch.eye(10)[0 if each else 1] for each in wide])"""


@pytest.fixture(scope="module")
def canvas(lab):
    """A notebook with the lesson's own canvas cell; gives its path in JupyterLab."""
    lesson = nbformat.read(lesson_path("solutions", "08_mnist"), as_version=4)
    sources = {cell.id: cell.source for cell in lesson.cells}
    cells = [sources["setup"], STAND_IN, sources["canvas"]]
    nb = new_notebook(
        cells=[
            new_code_cell(source, id=name)
            for name, source in zip(("setup", "stand_in", "canvas"), cells, strict=True)
        ]
    )
    nb.metadata["kernelspec"] = dict(KERNEL)
    (lab.work / "canvas").mkdir()
    nbformat.write(nb, lab.work / "canvas" / "canvas.ipynb")
    return "canvas/canvas.ipynb"


def draw(page, canvas, points):
    """Drag the mouse over the canvas, along points in shares of its width and height."""
    box = canvas.bounding_box()
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=4)
    page.mouse.up()


def test_a_digit_drawn_with_the_mouse_is_classified_and_cleared(lab, canvas, page):
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    notebook = Notebook(page, lab.address, canvas)
    notebook.run_all()
    cell = notebook.cell("canvas")
    area = cell.locator("canvas")
    area.scroll_into_view_if_needed()
    assert "Draw a digit" in cell.inner_text()

    draw(page, area, [(0.5, 0.2), (0.52, 0.8)])
    cell.locator('img[alt^="The network says 1,"]').wait_for()

    cell.get_by_role("button", name="Clear").click()
    cell.get_by_text("Draw a digit on the left.").wait_for()
    ring = [2 * math.pi * k / 24 for k in range(25)]
    draw(page, area, [(0.5 + 0.2 * math.sin(a), 0.5 - 0.3 * math.cos(a)) for a in ring])
    cell.locator('img[alt^="The network says 0,"]').wait_for()
    assert all(url.startswith((lab.address, "data:", "blob:")) for url in requests), requests
