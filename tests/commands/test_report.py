"""The report: item analysis that knows what it cannot say, and pages that are whole and safe."""

import re
from datetime import timedelta
from html.parser import HTMLParser

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_notebook, new_output

from grading import CourseError
from grading.report import write_report
from grading.reports import pictures
from grading.reports.item_analysis import Item, analyse
from tests.helpers.accessibility import violations
from tests.helpers.sample_course import make_cell
from tests.helpers.sample_gradebook import LESSON, POINTS, Graded, make_graded

EVIL = "<script>alert(1)<"
SIGN = "cell double replaces `np.<b>x`"
FULL = (1, 2, 1, 4, 3)
WEIGHTS = (0.2126, 0.7152, 0.0722)  # of red, green and blue in what we see as light


def analysed(*rows):
    return {
        item.name: item
        for item in analyse([dict(zip(POINTS, r, strict=True)) for r in rows], POINTS)
    }


def test_difficulty_is_the_mean_share_of_an_exercises_points():
    items = analysed((1, 2, 1, 4, 3), (1, 0, 1, 2, 0), (0, 0, 0, 0, 0))
    assert list(items) == ["double", "divide", "reflection"]
    assert items["double"].difficulty == pytest.approx((3 + 1 + 0) / 9)
    assert items["divide"].difficulty == pytest.approx((5 + 3 + 0) / 15)
    assert [(i.full, i.part, i.none) for i in items.values()] == [(1, 1, 1), (1, 1, 1), (1, 0, 2)]


def test_discrimination_is_the_correlation_with_all_other_exercises():
    rows = [(1, 2, 1, 4, 3), (1, 0, 1, 2, 1), (0, 0, 1, 0, 0), (1, 2, 1, 2, 0), (0, 2, 0, 4, 2)]
    items = analysed(*rows)
    double = [a + b for a, b, *_ in rows]
    rest = [c + d + e for _, _, c, d, e in rows]
    assert items["double"].discrimination == pytest.approx(np.corrcoef(double, rest)[0, 1])
    low, high = items["double"].interval
    assert -1 <= low < items["double"].discrimination < high <= 1


def test_more_students_make_the_interval_narrower():
    rows = [(1, 2, 1, 4, 3), (1, 0, 1, 2, 1), (0, 0, 1, 0, 0), (1, 2, 1, 2, 0), (0, 2, 0, 4, 2)]
    few, many = analysed(*rows)["double"], analysed(*rows * 20)["double"]
    assert many.discrimination == pytest.approx(few.discrimination)
    assert np.ptp(many.interval) < np.ptp(few.interval) / 3


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([FULL] * 3, "fewer than 4 students"),
        ([FULL] * 10, "all have the same points here"),
        ([(1, 2, 1, 4, 3), (0, 0, 1, 4, 3)] * 4, "all have the same points elsewhere"),
    ],
)
def test_no_discrimination_says_why(rows, why):
    item = analysed(*rows)["double"]
    assert (item.discrimination, item.interval, item.why) == (None, None, why)


def test_nobody_was_judged():
    items = analysed()
    assert [item.difficulty for item in items.values()] == [None] * 3
    assert {item.remark for item in items.values()} == {""}


def test_answers_that_wait_count_nowhere():
    waiting = (1, 2, 1, 4, None)
    items = analysed(waiting, waiting, (0, 0, 1, 2, 3), (1, 0, 0, 0, 0), (0, 2, 1, 4, 3))
    assert (items["reflection"].waiting, items["reflection"].students) == (2, 3)
    assert items["reflection"].difficulty == pytest.approx(6 / 9)
    # Else two students' totals would lack what the others' have
    double, divide = [3, 3, 0, 1, 2], [5, 5, 3, 0, 5]
    assert items["double"].discrimination == pytest.approx(np.corrcoef(double, divide)[0, 1])


@pytest.mark.parametrize(
    ("item", "remark"),
    [
        (Item("a", 2, 1, 1, 8, difficulty=0.15), "hard"),
        (Item("a", 2, 10, 0, 0, difficulty=1.0), "nearly everybody"),
        (Item("a", 2, 1, 1, 1, difficulty=0.1), ""),  # three students say nothing
        (Item("a", 2, 0, 0, 8, waiting=90, difficulty=0.0), "not yet"),  # eight blank answers
        (
            Item("a", 2, 40, 0, 40, difficulty=0.5, discrimination=-0.5, interval=(-0.6, -0.3)),
            "those",
        ),
        (
            Item("a", 2, 40, 0, 40, difficulty=0.5, discrimination=0.0, interval=(-0.15, 0.15)),
            "poorly",
        ),
        (Item("a", 2, 4, 0, 4, difficulty=0.5, discrimination=0.0, interval=(-0.7, 0.7)), ""),
    ],
)
def test_a_remark_stands_only_on_what_chance_would_not_explain(item, remark):
    assert remark in item.remark
    assert bool(remark) == bool(item.remark)


CLASS = {
    "ann": Graded(FULL, note={"seconds": 2.5, "slowest": ["divide", 1.5]}),
    "bob": Graded((1, 0, 1, 2, None), reason="1 answer waits for manual grading (3 points)"),
    "cleo": Graded(
        (1, 2, 1, 4, 0),
        status="tampered",
        reason=f"{SIGN}; put back divide_check",
        note={
            "seconds": 9.0,
            "slowest": [EVIL, 8.5],
            "tampering": ["cell double replaces `np.<b>x`"],
        },
    ),
    "dan": Graded((1, 2, 0, 0, 0), status="partial", reason="the kernel stopped in cell divide"),
    EVIL: Graded((0, 0, 0, 0, 0), late=timedelta(days=1), penalty=0),
    "eve": Graded(status="ungradable", reason="the file is empty: ask for it again"),
    "finn": Graded(status="missing", reason="nothing was handed in"),
    "gus": Graded(status="refused", reason="work came and was refused on 2026-01-30 12:00: a zip"),
}


def fail_with(root, student, mistake):
    cell = make_cell("double_check", "test", 1, "check(double)")
    message = f"Twice is not the square.\n  mistake:  {mistake}"
    cell.outputs = [new_output("error", ename="CheckFailed", evalue=message, traceback=[message])]
    folder = root / "autograded" / student / LESSON
    folder.mkdir(parents=True)
    nbformat.write(new_notebook(cells=[cell]), folder / f"{LESSON}.ipynb")


class Read(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.words = [], []
        self.feed(text)
        self.text = re.sub(r"\s+", " ", " ".join(self.words))

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(scope="module")
def reported(tmp_path_factory):
    """The root of a course with a report."""
    root = make_graded(tmp_path_factory.mktemp("report"), CLASS)
    names = "".join(f'"{name}",{name.title()} Example\n' for name in CLASS)
    (root / "roster.csv").write_text("student,name\n" + names)
    fail_with(root, "bob", "any/returns-none")
    fail_with(root, "dan", "any/returns-none")
    assert [report.lesson for report in write_report(root)] == [LESSON]
    return root


@pytest.fixture(scope="module")
def pages(reported):
    """A class's lesson page and index, read."""
    files = (reported / "report").iterdir()
    texts = {path.stem: path.read_text(encoding="utf-8") for path in files}
    assert set(texts) == {LESSON, "index"}
    return {name: Read(text) for name, text in texts.items()}


@pytest.mark.parametrize(
    "said",
    [
        "students 8",
        "graded 5",
        "missing 1",
        "to look at 4",
        "answers to grade by hand 1",
        "5 students whose tests ran",
        "median 4",
        "The function ends without giving a value back. any/returns-none double bob, dan",
        "cell double replaces `np.<b>x` put back divide_check",
        "dan Dan Example partial 3 the kernel stopped in cell divide",
        "eve Eve Example ungradable 0 the file is empty",
        "gus Gus Example refused 0 work came and was refused on 2026-01-30 12:00: a zip",
        "has no score yet, and is no missing work: the export leaves it out",
        "1 student has handed in nothing: finn Finn Example .",
        "cleo Cleo Example 9.0 <script>alert(1)< 8.5",
        "Henrysson",
    ],
)
def test_the_lessons_page_says(pages, said):
    assert said in pages[LESSON].text


def test_the_index_sums_each_lesson_up(pages):
    assert f"{LESSON} 8 5 1 4 1 4 11 The function ends" in pages["index"].text
    links = [known["href"] for tag, known in pages["index"].tags if tag == "a"]
    assert links == [f"{LESSON}.html"]


def test_pages_are_whole_and_what_students_say_is_text(pages):
    for page in pages.values():
        tags = {tag for tag, _ in page.tags}
        assert not tags & {"script", "link", "img", "iframe", "b"}
        for _, known in page.tags:
            assert not any(name.startswith("on") for name in known)
            assert not known.get("href", "").startswith(("http", "//"))
        assert EVIL in page.text or page is pages["index"]


def test_pictures_say_in_words_what_they_show(pages):
    told = [known["aria-label"] for tag, known in pages[LESSON].tags if tag == "svg"]
    assert len(told) == 2
    assert "scores of 5 students" in told[0]
    assert "double: 3, 1, 1" in told[1]
    for page in pages.values():
        ids = [known["id"] for _, known in page.tags if "id" in known]
        assert len(ids) == len(set(ids))


def test_a_picture_takes_the_pages_colours_and_differs_by_more_than_colour():
    items = [Item("double", 3, 2, 1, 1, difficulty=0.5)]
    svg = pictures.exercises(items)
    assert "var(--ink)" in svg
    assert "var(--fill)" in svg
    assert "<pattern" in svg  # hatched
    assert not re.search(r"(?i)#(?:01020|04050|07080)", svg)


@pytest.mark.parametrize(
    ("scores", "most", "told"),
    [
        ([0], 0, "0: 1"),
        ([5, 5, 5], 5, "5: 3"),
        ([2.5, 3, 11, 11], 11, "2: 1, 3: 1, 11: 2"),
        ([7, 8, 60], 60, "6 to 8: 2, 60 to 62: 1"),
    ],
)
def test_scores_are_counted_by_whole_points(scores, most, told):
    assert f"Students by whole points: {told}." in pictures.distribution(scores, most)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 400)])
@pytest.mark.parametrize("name", [LESSON, "index"])
def test_a_browser_shows_a_page_as_it_should(reported, page, name, scheme, width):
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto((reported / "report" / f"{name}.html").as_uri())
    assert not said
    assert len(asked) == 1  # the page itself
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    ink, paper = page.evaluate(
        "[getComputedStyle(document.querySelector('svg text')).fill,"
        " getComputedStyle(document.body).backgroundColor]"
    )
    assert contrast(ink, paper) > 7


@pytest.mark.parametrize("width", [1200, 390])
@pytest.mark.parametrize("name", ["index", LESSON])
@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_axe_core_finds_nothing_amiss_on_a_page_with_all_unfolded(reported, page, name, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((reported / "report" / f"{name}.html").as_uri())
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert violations(page, ["html"]) == []


def contrast(first, second):
    """The contrast of two CSS colours, by WCAG 2."""

    def light(colour):
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(weight * part for weight, part in zip(WEIGHTS, linear, strict=True))

    darker, lighter = sorted((light(first), light(second)))
    return (lighter + 0.05) / (darker + 0.05)


def test_a_class_in_which_nothing_was_judged_still_has_a_page(tmp_path):
    root = make_graded(tmp_path, {"ann": CLASS["eve"], "bob": CLASS["finn"]})
    (root / "roster.csv").write_text("student\nann\nbob\n")
    write_report(root)
    page = Read((root / "report" / f"{LESSON}.html").read_text(encoding="utf-8"))
    assert "Nobody's tests have run yet." in page.text
    assert "svg" not in {tag for tag, _ in page.tags}
    index = Read((root / "report" / "index.html").read_text(encoding="utf-8"))
    assert f"{LESSON} 2 0 1 1 0 – 11" in index.text


def test_one_lesson_alone_leaves_the_others_in_the_index(tmp_path):
    root = make_graded(tmp_path, CLASS)
    make_graded(tmp_path, CLASS, lesson="98_other")
    (root / "roster.csv").write_text("student\nann\n")
    write_report(root, "98")
    assert {path.name for path in (root / "report").iterdir()} == {"98_other.html", "index.html"}
    assert LESSON in (root / "report" / "index.html").read_text(encoding="utf-8")


def test_before_grading_there_is_one_sentence(tmp_path):
    with pytest.raises(CourseError, match="nothing was graded yet: run `make grade`"):
        write_report(tmp_path)


def test_sections_of_the_roster_have_a_row_each(tmp_path):
    rows = {"ann": Graded(FULL), "bob": Graded((1, 0, 1, 2, 0)), "cleo": Graded(status="missing")}
    root = make_graded(tmp_path, {**rows, "dan": Graded(FULL)})
    roster = "student,section\nann,Monday\nbob,Monday\ncleo,<b>Friday\ndan,\n"
    (root / "roster.csv").write_text(roster)
    (report,) = write_report(root)
    found = [(s.name, s.students, s.graded, s.missing, s.median) for s in report.by_section]
    assert found == [
        ("<b>Friday", 1, 0, 1, None),
        ("Monday", 2, 2, 0, 7.5),
        ("", 1, 1, 0, 11.0),
    ]
    page = (root / "report" / f"{LESSON}.html").read_text()
    assert "&lt;b&gt;Friday" in page
    assert "none in roster.csv" in page
    (root / "roster.csv").write_text("student\nann\n")
    (report,) = write_report(root)
    assert report.by_section == []
