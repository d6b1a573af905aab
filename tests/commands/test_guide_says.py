"""What INSTRUCTORS.md quotes is what the commands print: each of them is run for a small class."""

import re

import nbformat
import pytest

from grading import ROOT, collect, export, forget, grade, hand_back, regrade, report
from grading.lesson.release import derive
from tests.helpers.collecting import LESSON, good, made, root, zipped
from utils.storage.one_step import write_text

__all__ = ["good", "made", "root"]
GUIDE = (ROOT / "INSTRUCTORS.md").read_text(encoding="utf-8")
NAMES = ("ada", "bob", "cleo", "dan", "eve", "finn")
NAME = rf"(?:{'|'.join(NAMES)})"
BLOCKS = re.findall(r"(?ms)^```(\w*)\n(.*?)^```", GUIDE)
PRINTED = [
    line
    for kind, block in BLOCKS
    if not kind and not block.startswith(("student", "lesson"))  # files, and the demo's table
    for line in block.splitlines()
    if line
]
TITLES = (
    "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments"
)
CAME = "Friday, 30 January 2026, 4:30 PM"
ALIKE = (  # what differs from class to class: how it reads in a quoted line, and what fits
    (r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d", r"[\dT-]+"),
    (r"\bLESSON=\d\d\b", r"LESSON=\d\d"),
    (rf"\b{NAME} in \d\d_[a-z]+", rf"{NAME} in \d\d_[a-z]+(?:, {NAME} in \d\d_[a-z]+)*"),
    (rf"\b{NAME}\b(?:, {NAME}\b)*", rf"{NAME}(?:, {NAME})*"),
    (r"\b\d\d_[a-z]+\b", r"\d\d_[a-z]+"),
    (r"\bgrades\b", "grades?"),
    (r"“[^”]*”", r"“.*”"),
    (r"\b(?:neuron|double)\b", r"\w+"),
    (r"\d+(?:\.\d+)?", r"[\d.]+"),
)


def pattern(line):
    """What fits a quoted line, whatever the class, the lesson, and the numbers."""
    found = "|".join(f"({quoted})" for quoted, _ in ALIKE)
    place, parts = 0, []
    for each in re.finditer(found, line):
        parts += [re.escape(line[place : each.start()]), ALIKE[each.lastindex - 1][1]]
        place = each.end()
    return "".join([*parts, re.escape(line[place:])])


def hand_in(root, good):
    """Moodle's download with its worksheet, and a folder of a class elsewhere."""
    blank = nbformat.writes(nbformat.reads(derive(LESSON, root), as_version=4)).encode()
    numbers = {name: 9001 + place for place, name in enumerate(NAMES)}
    work = {
        "ada": {f"{LESSON}.ipynb": good},
        "bob": {"hw.ipynb.txt": good, "notes.pdf": b"%PDF"},
        "cleo": {f"{LESSON}.ipynb": blank},
        "dan": {f"{LESSON}.ipynb": good[: len(good) // 2]},
        "eve": {"hw.pdf": b"%PDF"},
    }
    files = {
        f"{name.title()} Example_{numbers[name]}_assignsubmission_file_/{file}": data
        for name, each in work.items()
        for file, data in each.items()
    }
    (root.parent / "came.zip").write_bytes(zipped(files))
    lines = [
        f'Participant {number},{name.title()} Example,,Submitted,,11.00,Yes,"{CAME}",-,'
        for name, number in numbers.items()
    ]
    write_text(root.parent / "Grades-DL-1.csv", "\n".join([TITLES, *lines, ""]))
    (root.parent / "elsewhere.zip").write_bytes(
        zipped({f"Q. Roi/{LESSON}.ipynb": good, f"Ada Example/{LESSON}.ipynb": good})
    )


@pytest.fixture
def commands(root, monkeypatch):
    """The commands, as they are typed in this course."""
    for each in (collect, export, forget, grade, regrade, report):
        monkeypatch.setattr(each, "ROOT", root)
    people = "".join(f"{name},{name.title()} Example\n" for name in NAMES)
    write_text(root / "roster.csv", f"student,name\n{people}")
    write_text(root / "deadlines.csv", f"lesson,due\n{LESSON},2026-01-31 18:00 +0100\n")
    write_text(
        root / "regrade.csv",
        f'student,lesson,exercise,reason,answer\nada,{LESSON},double,"It is right",\n',
    )
    return root


@pytest.mark.sandbox
def test_every_quoted_line_is_printed(commands, good, capsys):
    root = commands
    hand_in(root, good)
    collect.main([str(root.parent / "came.zip"), "--lesson", "99", "--zone", "Europe/Berlin"])
    collect.main([str(root.parent / "elsewhere.zip"), "--lesson", "99"])
    grade.main(["--workers", "1"])
    regrade.main([])
    report.main([])
    for line in hand_back.remarks(hand_back.pack("moodle", LESSON, root), "moodle", LESSON, root):
        print(line)
    export.main([])
    forget.main(["--student", "ada", "--lesson", "99", "--yes"])
    said = capsys.readouterr().out.splitlines()
    missing = [line for line in PRINTED if not any(re.fullmatch(pattern(line), s) for s in said)]
    assert len(PRINTED) > 20
    assert not missing, "\n".join([*missing, "", "what was printed:", *said])
