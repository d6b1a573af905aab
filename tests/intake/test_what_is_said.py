"""Every notebook is taken as it came, and what will be mended in it is said."""

import copy
import csv
import json

import nbformat
import pytest

from grading import collect
from grading.handed_in.repair import repair
from grading.intake import which_lesson as fingerprints
from grading.lesson.masters import masters_of
from tests.helpers.collecting import ANN, MOODLE, Run, edited, roster, submitted, tree, without
from tests.helpers.sample_course import LESSON


def old_format(good):
    nb = json.loads(good)
    for cell in nb["cells"]:
        cell.pop("id")
        cell["input" if cell["cell_type"] == "code" else "source"] = cell.pop("source")
        if cell["cell_type"] == "code":
            cell |= {"language": "python", "prompt_number": None}
            cell.pop("execution_count")
    sheet = {"cells": nb["cells"], "metadata": {}}
    return json.dumps(
        {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [sheet]}
    ).encode()


def foreign_kernel(nb):
    nb.metadata["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}


def doubled(nb):
    twin = copy.deepcopy(nb.cells[2])
    twin.id = "pasted"
    nb.cells.append(twin)


def regraded(nb):
    next(c for c in nb.cells if c.id == "double_hidden").metadata.nbgrader.points = 99


def rewritten(nb):
    next(c for c in nb.cells if c.id == "double_check").source = "pass"


def reordered(nb):
    nb.cells.insert(0, nb.cells.pop(3))


SEEN = {
    "fine": (lambda good: good, None),
    "missing": (
        lambda good: without(good, "double_hidden"),
        "double_hidden is missing and will be put back",
    ),
    "two missing": (lambda good: without(good, "double", "divide"), "double, divide are missing"),
    "pasted": (lambda good: edited(good, doubled), "is there more than once, and one copy"),
    "points": (lambda good: edited(good, regraded), "flags of double_hidden will be restored"),
    "rewritten": (lambda good: edited(good, rewritten), "the text of double_check was changed"),
    "moved": (lambda good: edited(good, reordered), "is above the answer and will be moved"),
    "truncated": (lambda good: good[: len(good) // 2], "it is cut off"),
    "empty": (lambda good: b"", "the file is empty"),
    "conflict": (lambda good: b"<<<<<<< HEAD\n" + good, "merge conflict"),
    "latin-1": (lambda good: good.replace(b"Double", b"D\xfcble"), "not UTF-8"),
    "not JSON": (lambda good: b"\x00\xff hello \x1b[2J", "not a notebook"),
    "nbformat 3": (old_format, "an old notebook format, which will be converted"),
    "kernel": (lambda good: edited(good, foreign_kernel), "made for 'R', and will be run with Py"),
}


@pytest.mark.parametrize("case", SEEN)
def test_every_notebook_is_taken_as_it_came_and_said(root, good, case):
    spoil, wanted = SEEN[case]
    data = spoil(good)
    run = Run(root, {f"{MOODLE}/{LESSON}.ipynb": data})
    line = run.line("Ann_Example")
    assert (line.status, submitted(root, "Ann_Example")) == ("taken", data)
    assert wanted in line.reason if wanted else line.reason == ""


def test_repairs_notes_are_all_forecast(made, good):
    masters = masters_of(LESSON, made[0])
    for edit in (doubled, regraded, rewritten, reordered):
        nb = nbformat.reads(edited(good, edit).decode(), as_version=4)
        assert all(fingerprints.forecast(note) != note for note in repair(nb, masters))


def test_every_student_of_the_roster_has_a_line(root, good):
    roster(root, ANN, "bob,Bob Builder,,,", "zoe,,,,")
    files = {f"{MOODLE}/hw.ipynb": good, "Bob Builder_2_assignsubmission_file_/hw.pdf": b""}
    run = Run(root, files)
    assert run.said == [
        'ann 99_sample: taken (renamed from "hw.ipynb")',
        "bob 99_sample: refused (no notebook of a lesson; left out hw.pdf; "
        "ask for the .ipynb file)",
        "zoe 99_sample: missing (nothing was handed in)",
    ]
    with (root / "downloaded" / "collected.csv").open(newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0] == ["student", "lesson", "status", "reason"]
    assert rows[1] == ["ann", LESSON, "taken", 'renamed from "hw.ipynb"']
    assert [row[0] for row in rows[1:]] == ["ann", "bob", "zoe"]
    assert collect.summary(list(run.lines.values())) == "1 taken, 1 refused, 1 missing"


NOT_TAKEN = {
    "Bob Builder_2_assignsubmission_file_/hw.pdf": b"%PDF",
    "Zoe Zero_3_assignsubmission_file_/99_sample.docx": b"PK\x03\x04",
    "Zoe Zero_3_assignsubmission_file_/hw.zip": b"no zip",
    "Nobody Known_4_assignsubmission_file_/hw.ipynb": None,
    "Nobody Known_4_assignsubmission_file_/99_sample.py": b"import numpy as np\n",
    "Eve_5_assignsubmission_file_/99_sample.html": b"<html>",
    "Ann and Bob/Ann Example, Bob Builder/hw.ipynb": None,
    "99_sample.gdoc": b'{"url": "https://docs.google.com/", "doc_id": "1"}',
    "more/page.html": b"<!doctype html>",
    "Copy of 99_sample.ipynb": None,
    "99_sample (3).ipynb.txt": None,
    "a password/99_sample.zip": b"PK\x05\x06 no",
    "other/98_other.ipynb": b"",
}
TO_DO = ("ask for", "put it into", "add it", "write ", "get it again")


def test_nobody_whose_work_came_before_is_said_to_have_handed_in_nothing(root, good):
    roster(root, ANN, "bob,Bob B,,2,", "zoe,,,,")
    bob = "Bob B_2_assignsubmission_file_"
    Run(root, {f"{MOODLE}/hw.ipynb": good, f"{bob}/hw.pdf": b"%PDF"}, LESSON)
    run = Run(root, {"zoe/hw.ipynb": good}, LESSON)
    assert [run.line(each).status for each in ("ann", "bob", "zoe")] == ["missing"] * 2 + ["taken"]
    assert run.line("ann").reason == "not in this download; what was collected before counts"
    assert run.line("bob").reason == "not in this download; what came before was refused"
    assert submitted(root, "ann") == good


@pytest.mark.parametrize("enrolled", [True, False])
def test_every_file_that_was_not_taken_has_a_row_that_says_what_to_do(root, good, enrolled):
    if enrolled:
        roster(root, ANN, "bob,Bob Builder,,,", "zoe,Zoe Zero,,,")
    files = {name: good if data is None else data for name, data in NOT_TAKEN.items()}
    Run(root, {f"{MOODLE}/hw.ipynb": good, "x/data.bin": b"1", **files}, LESSON)
    with (root / "downloaded" / "collected.csv").open(newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["status"] in ("refused", "unmatched")]
    taken = {path.name for path in (root / "submitted").iterdir()}
    for name in NOT_TAKEN:
        said = [row["reason"] for row in rows if name.rsplit("/")[-1] in row["reason"]]
        if not said and not enrolled:
            assert taken & {"Nobody_Known", "Ann_Example_Bob_Builder", "Ann_and_Bob"}, name
            continue
        assert said, name
        assert any(word in reason for reason in said for word in TO_DO), (name, said)
    assert all(row["lesson"] in ("", LESSON) for row in rows)
    of_bob = [row for row in rows if row["student"] in ("bob", "Bob_Builder")]
    assert [row["lesson"] for row in of_bob] == [LESSON]


def test_stray_files_are_left_out_and_said(root, good):
    stray = ["numpy.py", "utils/checks.py", "__pycache__/a.pyc", "data.csv", "a.exe", "b.rar"]
    files = {f"{MOODLE}/{name}": b"raise SystemExit" for name in stray}
    files |= {f"{MOODLE}/.ipynb_checkpoints/{LESSON}-checkpoint.ipynb": good[:-1]}
    files |= {f"{MOODLE}/.DS_Store": b"", f"__MACOSX/{MOODLE}/._{LESSON}.ipynb": b"junk"}
    files |= {f"{MOODLE}/{LESSON}.ipynb": good, "readme.txt": b"hello"}
    run = Run(root, files)
    said = run.line("Ann_Example").reason
    assert said == "left out numpy.py, checks.py, a.pyc, data.csv and 3 more"
    assert "other files: refused (no notebook of a lesson; left out readme.txt)" in run.said
    assert [*tree(root / "submitted")] == [f"Ann_Example/{LESSON}/{LESSON}.ipynb"]
