"""Moodle's worksheet goes back filled in: Moodle's import takes every score, and no 0 by itself."""

import os
import shutil
from datetime import datetime, timedelta

import pytest
from nbgrader.api import Comment, Gradebook

from grading.hand_back import pack, remarks
from tests.commands.test_hand_back import collected
from tests.helpers.moodle_import import Assignment, Language, fgetcsv, upload
from tests.helpers.sample_gradebook import LESSON, Graded, make_graded
from utils.storage.one_step import write_text

FULL = (1, 2, 1, 4, 3)
CLASS = {
    "ann": Graded(FULL),
    "bob": Graded((1, 0, 1, 2.125, 0), late=timedelta(days=2), penalty=0.5),
    "cleo": Graded((1, 2, 1, 4, None)),
    "dan": Graded((0, 0, 0, 0, 0)),
    "eve": Graded(status="ungradable", reason="the file is empty"),
    "finn": Graded(status="missing"),
}
NUMBERS = {name: 9001 + place for place, name in enumerate(CLASS)}
TITLES = (
    "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments"
)
GERMAN = (
    "ID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung,Bestwertung,"
    "Bewertung kann geändert werden,Zuletzt geändert (Abgabe),Zuletzt geändert (Bewertung),"
    "Feedback als Kommentar"
)
SPEAKS_GERMAN = Language(
    "Teilnehmer/in ",
    "ID",
    "Bewertung",
    "Zuletzt geändert (Bewertung)",
    "Feedback als Kommentar",
    ",",
)
CAME = "Friday, 30 January 2026, 4:30 PM"
CAME_IN_GERMAN = "Freitag, 30. Januar 2026, 16:30"
MARKED = "Monday, 2 February 2026, 9:00 AM"


def line(name, grade="", marked="-", said="", most="11.00", word="Participant", came=CAME):
    cells = [
        *(f"{word} {NUMBERS[name]}", f"{name.title()} Example", f"{name}@example.org"),
        *("Submitted", grade, most, "Yes", came, marked, said),
    ]
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A graded class without its submissions."""
    root = make_graded(tmp_path_factory.mktemp("graded"), CLASS)
    people = "".join(f"{name},{name.title()} Example,{name}@example.org\n" for name in CLASS)
    write_text(root / "roster.csv", f"student,name,email\n{people}")
    for name in CLASS:
        write_text(root / "feedback" / name / LESSON / f"{LESSON}.html", f"<p>{name}</p>")
    return root


@pytest.fixture
def course(graded, root, tmp_path):
    """The graded class, of which a course of two lessons is the lessons."""
    here = shutil.copytree(graded, tmp_path / "graded" / "course")
    return shutil.copytree(root / "solutions", here / "solutions", dirs_exist_ok=True).parent


def filled(course, good, lines, titles=TITLES, encode="utf-8-sig"):
    """Collect a download and its worksheet, and give back; what was said, and the file."""
    sheet = course.parent / "Grades-DL-1-77.csv"
    sheet.write_bytes("\n".join([titles, *lines, ""]).encode(encode))
    came = [name for name in CLASS if name != "finn"]
    folders = {f"{name.title()} Example_{NUMBERS[name]}_assignsubmission_file_" for name in came}
    collected(course, {f"{each}/hw.ipynb": good for each in sorted(folders)})
    later = (course / "grades.csv").stat().st_mtime + 100
    os.utime(course / "grades.csv", (later, later))
    said = list(remarks(pack("moodle", LESSON, course), "moodle", LESSON, course))
    path = course / "dist" / "feedback" / f"{LESSON}-moodle.csv"
    return said, path.read_bytes() if path.exists() else None


def empty(most=11.0, **grades):
    known = {number: grades.get(name) for name, number in NUMBERS.items()}
    return Assignment(most, known)


def test_moodle_takes_final_scores_and_nobody_else_gets_any(course, good):
    said, data = filled(course, good, [line(name) for name in CLASS])
    moodle = empty()
    upload(data, moodle)
    assert moodle.grades == {9001: 11, 9002: 3.625, 9003: None, 9004: 0, 9005: None, 9006: None}
    assert moodle.comments == {
        9001: "11 of 11 points.",
        9002: "3.625 of 11 points (0.5 taken off for handing in late).",
        9004: "0 of 11 points.",
    }
    newest = empty()
    upload(data, newest, newest=True)
    assert newest.grades == moodle.grades | {9004: None}
    text = "\n".join(said)
    assert f"dist/feedback/{LESSON}-moodle.csv: Moodle's worksheet with 3 grades." in text
    assert "left as it came there: cleo, answers wait for points by hand" in text
    assert "left as it came there: eve, ungradable" in text
    assert "left as it came there: finn, missing" in text
    assert "skip a grade of 0 in a worksheet: see whether dan got it" in text


def test_all_else_is_as_it_came(course, good):
    lines = [line(name, said="" if name != "eve" else "<p>-ask</p>\n=1") for name in CLASS][::-1]
    _, data = filled(course, good, lines)
    before, after = (
        list(fgetcsv(text)) for text in ("\n".join([TITLES, *lines, ""]), data.decode())
    )
    assert before[0] == after[0]
    given = {f"Participant {NUMBERS[name]}" for name in ("ann", "bob", "dan")}
    for old, new in zip(before[1:], after[1:], strict=True):
        changed = {place for place, cell in enumerate(new) if cell != old[place]}
        assert changed == ({4, 9} if new[0] in given else set()), new


@pytest.mark.parametrize("decimals", [",", "."])
def test_any_language_and_its_decimals(course, good, decimals):
    most, word = f"11{decimals}00", "Teilnehmer/in"
    lines = [line(name, most=most, word=word, came=CAME_IN_GERMAN) for name in CLASS]
    _, data = filled(course, good, lines, GERMAN)
    moodle = empty()
    upload(data, moodle, SPEAKS_GERMAN)
    assert (moodle.grades[9001], moodle.grades[9002]) == (11, 3.625)
    assert (b'"3,625"' in data) == (decimals == ",")


def test_what_somebody_did_in_moodle_meanwhile_stays(course, good):
    lines = [
        line("ann", "9.00", MARKED, "<p>Well done, Ann.</p>"),
        line("bob", "3.00", MARKED, "3 of 11 points."),
        *(line(name) for name in ("cleo", "dan", "eve", "finn")),
    ]
    said, data = filled(course, good, lines)
    moodle = empty(ann=9.0, bob=3.0, cleo=7.0)
    moodle.comments |= {9001: "<p>Well done, Ann.</p>", 9003: "Soon."}
    at_nine = datetime(2026, 2, 2, 9)
    moodle.changed |= {
        9001: at_nine,
        9002: at_nine + timedelta(hours=2),
        9003: at_nine,
    }
    upload(data, moodle)
    assert (moodle.grades[9001], moodle.grades[9002], moodle.grades[9003]) == (11, 3, 7)
    assert moodle.comments[9001] == "<p>Well done, Ann.</p>"
    assert moodle.comments[9003] == "Soon."
    upload(data, moodle, anyway=True)
    assert (moodle.grades[9002], moodle.comments[9002].split()[0]) == (3.625, "3.625")
    text = "\n".join(said)
    assert "Moodle has a grade of 2 of them already" in text
    assert "comments that somebody wrote in Moodle stay as they are: 1" in text


def test_comments_are_text_to_moodle(course, good):
    with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
        notebook = book.find_submission_notebook(LESSON, LESSON, "ann")
        source = book.add_solution_cell("reflection", LESSON, LESSON)
        text = 'Say "why" \\\nand <b>more</b>, =1+1\\'
        book.db.add(Comment(cell=source, notebook=notebook, manual_comment=text))
        book.db.commit()
    _, data = filled(course, good, [line(name) for name in CLASS])
    moodle = empty()
    upload(data, moodle)
    assert moodle.comments[9001] == (
        "11 of 11 points.<br>reflection: Say &quot;why&quot; &#92;<br>and &lt;b&gt;more&lt;/b&gt;, "
        "=1+1&#92;"
    )
    assert moodle.grades[9004] == 0


def test_where_it_cannot_be_filled_in_it_says_what_to_do(course, good):
    said, data = filled(course, good, [line(name, most="100.00") for name in CLASS])
    assert data is None
    assert any(
        f"Moodle's assignment has 100 points and {LESSON} has 11. Set the assignment's maximum "
        "grade to 11" in each
        for each in said
    )


@pytest.mark.parametrize(
    ("garbled", "told"),
    [
        ({"most": "1l.00"}, "says '1l.00' below 'Maximum grade' in the line of 'Participant 9003'"),
        ({"most": ""}, "says '' below 'Maximum grade' in the line of 'Participant 9003'"),
        ({"most": "12.00"}, "says '12.00' below 'Maximum grade' in the line of"),
        ({"grade": "8 or 9"}, "says '8 or 9' below 'Grade' in the line of 'Participant 9003'"),
    ],
)
def test_a_garbled_cell_is_told_with_its_line(course, good, garbled, told):
    lines = [line(name, **garbled) if name == "cleo" else line(name) for name in CLASS]
    said, data = filled(course, good, lines)
    assert data is None
    (why,) = [each for each in said if "no worksheet is filled in" in each]
    assert told in why
    assert "scale" not in why


def test_a_scale_has_no_points(course, good):
    said, data = filled(course, good, [line(name, most="Poor\nGood") for name in CLASS])
    assert data is None
    assert any(
        "has no column of points: give the assignment points and no scale" in e for e in said
    )


def test_without_a_worksheet_the_zip_is_all(course, good):
    folders = {f"Ann Example_{NUMBERS['ann']}_assignsubmission_file_/hw.ipynb": good}
    collected(course, folders)
    packed = pack("moodle", LESSON, course)
    assert packed.students == ("ann",)
    assert packed.said[0].startswith(
        "no grading worksheet lies in downloaded/ beside that download"
    )
