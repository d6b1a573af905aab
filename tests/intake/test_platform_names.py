"""Folders and files of any platform: a student who stands whole in a name, and nobody else."""

import doctest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.course.roster import Person
from grading.intake import names, platforms, register, users, written_times
from grading.intake.archives import Contents, Member
from grading.intake.senders import Senders
from grading.intake.sorting import sort_out
from grading.intake.which_lesson import Match
from tests.helpers.any_damage import QUICK
from tests.helpers.collecting import Run, roster, submitted, without
from tests.helpers.sample_course import LESSON

# {id}, {first}, {last}: the student's; {n}: a number of the platform's own, another for each
PLATFORMS = {
    "Blackboard": "99 Sample_{id}_attempt_2026-01-30-16-00-00_{file}",
    "Blackboard, unpacked": "99 Sample_{id}_attempt_2026-01-30-16-00-00/{file}",
    "Brightspace": "{n}-88 - {first} {last} - Jan 30, 2026 400 PM/{file}",
    "Brightspace, flat": "{n}-88 - {first} {last} - Jan 30, 2026 400 PM - {file}",
    "Gradescope": "assignment_1_export/{first}_{last}_submission_{n}/{file}",
    "Google Classroom": "Classroom/{first} {last} - {file}",
    "Teams": "Submitted files/{first} {last}/99 Sample/Version 2/{file}",
    "Ilias": "Abgaben/{last}_{first}_{id}_4711/{file}",
    "OpenOLAT": "99 Sample/{last}_{first}_{id}/1_Abgabe/{file}",
    "Sakai": "Sample of mine/{last}, {first}({id})/Submission attachment(s)/{file}",
    "other letters": "Abgaben/{LAST}, {first} [{n}]/{file}",
    "sections of a class": "Group {section}/{first} {last}/{file}",
}
ADA, BOB = "s1234567,Ada Exámple,,,", "s7654321,Bob Sample,,,"


def written(layout, student, name, number, file=f"{LESSON}.ipynb", section="A"):
    first, _, last = name.rpartition(" ")
    return PLATFORMS[layout].format(
        id=student, first=first, last=last, LAST=last.upper(), n=number, file=file, section=section
    )


@pytest.mark.parametrize("more", [False, True], ids=["alone", "with another"])
@pytest.mark.parametrize("layout", PLATFORMS)
def test_a_student_who_stands_whole_in_a_name_is_known(root, good, layout, more):
    roster(root, ADA, BOB)
    files = {written(layout, "s1234567", "Ada Example", 222333): good}
    if more:
        name = written(layout, "s7654321", "Bob Sample", 222444, section="B")
        files[name] = without(good, "title")
    run = Run(root, files)
    assert submitted(root, "s1234567") == good, run.text
    assert run.line("s7654321").status == ("taken" if more else "missing"), run.text


IN_ONE_FOLDER = [
    "Ada Example - Copy of 99_sample", "Copy of Ada Example - 99_sample", "99 sample Ada Example",
    "99_sample - Example, Ada (2)", "ada.example_99_sample", "Ada Example homework 3",
    "final version_Exámple Ada", "ADA EXAMPLE's 99_sample", "s1234567 99_sample final",
]  # fmt: skip


@pytest.mark.parametrize("more", [[], ["drive/Bob Sample.ipynb"]], ids=["alone", "with another"])
@pytest.mark.parametrize("name", IN_ONE_FOLDER)
def test_a_file_in_one_folder_for_all_is_known_by_its_name(root, good, name, more):
    roster(root, ADA, BOB)
    run = Run(root, dict.fromkeys([f"drive/{name}.ipynb", *more], good))
    assert submitted(root, "s1234567") == good, run.text
    assert run.line("s7654321").status == ("taken" if more else "missing"), run.text


NOBODY = {
    "half a word": ("ann,Ann Example,,,", "Joann Examples_4711/hw.ipynb"),
    "more of a name": ("ann,Ann Example,,,", "Ann Example Smith_4711/hw.ipynb"),
    "more of a name in front": ("ann,Ann Example,,,", "Smith-Ann Example (4711)/hw.ipynb"),
    "words apart": ("ann,Ann Example,,,", "Ann Marie Example_4711/hw.ipynb"),
    "an id that is a word": ("max,,,,", "Max pooling and padding/hw.ipynb"),
    "an id that is a date": ("2026,,,,", "99_attempt of 2026-01-30 (x)/hw.ipynb"),
    "another's number": ("s1234567,Ada Example,,,", "Example, Ada(s9999999)/hw.ipynb"),
    "another number": ("12345,,,,", "012346/hw.ipynb"),
    "two students": (ADA + "\n" + BOB, "Exámple_Ada_and_Sample_Bob_4711/hw.ipynb"),
    "two ids": (ADA + "\n" + BOB, "s1234567_s7654321/hw.ipynb"),
    "half a first name": (
        "luc,Luc Picard,,,",
        "Jean-Luc Picard_9_assignsubmission_file_/hw.ipynb",
    ),
}


@pytest.mark.parametrize("case", NOBODY)
def test_where_nobody_or_two_stand_whole_it_is_nobodys(root, good, case):
    people, path = NOBODY[case]
    roster(root, people, "zoe,Zoe Zero,,,")
    run = Run(root, {path: good, "zoe/hw.ipynb": good})
    assert [p.name for p in (root / "submitted").iterdir()] == ["zoe"], run.text
    said = next(line for line in run.said if "unmatched" in line)
    assert "roster.csv" in said or "put it into a folder" in said


def test_a_longer_name_is_not_the_shorter_one_in_it(root, good):
    roster(root, "ann,Ann Example,,,", "mary,Mary Ann Example,,,")
    Run(root, {"Example_Mary Ann_47110/hw.ipynb": good, "Mary Ann Example_47111/a.ipynb": good})
    assert not (root / "submitted" / "ann").exists()


def test_namesakes_whose_numbers_differ_are_nobody(root, good):
    roster(root, "ada,Ada Example,,,")
    files = {f"Example_Ada_s{n}{n}{n}{n}{n}_1/hw.ipynb": good for n in (1, 2)}
    run = Run(root, files)
    assert run.line("ada").status == "missing"
    assert "several users of the platform would be ada: put it into a folder" in run.text


def test_sorting_folders_name_nobody_and_a_strangers_folder_is_a_strangers(root, good):
    roster(root, "ann,,,,", "bob,,,,")
    Run(root, {"Group A/ann/hw.ipynb": good, "Group B/bob/hw.ipynb": good})
    assert submitted(root, "ann")
    assert submitted(root, "bob")
    roster(root, "cat,,,,", "dan,,,,")
    run = Run(root, {"stranger/cat/hw.ipynb": good, "another/hw.ipynb": good})
    assert run.line("cat").status == "missing"


# Attempts


def test_of_several_attempts_the_latest_counts(root, good):
    newest, worse = good + b"\n", without(good, "double", "divide")

    def run(*names):
        roster(root, ADA)
        return Run(root, dict(zip(names, [newest, good, worse], strict=True)))

    done = run(*(f"99 Sample_s1234567_attempt_2026-0{m}-01-09-00-00_hw.ipynb" for m in (3, 2, 1)))
    assert submitted(root, "s1234567") == newest
    assert "the latest attempt, not" in done.text
    run(*(f"1234-88 - Ada Example - {day}, 2026 900 AM/hw.ipynb" for day in
          ("Feb 10", "Feb 9", "Jan 30")))  # fmt: skip
    assert submitted(root, "s1234567") == newest
    same = {f"Submitted files/Ada Example/Version {n}/hw.ipynb": good + b"\n" * n for n in (2, 10)}
    done = Run(root, same)
    assert submitted(root, "s1234567") == good + b"\n" * 10
    assert 'took "Ada Example/Version 10/hw.ipynb", the last by name' in done.text
    assert 'not "Ada Example/Version 2/hw.ipynb"' in done.text


def test_without_a_roster_two_attempts_are_one_students(root, good):
    head = "Week_1: 99 Sample_"
    files = {f"{head}s1_attempt_2026-01-3{n}-09-00-00_hw.ipynb": good + b"\n" * n for n in (0, 1)}
    Run(root, files)
    (alone,) = (root / "submitted").iterdir()
    files[f"{head}ada_b_attempt_2026-01-30-09-00-00_hw.ipynb"] = good
    Run(root, files)
    assert {p.name for p in (root / "submitted").iterdir()} == {alone.name, "s1", "ada_b"}
    assert submitted(root, "s1") == good + b"\n"


# Moodle's names


@pytest.mark.parametrize("name", ["Ann OBrien", "Ann O'Brien", "ann o’brien", "OBrien Ann"])
def test_moodle_leaves_apostrophes_out(root, good, name):
    roster(root, "ann,Ann O’Brien,,,", "bob,Bob Sample,,,")
    Run(root, {f"{name}_9001_assignsubmission_file_/hw.ipynb": good})
    assert submitted(root, "ann") == good


def test_where_an_apostrophe_may_be_missing_it_is_nobodys(root, good):
    roster(root, "ann,Ann O'Brien,,,", "ann2,Ann OBrien,,,")
    run = Run(root, {"Ann OBrien_9001_assignsubmission_file_/hw.ipynb": good})
    assert "the name fits ann and ann2: write 9001 into its column moodle_id" in run.text
    assert run.statuses()["ann"] == run.statuses()["ann2"] == "missing"


@pytest.mark.parametrize("group", ["Team Alpha", "G1", "Team 2-b", "Bob Sample"])
def test_a_groups_name_may_stand_before_the_students(root, good, group):
    roster(root, "ada,Ada Example,,,", "bob,Bob Sample,,,")
    run = Run(root, {f"{group}-Ada Example_9001_assignsubmission_file/hw.ipynb": good})
    assert submitted(root, "ada") == good, run.text
    assert run.line("bob").status == "missing"


def test_a_word_before_two_names_is_a_group_and_before_one_half_a_name(root, good):
    roster(root, "luc,Luc Picard,,,", "bob,Bob Sample,,,")
    moodle = "{}_{}_assignsubmission_file_/hw.ipynb".format
    run = Run(root, {moodle("Jean-Luc Picard", 1): good, moodle("Red-Bob Sample", 2): good})
    assert run.statuses()["luc"] == "missing"
    Run(root, {moodle("Red-Luc Picard", 1): good, moodle("Red-Bob Sample", 2): good})
    assert submitted(root, "luc") == submitted(root, "bob") == good


def test_letters_that_another_platform_writes_as_two(root, good):
    roster(root, "jm,Jürgen Müßig,,,", "kd,Kåre Dahl-Øst,,,")
    files = {"Muessig_Juergen_4711/a.ipynb": good, "Kaare Dahl Oest/a.ipynb": good}
    Run(root, files)
    assert {p.name for p in (root / "submitted").iterdir()} == {"jm", "kd"}
    roster(root, "jm,Jürgen Müller,,,", "jm2,Jürgen Mueller,,,")
    Run(root, {"Jürgen Müller/a.ipynb": good})
    assert submitted(root, "jm")
    assert not submitted(root, "jm2"), "the closest way of writing counts"


def test_zeros_that_a_spreadsheet_took_away_are_no_difference(root, good):
    roster(root, "12345,,,,", "007654,,,,", "067890,,,,", "67890,,,,")
    paths = ("0012345", "7654", "067890", "67890")
    run = Run(root, {f"{path}/hw.ipynb": good + b"\n" * n for n, path in enumerate(paths)})
    assert submitted(root, "12345") == good
    assert submitted(root, "067890") == good + b"\n" * 2
    assert submitted(root, "67890") == good + b"\n" * 3
    assert run.line("007654").status == "missing", "four digits may be a year"


def test_a_platform_without_a_column_is_told_no_column():
    assert platforms.Sender("x", "Moodle").column == "moodle_id"
    assert platforms.Sender("x", "Canvas").column == "canvas_id"
    assert platforms.Sender("x", "Blackboard").column == platforms.Sender("x").column == ""


# Never a wrong one

TRICKY = [
    ("s1234567", "Ada Example"), ("s7654321", "Ada Example"), ("ada", "Ada Sample"),
    ("ann", "Ann Example"), ("mary", "Mary Ann Example"), ("example", "Cid Zero"),
    ("max", "Max Pooling"), ("luc", "Luc Picard"), ("jl", "Jean-Luc Picard"),
    ("ob1", "Ann O'Brien"), ("ob2", "Ann OBrien"), ("jm", "Jürgen Müller"),
    ("jm2", "Jürgen Mueller"), ("2026", "Jan Abgabe"), ("101", "Version Two"), ("4711", "Al Pm"),
    ("attempt", "Will Attempt"), ("sample", "Neuron Sample"), ("bob.sample", "Bob Sample"),
]  # fmt: skip
MORE = {
    "Moodle": "{first} {last}_{n}_assignsubmission_file_/{file}",
    "Moodle, group": "Team {section}-{first} {last}_{n}_assignsubmission_file_/{file}",
    "Canvas": "{joined}_{n}_67890_{file}",
    "plain": "{first} {last}/{file}",
    "file": "{first}_{last}_{file}",
    "id": "{id}/{file}",
}
EVERY = PLATFORMS | MORE
FILES = st.sampled_from(["hw.ipynb", f"{LESSON}.ipynb", "Copy of hw (2).ipynb", "final.ipynb"])


EXAMPLES = 1_000


class OneLesson:
    """Stands for `Fingerprints`: every notebook is of one lesson."""

    names = (LESSON,)

    def of(self, data):
        return Match(LESSON, 1)


@pytest.mark.long
@settings(QUICK, max_examples=EXAMPLES)
@given(
    st.sampled_from(list(EVERY)),
    st.lists(st.tuples(st.sampled_from(TRICKY), st.booleans(), FILES), min_size=1, max_size=5,
             unique_by=lambda each: each[0][0]),
)  # fmt: skip
def test_nobodys_work_becomes_another_students(layout, class_):
    enrolled = [Person(student, name) for (student, name), here, _ in class_ if here]
    known = {words for person in enrolled for words in names.spellings(person.name)}
    paths = {}
    for n, ((student, name), here, file) in enumerate(class_):
        if not here and names.spellings(name) & known and "{id}" not in EVERY[layout]:
            continue  # a stranger of the same name, whom nothing tells apart
        shown = name.replace("'", "") if layout.startswith("Moodle") else name
        first, _, last = shown.rpartition(" ")
        path = EVERY[layout].format(
            id=student, first=first, last=last, LAST=last.upper(), n=5_000_000 + n, file=file,
            section="AB"[n % 2], joined="".join(names.tokens(f"{last}{first}")),
        )  # fmt: skip
        paths.setdefault(tuple(path.split("/")), []).append(student if here else "")
    owners = {path: students[0] for path, students in paths.items() if len(students) == 1}
    members = [Member(path, b"{}") for path in owners]
    found = Senders(enrolled, [LESSON], "download.zip", list(owners))
    for delivery in sort_out(Contents(members), found, OneLesson(), [LESSON]):
        for notebook in delivery.notebooks[LESSON]:
            assert delivery.sender.student in ("", owners[notebook.member.parts])


@pytest.mark.parametrize("module", [names, register, users, written_times])
def test_examples_in_the_docstrings(module):
    result = doctest.testmod(module)
    assert result.attempted
    assert result.failed == 0
