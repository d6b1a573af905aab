"""Pages of feedback: the same as nbgrader's, quicker; failed checks in full, hidden tests never."""

import copy
import html
import re
from datetime import datetime, timedelta

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_output

from grading import CourseError
from grading.authoring.filled_in import fill, solved
from grading.feedback.pages import MATHJAX, NOTEBOOK, SAYS, STYLE, WHOLE, FeedbackPage
from grading.feedback.redact import redact_source
from grading.grade import grade_class
from grading.gradebook.book import Course
from grading.gradebook.class_of_lesson import Settings
from grading.handed_in.repair import repair
from grading.handed_in.submissions import Submission
from grading.lesson.cells import HIDDEN, kind_of, region
from grading.lesson.masters import masters_of
from grading.lesson.release import derive
from tests.helpers.sample_course import LESSON, hand_in, make_course, make_solution

PNG = "aGVsbG8="  # what is in it does not matter
DUE = datetime(2026, 1, 31, 18)


def words(page):
    """What a page shows."""
    bare = re.sub(r"(?s)<style.*?</style>|<script.*?</script>|<[^>]*>", "", page)
    return re.sub(r"\s+", " ", html.unescape(bare))


def read_page(root, student="ann"):
    return (root / "feedback" / student / LESSON / f"{LESSON}.html").read_text(encoding="utf-8")


def solve(root):
    release = nbformat.reads(derive(LESSON, root), as_version=4)
    return fill(release, make_solution(), solved)


@pytest.fixture
def saved(tmp_path):
    """A course whose gradebook has ann's work, saved without running anything."""
    root = make_course(tmp_path)
    return root, *save(root)


def save(root, late=timedelta(0)):
    course = Course(root)
    course.prepare(LESSON, DUE)
    nb = solve(root)
    repair(nb, masters_of(LESSON, course.root))
    for number, cell in enumerate(nb.cells):
        if cell.cell_type == "code":
            cell.execution_count = number + 1
    cells = {cell.id: cell for cell in nb.cells}
    cells["divide_check"].outputs = [
        new_output(
            "error", ename="CheckFailed", evalue="Count < again & again.", traceback=["Count"]
        )
    ]
    cells["double_demo"].outputs = [
        new_output("display_data", {"image/png": PNG}),
        new_output("display_data", {"text/html": '<img alt="mine" src="data:image/png;base64,x">'}),
        new_output("stream", name="stdout", text="<b>plain</b>\n"),
    ]
    work = Submission("ann", LESSON, root, b"", timestamp=DUE + late)
    course.save(work, nb)
    return course, nb


def stock_page(course, kind):
    """The page that nbgrader's own machinery makes with this exporter."""
    from nbgrader.converters import GenerateFeedback
    from nbgrader.coursedir import CourseDirectory

    settings = copy.deepcopy(course.config)
    settings.CourseDirectory.feedback_directory = "stock"
    settings.CourseDirectory.assignment_id = LESSON
    settings.GenerateFeedback.exporter_class = kind
    app = GenerateFeedback(coursedir=CourseDirectory(config=settings), config=settings)
    app.force = True
    app.start()
    path = course.root / "stock" / "ann" / LESSON / f"{LESSON}.html"
    return str(BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser"))


def give_points(course, name, points):
    with course.open() as gradebook:
        grade = gradebook.find_grade(name, LESSON, LESSON, "ann")
        grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.db.commit()


def test_an_answer_that_nobody_has_read_yet_says_so_until_it_is_read(saved):
    root, course, _ = saved
    course.write_feedback("ann", LESSON)
    assert "Nobody has read this answer yet" in words(read_page(root))
    give_points(course, "reflection", 0.0)
    course.write_feedback("ann", LESSON)
    assert "Nobody has read this answer yet" not in words(read_page(root))


@pytest.mark.filterwarnings("ignore")
def test_a_page_is_what_nbgrader_would_write(saved):
    root, course, _ = saved
    give_points(course, "reflection", 2.0)
    assert course.write_feedback("ann", LESSON) == ""
    page = read_page(root)
    quick, stock = stock_page(course, FeedbackPage), stock_page(course, HTMLExporter)
    assert stock.count(">Test cell<") == 4
    for name in ("double_check", "double_hidden", "divide_check", "divide_hidden"):
        stock = stock.replace(f'<a href="#{name}">Test cell<', f'<a href="#{name}">{name}<')
    assert len(MATHJAX.findall(stock)) == 1  # fetched from elsewhere: formulas need it no more
    stock = MATHJAX.sub("", stock)
    for plain, told in SAYS.items():
        stock = stock.replace(plain, told, 1)
    assert quick.count(STYLE.strip()) == 1
    assert quick.replace(STYLE, "").split() == stock.split()
    below = re.sub("</?(body|html)[^>]*>", "", quick.split("<body>", 1)[1])
    folded = str(BeautifulSoup(page.split(WHOLE)[1].rsplit("</details>", 1)[0], "html.parser"))
    for plain, told in (("<main>", NOTEBOOK), ("</main>", "</section>"), ("h4>", "h2>")):
        below = below.replace(plain, told)
    assert folded.split() == str(BeautifulSoup(below, "html.parser")).split()
    assert "No description has been provided" in page
    assert '<img alt="mine"' in page
    assert "&lt;b&gt;plain" in page


def test_the_second_page_is_not_the_first_ones(saved):
    root, course, nb = saved
    other = copy.deepcopy(nb)
    next(
        cell for cell in other.cells if cell.id == "double"
    ).source = "def double(x):\n    return 9"
    course.save(Submission("bob", LESSON, root, b""), other)
    for student in ("ann", "bob", "ann"):
        assert course.write_feedback(student, LESSON) == ""
    assert "return 9" in words(read_page(root, "bob"))
    assert "return 9" not in words(read_page(root, "ann"))


def test_a_page_that_cannot_be_made_leaves_no_old_one(saved):
    root, course, _ = saved
    assert course.write_feedback("ann", LESSON) == ""
    (root / "autograded" / "ann" / LESSON / f"{LESSON}.ipynb").write_text("{")
    assert "Error" in course.write_feedback("ann", LESSON)
    assert not list(root.glob("feedback/ann/*/*"))


def penalised(root, more=""):
    with (root / "nbgrader_config.py").open("a") as config:
        config.write('\nc.AssignLatePenalties.plugin_class = "grading.late.PerDay"\n' + more)


def test_a_late_penalty_stands_on_the_page_and_follows_points_given_by_hand(tmp_path):
    root = make_course(tmp_path)
    penalised(root, "c.PerDay.per_day = 0.25\n")
    course, _ = save(root, late=timedelta(hours=3))
    first = course.standing("ann", LESSON)
    assert (first.score, first.penalty) == (7 * 0.75, 7 * 0.25)
    course.write_feedback("ann", LESSON)
    assert "Late submission penalty (Score: -1.75)" in words(read_page(root))
    with course.open() as gradebook:
        grade = gradebook.find_grade("reflection", LESSON, LESSON, "ann")
        grade.manual_score, grade.needs_manual_grade = 3, False
        gradebook.db.commit()
    later = course.standing("ann", LESSON)
    assert (later.score, later.penalty) == (7.5, 2.5)
    assert later.digest != first.digest


def test_a_late_penalty_that_is_set_wrongly_is_one_sentence(tmp_path):
    root = make_course(tmp_path)
    penalised(root, "c.PerDay.per_day = 10\n")
    with pytest.raises(CourseError, match=r"nbgrader_config\.py sets the late penalty wrongly"):
        Course(root)


WRONG = {
    "double": "def double(x):\n    return x + 2",
    "divide": "def divide(a, b):\n    return a / b, 0",
}


@pytest.mark.sandbox
def test_a_page_holds_each_failed_checks_message_and_no_hidden_test(tmp_path):
    root = make_course(tmp_path)
    nb = solve(root)
    for cell in nb.cells:
        cell.source = WRONG.get(cell.id, cell.source)
    hand_in(root, "ann", nb)
    grade_class(root, settings=Settings(workers=1), say=lambda line: None)
    text = words(read_page(root))
    graded = nbformat.read(root / "autograded" / "ann" / LESSON / f"{LESSON}.ipynb", as_version=4)
    tests = [cell for cell in graded.cells if kind_of(cell) == "test"]
    said = [output.evalue for cell in tests for output in cell.outputs if "evalue" in output]
    assert len(said) >= 3
    for message in said:
        assert re.sub(r"\s+", " ", message).strip() in text
    for cell in tests:
        shown = redact_source(cell.source)
        hidden = {line.strip() for line in region(cell, HIDDEN).splitlines()}
        for line in hidden - {line.strip() for line in shown.splitlines()} - {""}:
            assert line not in text
    for secret in ("-21.5", "-43", "1234", "246"):
        assert secret not in text, secret
