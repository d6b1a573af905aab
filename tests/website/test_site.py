"""The site: whole, without answers, without a request to anywhere else, readable by all."""

from __future__ import annotations

import functools
import html
import http.server
import json
import re
import shutil
import threading
from pathlib import Path

import nbformat
import pytest

from grading import ROOT, CourseError
from grading.lesson.masters import read_solution
from grading.site import build_site
from grading.website.leaks import leaks
from grading.website.links import broken
from grading.website.shown_lesson import shown_lesson
from grading.website.sources import Home, home
from tests.helpers.accessibility import violations
from tests.helpers.sample_course import LESSON, make_course

SHOWN = ["01_neurons", "02_activations"]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site of two lessons."""
    root = tmp_path_factory.mktemp("site")
    course = root / "course"
    course.mkdir()
    for name in ("solutions", "notebooks", "utils", "data", "hub", ".github", "requirements"):
        (course / name).symlink_to(ROOT / name)
    for path in ROOT.iterdir():
        if path.is_file() and not path.name.startswith("."):
            shutil.copy(path, course)
    assert build_site(root / "built", "01 02", course) == SHOWN
    return root / "built"


@pytest.fixture(scope="module")
def address(site):
    """The site, served."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(site))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


# The third form


def test_a_shown_lesson_has_pictures_and_no_answer():
    nb = shown_lesson("01_neurons")
    text = nbformat.writes(nb)
    assert text.count("data:image/png;base64") > 5
    assert "BEGIN SOLUTION" not in text
    assert "still blank" in text
    by_id = {cell.id: cell for cell in nb.cells}
    assert "neuron_check" in by_id
    assert "neuron_hidden" not in by_id
    assert by_id["neuron_check"].outputs == []
    assert by_id["neuron"].outputs == []
    assert all("nbgrader" not in cell.metadata for cell in nb.cells)


def test_a_stale_release_is_refused(tmp_path):
    root = make_course(tmp_path)
    with pytest.raises(CourseError, match=f"{LESSON}.ipynb is stale: run `make build`"):
        shown_lesson(LESSON, root)


# The pages


def test_every_lesson_guide_and_page_of_mistakes_is_there(site):
    for name in ["index", "start", "teach", "hub", "contribute", "security", "search"]:
        assert (site / f"{name}.html").is_file()
    for lesson in SHOWN:
        assert (site / "lessons" / f"{lesson}.html").is_file()
        assert (site / "mistakes" / f"{lesson}.html").is_file()
        downloaded = (site / "_downloads" / f"{lesson}.ipynb").read_bytes()
        assert downloaded == (ROOT / "notebooks" / lesson / f"{lesson}.ipynb").read_bytes()
    assert (site / "_downloads" / "kit.zip").is_file()


def test_formulas_are_mathml_and_none_is_left_as_text(site):
    page = (site / "lessons" / "02_activations.html").read_text()
    assert page.count("<math") > 40
    shown = re.sub(r"<(pre|code|script).*?</\1>", "", page, flags=re.DOTALL)
    assert re.findall(r"\$[^$<\s][^$<]*\$", shown) == []
    assert "mathjax" not in page.replace("mathjax_ignore", "").lower()


def test_no_link_is_broken_and_nothing_is_fetched_from_elsewhere(site):
    assert list(broken(site)) == []


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        ('<a href="nowhere.html">x</a>', "leads to nowhere.html, which is not there"),
        ('<a href="#nowhere">x</a>', "leads to #nowhere, which has no such place"),
        ('<img src="https://example.org/x.png">', "fetches https://example.org/x.png"),
        ('<script src="//example.org/x.js"></script>', "fetches //example.org/x.js"),
        (
            '<link rel="shortcut icon" href="https://example.org/x">',
            "fetches https://example.org/x",
        ),
        ('<object data="https://example.org/x"></object>', "fetches https://example.org/x"),
    ],
)
def test_a_broken_link_is_found(tmp_path, planted, told):
    (tmp_path / "page.html").write_text(f"<h1 id='here'>x</h1>{planted}<a href='#here'>y</a>")
    assert list(broken(tmp_path)) == [f"page.html {told}"]


def test_a_style_that_fetches_from_elsewhere_is_found(tmp_path):
    (tmp_path / "look.css").write_text(
        "@import 'https://a.org/x.css'; b {background: url(//b.org/y)}"
    )
    told = ["look.css fetches https://a.org/x.css", "look.css fetches //b.org/y"]
    assert list(broken(tmp_path)) == told


def test_no_page_gives_an_answer_away(site):
    assert list(leaks(site, SHOWN)) == []


@pytest.mark.parametrize(
    ("planted", "line"),
    [
        ("<pre>z = float(np.dot(x, w) <b>+</b> b)</pre>", "z = float(np.dot(x, w) + b)"),
        ("### BEGIN HIDDEN TESTS", "BEGIN HIDDEN TESTS"),
        ("- 1 point: two different causes that fit the facts", "- 1 point: two different causes"),
        ("One cause is the data: the two groups of patients may not be", "One cause is the data"),
    ],
)
def test_an_answer_on_a_page_is_found(tmp_path, planted, line):
    (tmp_path / "01_neurons.html").write_text(planted + " " + _whole(line))
    (found,) = leaks(tmp_path, ["01_neurons"])
    assert line in found


@pytest.mark.parametrize(
    ("name", "planted"),
    [
        ("lessons/02_activations.html", "<!-- {} -->"),
        ("lessons/02_activations.html", '<p title="{}">x</p>'),
        ("_downloads/02_activations.md", "if a < 3:\n{}\nb > 2"),
        ("images/02_activations.svg", "<text>{}</text>"),
        ("teach.html", "<pre>{}</pre>"),
        ("searchindex.js", '"{}"'),
    ],
)
def test_an_answer_is_found_wherever_it_stands(tmp_path, name, planted):
    line = "a = np.where(z >= 0, 1 / (1 + small), small / (1 + small))"
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    for told in (
        line,
        line.replace("(", "(\u200b"),
        html.escape(line),
        html.escape(html.escape(line)),
    ):
        path.write_text(planted.format(told))
        assert list(leaks(tmp_path, SHOWN)) == [f"{name} holds `{line}`"]


def _whole(begin):
    """The line of the solution that begins so."""
    cells = read_solution("01_neurons").cells
    return next(line for c in cells for line in c.source.splitlines() if begin in line)


def test_a_site_that_fails_leaves_the_old_one(tmp_path):
    root = make_course(tmp_path)
    old = tmp_path / "dist" / "site"
    old.mkdir(parents=True)
    (old / "index.html").write_text("old")
    with pytest.raises(CourseError):
        build_site(old, "", root)
    assert (old / "index.html").read_text() == "old"


# Doors


def test_colab_and_binder_are_set_in_one_place(tmp_path):
    (tmp_path / "pyproject.toml").write_text('[tool.site]\nrepository = "someone/course"\n')
    path = "notebooks/01_neurons/01_neurons.ipynb"
    colab, binder = home(tmp_path).doors(path)
    assert colab == (
        f"[Open in Colab](https://colab.research.google.com/github/someone/course/blob/main/{path})"
    )
    assert binder == (
        f"[Open in Binder](https://mybinder.org/v2/gh/someone/course/main?urlpath=lab/tree/{path})"
    )
    assert Home().doors(path) == []


# In a browser


PAGES = ["index.html", "start.html", "teach.html", *(f"lessons/{each}.html" for each in SHOWN)]
PAGES += ["mistakes/01_neurons.html", "search.html?q=softmax"]


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_reader_on_a_phone_without_a_network(address, chromium, scheme):
    page = chromium.new_page(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    asked, errors = [], []

    def only_here(route):
        url = route.request.url
        asked.append(url) if not url.startswith((address, "data:")) else None
        route.continue_() if url.startswith((address, "data:")) else route.abort()

    page.route("**", only_here)
    page.on("console", lambda line: line.type == "error" and errors.append(line.text))
    found = {}
    for name in PAGES:
        page.goto(address + name)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
        found[name] = violations(page, ["article"])
    page.get_by_text("02 · Bend the line").first.wait_for()  # what the search finds
    page.close()
    assert asked == []
    assert errors == []
    assert {name: told for name, told in found.items() if told} == {}


def test_the_search_knows_the_lessons(site: Path):
    index = (site / "searchindex.js").read_text()
    titles = json.loads(index.removeprefix("Search.setIndex(").rstrip(");"))["titles"]
    assert {"01 · Build a neuron that learns", "02 · Bend the line"} <= set(titles)
