"""INSTRUCTORS.md: the commands, statuses, settings and messages in it are those that there are."""

import re
import subprocess

import pytest

from grading import ROOT, demo, grade
from grading.course.course_file import COURSE, LATE, read_course
from grading.giving_back.worksheet import UPLOAD
from grading.gradebook.grades_csv import STATUSES

GUIDE = (ROOT / "INSTRUCTORS.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
WRITTEN = re.findall(r"(?m)(?:^|`)make ([a-z][^`\n]*)", GUIDE)
COMMANDS = sorted({command.strip() for command in WRITTEN})


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_exists_and_uses_what_it_is_given(command):
    target, *settings = re.findall(r'[\w.]+(?:=(?:"[^"]*"|\S+))?', command)
    recipe = re.search(rf"(?m)^{target}:.*\n((?:\t.*\n)+)", MAKEFILE)
    assert recipe, f"make {target}"
    for name in [word.split("=")[0] for word in settings]:
        assert f"$({name})" in recipe[1] or f"$(if $({name})" in recipe[1], command


@pytest.mark.parametrize("setting", ["LESSON=01", "LESSONS=01"])
@pytest.mark.parametrize("target", ["kit", "collect", "grade", "forget", "report", "export"])
def test_one_lesson_is_meant_with_either_name(target, setting):
    told = subprocess.run(["make", "-n", target, setting], cwd=ROOT, capture_output=True, text=True)
    assert re.search(r"--lessons? \"01\"", told.stdout)


def test_every_status_is_explained():
    section = GUIDE.split("## 5. Grade")[1].split("## 6.")[0]
    assert tuple(re.findall(r"(?m)^\| `([a-z ]+)` \|", section)) == STATUSES


def test_the_late_penalty_of_the_guide_is_one(tmp_path):
    (shown,) = re.findall(r"(?s)```toml\n(\[late\].*?)```", GUIDE)
    (tmp_path / COURSE).write_text(shown)
    assert read_course(tmp_path)["late"].keys() == LATE.keys()


def test_messages_are_quoted_as_they_are_said():
    said = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "grading").rglob("*.py"))
    section = GUIDE.split("## 15.")[1]
    quoted = re.findall(r"(?m)^\| `([^`]+)` \|", section)
    assert len(quoted) == 8
    for message in quoted:
        assert message in said


def test_what_grading_writes_is_kept_out_of_git():
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    table = GUIDE.split("## 14.")[1].split("## 15.")[0]
    names = [name for row in re.findall(r"(?m)^\| (`.*?) \|", table) for name in row.split(", ")]
    for name in (name.strip("`") for name in names):
        folder = name.split("/")[0] + "/" if "/" in name else name
        pattern = folder if folder == ".cache/" else f"/{folder}"
        assert pattern in ignored or f"/{folder.split('.DATE')[0]}*" in ignored, name


def test_every_promise_names_tests_that_exist():
    section = GUIDE.split("## 6. What the sandbox protects")[1].split("## 7.")[0]
    rows = re.findall(r"(?m)^\| (?!-|.*tried by)(.*) \| (.*) \|$", section)
    rows = [row for row in rows if not row[0].startswith("-")]
    tests = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert len(rows) >= 12
    for promise, named in rows:
        names = re.findall(r"`(test_\w+)`", named)
        assert names, promise
        for name in names:
            assert f"\ndef {name}(" in tests, f"{name}, of: {promise}"


def test_the_voice():
    assert not re.search(r"\w!", GUIDE)
    assert not re.search(r"(?i)\b(just|simply|obviously)\b", GUIDE)


def test_lines_that_the_guide_quotes_are_those_that_are_printed():
    blocks = re.findall(r"(?ms)^```(\w*)\n(.*?)^```", GUIDE)
    plain = [block for kind, block in blocks if not kind]
    lines = [line for block in plain for line in block.split("\n")]
    (worksheet,) = (line for line in lines if line.startswith("dist/feedback/") and ".csv" in line)
    assert worksheet.endswith(f". {UPLOAD}")
    (table,) = (block for block in plain if block.startswith("student     "))
    assert tuple(line.split()[0] for line in table.splitlines()[1:]) == demo.STUDENTS
    assert grade.WITHOUT.split(".")[0] in GUIDE


IN_PROSE = {  # what the guide quotes within a sentence, and the sources that say it
    "dist/kit.zip: 215 files, 903 kB. Lessons: 2.": "kit.py",
    "In JupyterLab: menu Nbgrader, entry Formgrader. Ctrl-C here ends it.": "formgrader.py",
    "ada, 01_neurons, neuron: answered": "regrade.py",
    "written: dist/solutions/01_neurons/01_neurons_answers.ipynb, ": "solutions.py",
}


@pytest.mark.parametrize("quoted", IN_PROSE)
def test_what_a_sentence_quotes_is_said(quoted):
    assert f"`{quoted}" in GUIDE
    said = (ROOT / "grading" / IN_PROSE[quoted]).read_text(encoding="utf-8")
    pieces = re.split(r"ada|01_neurons|\bneuron\b|dist/solutions/.*|\d+", quoted)
    for piece in filter(str.strip, pieces):
        assert piece in re.sub(r"\{[^{}]*\}", "", said) or piece.strip(", ") in said, piece
