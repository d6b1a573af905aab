"""Formgrader as two graders use it at the same time, in a browser."""

from __future__ import annotations

import os
from contextlib import ExitStack

import pytest

from grading.formgrader import command, surroundings
from grading.gradebook.book import Course
from grading.gradebook.given import scored_in, shares
from tests.helpers.accessibility import violations
from tests.helpers.jupyterlab import PATIENCE, TOKEN, flags, free_port, serving
from tests.helpers.sample_course import LESSON

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

BEN = "Ben Ño"


@pytest.fixture
def formgrader(graded):
    """Starts Formgrader for a grader; gives its address."""
    with ExitStack() as stack:

        def start(grader=""):
            port = free_port()
            words, folder = command("", graded)
            variables = surroundings(grader, folder)
            return stack.enter_context(serving([*words, *flags(port)], port, folder, variables))

        yield start


def submissions(address, page):
    """The list of the lesson's notebooks, in its order."""
    page.set_default_timeout(PATIENCE)
    page.goto(f"{address}/login?token={TOKEN}")
    base = f"{address}/formgrader/api/submitted_notebooks/{LESSON}/{LESSON}"
    found = page.request.get(base).json()
    return sorted(found, key=lambda each: each["index"])


def open_work(address, page, number):
    page.goto(f"{address}/formgrader/submissions/{number}/")
    page.wait_for_function("() => window.formgrader?.grades?.loaded && formgrader.comments.loaded")


def score(page, points):
    """Type points for the reflection; what the server answered."""
    box = page.locator("#reflection")
    with page.expect_response(lambda it: it.request.method == "PUT") as told:
        box.fill(str(points))
        box.blur()
    return told.value


def scored(root):
    course = Course(root)
    with course.open() as book:
        return [(e.student, e.points, e.grader, len(e.others)) for e in scored_in(book, LESSON)]


def test_a_share_comes_first_with_names_rubric_and_request(formgrader, page):
    address = formgrader(BEN)
    found = submissions(address, page)
    assert {each["student"] for each in found[:2]} == {"bob", "cy"}
    page.goto(f"{address}/formgrader/gradebook/{LESSON}/{LESSON}")
    told = page.locator("#course-share").inner_text()
    assert told == (
        f"{BEN}: your share comes first, submissions 1 to 2 of 4; 2 of yours wait for you."
    )
    assert violations(page, ["#course-share"]) == []
    page.wait_for_selector("#main-table a.name-hidden")
    page.get_by_text("Show All Names").click()
    names = page.locator("a.name-shown").all_inner_texts()
    assert {name.split(", ")[-1] for name in names[:2]} == {"bob", "cy"}
    assert {"O'Brien, Máire, ada", "محمد علي, cy", "dan"} < set(names)
    assert any(name.startswith("<b>Bold</b>") for name in names)
    bob = next(each for each in found if each["student"] == "bob")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    open_work(address, page, bob["id"])
    rubric = page.get_by_role("complementary", name="Rubric")
    assert "names the identity" in rubric.inner_text()
    rubric.get_by_text("An answer that earns all points").click()
    assert "divisor" in rubric.inner_text()
    request = page.get_by_role("region", name="Requests to look again").inner_text()
    assert "double" in request
    assert "I <i>doubled</i> it" in request
    assert page.evaluate("formgrader.loaded")  # its keys work, without a network
    assert [each for each in asked if not each.startswith(address)] == []
    page.locator("span.glyphicon.name-hidden").click()
    assert page.locator("a.name-shown").inner_text().strip().startswith("<b>Bold</b>")
    assert page.evaluate("window.pwned") is None
    page.mouse.move(5, 500)  # nothing floats above the page
    page.wait_for_function("() => !document.querySelector('.tooltip')")
    assert violations(page, ["body"]) == []
    beside = page.evaluate(
        "() => [document.querySelector('#reflection'), document.querySelector('aside')]"
        ".map((each) => each.getBoundingClientRect().left)"
    )
    assert beside[0] < beside[1]
    if where := os.environ.get("SCREENSHOTS"):
        page.locator("#reflection").scroll_into_view_if_needed()
        page.screenshot(path=f"{where}/formgrader.png")
    page.locator("li.next a").click()
    page.wait_for_url(f"**/{found[bob['index'] + 1]['id']}/**")


def test_two_graders_at_once_lose_nothing(formgrader, graded, page, chromium):
    first, second = formgrader("anna"), formgrader(BEN)
    (bob,) = [each for each in submissions(first, page) if each["student"] == "bob"]
    other = chromium.new_page()
    submissions(second, other)
    open_work(first, page, bob["id"])
    open_work(second, other, bob["id"])
    assert score(page, 2).status == 200
    refused = score(other, 3)
    assert refused.status == 409
    told = other.get_by_role("alert").inner_text()
    assert "Not saved: anna gave points here meanwhile" in told
    assert violations(other, ["#course-told"]) == []
    assert scored(graded) == [("bob", 2.0, "anna", 0)]
    open_work(second, other, bob["id"])
    assert other.locator("#reflection").input_value() == "2"
    assert score(other, 3).status == 200
    # Both at answers of their own, one after the other, and nothing is lost
    rest = [each for each in submissions(first, page) if each["student"] != "bob"]
    for number, each in enumerate(rest):
        address, sheet = ((first, page), (second, other))[number % 2]
        open_work(address, sheet, each["id"])
        assert score(sheet, number).status == 200
    other.close()
    kept = {student: (points, grader) for student, points, grader, _ in scored(graded)}
    assert kept.pop("bob") == (3.0, BEN)
    names = ["anna", BEN, "anna"]
    wanted = [each["student"] for each in rest]
    assert kept == {w: (float(n), names[n]) for n, w in enumerate(wanted)}
    assert ("bob", 3.0, BEN, 1) in scored(graded)


def test_shares_stay_as_the_class_grows(graded):
    (graded / "course.toml").write_text("[graders]\nx = []\ny = []\n")
    course = Course(graded)
    with course.open() as book:
        before = shares(book, graded)
    assert sorted(before.values()) == ["x", "x", "y", "y"]
    roster = (graded / "roster.csv").read_text().splitlines()
    (graded / "roster.csv").write_text("\n".join([roster[0], "aaron,,", *roster[1:]]) + "\n")
    with course.open() as book:
        after = shares(book, graded)
    assert before.items() < after.items()
