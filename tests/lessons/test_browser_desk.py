"""The learner's desk in JupyterLab: it leads back to where they stopped, and asks what is due."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from grading import ROOT
from tests.helpers.accessibility import in_notebook
from tests.helpers.jupyterlab import Notebook
from utils.lab import hand_out, lay_desk
from utils.memory import journal

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MISTAKE = {"lesson": "01_neurons", "exercise": "neuron", "mistake": "neuron/no-bias"}
PASSED = {"lesson": "01_neurons", "exercise": "neuron"}


@pytest.fixture
def work(lab):
    """A learner's folder whose learner made one mistake twice the day before, then passed."""
    folder = lab.work / "desk"
    hand_out(ROOT / "notebooks", folder)
    yesterday = datetime.now().astimezone() - timedelta(days=1)
    rows = [("mistake", MISTAKE, 30), ("mistake", MISTAKE, 10), ("passed", PASSED, 5)]
    lines = [
        {"at": (yesterday - timedelta(minutes=ago)).isoformat(), "what": what, **about}
        for what, about, ago in rows
    ]
    (folder / journal.NAME).write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert lay_desk(folder) == ("desk.ipynb", [])
    return folder


def reviews(folder):
    events, _ = journal.read(folder)
    return [(e.about["card"], e.about["rating"]) for e in events if e.what == "review"]


def test_the_desk_is_read_asks_and_leads_back(lab, page, work):
    notebook = Notebook(page, lab.address, "desk/desk.ipynb")
    errors = []
    page.on("console", lambda line: line.type == "error" and errors.append(line.text))
    assert "Go on here" in notebook.output("desk")
    found, looked_at, _ = in_notebook(page)
    assert looked_at >= 4
    assert found == []
    page.evaluate("document.querySelector('#all-cells').remove()")

    notebook.run("review")
    output = notebook.cell("review").locator(".jp-OutputArea").first
    output.get_by_text("What comes out of your neuron(x, w, b)?").wait_for()
    entry = output.get_by_role("textbox")
    entry.fill("7")
    entry.press("Enter")
    output.get_by_role("button", name="Check").click()
    output.get_by_text("That is what comes of the old mistake").wait_for()
    entry.fill("9")
    entry.press("Enter")
    output.get_by_role("button", name="Check").click()
    output.get_by_text("Right: 9.").wait_for()
    assert reviews(work) == [("neuron/no-bias", 2)]
    output.get_by_role("button", name="Next").press("Enter")
    output.get_by_role("button", name="Show the answer").click()
    output.get_by_role("button", name="I knew it").click()
    output.get_by_text("2 of 2").or_(output.get_by_text("3 of 3")).first.wait_for()
    assert len(reviews(work)) == 2

    link = notebook.cell("desk").get_by_role("link", name="01 · Build a neuron that learns").first
    link.click()
    page.wait_for_function(
        """() => window.jupyterapp.shell.currentWidget.content.activeCell?.model.id === 'neurons'"""
    )
    assert errors == []
