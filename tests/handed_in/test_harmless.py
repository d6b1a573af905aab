"""What students show can neither run in the page of whoever looks at it nor change how it looks."""

import copy
import re
import subprocess
import sys

import nbformat
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_markdown_cell, new_output

from grading import ROOT, lesson_path, lessons
from grading.authoring.filled_in import fill, solved
from grading.course.settings import config
from grading.formgrader import EXTENSIONS
from grading.grade import grade_class
from grading.gradebook.class_of_lesson import Settings
from grading.handed_in.harmless import harmless_attachments, harmless_html, harmless_output
from grading.lesson.release import derive
from tests.helpers.jupyterlab import PATIENCE, TOKEN, flags, free_port, serving
from tests.helpers.sample_course import LESSON, hand_in, make_course, make_solution
from tests.helpers.starts import starts

PICTURE = "data:image/png;base64,AA=="
STEALS = "fetch('/x');window.pwned=1"
ATTACKS = [
    f"<script>{STEALS}</script>",
    f'<img src="x" onerror="{STEALS}">',
    f"<svg onload={STEALS}><script>{STEALS}</script></svg>",
    f'<svg><style><img title="</style><img src onerror={STEALS}>"></style></svg>',
    f'<math><mtext><table><mglyph><style><img src=x onerror="{STEALS}">',
    f'<noscript><p title="</noscript><img src=x onerror={STEALS}>">',
    f'<iframe srcdoc="<script>parent.{STEALS}</script>"></iframe>',
    '<iframe src="javascript:parent.pwned=1"></iframe><object data="javascript:1"></object>',
    f'<details open ontoggle="{STEALS}">a</details>',
    f'<a href="javascript:{STEALS}">a</a> <a href="&#106;avascript:{STEALS}">b</a>',
    f'<a href=" java\nscript:{STEALS}">a</a> <a href="data:text/html,x">b</a>',
    f'<form action="/x"><input name=q><button formaction="javascript:{STEALS}">x</button></form>',
    "<style>* { display: none }</style><link rel=stylesheet href=//x.org/a.css>",
    '<div class="score modal" id="submission_id" style="position: fixed; inset: 0">10 / 10</div>',
    '<base href="//x.org/"><meta http-equiv="refresh" content="0;url=//x.org">',
    '<p style="background: url(https://x.org/seen.png)">a</p>',
    '<p style="background: u\\72l(//x.org/seen.png); color: red">a</p>',
    '<img src="https://x.org/seen.png" srcset="https://x.org/seen.png 2x">',
    f"<!--[if IE]><b>{STEALS}</b><![endif]--><script>{STEALS}</script>",
]
KNOWN = re.compile(r"(highlight|hl-[a-z0-9]+|anchor-link|[a-z]{1,2}[0-9]?)( |$)")


def problems(markup):
    """What in this HTML could run, load, or look like a part of the page around it."""
    found = []
    for tag in BeautifulSoup(markup, "html.parser").find_all(True):
        if tag.name in ("script", "style", "iframe", "object", "embed", "form", "input", "button"):
            found.append(tag.name)
        if tag.name in ("base", "meta", "link", "noscript", "math", "template"):
            found.append(tag.name)
        for name, value in tag.attrs.items():
            text = " ".join(value) if isinstance(value, list) else value
            link = name in ("href", "cite") and not re.match(r"https?://|mailto:|#|[\w./-]*$", text)
            loads = name in ("src", "srcset") and not text.startswith("data:image/")
            covers = name == "style" and re.search(r"position|inset|url|u.72l|z-index", text)
            poses = name == "class" and not all(map(KNOWN.match, text.split()))
            named = name == "id" and not re.fullmatch("h[1-6]", tag.name)
            if name.startswith("on") or name in ("srcdoc", "action", "formaction"):
                found.append(name)
            found += [f"{name}={text}"] if link or loads or covers or poses or named else []
    return found


@pytest.mark.parametrize("attack", ATTACKS)
def test_html_keeps_nothing_that_runs(attack):
    assert problems(attack), "this test asks for nothing"
    assert problems(harmless_html(f"<p>before</p>{attack}<p>after</p>")) == []


PIECES = [
    "<",
    "<![CDATA[",
    "<!--",
    ">",
    '"',
    "'",
    "=",
    "/",
    "</p>",
    "<p ",
    " onload",
    "javascript:",
    "&lt;",
    "`",
]


@pytest.mark.long
@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from([*ATTACKS, *PIECES]), st.text(max_size=4)), max_size=12).map(
        "".join
    )
)
def test_html_in_any_pieces_keeps_nothing_that_runs(text):
    once = harmless_html(text)
    assert problems(once) == []
    assert harmless_html(once) == once


def test_every_picture_of_the_lessons_stays_as_it_is():
    seen = 0
    for lesson in lessons():
        for cell in nbformat.read(lesson_path("solutions", lesson), as_version=4).cells:
            for output in cell.get("outputs", []):
                before = output.get("data", {}).get("text/html")
                if before is None:
                    continue
                seen += 1
                after = harmless_output(output).data["text/html"]
                old, new = (BeautifulSoup(each, "html.parser") for each in (before, after))
                assert [t.name for t in old.find_all(True)] == [t.name for t in new.find_all(True)]
                for one, other in zip(old.find_all(True), new.find_all(True), strict=True):
                    same = {k: v for k, v in one.attrs.items() if k != "style"}
                    assert same == {k: v for k, v in other.attrs.items() if k != "style"}
                    assert ("style" in one.attrs) == ("style" in other.attrs)
    assert seen > 50


def test_only_kinds_that_are_shown_stay_in_an_output():
    data = {
        "text/plain": "a widget",
        "text/html": ATTACKS[0],
        "image/png": 'AA==" onerror="alert(1)',
        "image/jpeg": "AA==\n",
        "application/javascript": STEALS,
        "application/vnd.jupyter.widget-view+json": {"model_id": "0"},
        "text/vnd.mermaid": "graph",
    }
    metadata = {"image/jpeg": {"width": 3, "height": f"1 onerror={STEALS}"}, "filenames": {"a": 1}}
    output = harmless_output(new_output("display_data", data, metadata=metadata))
    assert output.data == {"text/plain": "a widget", "text/html": "", "image/jpeg": "AA==\n"}
    assert output.metadata == {"image/jpeg": {"width": 3}}


def test_a_cell_carries_pictures_and_nothing_else():
    odd = {"a.png": {"image/png": "AA=="}, "b.svg": {"image/svg+xml": "<svg/>"}, "c": 3}
    assert harmless_attachments(odd) == {"a.png": {"image/png": "AA=="}}
    assert harmless_attachments([1]) == {}


SHOWS = f"""

from IPython.display import HTML, Javascript, Latex, Markdown, display
attacks = {ATTACKS!r}
for each in attacks:
    display(HTML(each), Markdown(each))
    display({{"image/svg+xml": f"<svg>{{each}}</svg>", "text/plain": each}}, raw=True)
    print(each)
display(Javascript({STEALS!r}), Latex(attacks[0]))
sizes = {{"image/png": {{"width": "1 onerror=" + {STEALS!r}}}}}
display({{"image/png": "AA==", "text/plain": ""}}, raw=True, metadata=sizes)
raise ValueError(attacks[1])
"""


def hostile_notebook(root):
    """A right answer, with every attack in what it shows and says."""
    release = nbformat.reads(derive(LESSON, root), as_version=4)
    nb = fill(release, make_solution(), solved)
    said = "\n\n".join(["**bold** $a<b$", f"[a](javascript:{STEALS})", *ATTACKS])
    cells = {cell.id: cell for cell in nb.cells}
    cells["reflection"].source = said
    cells["reflection"].metadata["tags"] = [f'"><script>{STEALS}</script>']
    nb.metadata["title"] = f"</title><script>{STEALS}</script>"
    nb.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}}}
    cells["double"].source += SHOWS
    nb.cells.append(new_markdown_cell(said))
    return nb


@pytest.fixture(scope="module")
@starts("sandbox")
def hostile(tmp_path_factory):
    """The root of a course in which ann's graded notebook shows every attack."""
    root = make_course(tmp_path_factory.mktemp("hostile"))
    hand_in(root, "ann", hostile_notebook(root))
    (row,) = grade_class(root, settings=Settings(workers=1), say=lambda line: None)
    assert row.status == "graded", row.reason
    return root


def test_a_page_of_feedback_runs_nothing_that_a_student_wrote(hostile):
    page = (hostile / "feedback" / "ann" / LESSON / f"{LESSON}.html").read_text(encoding="utf-8")
    soup = BeautifulSoup(page, "html.parser")
    scripts = [tag for tag in soup.find_all("script") if "pwned" in tag.text]
    handlers = [t for t in soup.find_all(True) if any(name.startswith("on") for name in t.attrs)]
    links = [t for t in soup.find_all("a") if "pwned" in t.get("href", "")]
    assert scripts == handlers == links == []
    assert not soup.find_all(["iframe", "object", "form"])
    assert "<strong>bold</strong>" in page
    assert "<mi>a</mi><mo>&lt;</mo><mi>b</mi>" in page
    assert not [tag for tag in soup.find_all(src=True) if "//" in tag["src"]]  # needs no internet


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("extensions", [[], EXTENSIONS], ids=["nbgrader's own", "the course's"])
def test_formgrader_runs_nothing_that_a_student_wrote(hostile, page, extensions):
    port, asked = free_port(), []
    ours = [f"--ServerApp.jpserver_extensions={each}" for each in extensions]
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={hostile}", *ours]
    command += flags(port)
    page.set_default_timeout(PATIENCE)
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(f"dialog {dialog.message}"))
    with serving(command, port, hostile, {"PYTHONPATH": str(ROOT)}) as address:
        base = f"{address}/formgrader/api/submitted_notebooks/{LESSON}/{LESSON}?token={TOKEN}"
        (submission,) = page.request.get(base).json()
        page.goto(f"{address}/login?token={TOKEN}")
        page.goto(f"{address}/formgrader/submissions/{submission['id']}/")
        page.locator(".nbgrader_cell").first.wait_for()
        page.wait_for_function("() => document.querySelector('input.score')?.placeholder")
        page.wait_for_timeout(500)
        assert "bold" in page.locator("strong").all_inner_texts()
        assert page.evaluate("window.pwned") is None
        strange = [each for each in asked if "x.org" in each or each.startswith("dialog")]
        assert strange + [each for each in asked if each == f"{address}/x"] == []
        # The boxes for scores are Formgrader's own, one for each graded cell
        boxes = page.locator(".score").evaluate_all("all => all.map((b) => [b.id, b.placeholder])")
        graded = ["double_check", "double_hidden", "divide_check", "divide_hidden", "reflection"]
        assert [name for name, _ in boxes] == graded
        assert [score for _, score in boxes[:4]] == ["1", "2", "1", "4"]


TURNED = "x = '\u202eadmin\u2066'  # \u200b\x07\x1b[2J"


def test_pages_show_code_and_outputs_as_they_read(tmp_path):
    """Formgrader makes its pages with this exporter and the course's configuration."""
    cells = [
        nbformat.v4.new_code_cell(
            TURNED,
            outputs=[
                new_output("stream", text=f"\x1b[31mred\x1b[0m{TURNED}"),
                new_output("display_data", {"text/html": "<b>&#8238;x</b><bdo dir='rtl'>y</bdo>"}),
                new_output("error", ename=TURNED, evalue=TURNED, traceback=[TURNED]),
            ],
        ),
        new_markdown_cell(f"{TURNED} &#x202e; José 王 محمد"),
    ]
    exporter = HTMLExporter(config=copy.deepcopy(config(ROOT)))
    page, _ = exporter.from_notebook_node(nbformat.v4.new_notebook(cells=cells))
    for sign in "\u202e\u2066\u200b\x07\x1b":
        assert sign not in page
    assert "José 王 محمد" in page
    assert "admin" in page
    assert 'ansi-red-fg">red<' in page


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("a&#8238;b", "ab"),
        ("<bdo dir='rtl'>abc</bdo>", "abc"),
        ("<p title='x\u202ey'>\u200bq</p>", '<p title="xy">q</p>'),
        ("<p dir='rtl'>q</p>", "<p>q</p>"),
    ],
)
def test_nothing_turns_the_direction_of_a_page(markup, shown):
    assert harmless_html(markup) == shown


LEARNERS_LACK = ["distributed", "nh3", "pyseccomp"]  # `make setup` leaves them out


@pytest.mark.kernel
def test_jupyterlab_reads_the_configuration_with_what_learners_install():
    steps = config(ROOT).HTMLExporter.preprocessors
    code = f"""import sys
sys.modules.update(dict.fromkeys({LEARNERS_LACK!r}))
from traitlets.utils.importstring import import_item
assert all(callable(import_item(step)) for step in {steps!r})"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
