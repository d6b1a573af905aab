"""Work whose sender nobody knows holds back every 0 that it may stand for, until it is settled."""

import shutil

import pytest

from grading.intake.unclaimed import REFUSED, SETTLED, unclaimed
from tests.helpers.collecting import (
    LESSON,
    OTHER,
    Run,
    good,
    made,
    other,
    root,
    roster,
    without,
    zipped,
)

__all__ = ["good", "made", "other", "root"]
ANN, BOB = "ann,Ann Example,,,", "bob,Bob Builder,,2,"
BOBS = "Bob Builder_2_assignsubmission_file_"
CLASS = ("ann", "bob")
WAITING = f"downloaded/unmatched/Bob_Builder_2/{LESSON}"
LINE = "downloaded/refused_unmatched.csv, line 2"

REFUSALS = {
    "a PDF": {f"{BOBS}/hw.pdf": b"%PDF"},
    "an empty folder but for a note": {f"{BOBS}/readme.txt": b"hello"},
    "a damaged zip": {f"{BOBS}/hw.zip": b"PK nothing"},
    "another lesson's name": {f"{BOBS}/{LESSON}.ipynb": b""},
    "a file of nobody's": {f"{LESSON}.pdf": b"%PDF"},
    "weights without a notebook": {f"{BOBS}/{LESSON}.zip": zipped({"x.docx": b"PK"})},
}


@pytest.mark.parametrize("what", REFUSALS)
def test_what_was_refused_of_an_unknown_sender_is_nobodys_yet(root, what):
    roster(root, ANN)
    Run(root, REFUSALS[what], LESSON)
    ((lesson, (place,)),) = unclaimed(["ann"], root).items()
    assert lesson == LESSON
    assert place.startswith(LINE) or (root / place).is_dir()


def test_what_programs_leave_behind_holds_nothing_back(root, good):
    roster(root, ANN)
    files = {
        f"Ann Example/{LESSON}.ipynb": good,
        ".DS_Store": b"",
        "__MACOSX/._x": b"",
        "x.txt": b"",
    }
    Run(root, files, LESSON)
    assert unclaimed(["ann"], root) == {}
    assert not (root / REFUSED).exists()


def test_once_the_sender_is_known_the_same_download_settles_it(root):
    roster(root, ANN)
    download = zipped({f"{BOBS}/hw.pdf": b"%PDF"})
    Run(root, download, LESSON)
    assert unclaimed(["ann"], root) == {LESSON: [f"{LINE} (Bob Builder (Moodle 2))"]}
    roster(root, ANN, BOB)
    assert unclaimed(CLASS, root), "it is not collected again yet"
    Run(root, download, LESSON)
    assert unclaimed(CLASS, root) == {}


def test_other_downloads_and_the_same_one_leave_it(root, good):
    roster(root, ANN)
    download = zipped({f"{BOBS}/hw.pdf": b"%PDF"})
    for each in (download, {f"Ann Example/{LESSON}.ipynb": good}, download):
        Run(root, each, LESSON)
        assert unclaimed(CLASS, root) == {LESSON: [f"{LINE} (Bob Builder (Moodle 2))"]}
    (root / REFUSED).unlink()  # what an instructor does who knows that it is no work
    assert unclaimed(CLASS, root) == {}


def test_a_folder_is_told_anew_sender_by_sender(root, good):
    roster(root, ANN)
    folder = root.parent / "came"
    for name in (BOBS, "Cy_3_assignsubmission_file_"):
        (folder / name).mkdir(parents=True)
        (folder / name / "hw.pdf").write_bytes(b"%PDF")
    for _ in range(2):
        Run(root, folder, LESSON)
        assert len(unclaimed(CLASS, root)[LESSON]) == 2
    shutil.rmtree(folder / "Cy_3_assignsubmission_file_")
    roster(root, ANN, BOB)
    Run(root, folder, LESSON)
    assert unclaimed(CLASS, root) == {LESSON: [f"{LINE} (Cy (Moodle 3))"]}


def test_where_nothing_tells_the_lesson_it_may_be_of_those_that_came(root, good):
    roster(root, ANN, "cy,,,,")
    files = {f"Ann Example/{LESSON}.ipynb": good, f"{BOBS}/hw.pdf": b"%PDF"}
    Run(root, files)
    assert list(unclaimed(CLASS, root)) == [LESSON]
    (root / REFUSED).unlink()
    Run(root, {f"{BOBS}/hw.pdf": b"%PDF"})
    assert list(unclaimed(CLASS, root)) == [OTHER, LESSON], "which lesson it is, nothing says"


def test_the_same_file_of_somebody_else_settles_nothing(root, good):
    roster(root, ANN)
    download = zipped({f"{BOBS}/hw.ipynb": good})
    Run(root, download)
    assert unclaimed(CLASS, root) == {LESSON: [WAITING]}
    Run(root, {f"Ann Example/{LESSON}.ipynb": good})  # who copied it, and came later
    assert unclaimed(CLASS, root) == {LESSON: [WAITING]}
    roster(root, ANN, BOB)
    Run(root, download)
    assert unclaimed(CLASS, root) == {}
    assert (root / WAITING / SETTLED).read_text() == "bob\n"
    roster(root, ANN, "bob,Robert,,,")  # another name, the same student
    assert unclaimed(CLASS, root) == {}


def test_what_is_settled_waits_again_once_its_student_has_it_no_more(root, good):
    roster(root, ANN)
    download = zipped({f"{BOBS}/hw.ipynb": good})
    Run(root, download)
    roster(root, ANN, BOB)
    Run(root, download)
    assert unclaimed(["ann"], root) == {LESSON: [WAITING, f"submitted/bob/{LESSON}"]}
    shutil.rmtree(root / "submitted" / "bob")
    assert unclaimed(CLASS, root) == {LESSON: [WAITING]}


def test_a_newer_attempt_leaves_the_one_that_was_settled_settled(root, good):
    roster(root, ANN)
    download = zipped({f"{BOBS}/hw.ipynb": good})
    Run(root, download)
    roster(root, ANN, BOB)
    Run(root, download)
    Run(root, {f"{BOBS}/hw.ipynb": without(good, "double")})
    assert unclaimed(CLASS, root) == {}
    Run(root, {"Bo_9_assignsubmission_file_/hw.ipynb": good})
    assert unclaimed(CLASS, root) == {LESSON: [f"downloaded/unmatched/Bo_9/{LESSON}"]}
