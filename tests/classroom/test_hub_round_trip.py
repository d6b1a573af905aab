"""A class on the trial hub, in a browser: lessons fetched, handed in, graded, and pages back."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from grading import ROOT, lesson_path
from grading.authoring.filled_in import fill, first_half, solved
from grading.classroom.trial import STUDENTS, TEACHER
from grading.lesson.release import as_text
from tests.helpers.hub import Person, hub_running
from utils.storage.one_step import write_text

pytestmark = [
    pytest.mark.hub,
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(
        not find_spec("jupyterhub"), reason="JupyterHub is not installed: `make hub-test` does that"
    ),
]
LESSON, OTHER = "01_neurons", "00_start_here"


@pytest.fixture(scope="module")
def hub(chromium):
    """The trial hub with two lessons, and whoever logs in, once each."""
    above = Path(tempfile.mkdtemp())
    above.chmod(0o711)  # where root tries it, accounts of the system go through
    if somebody := os.environ.get("HUB_AS"):
        shutil.chown(above, somebody)
    folder = above / "trial"
    times: list[tuple[str, float]] = []
    with hub_running(folder, "00 01") as (address, password):
        people: dict[str, Person] = {}

        def person(name: str) -> Person:
            if name not in people:
                people[name] = Person(chromium, address, name, password)
            return people[name]

        yield SimpleNamespace(person=person, folder=folder, address=address, times=times)
        for each in people.values():
            each.close()
    shutil.rmtree(above, ignore_errors=True)
    print("\n".join(f"{seconds:6.1f} s  {what}" for what, seconds in times))


@pytest.fixture
def timed(hub):
    """Notes how long a step took."""
    began = time.monotonic()

    def note(what: str) -> None:
        nonlocal began
        hub.times.append((what, time.monotonic() - began))
        began = time.monotonic()

    return note


def work_of(hub, name):
    return hub.folder / "homes" / name / "work"


def write_answers(hub, name, chosen):
    """Put answers into a student's fetched notebook, as the student's own saving would."""
    path = work_of(hub, name) / LESSON / f"{LESSON}.ipynb"
    solution = nbformat.read(lesson_path("solutions", LESSON), as_version=4)
    fetched = nbformat.read(path, as_version=4)
    before = path.stat()
    write_text(path, as_text(fill(fetched, solution, chosen(solution))))
    os.chown(path, before.st_uid, before.st_gid)


def everything(solution):
    return solved


def half(solution):
    some = first_half(solution)
    return lambda cell: solved(cell) if cell.id in some else None


def test_students_fetch_work_validate_and_hand_in(hub, timed):
    for name, chosen in zip(STUDENTS, (everything, half, None), strict=True):
        student = hub.person(name)
        timed(f"{name} logs in, and sees JupyterLab")
        # The list opens by itself, and says when
        student.list_row(LESSON, "Fetch").get_by_text(" due ").wait_for()
        student.press(LESSON, "Fetch", "Submit")
        timed(f"{name} fetches {LESSON}")
        if chosen:
            write_answers(hub, name, chosen)
        first = json.loads((work_of(hub, name) / LESSON / f"{LESSON}.ipynb").read_text())
        assert "**Due:**" in "".join(first["cells"][0]["source"])
    ada = hub.person("ada")
    row = ada.list_row(LESSON, "Submit").first
    row.locator(".assignment-notebooks-link").click()
    row.get_by_role("button", name="Validate").click()
    ada.page.locator(".jp-Dialog, .modal-dialog").get_by_text("Success").first.wait_for()
    ada.page.locator(".jp-Dialog").get_by_role("button", name="OK").click()
    timed("ada validates")
    for name in STUDENTS:
        hub.person(name).press(LESSON, "Submit", "Fetch Feedback")
        timed(f"{name} hands in")


def test_no_student_sees_the_panels_of_instructors(hub):
    ada = hub.person("ada")
    ada.page.get_by_role("menuitem", name="Nbgrader", exact=True).click()
    entries = ada.page.locator(".lm-Menu-content .lm-Menu-itemLabel").all_inner_texts()
    ada.page.keyboard.press("Escape")
    assert [each for each in entries if each] == ["Assignment List"]
    assert ada.page.get_by_text("Create Assignment").count() == 0


def test_the_teacher_collects_grades_and_gives_pages_back(hub, timed):
    teacher = hub.person(TEACHER)
    timed("the teacher logs in")
    said = teacher.in_terminal(
        f".venv/bin/python -m grading.hub --do collect --lessons {LESSON[:2]}"
    )
    timed("collects")
    assert "SAID=0" in said
    for name in STUDENTS:
        assert f"{name} {LESSON}: taken" in said
    said = teacher.in_terminal(f".venv/bin/python -m grading.grade --lessons {LESSON[:2]}")
    timed("grades three submissions")
    assert "SAID=0" in said, said
    said = teacher.in_terminal(
        f".venv/bin/python -m grading.hub --do feedback --lessons {LESSON[:2]}"
    )
    timed("gives pages back")
    assert f"{LESSON}: pages for ada, bob, cleo" in said


def test_each_student_reads_their_own_page(hub, timed):
    for name in STUDENTS:
        student = hub.person(name)
        student.page.locator("#refresh_assignments_list").click()
        student.list_row(LESSON, "Fetch Feedback").get_by_text("feedback available").wait_for()
        student.list_row(LESSON, "Fetch Feedback").first.get_by_role(
            "button", name="Fetch Feedback"
        ).click()
        student.page.get_by_text("(view feedback)").wait_for()
        timed(f"{name} fetches the page")
        pages = list((work_of(hub, name) / LESSON / "feedback").glob(f"*/{LESSON}.html"))
        assert len(pages) == 1
        text = pages[0].read_text(encoding="utf-8")
        named = {each for each in STUDENTS if re.search(rf"\b{each}\b", text)}
        assert named == {name}


# What a student might try, each with the sign that it worked
TRIES = {
    "list the homes": "ls {homes} | grep -v '^ada$'",
    "list another's home": "ls {homes}/bob",
    "read another's notebook": "cat {bobs}/{lesson}/{lesson}.ipynb",
    "read the teacher's course": "ls {homes}/teacher/course/solutions",
    "list what is handed in": "ls {exchange}/inbound | grep -v '^ada+'",
    "read another's submission": "cat {exchange}/inbound/bob+*/{lesson}.ipynb",
    "list the pages of feedback": "[ $(ls {exchange}/feedback | wc -l) -gt 1 ]",
    "write over a lesson": "touch {exchange}/outbound/{lesson}/new",
    "write a submission for another": "mkdir {exchange}/inbound/bob/x",
    "read the project's solutions": "ls {root}/solutions",
    "read the grading code": "ls {root}/grading",
    "read the hub's state": "ls {folder}/state",
    "see others' processes": "ls -d /proc/[0-9]*/environ | xargs cat 2>/dev/null | tr '\\0' '\\n' "
    "| grep -a ^JUPYTERHUB_USER= | grep -v =ada",
}


def test_no_student_reads_what_is_anothers(hub, timed):
    ada, bob = hub.person("ada"), hub.person("bob")
    inbound = hub.folder / "exchange" / "networks" / "inbound"
    places = {
        "homes": hub.folder / "homes",
        "bobs": work_of(hub, "bob"),
        "exchange": inbound.parent,
        "root": ROOT,
        "folder": hub.folder,
        "lesson": LESSON,
    }
    tries = {what: command.format(**places) for what, command in TRIES.items()}
    script = "\n".join(
        f"({do}) >/dev/null 2>&1 && echo 'could {what}'" for what, do in tries.items()
    )
    script = (
        script.replace("another's", "anothers").replace("'s ", "s ").replace("others' ", "others ")
    )
    (work_of(hub, "ada") / "tries.sh").write_text(script + "\necho tried\n")
    said = ada.in_terminal("bash tries.sh")
    timed("ada tries to read what is not hers")
    assert "tried" in said
    assert "could" not in said
    assert bob.status(f"{bob.base}/api/contents/{LESSON}") == 200
    for path in ("/api/contents", f"/files/{LESSON}/{LESSON}.ipynb", "/lab"):
        assert ada.status(bob.base + path) in (403, 404), path
    for path in ("/hub/admin", "/hub/api/users", "/hub/api/users/bob", "/hub/api/proxy"):
        assert ada.status(hub.address + path) in (403, 404), path
    desk = f"/files/../../bob/{work_of(hub, 'bob').name}/desk.ipynb"
    for path in (desk, "/files/%2e%2e/.bashrc", "/formgrader"):
        assert ada.status(ada.base + path) in (403, 404), path
