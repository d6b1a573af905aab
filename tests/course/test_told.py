"""What came from outside is told on one line, of what can be seen, and no longer than is read."""

import csv
import doctest
import io
import logging
import unicodedata
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.course import screen, told
from grading.course.tables import GRADES, as_csv, read_rows, safe, write_table
from grading.course.told import CELL, CONTROL, MARK, ROW, Told, counted, in_lines, without_marks
from tests.helpers.any_damage import QUICK

# Letters that act on a terminal, turn the reading, take no room, end a line, or are half of one
BAD = "\x00\x07\x08\x1b\x7f\x85\x9b\xad\u061c\u115f\u200b\u200d\u200e\u202e\u2028\u2066\u2800\u3164"
BAD += "\ufe0f\ufeff\ud800"
NAMES = [
    "José Núñez",
    "Łukasz D'Angelo",
    "Σωκράτης",
    "Дмитрий",
    "王小明",
    "김철수",
    "محمد",
    "देवी",
    "Đặng",
    "อัญชลี",
]
ANY = st.text(st.characters(categories=None) | st.sampled_from(BAD), max_size=60)


@settings(QUICK, max_examples=300)
@given(ANY, st.integers(1, 40))
def test_what_is_told_can_be_seen_is_short_and_stays_as_it_is(text, most):
    said = Told(text, most)
    assert said.isprintable()
    assert len(said) <= most
    assert not MARK.search(said)
    assert Told(said, most) == said
    said.encode()


@settings(QUICK, max_examples=300)
@given(ANY)
def test_cells_of_tables_are_told_and_safe_twice_as_once(text):
    cell = safe(text)
    assert cell.isprintable()
    assert safe(cell) == cell
    assert next(csv.reader(io.StringIO(as_csv([[text, "x"]])))) == [cell, "x"]


@settings(QUICK, max_examples=300)
@given(ANY)
def test_text_of_several_lines_keeps_its_lines_and_colours_and_nothing_that_acts(text):
    said = in_lines(f"\x1b[31m{text}\n\tx\x1b[0m")
    assert said.startswith("\x1b[31m")
    assert said.endswith("\n\tx\x1b[0m")
    plain = said.replace("\x1b[31m", "").replace("\x1b[0m", "")
    assert not CONTROL.search(plain) or "\x1b[" in plain
    assert not MARK.search(said)
    said.encode()


@pytest.mark.parametrize("name", NAMES)
def test_names_in_other_scripts_and_with_accents_stay(name):
    assert Told(name) == without_marks(f"\u200e{name}\u202c") == name
    assert Told(unicodedata.normalize("NFD", name)) == unicodedata.normalize("NFD", name)


def test_accents_in_heaps_do_not_cover_other_lines():
    assert Told("a" + "\u0301" * 50).count("\u0301") == told.MARKS


def test_the_screen_says_one_line_whatever_is_in_it(capsys):
    screen.say(f"a\nb{BAD}" + "c" * 10_000)
    screen.warn("\x1b]0;x\x07")
    for text in capsys.readouterr():
        assert text.endswith("\n")
        assert text[:-1].isprintable()
        assert len(text) <= screen.LINE + 1


@pytest.mark.parametrize(
    "ends",
    [
        lambda: {}["\x1b[2J\n\u202e"],
        lambda: warnings.warn("\x1b[2J\x07", stacklevel=1) or 1,
        lambda: logging.getLogger("some.library").error("\x1b[2J\n\u202e") or 1,
    ],
)
def test_what_python_and_libraries_say_of_a_command_is_told(ends, capsys, monkeypatch):
    heard = []
    last = logging.lastResort
    monkeypatch.setattr(last, "emit", lambda record: heard.append(last.format(record)))
    monkeypatch.setattr(logging.root, "handlers", [])
    warnings.simplefilter("always")
    assert screen.run(ends) == 1
    said = capsys.readouterr().err.splitlines() + "".join(heard).splitlines()
    assert said
    assert all(line.isprintable() for line in said)


def test_remarks_that_repeat_are_counted():
    signs = [f"cell c{k} imports `zmq`, which serves grading" for k in range(1_890)]
    (said,) = counted(signs)
    assert said == f"{signs[0]} and 1,889 more like that"
    many = counted([f"cell c replaces `np.x{k}`" for k in range(500)])
    assert len(many) == told.KINDS + 1
    assert many[-1] == "and 497 more of other kinds"
    assert counted(counted(f"cell c replaces `np.x{k}`" for k in range(500)), 1)[-1].startswith(
        "and 499 more"
    )
    few = ["put back a", "cell b ran for more than 2 s", "took one copy of c", "restored d"]
    assert counted(few) == few


GOOD = ["ann", "00_old", "graded", "4", "5", "well done"]
ODD = [*GOOD[:-1], "a\x00\x1b[2J\u202e\nb"]
NEXT = ["bob", "00_old", "missing", "0", "5", ""]
LONG = "cell c imports `zmq`; " * 100_000  # 2 MB; one notebook once brought about 27


def written(*rows):
    """Rows as an earlier version wrote them."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8", "surrogatepass")


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (written(GRADES, GOOD, [*NEXT[:-1], LONG]), [GOOD, [*NEXT[:-1], Told(LONG)]]),
        (written(GRADES, ODD, NEXT), [[*GOOD[:-1], "a??[2J? b"], NEXT]),
        (written(GRADES, GOOD).replace(b"well", b"w\xffll"), [[*GOOD[:-1], "wÿll done"]]),
        (written(GOOD, NEXT), [GOOD, NEXT]),
        (b"\xef\xbb\xbf" + written(GRADES, GOOD, NEXT), [GOOD, NEXT]),
        (written(GRADES) + b'eve,00_old,graded,4,5,"cut\n' + written(GOOD, NEXT), [GOOD, NEXT]),
        (written(GRADES, GOOD) + b"bob,00_old,gra", [GOOD]),
        (written(GRADES, GOOD) + b'bob,00_old,graded,1,5,"cut', [GOOD]),
        (written(GRADES, GOOD).replace(b"\n", b"\r\n"), [GOOD]),
        (written(GRADES, GOOD, NEXT).replace(b",", b";"), [GOOD, NEXT]),
        (b"", []),
        (b"\x00" * 4_096, []),
        (b"\xff\xfe" + "student".encode("utf-16-le"), []),
        (written(GRADES, [*GOOD[:-1], "=1+1"]), [[*GOOD[:-1], "'=1+1"]]),
    ],
    ids=lambda value: "rows" if isinstance(value, list) else "file",
)  # fmt: skip
def test_tables_damaged_before_are_read_and_mended_by_the_next_writing(tmp_path, data, known):
    path = tmp_path / "grades.csv"
    path.write_bytes(data)
    rows = read_rows(path, GRADES)
    assert rows == known
    write_table(path, GRADES, rows)
    with path.open(encoding="utf-8", newline="") as stream:
        assert list(csv.reader(stream)) == [list(GRADES), *known]
    assert all(len(row[-1]) <= ROW for row in rows)


@settings(QUICK, max_examples=300)
@given(
    st.lists(st.binary(max_size=9) | st.sampled_from([written(GRADES, GOOD), b'"', b"\n", b";"]))
)
def test_whatever_a_table_holds_it_is_read_as_far_as_it_goes(tmp_path, parts):
    path = tmp_path / "grades.csv"
    path.write_bytes(b"".join(parts))
    for row in read_rows(path, GRADES):
        assert len(row) == len(GRADES)
        assert all(cell.isprintable() for cell in row)
    write_table(path, GRADES, rows := read_rows(path, GRADES))
    assert read_rows(path, GRADES) == rows


def test_a_cell_is_no_longer_than_a_spreadsheet_holds():
    assert len(safe("x" * 10_000_000)) == CELL


def test_no_table_is_no_row(tmp_path):
    assert read_rows(tmp_path / "grades.csv", GRADES) == []


@pytest.mark.parametrize("module", [told, screen])
def test_examples_in_the_docstrings(module):
    assert doctest.testmod(module).failed == 0
