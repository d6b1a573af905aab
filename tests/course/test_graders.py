"""Who grades whom: by column, by section, evenly; and it stays as the class grows."""

from __future__ import annotations

import pytest

from grading import CourseError
from grading.course.course_file import COURSE, read_graders
from grading.course.graders import empty_sections, graders_of, known_grader, share_out
from grading.course.roster import Person

CLASS = [Person(f"s{n:02}", section="AB"[n % 2]) for n in range(30)]
EVEN = {"x": [], "y": [], "z": []}


def with_files(folder, course="", roster="student\nada\n"):
    (folder / COURSE).write_text(course, encoding="utf-8")
    (folder / "roster.csv").write_text(roster, encoding="utf-8")
    return folder


def moved(before, after):
    return {who for who in before.keys() & after.keys() if before[who] != after[who]}


def counts(shares):
    return sorted(list(shares.values()).count(name) for name in set(shares.values()))


def test_by_section():
    found = share_out(CLASS, {"x": ["A"], "y": ["b"]}, {})
    assert {found[p.student] for p in CLASS if p.section == "A"} == {"x"}
    assert {found[p.student] for p in CLASS if p.section == "B"} == {"y"}


def test_two_graders_of_one_section_share_it_and_the_rest_goes_to_those_without():
    found = share_out(CLASS, {"x": ["A"], "y": ["A"], "z": []}, {})
    assert counts(found) == [7, 8, 15]
    assert {found[p.student] for p in CLASS if p.section == "B"} == {"z"}


def test_whom_no_section_names_all_share():
    people = [*CLASS, Person("t1"), Person("t2")]
    found = share_out(people, {"x": ["A"], "y": ["B"]}, {})
    assert {found["t1"], found["t2"]} == {"x", "y"}


def test_a_student_in_two_sections_has_one_of_their_graders():
    found = share_out([Person("ada", section="A; B")], {"x": ["A"], "y": ["B"], "z": []}, {})
    assert found["ada"] in ("x", "y")


def test_the_column_of_the_roster_comes_first():
    people = [Person("ada", section="A", grader="me"), Person("bob", section="A")]
    assert share_out(people, {"x": ["A"]}, {}) == {"ada": "me", "bob": "x"}
    assert share_out(people, {}, {}) == {"ada": "me"}


def test_who_joins_anywhere_moves_nobody_and_the_shares_stay_even():
    before = share_out(CLASS, EVEN, {})
    assert counts(before) == [10, 10, 10]
    people = list(CLASS)
    for number in range(12):
        people.insert(number * 3, Person(f"new{number}"))
        after = share_out(people, EVEN, before)
        assert moved(before, after) == set()
        before = after
    assert counts(before) == [14, 14, 14]


def test_who_leaves_moves_few_and_a_grader_who_comes_gets_a_share():
    before = share_out(CLASS, EVEN, {})
    fewer = share_out(CLASS[:-4], EVEN, before)
    assert len(moved(before, fewer)) <= 1
    more = share_out(CLASS, {**EVEN, "w": []}, before)
    assert counts(more) == [7, 7, 8, 8]
    assert {more[who] for who in moved(before, more)} == {"w"}
    less = share_out(CLASS, {"x": [], "y": []}, before)
    assert moved(before, less) == {who for who, name in before.items() if name == "z"}


def test_names_as_they_are_written(tmp_path):
    course = '[graders]\n"Zoë Ray" = ["A"]\n"محمد" = []\n"O\'Neil" = []\n'
    root = with_files(tmp_path, course, "student,grader\nada,Extra\nbob,\n")
    assert graders_of(root) == ["Zoë Ray", "محمد", "O'Neil", "Extra"]
    assert known_grader("zoë ray", root) == "Zoë Ray"
    assert empty_sections(root) == [
        "course.toml, [graders]: Zoë Ray has the section 'A', and no student of roster.csv does"
    ]


def test_a_name_that_nobody_has(tmp_path):
    root = with_files(tmp_path, "[graders]\nanna = []\nben = []\n")
    with pytest.raises(CourseError, match=r"GRADER=ana: .*is it anna.*anna, ben"):
        known_grader("ana", root)
    with pytest.raises(CourseError, match=r"add a table \[graders\]"):
        known_grader("anna", with_files(tmp_path))
    assert graders_of(tmp_path) == []


@pytest.mark.parametrize(
    ("course", "roster", "said"),
    [
        ("[graders]\nanna = 'A'\n", "student\nada\n", 'as in anna = ["A"]'),
        ("[graders]\nanna = [1]\n", "student\nada\n", "wants a list of sections"),
        ("[graders]\nZoë = []\n", "student\nada\n", '"Zoë Ray" = []'),
        ("[graders]\nanna = []\nAnna = []\n", "student\nada\n", "anna and Anna read alike"),
        ('[graders]\n"a\\u202eb" = []\n', "student\nada\n", "letters that can be seen"),
        ('[graders]\n" " = []\n', "student\nada\n", "is no name"),
        ("[graders]\nanna = []\n", "student,grader\nada,ANNA\n", "write the name one way"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(tmp_path, course, roster, said):
    with pytest.raises(CourseError) as caught:
        graders_of(with_files(tmp_path, course, roster))
    assert said in str(caught.value)


def test_without_files_nobody_grades(tmp_path):
    assert read_graders(tmp_path) == {}
    assert graders_of(tmp_path) == []
    assert share_out(CLASS, {}, {}) == {}
