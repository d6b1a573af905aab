"""Work that came and was refused is not the same as none: rows, pages, and until when."""

import csv
import html
import os
import time
from datetime import UTC, datetime

import pytest

from grading.course.refusals import Refusals, RefusedWork
from grading.grade import grade_class
from grading.gradebook.class_of_lesson import ADVICE, Settings
from tests.helpers.collecting import MOODLE, Run, good, made, root, roster, zipped
from tests.helpers.graded_class import quiet
from tests.helpers.sample_course import LESSON, hand_in, read_grades

__all__ = ["good", "made", "root"]
OTHER = "98_other"
BOB = "Bob Builder_2_assignsubmission_file_"
NO_WALLS = Settings(unsandboxed=True)  # nothing runs: no work is there that could
LATER = datetime(2026, 2, 7, 18, tzinfo=UTC)
ANN = "ann,Ann Example,,123456,"


def graded(root, lessons="99"):
    grade_class(root, lessons, NO_WALLS, quiet)
    return read_grades(root)


def test_refused_work_is_refused_in_the_row_with_what_was_wrong(root):
    roster(root, ANN, "bob,Bob Builder,,2,", "cyd,,,,")
    Run(root, {f"{BOB}/hw.pdf": b"%PDF"}, LESSON)
    rows = graded(root)
    statuses = {student: row["status"] for student, row in rows.items()}
    assert statuses == {"ann": "missing", "bob": "refused", "cyd": "missing"}
    assert rows["bob"]["reason"].startswith(
        "work came and was refused on 2026-01-31 18:00: no notebook of a lesson; left out hw.pdf"
    )
    assert rows["bob"]["score"] == "0"


def test_the_students_page_says_what_came_and_not_what_the_instructor_should_do(root):
    roster(root, "bob,Bob Builder,,2,")
    Run(root, {f"{BOB}/hw.zip": b"PK nothing"}, LESSON)
    assert "get it again" in graded(root)["bob"]["reason"]
    page = (root / "feedback" / "bob" / LESSON / f"{LESSON}.html").read_text()
    assert "hw.zip" in html.unescape(page)
    assert "no zip, or a damaged one" in html.unescape(page)
    assert "get it again" not in page
    assert "could not be taken" in page


def test_no_advice_to_the_instructor_reaches_a_students_page():
    said = "a: ask for it again; b is a link: remove it; ask for the .ipynb file; c: d, ask anew"
    assert ADVICE.sub("", said) == "a; b is a link; c: d"
    said = "left out a.pdf (a PDF: ask for the .ipynb (itself)), b.html (ask anew); c (collect d)"
    assert ADVICE.sub("", said) == "left out a.pdf (a PDF), b.html; c"


def test_other_lessons_downloads_do_not_make_a_refusal_forgotten(root):
    roster(root, ANN, "bob,Bob Builder,,2,")
    Run(root, {f"{BOB}/hw.pdf": b"%PDF"}, LESSON)
    Run(root, {f"{BOB}/hw.ipynb": b"{}"}, OTHER, now=LATER)
    assert graded(root)["bob"]["status"] == "refused"


@pytest.mark.parametrize("name", [f"{LESSON}.ipynb", "renamed.ipynb"])
def test_once_good_work_is_collected_the_refusal_is_history(root, good, name):
    roster(root, "bob,Bob Builder,,2,")
    Run(root, {f"{BOB}/hw.pdf": b"%PDF"}, LESSON)
    assert Refusals(root).of("bob", LESSON)
    Run(root, {f"{BOB}/{name}": good}, now=LATER)
    assert Refusals(root).works == {}


def test_the_same_download_tells_anew_what_it_told_before(root):
    roster(root, "bob,Bob Builder,,2,")
    download = zipped({f"{BOB}/hw.pdf": b"%PDF"})
    Run(root, download)
    assert list(Refusals(root).works) == [("bob", "")]
    for who in (graded(root), graded(root, "98")):
        assert who["bob"]["status"] == "refused"
        assert "nothing tells which lesson it is: collect that download" in who["bob"]["reason"]
    Run(root, download, OTHER)
    assert list(Refusals(root).works) == [("bob", OTHER)]
    assert graded(root)["bob"]["status"] == "missing"


def test_a_refused_file_beside_another_lessons_good_work_may_be_the_one_that_is_lacking(root, good):
    roster(root, "bob,Bob Builder,,2,", ANN)
    files = {f"{BOB}/{LESSON}.ipynb": good, f"{BOB}/hw.zip": b"PK nothing", f"{MOODLE}/x.pdf": b""}
    run = Run(root, files, "98 99")
    assert (run.line("bob").status, run.line("bob", OTHER).status) == ("taken", "refused")
    assert list(Refusals(root).works) == [("ann", ""), ("bob", OTHER)]


def test_whom_nobody_knows_is_refused_for_nobody_in_the_class(root):
    roster(root, ANN)
    Run(root, {f"{BOB}/hw.pdf": b"%PDF"}, LESSON)
    assert Refusals(root).works == {}
    (root / "roster.csv").unlink()
    Run(root, {f"{BOB}/hw.pdf": b"%PDF"}, LESSON)
    assert graded(root)["Bob_Builder"]["status"] == "refused"


def test_a_newer_refusal_stands_beside_the_work_that_is_there(root):
    path = hand_in(root, "bob", b"{")
    work = RefusedWork("bob", LESSON, "2026-01-31 18:00", "", "a picture: ask for the notebook")
    Refusals(root).note([work], [], "")
    os.utime(path, (0, 0))
    row = graded(root)["bob"]
    assert row["status"] == "ungradable"
    assert "newer work came and was refused on 2026-01-31 18:00: a picture" in row["reason"]
    os.utime(path, (time.time(),) * 2)  # laid there by hand since
    assert "refused" not in graded(root)["bob"]["reason"]


def test_a_refused_file_beside_good_work_is_no_refusal_of_it(root, good):
    roster(root, "bob,Bob Builder,,2,")
    Run(root, {f"{BOB}/{LESSON}.ipynb": good, f"{BOB}/hw.zip": b"PK nothing"})
    assert Refusals(root).works == {}
    with (root / "downloaded" / "collected.csv").open(newline="") as stream:
        assert "no zip, or a damaged one" in list(csv.reader(stream))[1][3]


LAID = {  # by hand, where no grading finds it: what its row says
    "Bob/99_sample/99_sample.ipynb": "submitted/Bob is not called bob: rename it",
    "bob /99_sample/99_sample.ipynb": "submitted/bob  is not called bob: rename it",
    "bob/99_sample.ipynb": "submitted/bob/99_sample.ipynb is not where it counts: move it to 99_s",
    "bob/99_Sample/hw.ipynb": "submitted/bob/99_Sample is not where it counts",
    "bob/99/hw.ipynb": "submitted/bob/99 is not where it counts",
    "bob/99_sample": "99_sample is a file: put the notebook into a folder of that name",
    "bob/99_sample/99_sample.ipynb/hw.ipynb": "99_sample.ipynb is a folder: put the file itself",
    "bob/99_sample/hw.ipynb": "there is no 99_sample.ipynb, but hw.ipynb: rename the file",
}


@pytest.mark.parametrize("laid", LAID)
def test_work_laid_where_no_grading_finds_it_is_not_missing(root, laid):
    roster(root, "bob,Bob Builder,,2,")
    path = root / "submitted" / laid
    path.parent.mkdir(parents=True)
    path.write_text("{}")
    row = graded(root)["bob"]
    assert (row["status"], row["score"]) == ("ungradable", "0")
    assert LAID[laid] in row["reason"]


@pytest.mark.parametrize("laid", ["bob/98_other/hw.ipynb", "bob/notes/hw.ipynb", "eve/99_sample/x"])
def test_what_is_not_meant_for_a_lesson_is_none_of_it(root, laid):
    roster(root, "bob,Bob Builder,,2,")
    path = root / "submitted" / laid
    path.parent.mkdir(parents=True)
    path.write_text("{}")
    assert graded(root)["bob"]["status"] == "missing"
