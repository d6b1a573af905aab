"""Notebooks under names and in letters that are not theirs, and files in a notebook's place."""

import json

import pytest

from grading.handed_in.other_files import what_it_is
from grading.handed_in.reading import read_notebook
from grading.handed_in.submissions import read_submission
from tests.helpers.collecting import MOODLE, Run, roster, submitted
from tests.helpers.sample_course import LESSON

NAMES = [
    f"{LESSON}.ipynb.json", f"{LESSON}.ipynb.txt", f"{LESSON}.json", f"{LESSON}.txt", LESSON,
    f"{LESSON}.IPYNB", "homework", "hw.json", f"{LESSON}.ipynb.download", "hw.py", "hw.ipynb(1)",
]  # fmt: skip
LETTERS = ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("place", [f"{MOODLE}/", MOODLE, "exampleann_44_67890_"])
def test_a_notebook_is_one_whatever_its_ending(root, good, name, place):
    roster(root, "ann,Ann Example,,123456,44", "bob,,,,")
    run = Run(root, {f"{place}{name}": good, f"{MOODLE}/data.json": b'{"a": [1]}'})
    assert submitted(root, "ann") == good, run.text


def test_a_name_and_an_ending_may_tell_a_student(root, good):
    Run(root, {"ann.ipynb.txt": good, f"{LESSON}_bob.ipynb.json": good})
    assert {p.name for p in (root / "submitted").iterdir()} == {"ann", "bob"}


@pytest.mark.parametrize("letters", LETTERS)
def test_a_notebook_in_other_letters_is_read_and_stays_as_it_came(root, good, letters):
    data = good.decode().encode(letters)
    run = Run(root, {f"{MOODLE}/{LESSON}.ipynb": data})
    assert submitted(root, "Ann_Example") == data
    assert run.line("Ann_Example").reason == ""
    assert read_submission("Ann_Example", LESSON, root).problem == ""
    assert read_notebook(data) == read_notebook(good)


def test_json_and_text_without_a_lessons_cells_is_left_out(root, good):
    more = {
        f"{MOODLE}/{LESSON}.json": b'{"cells": [], "a": 1}',
        f"{MOODLE}/data.json": b'{"metadata": {}}',
        f"{MOODLE}/notes.txt": b"what I did",
    }
    run = Run(root, {f"{MOODLE}/hw.ipynb": good, **more})
    assert submitted(root, "Ann_Example") == good
    assert "holds no lesson's cells" in run.line("Ann_Example").reason
    alone = Run(root, more, LESSON, name="alone.zip").line("Ann_Example")
    assert alone.status == "refused"
    assert "ask for the .ipynb file" in alone.reason


OTHERS = {
    "a saved web page": b"\xef\xbb\xbf\n<!DOCTYPE html>\n<html><body>hw</body></html>",
    "a saved web page: ask": b'<?xml version="1.0"?><!-- x --><html xmlns="x">',
    "a PDF": b"%PDF-1.7\n\xe2\xe3",
    "an archive or a document": b"PK\x03\x04word/document.xml",
    "a picture": b"\x89PNG\r\n",
    "a link and holds no work": json.dumps(
        {"url": "https://docs.google.com/open?id=1", "doc_id": "1", "email": "a@b.c"}
    ).encode(),
    "a link and holds no work: ask": b"https://colab.research.google.com/drive/1abc\n",
    "a link and": b"[InternetShortcut]\r\nURL=https://colab.research.google.com/\r\n",
    "a pointer of Git LFS": b"version https://git-lfs.github.com/spec/v1\noid sha256:1\n",
    "Python code without cells": b"#!/usr/bin/env python\n# coding: utf-8\n\n# In[1]:\n",
    "Python code without": b"x = 1\n\nimport numpy as np\n\ndef neuron(x, w, b):\n    pass\n",
}


@pytest.mark.parametrize("what", OTHERS)
def test_what_is_no_notebook_is_called_what_it_is_with_what_to_ask_for(root, good, what):
    data = OTHERS[what]
    run = Run(root, {f"{MOODLE}/{LESSON}.ipynb": data})
    line = run.line("Ann_Example")
    assert (line.status, submitted(root, "Ann_Example")) == ("taken", data)
    assert f"the file is not a notebook but {what}" in line.reason
    assert "ask for the" in line.reason
    assert read_submission("Ann_Example", LESSON, root).problem in line.reason
    other = Run(root, {f"Bob B_2_assignsubmission_file_/{LESSON}.xyz": data}).line("Bob_B")
    assert other.status == "refused"
    assert f"left out {LESSON}.xyz ({what}" in other.reason


@pytest.mark.parametrize("text", ["", "from here on I was lost", "class notes", "{", "[1]", "<<<<"])
def test_other_texts_are_not_called_anything(text):
    assert what_it_is(text.encode()) == ""


@pytest.mark.parametrize("piece", ["<!---->", "<?xml>", "<!--", " ", "import a", '{"url":', "\n#"])
def test_no_text_is_looked_at_without_end(piece):
    for end in ("", "x", "<html", "\0"):
        assert what_it_is(f"{piece * 600}{end}".encode()) in ("", what_it_is(b"<html>"))


def test_a_notebook_that_holds_a_link_or_page_is_a_notebook(good):
    for first in ("url", "doc_id"):
        nb = {first: "https://x", **json.loads(good)}
        assert read_notebook(json.dumps(nb).encode()).cells


def test_what_was_refused_is_of_the_lesson_that_its_name_says(root, good, other):
    files = {f"{MOODLE}/{LESSON} (1).html": OTHERS["a saved web page"]}
    files |= {"Bob B_2_assignsubmission_file_/a.ipynb": good}
    files |= {"Cid C_3_assignsubmission_file_/b.ipynb": other}
    run = Run(root, files)
    assert run.line("Ann_Example").status == "refused"
    assert run.line("Ann_Example").lesson == LESSON


# Copies without owners

COPIES = [
    f"{LESSON} (1)", f"{LESSON}(2)", f"Copy of {LESSON}", f"Copy of {LESSON} (2)",
    f"Copy of Copy of {LESSON}", f"Kopie von {LESSON}", f"Copia de {LESSON}", f"Copie de {LESSON}",
    f"Cópia de {LESSON}", f"Копия {LESSON}", f"{LESSON} - Copy", f"{LESSON} - Copy (3)",
    f"{LESSON} – Kopie", f"{LESSON} - Copia", f"{LESSON}-Copy1", f"{LESSON} copy 2",
    f"{LESSON}_副本", f"{LESSON} のコピー", f"{LESSON} (copy)", f"{LESSON} 2", f"{LESSON}_final",
    f"{LESSON} final v2", "hw", f"{LESSON}-checkpoint", "assignment 3",
]  # fmt: skip


@pytest.mark.parametrize("ending", [".ipynb", ".ipynb.txt"])
def test_copies_without_owners_are_nobodys_and_each_has_a_row(root, good, ending):
    files = {f"{name}{ending}": good + b"\n" * n for n, name in enumerate(COPIES)}
    run = Run(root, files)
    assert not (root / "submitted").exists()
    rows = [line for line in run.said if "nothing tells whose it is" in line]
    assert len(rows) == len(files)
    assert all(sum(f'"{name}"' in row for row in rows) == 1 for name in files)
    kept = {path.read_bytes() for path in (root / "downloaded/unmatched").rglob("*.ipynb")}
    assert kept == set(files.values()), "none is an older version of another"
    assert not list((root / "downloaded/unmatched").rglob("history"))


@pytest.mark.parametrize("name", COPIES[2:-6])
def test_a_copys_marks_are_no_part_of_a_students_name(root, good, name):
    roster(root, "ann,,,,", "bob,,,,")
    Run(root, {f"{name.replace(LESSON, 'ann')}.ipynb": good, "bob.ipynb": good})
    assert submitted(root, "ann") == good
