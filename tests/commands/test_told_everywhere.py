"""Whatever a student writes, it damages and overruns no file, page or line of the instructor's."""

from __future__ import annotations

import csv
import itertools
import json
import os
import shutil
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell

from grading import export, forget, grade, report
from grading.course import screen
from grading.course.told import COLOUR, CONTROL, MARK, ROW, shown
from grading.grade import grade_class
from grading.gradebook.class_of_lesson import Settings
from grading.gradebook.graded_note import read_note
from tests.fuzz.fake_kernel import FakeKernel, instead_of_kernels
from tests.helpers.collecting import good, made, root
from tests.helpers.sample_course import LESSON, hand_in, read_grades

__all__ = ["good", "made", "root"]
ODD = "\x1b[2J\x07\u202e\u200b\u2028\ud800\r\nann,graded,9"
SIGNS = 1_890  # cells with one sign each, which once brought about a reason that no reader took
WITHOUT = Settings(unsandboxed=True, workers=1)


turns = itertools.count()


def hostile_replies(request, call_back):
    """What a student's process says who wants to be seen everywhere."""
    told = {"type": ODD, "module": ODD, "bases": ["Exception"], "text": ODD * 50, "line": ODD}
    return {
        "describe": {"callable": ODD, "signature": [[ODD, 1, ODD]]},
        "canary": {"changed": [f"{ODD}{number}" for number in range(500)]},
        "call": {"error": told, "printed": ODD * 100},
        "recognise": {"mistake": f"double/{'x' * 10_000}"},
    }.get(request["do"], {})


def hostile_messages():
    """What each cell shows; of the many cells of one's own, some."""
    if next(turns) % 40:
        return []
    return [
        ("stream", {"name": "stdout", "text": ODD}),
        ("stream", {"name": ODD, "text": "\x1b[31mred\x1b[0m"}),
        ("display_data", {"data": {"text/html": f"<b>{ODD}&#8238;</b>", "text/plain": ODD}}),
        ("error", {"ename": "ModuleNotFoundError", "evalue": ODD * 99, "traceback": [ODD]}),
    ]  # fmt: skip


def with_signs(good):
    """A right notebook, and so many cells of the student's own that want to look into grading."""
    nb = json.loads(good)
    for number in range(SIGNS):
        cell = new_code_cell("import course_answers  # \u202e", id=f"c{number}")
        nb["cells"].append(dict(cell))
    nb["cells"].append(dict(new_code_cell("import torch\n" + "torch.a = torch.b = 1\n" * 999)))
    return json.dumps(nb).encode()


def run(command, arguments, root, monkeypatch):
    """Run a command's main function on a course."""
    monkeypatch.setattr(command, "ROOT", root)
    return command.main(arguments)


ROSTER = """student,name,email
ann,\u202eAnn \u200bÉxample\x1b,ann@example.org
eve,Eve,
mal,,
zoe,,
"""


@pytest.fixture(scope="module")
def hostile_class(made, tmp_path_factory):
    """A class of which some want to be seen everywhere, graded without a kernel; and its rows."""
    root = Path(shutil.copytree(made[0], tmp_path_factory.mktemp("hostile") / "course"))
    (root / "roster.csv").write_text(ROSTER, encoding="utf-8")
    hand_in(root, "ann", made[1])
    hand_in(root, "eve", with_signs(made[1]))
    (root / "submitted" / "mal" / LESSON).mkdir(parents=True)
    for name in ("a\x1b[2J\u202e\nb.ipynb", "x" * 250, "=1+1"):
        (root / "submitted" / "mal" / LESSON / name).write_bytes(b"")
    with instead_of_kernels(FakeKernel(hostile_replies, hostile_messages)):
        rows = {row.student: row for row in grade_class(root, settings=WITHOUT)}
    return root, rows


@pytest.fixture
def hostile(hostile_class, tmp_path):
    """A class of one's own."""
    root, rows = hostile_class
    return Path(shutil.copytree(root, tmp_path / "course", symlinks=True)), rows


def texts_in(path: Path) -> list[str]:
    """A file's texts, without the colours that a stored output may have."""
    text = path.read_bytes().decode("utf-8-sig")
    found = _strings(json.loads(text)) if path.suffix in (".json", ".ipynb") else [text]
    return [COLOUR.sub("", each) for each in found]


def _strings(value):
    if isinstance(value, str):
        yield value
    for each in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from _strings(each)


def written(root: Path) -> list[Path]:
    """What the commands wrote for the instructor."""
    kinds = (".csv", ".html", ".json", ".ipynb")
    left = [p for p in root.rglob("*") if p.is_file() and p.suffix in kinds]
    return [p for p in left if not {"submitted", "solutions"} & set(p.relative_to(root).parts)]


def test_nothing_of_a_students_text_reaches_a_file_or_the_screen_as_it_came(
    hostile, monkeypatch, capsys
):
    root, rows = hostile
    assert run(report, [], root, monkeypatch) == 0
    assert run(export, ["--all"], root, monkeypatch) == 0
    with instead_of_kernels(FakeKernel(hostile_replies, hostile_messages)):
        assert run(grade, ["--unsandboxed", "--workers", "1"], root, monkeypatch) == 0
    assert run(forget, ["--student", "mal", "--yes"], root, monkeypatch) == 0
    for said in capsys.readouterr():
        assert all(line.isprintable() and len(line) <= screen.LINE for line in said.split("\n"))
    found = written(root)
    assert {"grades.csv", "history.csv", "mistakes.csv"} <= {path.name for path in found}
    assert {"index.html", f"{LESSON}.html", "eve.json", "canvas.csv"} <= {p.name for p in found}
    for path in [p for p in found if p.name != "roster.csv"]:
        for text in texts_in(path):
            assert not CONTROL.search(text), path
            assert path.suffix == ".ipynb" or not MARK.search(text), path
        if path.suffix == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as stream:
                assert all(cell.isprintable() for row in csv.reader(stream) for cell in row), path
    assert max(len(row.reason) for row in rows.values()) <= ROW


def test_what_repeats_is_counted_in_the_row_and_all_of_it_stays_beside_the_scores(hostile):
    root, rows = hostile
    sign = "cell c0 imports `course_answers`, which serves grading"
    assert rows["eve"].status == "tampered"
    assert rows["eve"].reason.startswith(f"{sign} and 1,889 more like that; ")
    assert rows["eve"].reason.endswith("1 answer waits for manual grading (3 points)")
    assert "graded without a sandbox" in rows["eve"].reason
    note = read_note(root, LESSON, "eve")
    assert note.tampering[0] == f"{sign} and 1,889 more like that"
    assert len(note.tampering) <= 200
    assert (root / ".cache" / "graded" / LESSON / "eve.json").stat().st_size < 100_000
    assert (
        "course_answers" in (root / "autograded" / "eve" / LESSON / f"{LESSON}.ipynb").read_text()
    )


def test_names_of_files_stand_in_a_row_as_they_can_be_read(hostile):
    row = hostile[1]["mal"]
    assert row.status == "ungradable"
    assert "'=" not in row.reason
    assert row.reason.isprintable()
    assert len(row.reason) < 300


def test_tables_that_a_reason_damaged_before_end_no_command(hostile, monkeypatch):
    root, _ = hostile
    long = "cell c looks into its callers' frames with `_getframe`; " * 20_000
    line = f'eve,{LESSON},tampered,8,11,"{long}"\n'
    header, *rows = (root / "grades.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    rows = [line if row.startswith("eve,") else row for row in rows]
    (root / "grades.csv").write_text("".join([header, *rows, f"eve,00_old,graded,1,2,{long}\n"]))
    with (root / "history.csv").open("a", encoding="utf-8") as stream:
        stream.write(f'eve,{LESSON},tampered,8,11,0123456789abcdef,,"{long}"\n\0\n"')
    damaged = (root / "history.csv").read_bytes()
    assert run(report, [], root, monkeypatch) == 0
    page = root / "report" / f"{LESSON}.html"
    assert page.stat().st_size < 200_000
    assert run(export, [], root, monkeypatch) == 0
    assert run(grade, ["--unsandboxed", "--workers", "1"], root, monkeypatch) == 0
    for name in ("grades.csv", "history.csv"):
        assert (root / name).stat().st_size < 20_000, name
    assert [path.read_bytes() for path in root.glob("history.csv.*")] == [damaged]
    with (root / "grades.csv").open(encoding="utf-8", newline="") as stream:
        kept = {(row["student"], row["lesson"]): row["reason"] for row in csv.DictReader(stream)}
    assert len(kept["eve", "00_old"]) == ROW
    assert len(kept["eve", LESSON]) <= ROW


def test_a_note_of_an_earlier_version_is_read_within_bounds(hostile):
    root, _ = hostile
    path = root / ".cache" / "graded" / LESSON / "eve.json"
    kept = json.loads(path.read_text())
    path.write_text(json.dumps(kept | {"tampering": [ODD * 1_000] * 2_000, "slowest": [ODD, 1]}))
    note = read_note(root, LESSON, "eve")
    assert len(note.tampering) == 1
    assert all(each.isprintable() and len(each) <= 300 for each in note.tampering)
    assert note.slowest[0].isprintable()


UNSEEN = ["a\nb", "a\x1b[2Jb", "a\u202eb", "a\u200bb"]
STRANGE = [*UNSEEN, ".x", "x" * 200, "ann ", "100%", "😀", "Ann"]


def test_every_folder_has_a_row_or_a_sentence(root, good, capsys):
    hand_in(root, "ann", good)
    for name in STRANGE:
        hand_in(root, name, b"{}")
    with instead_of_kernels(FakeKernel(hostile_replies)):
        rows = {row.student: row for row in grade_class(root, settings=WITHOUT)}
    said = [line for line in capsys.readouterr().out.splitlines() if line.startswith("submitted/")]
    for name in STRANGE:
        mine = [line for line in said if line.startswith(f"submitted/{shown(name)} is not graded")]
        assert (name in rows) != bool(mine), name
        assert all(line.endswith("; rename it") for line in mine)
    assert len(said) == 6
    assert rows["ann"].status in ("graded", "partial", "tampered")


def test_what_is_no_folder_of_a_student_has_a_sentence(root, good, capsys):
    hand_in(root, "ann", good)
    (root / "submitted" / "hw.ipynb").write_bytes(good)
    (root / "submitted" / ".hidden").write_bytes(good)
    (root / "submitted" / "gone").symlink_to(root / "nowhere")
    (root / "submitted" / "ann" / ".01").mkdir()
    hand_in(root, "bob", good)
    os.rename(root / "submitted" / "bob", root / "elsewhere")
    (root / "submitted" / "bob").symlink_to(root / "elsewhere")
    (root / "submitted" / "cat").mkdir()
    (root / "submitted" / "cat" / LESSON).write_bytes(good)
    deep = root / "submitted" / "dan"
    for _ in range(100):
        deep = deep / "deep"
    deep.mkdir(parents=True)
    with instead_of_kernels(FakeKernel(hostile_replies)):
        rows = {row.student: row for row in grade_class(root, settings=WITHOUT)}
    said = capsys.readouterr().out
    for place in ("hw.ipynb", ".hidden", "gone", "ann/.01", "dan/deep"):
        assert f"submitted/{place} is left out" in said
    assert "is a link" in rows["bob"].reason
    assert f"{LESSON} is a file" in rows["cat"].reason
    assert rows["dan"].status == "missing"


def test_python_quotes_no_cell_on_the_screen(root, good, recwarn):
    """Newer Pythons remark on odd texts as they read them, and quote control characters raw."""
    nb = json.loads(good)
    nb["cells"].append(dict(new_code_cell('x = "\\\x1b[2J"\nassert (1, "x")\nexec("\'\\\x1b\'")')))
    hand_in(root, "ann", json.dumps(nb).encode())
    with instead_of_kernels(FakeKernel(hostile_replies)):
        grade_class(root, settings=WITHOUT)
    assert not [each for each in recwarn if "invalid escape" in str(each.message)]


def test_a_graded_notebook_that_is_damaged_ends_no_command(hostile, monkeypatch):
    root, _ = hostile
    path = root / "autograded" / "ann" / LESSON / f"{LESSON}.ipynb"
    path.write_bytes(path.read_bytes()[:999] + b"\xff\x00")
    assert run(report, [], root, monkeypatch) == 0
    with instead_of_kernels(FakeKernel(hostile_replies)):
        for _ in range(2):
            assert run(grade, ["--unsandboxed", "--workers", "1"], root, monkeypatch) == 0
    assert read_grades(root)["ann"]["status"] in ("graded", "partial", "tampered")
