"""roster.csv as spreadsheets and other programs write it."""

import doctest

import pytest

from grading import CourseError
from grading.course import encodings, tables
from grading.course.roster import Person, read_deadlines, read_people

ADA = [Person("ada", "Ada Example", "ada@example.org")]
PLAIN = "student,name,email\nada,Ada Example,ada@example.org\n"
WRITTEN = {
    "plain": PLAIN.encode(),
    "mark": PLAIN.encode("utf-8-sig"),
    "semicolons": PLAIN.replace(",", ";").encode(),
    "tabs, Unicode text": PLAIN.replace(",", "\t").replace("\n", "\r\n").encode("utf-16"),
    "UTF-16 without a mark": PLAIN.encode("utf-16-le"),
    "titles in any case": PLAIN.replace("student,name,email", "Student,NAME, Email ").encode(),
    "a title with a hyphen": PLAIN.replace(",email", ",E-Mail").encode(),
    "quotes": b'"student","name","email"\r\n"ada","Ada Example","ada@example.org"\r\n',
    "spaces": " student , name , email \n ada ,\xa0Ada Example  ,ada@example.org\u200b\n".encode(),
    "empty lines": b"\r\n" + PLAIN.encode() + b",,\n,,,,\n\n",
    "empty columns": b"student,,name,,email,,\nada,,Ada Example,,ada@example.org,,\n",
    "Excel names its sign": b"sep=;\r\n" + PLAIN.replace(",", ";").encode(),
    "text kept as a formula": PLAIN.replace("ada,", '="ada",').encode(),
}


def people(tmp_path, data):
    (tmp_path / "roster.csv").write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_people(tmp_path)


@pytest.mark.parametrize("how", WRITTEN)
def test_every_way_that_a_spreadsheet_writes_is_read(tmp_path, how):
    assert people(tmp_path, WRITTEN[how]) == ADA


def test_windows_own_letters_are_read(tmp_path):
    data = "student;name\njmu;Jürgen Müller\n".encode("cp1252")
    assert people(tmp_path, data) == [Person("jmu", "Jürgen Müller")]
    for student in (b"j\x81", "jürgen".encode("cp1252")):  # which may be another alphabet's
        with pytest.raises(CourseError, match="not a CSV file in UTF-8"):
            people(tmp_path, b"student\n" + student)


@pytest.mark.parametrize("kind", ["student", "canvas_id", "moodle_id"])
@pytest.mark.parametrize("number", ["1.23E+12", "1,23E+12", "2.0231e+11", "1E+12"])
def test_a_rounded_number_is_refused_in_every_column(tmp_path, kind, number):
    header = "student" if kind == "student" else f"{kind};student"
    lines = f"{header};name\n{number};Ada;\n{number};Bob;\n"
    with pytest.raises(CourseError, match=rf"line 2: a spreadsheet has rounded the {kind} to "):
        people(tmp_path, lines)


def test_a_number_with_signs_between_its_digits_is_refused(tmp_path):
    with pytest.raises(CourseError, match=r"changed the moodle_id to 12\.345; .* a space between"):
        people(tmp_path, "student;moodle_id\nada;12.345\n")
    with pytest.raises(CourseError, match=r"changed the canvas_id to 1,234,567"):
        people(tmp_path, 'student,canvas_id\nada,"1,234,567"\n')


def test_a_number_that_a_program_computed_with_is_whole_again(tmp_path):
    lines = "student,canvas_id,moodle_id\n101.0,202.0,303.0\nada,7.00,8 9.0\n"
    assert people(tmp_path, lines) == [
        Person("101", canvas_id="202", moodle_ids=("303",)),
        Person("ada", canvas_id="7", moodle_ids=("8", "9")),
    ]


def test_a_students_own_letters_are_no_quantity(tmp_path):
    assert [p.student for p in people(tmp_path, "student\n2E7\n1.5\n12E3\n")] == [
        "2E7",
        "1.5",
        "12E3",
    ]


def test_two_columns_of_one_title_are_refused(tmp_path):
    with pytest.raises(CourseError, match="two columns 'student': rename or delete one"):
        people(tmp_path, "student,Student\nada,bob\n")


def test_deadlines_are_read_in_the_same_ways(tmp_path):
    (tmp_path / "solutions" / "01_neurons").mkdir(parents=True)
    text = "Lesson;Due\r\n01;2026-01-31 18:00\r\n;\r\n"
    (tmp_path / "deadlines.csv").write_bytes(text.encode("utf-16"))
    assert [str(due) for due in read_deadlines(tmp_path).values()] == ["2026-01-31 18:00:00"]


@pytest.mark.parametrize("module", [encodings, tables])
def test_examples_in_the_docstrings(module):
    result = doctest.testmod(module)
    assert result.attempted
    assert result.failed == 0
