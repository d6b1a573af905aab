"""Whose a file is: names, numbers, the roster."""

import shutil

import pytest

from grading import collect
from grading.handed_in.submissions import read_submission
from tests.helpers.collecting import ANN, MOODLE, NOW, Run, roster, submitted, tree, without, zipped
from tests.helpers.sample_course import LESSON

LAYOUTS = {
    "moodle folder": f"{MOODLE}/{LESSON}.ipynb",
    "moodle folder without the last sign": f"{MOODLE[:-1]}/{LESSON}.ipynb",
    "moodle folder in it": f"{MOODLE}/my work/{LESSON}.ipynb",
    "moodle prefix": f"{MOODLE}{LESSON}.ipynb",
    "moodle in a folder": f"course-1/{MOODLE}/{LESSON}.ipynb",
    "moodle, other order": f"Example Ann_1_assignsubmission_file_/{LESSON}.ipynb",
    "moodle, accents": f"Ánn Éxample_1_assignsubmission_file_/{LESSON}.ipynb",
    "moodle, blind": f"Participant_123456_assignsubmission_file_/{LESSON}.ipynb",
    "canvas": f"exampleann_44_67890_{LESSON}.ipynb",
    "canvas by id": f"somebody_12345_67890_{LESSON}.ipynb",
    "canvas, late": f"exampleann_LATE_12345_67890_{LESSON}-1.ipynb",
    "folder": f"ann/{LESSON}.ipynb",
    "folder by name": f"Ann Example/{LESSON}.ipynb",
    "folder by email": f"ann@example.org/{LESSON}.ipynb",
    "folder in a folder": f"submissions/ann/{LESSON}.ipynb",
    "nbgrader": f"ann/{LESSON}/{LESSON}.ipynb",
    "nbgrader's folder": f"submitted/ann/{LESSON}/{LESSON}.ipynb",
    "lesson first": f"{LESSON}/ann/{LESSON}.ipynb",
    "notebook named by student": "ann.ipynb",
    "notebook named by both": f"ann_{LESSON}.ipynb",
    "notebook named by both, other order": f"{LESSON}-ann (1).ipynb",
    "notebook in the lesson's folder": f"{LESSON}/Ann Example.ipynb",
}


ANN_TO_BOB = {
    "exampleann": "builderbob", "somebody_12345": "anybody_888", "LATE_12345": "LATE_888",
    "123456": "777", "_44_": "_55_",
    "Ann": "Bob", "Ánn": "Bób", "ann": "bob", "Example": "Builder", "Éxample": "Builder",
}  # fmt: skip


@pytest.mark.parametrize("more", [False, True], ids=["alone", "with another"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_roster_knows_the_student_in_every_layout(root, good, layout, more):
    roster(root, ANN, "bob,Bob Builder,bob@example.org,777,888")
    files = {LAYOUTS[layout]: good}
    if more:
        name = LAYOUTS[layout]
        for old, new in ANN_TO_BOB.items():
            name = name.replace(old, new)
        files[name] = without(good, "title")
    run = Run(root, files)
    assert run.line("ann").status == "taken", run.text
    assert submitted(root, "ann") == good
    assert run.line("bob").status == ("taken" if more else "missing"), run.text


@pytest.mark.parametrize(
    ("files", "students"),
    [
        ([f"{MOODLE}/hw.ipynb"], ["Ann_Example"]),
        ([f"{MOODLE}hw.ipynb"], ["Ann_Example"]),
        ([f"exampleann_12345_67890_{LESSON}.ipynb"], ["exampleann"]),
        ([f"anon_x7f_67890_{LESSON}.ipynb"], ["anon_x7f"]),
        ([f"LATE_anon_x7f_67890_{LESSON}.ipynb"], ["anon_x7f"]),
        ([f"ann/{LESSON}/{LESSON}.ipynb", f"bob/{LESSON}/{LESSON}.ipynb"], ["ann", "bob"]),
        ([f"ann/{LESSON}/{LESSON}.ipynb"], ["ann"]),
        (["ann/hw (2).ipynb"], ["ann"]),
        (["ann.ipynb", "bob.ipynb"], ["ann", "bob"]),
        (["student-1.ipynb", "student-2.ipynb"], ["student-1", "student-2"]),
        ([f"class/ann_{LESSON}.ipynb", f"class/{LESSON}_bob.ipynb"], ["ann", "bob"]),
        (["class/s1/hw.ipynb", "class/s2/hw.ipynb"], ["s1", "s2"]),
        (["李雷/hw.ipynb", "../x", "con/hw.ipynb"], ["student_con", "李雷"]),
        (["a[b]?*/hw.ipynb", ".hidden./hw.ipynb"], ["a_b", "hidden"]),
    ],
)
def test_without_a_roster_the_name_is_made_safe(root, good, files, students):
    Run(root, dict.fromkeys(files, good))
    assert sorted(p.name for p in (root / "submitted").iterdir()) == students
    assert all(submitted(root, student) == good for student in students)
    assert not any(read_submission(student, LESSON, root).problem for student in students)


def test_nobody_is_guessed(root, good):
    run = Run(root, {f"{LESSON}.ipynb": good})
    assert "nothing tells whose it is" in run.text
    assert not (root / "submitted").exists()
    assert (root / "downloaded/unmatched/unknown" / LESSON / f"{LESSON}.ipynb").exists()


def test_the_downloads_own_name_may_tell(root, good):
    roster(root, ANN)
    assert Run(root, {f"{LESSON}.ipynb": good}, name="ann.zip").line("ann").status == "taken"


def test_unknown_senders_of_one_folder_name_do_not_replace_each_other(root, good):
    roster(root, ANN)
    path = root.parent / "any.zip"
    path.write_bytes(zipped({f"{LESSON}.ipynb": b"1", " /x.ipynb": b"2", "Unknown/x.ipynb": b"3"}))
    before = None
    for _ in range(2):
        collect.collect(path, root, LESSON, say=lambda line: None, now=NOW)
        found = tree(root / "downloaded" / "unmatched")
        assert sorted(found.values()) == [b"1", b"2", b"3"]
        assert before in (None, found)
        before = found


def test_unmatched_goes_aside_and_is_said(root, good):
    roster(root, ANN)
    run = Run(root, {"Zoe Zero_9_assignsubmission_file_/hw.ipynb": good})
    line = run.line("Zoe Zero (Moodle 9)")
    assert line.status == "unmatched"
    assert "write 9 into its column moodle_id" in line.reason
    assert "downloaded/unmatched/Zoe_Zero_9" in line.reason
    assert (root / f"downloaded/unmatched/Zoe_Zero_9/{LESSON}/{LESSON}.ipynb").read_bytes() == good
    assert not (root / "submitted").exists()
    assert run.line("ann").status == "missing"
    again = Run(root, {"Zoe Zero_9_assignsubmission_file_/hw.ipynb": without(good, "double")})
    assert "downloaded/unmatched/Zoe_Zero_9/99_sample/history/2026" in again.text


def test_namesakes_are_never_one_student(root, good):
    files = {
        f"{MOODLE}/hw.ipynb": good,
        "Ann Example_9_assignsubmission_file_/hw.ipynb": without(good, "double"),
    }
    Run(root, files)
    names = ["Ann_Example_123456", "Ann_Example_9"]
    assert sorted(p.name for p in (root / "submitted").iterdir()) == names
    shutil.rmtree(root / "submitted")
    roster(root, "ann,Ann Example,,,")
    run = Run(root, files)
    assert run.line("ann").status == "missing"
    assert "several users of Moodle would be ann: write 9 into column moodle_id" in run.text
    roster(root, "ann,Ann Example,,9,")
    run = Run(root, files)
    assert submitted(root, "ann") == without(good, "double")
    assert run.line("Ann Example (Moodle 123456)").status == "unmatched"
    roster(root, "ann,Ann Example,,9,", "ann2,Ann Example,,123456 44,")
    assert set(Run(root, files).statuses().values()) == {"unchanged", "taken"}


def test_two_of_the_roster_with_one_name(root, good):
    roster(root, "ann,Ann Example,,,", "ann2,Example Ann,,,")
    run = Run(root, {f"{MOODLE}/hw.ipynb": good})
    assert "the name fits ann and ann2: write 123456 into its column moodle_id" in run.text
    assert run.statuses()["ann"] == run.statuses()["ann2"] == "missing"


def test_what_a_student_puts_into_a_folder_is_theirs(root, good):
    roster(root, ANN, "bob,Bob Builder,,77,88")
    bobs = without(good, "double")
    run = Run(
        root,
        {
            f"{MOODLE}/bob/{LESSON}/{LESSON}.ipynb": bobs,
            f"{MOODLE}/Bob Builder_77_assignsubmission_file_/{LESSON}.ipynb": bobs,
            f"{MOODLE}/builderbob_88_67890_{LESSON}.ipynb": bobs,
            f"{MOODLE}/hw.zip": zipped({f"bob/{LESSON}.ipynb": bobs}),
            f"Stranger_4_assignsubmission_file_/bob/{LESSON}.ipynb": bobs,
            "x.txt": b"",
        },
    )
    assert run.line("bob").status == "missing"
    assert run.line("ann").status == "taken"
    assert run.line("Stranger (Moodle 4)").status == "unmatched"
