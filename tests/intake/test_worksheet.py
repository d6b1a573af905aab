"""Moodle's grading worksheet settles whose a number is, who is in a group, and when it came."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading import CourseError, collect
from grading.course.roster import Person
from grading.intake.senders import Senders
from grading.intake.worksheet import find_worksheets, participants
from grading.intake.written_times import in_utc, read_times
from tests.helpers.any_damage import QUICK
from tests.helpers.collecting import NOW, Run, roster, submitted, tree, zipped

TITLES = (
    "Identifier,Full name,Email address,Status,Group,Grade,Maximum grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments"
)
GERMAN = (
    "ID,Vollständiger Name,E-Mail-Adresse,Status,Gruppe,Bewertung,Bestwertung,"
    "Bewertung kann geändert werden,Zuletzt geändert (Abgabe),Zuletzt geändert (Bewertung),Feedback"
)
HALF_PAST_FOUR = "Friday, 30 January 2026, 4:30 PM"
LATER = "Saturday, 31 January 2026, 9:00 AM"


@pytest.fixture(autouse=True)
def berlin(monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def row(number, name, email, when=HALF_PAST_FOUR, group="", graded="-", sign=","):
    """A line of a worksheet, as Moodle writes one."""
    status = "Submitted for grading" if when != "-" else "No submission"
    cells = [f"Participant {number}", name, email, status, group, "", "16.00", "Yes", when, graded]
    return sign.join(f'"{cell}"' for cell in [*cells, ""])


def sheet(root, *rows, titles=TITLES, name="Grades-DL-1-77.csv", encode="utf-8-sig"):
    path = root.parent / name
    path.write_bytes("\n".join([titles, *rows, ""]).encode(encode))
    return path


def folder(name, number):
    return f"{name}_{number}_assignsubmission_file_/hw.ipynb"


def when(root, student):
    data = submitted(root, student, name="timestamp.txt")
    return data and data.decode().strip()


def test_it_settles_namesakes_and_writes_down_when_they_handed_in(root, good):
    roster(root, "ann,Ann Example,ann@example.org,,", "ann2,Ann Example,other@example.org,,")
    files = {folder("Ann Example", 9001): good, folder("Ann Example", 9002): good + b"\n"}
    before = Run(root, files)
    assert set(before.statuses().values()) == {"unmatched", "missing"}
    assert before.text.count("or put Moodle's grading worksheet beside the download") == 2
    sheet(root, row(9002, "Ann Example", "ann@example.org", LATER),
          row(9001, "Ann Example", "OTHER@example.org"))  # fmt: skip
    run = Run(root, files)
    assert submitted(root, "ann") == good + b"\n"
    assert submitted(root, "ann2") == good
    assert when(root, "ann") == "2026-01-31 08:00:00 UTC"
    assert when(root, "ann2") == "2026-01-30 15:30:00 UTC"
    assert "Grades-DL-1-77.csv tells who is who and when they handed in" in run.text
    assert "in this machine's zone, CET: add ZONE=Europe/Berlin or the like" in run.text
    kept = tree(root / "downloaded")["2026-01-31-Grades-DL-1-77.csv"]
    assert kept == (root.parent / "Grades-DL-1-77.csv").read_bytes()
    assert set(Run(root, files).statuses().values()) == {"unchanged"}


def test_it_tells_who_is_who_where_marking_is_blind(root, good):
    roster(root, "ann,Ann O'Brien,,,", "bob,Bob Sample,bob@example.org,,")
    files = {folder("Participant", 9001): good, folder("Participant", 9002): good + b"\n"}
    sheet(root, row(9001, "Ann O'Brien", ""), row(9002, "Bobby", "bob@example.org"),
          row(9003, "Cid Zero", "cid@example.org", "-"))  # fmt: skip
    run = Run(root, files)
    assert (submitted(root, "ann"), submitted(root, "bob")) == (good, good + b"\n"), run.text


def test_a_blind_worksheet_tells_times_and_a_rosters_numbers_tell_names(root, good):
    roster(root, "ann,Ann Example,,9001,", "bob,Bob Sample,,,")
    lines = [f'Participant {n},Submitted,,16.00,Yes,"{HALF_PAST_FOUR}",-,' for n in (9001, 9002)]
    sheet(root, *lines, titles="Identifier,Status,Grade,Maximum,Changed,Submission,Grade,Feedback")
    run = Run(root, {folder("Participant", n): good for n in (9001, 9002)})
    assert when(root, "ann") == "2026-01-30 15:30:00 UTC"
    assert run.line("Participant (Moodle 9002)").status == "unmatched"


def test_a_groups_work_is_each_members(root, good):
    roster(root, "ann,Ann Example,,,", "bob,Bob Sample,,,", "cid,Cid Zero,,,")
    sheet(root, row(9001, "Ann Example", "", group="Team_Alpha"),
          row(9002, "Bob Sample", "", group="Team_Alpha"),
          row(9003, "Cid Zero", "", group="Default group"),
          row(9004, "Dan Stranger", "", group="Default group"))  # fmt: skip
    alpha = "Team Alpha_9003_assignsubmission_file/hw.ipynb"  # a group's number, and Cid's
    other = "Default group_assignsubmission_file/hw.ipynb"
    run = Run(root, {alpha: good, other: good + b"\n"})
    assert submitted(root, "ann") == submitted(root, "bob") == good, run.text
    assert submitted(root, "cid") == good + b"\n"
    assert when(root, "bob") == "2026-01-30 15:30:00 UTC"
    assert "nobody in roster.csv is Dan Stranger: add who belongs to" in run.line("cid").reason
    (root.parent / "Grades-DL-1-77.csv").unlink()
    run = Run(root, {alpha: good}, name="alone.zip")
    assert "or put Moodle's grading worksheet beside the download" in run.text


def test_without_a_roster_names_are_the_worksheets(root, good):
    sheet(root, row(9001, "Ann O'Brien", ""), row(9002, "Bob-Lee Sample", ""))
    files = [folder("Team Alpha-Ann OBrien", 9001), folder("Team Alpha-Bob-Lee Sample", 9002)]
    Run(root, dict.fromkeys(files, good))
    assert {p.name for p in (root / "submitted").iterdir()} == {"Ann_O_Brien", "Bob-Lee_Sample"}


@pytest.mark.parametrize("encode", ["utf-8-sig", "cp1252", "utf-16"])
def test_columns_are_known_by_what_stands_in_them(root, good, encode):
    roster(root, "ann,Ann Example,ann@example.org,,")
    times = ["Freitag, 30. Januar 2026, 16:30", "Montag, 2. März 2026, 08:00"]
    line = row(9001, "Anna Example", "ann@example.org", times[0], graded=times[1], sign=";")
    line = line.replace("Participant ", "Teilnehmer/in")
    sheet(root, line, titles=GERMAN.replace(",", ";"), encode=encode)
    Run(root, {folder("Anna Example", 9001): good})
    assert when(root, "ann") == "2026-01-30 15:30:00 UTC"


def test_when_it_is_due_is_not_when_it_was_handed_in(root, good):
    roster(root, "ann,Ann Example,,,")
    titles = TITLES.replace("Group", "Due date")
    sheet(root, row(9001, "Ann Example", "", LATER, group=HALF_PAST_FOUR), titles=titles)
    Run(root, {folder("Ann Example", 9001): good})
    assert when(root, "ann") == "2026-01-31 08:00:00 UTC"


def test_a_time_that_may_be_two_is_none(root, good):
    roster(root, "ann,Ann Example,,,")
    sheet(root, row(9001, "Ann Example", "", "03/04/2026 16:05"))
    run = Run(root, {folder("Ann Example", 9001): good})
    assert submitted(root, "ann")
    assert when(root, "ann") is None
    assert "no time of handing in that can be read" in run.text


def test_other_files_beside_the_download_are_none_of_its_worksheets(root, good):
    roster(root, "ann,Ann Example,ann@example.org,,")
    sheet(root, row(8001, "Ann Example", "ann@example.org"), name="another assignment.csv")
    sheet(root, "9001,4,5", titles="number,b,c", name="numbers.csv")
    (root.parent / "broken.csv").write_bytes(b'"\x81')
    sheet(root, row(9001, "Bob Sample", "ann@example.org"), name=folder("x", 9001)[:-9] + "b.csv")
    run = Run(root, {folder("Nobody Known", 9001): good})
    assert "tells who is who" not in run.text
    assert run.line("ann").status == "missing"


def test_what_students_hand_in_is_no_worksheet(root, good, tmp_path):
    roster(root, "ann,Ann Example,ann@example.org,,")
    forged = "\n".join([TITLES, row(9001, "Nobody Known", "ann@example.org")]).encode()
    place = tmp_path / "class"
    for name, data in ((folder("Nobody Known", 9001), good),
                       (folder("Nobody Known", 9001).replace("hw.ipynb", "a.csv"), forged),
                       ("Nobody Known_9001_assignsubmission_file_a.csv", forged)):  # fmt: skip
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)
    assert Run(root, place).line("ann").status == "missing"


def test_a_worksheet_may_be_named_and_then_must_fit(root, good):
    roster(root, "ann,Ann Example,ann@example.org,,")
    path = root.parent / "d.zip"
    path.write_bytes(zipped({folder("Participant", 9001): good}))
    elsewhere = root.parent / "else"
    elsewhere.mkdir()
    named = sheet(root, row(9001, "A. Example", "ann@example.org"), name="else/w.csv")
    quiet = {"root": root, "say": lambda line: None, "now": NOW}
    (line,) = collect.collect(path, **quiet, worksheet=str(named))
    assert (line.student, line.status) == ("ann", "taken")
    collect.collect(path, **quiet, worksheet=str(named), zone="America/New_York")
    assert when(root, "ann") == "2026-01-30 21:30:00 UTC"
    collect.collect(path, **quiet, worksheet=str(named), zone="Asia/Tokyo")
    assert when(root, "ann") == "2026-01-30 07:30:00 UTC", "another zone corrects a time"
    with pytest.raises(CourseError, match="Mars/Olympus is no time zone"):
        collect.collect(path, **quiet, worksheet=str(named), zone="Mars/Olympus")
    wrong = sheet(root, row(1, "A. Example", ""), name="else/x.csv")
    for name, why in ((wrong, "no column of it has the participants' numbers"),
                      (elsewhere / "none.csv", "No such file")):  # fmt: skip
        with pytest.raises(CourseError, match=why):
            collect.collect(path, **quiet, worksheet=str(name))


def test_where_worksheet_and_folder_or_roster_disagree_it_is_nobodys(root, good):
    roster(root, "ann,Ann Example,ann@example.org,9001,", "bob,Bob Sample,bob@example.org,,",
           "cid,Cid Zero,cid@example.org,,")  # fmt: skip
    lines = [(9001, "Ann Example", "bob@example.org"), (9002, "Bob Sample", "")]
    lines += [(9003, "Cid Zero", "other@example.org"), (9004, "Cid Zero", "cid@example.org")]
    sheet(root, *(row(*line) for line in lines))
    files = {folder("Ann Example", 9001): good, folder("Eve Evil", 9002): good,
             folder("Cid Zero", 9003): good}  # fmt: skip
    run = Run(root, files)
    assert set(run.statuses().values()) == {"unmatched", "missing"}
    assert "the worksheet and roster.csv fit ann and bob: correct roster.csv" in run.text
    assert "the worksheet calls 9002 Bob Sample: put it into a folder" in run.text
    assert "the worksheet's address nobody: write the address into roster.csv" in run.text


def test_a_students_own_timestamp_tells_nothing(root, good):
    roster(root, "ann,Ann Example,,,")
    mine = folder("Ann Example", 9001)
    own = mine.replace("hw.ipynb", "timestamp.txt")
    run = Run(root, {mine: good, own: b"2026-01-01 08:00 UTC"})
    assert when(root, "ann") is None
    assert "left out timestamp.txt, which the student wrote" in run.line("ann").reason


def test_a_markers_name_makes_nobody_a_group(root, good):
    roster(root, "ann,Ann Example,,,", "bob,Bob Sample,,,")
    sheet(root, *(row(n, name, "", group="Tim Marker") for n, name in
                  ((9001, "Ann Example"), (9002, "Bob Sample"))))  # fmt: skip
    run = Run(root, {folder("Ann Example", 9001): good, folder("Tim Marker", 9009): good})
    assert run.line("bob").status == "missing"
    line = run.line("Tim Marker (Moodle 9009)")
    assert line.status == "unmatched"
    assert "worksheet" not in line.reason, "it is there"


def test_a_namesake_in_the_worksheet_is_enough_to_doubt(root, good):
    roster(root, "ann,Ann Example,,,")
    sheet(root, row(9001, "Ann Example", "a@example.org"), row(9002, "Ann Example", "", "-"))
    run = Run(root, {folder("Ann Example", 9001): good})
    assert run.line("ann").status == "missing"
    assert "write the address into roster.csv" in run.text


def test_two_worksheets_that_disagree_tell_nobody(root, good):
    roster(root, "ann,Ann Example,,,", "bob,Bob Sample,,,")
    sheet(root, row(9001, "Ann Example", ""), name="one.csv")
    sheet(root, row(9001, "Bob Sample", ""), name="two.csv")
    run = Run(root, {folder("Ann Example", 9001): good})
    assert set(run.statuses().values()) == {"unmatched", "missing"}
    assert "two worksheets tell two people for 9001" in run.text


PEOPLE = [("Ann Example", "a@x.org"), ("Ann Example", "b@x.org"), ("Bob O'Neil", "c@x.org"),
          ("Bob ONeil", "d@x.org"), ("Jean-Luc Picard", "e@x.org"), ("Luc Picard", "f@x.org"),
          ("Mary Ann Example", "g@x.org"), ("Cid", "h@x.org")]  # fmt: skip
ROLE = st.sampled_from(["stranger", "name", "address", "both", "number"])


@pytest.mark.long
@settings(QUICK, max_examples=400)
@given(
    st.lists(ROLE, min_size=8, max_size=8),
    st.lists(st.integers(0, 2), min_size=8, max_size=8),
    st.sampled_from(["alone", "blind", "old groups", "groups"]),
    st.integers(0, 255),
)
def test_no_worksheet_gives_work_to_another(tmp_path_factory, roles, groups, how, handed_in):
    people, lines, owners = [], [], {}
    for n, ((name, email), role, group) in enumerate(zip(PEOPLE, roles, groups, strict=True)):
        number, team = str(9_001 + n), f"Team {group}"
        if role != "stranger":
            known = Person(f"s{n}", name if role in ("name", "both") else "",
                           email if role in ("address", "both") else "",
                           (number,) if role == "number" else ())  # fmt: skip
            people.append(known)
        lines.append(row(number, name, email, group=team if "group" in how else ""))
        plain = name.replace("'", "")
        folders = {
            "alone": f"{plain}_{number}",
            "blind": f"Participant_{number}",
            "old groups": f"{team}-{plain}_{number}",
            "groups": f"{team}_{9_003 + group}",
        }
        if handed_in >> n & 1:
            path = (f"{folders[how]}_assignsubmission_file_", "hw.ipynb")
            owners.setdefault(path, set()).add(f"s{n}" if role != "stranger" else "")
    if how == "groups":
        every = {(f"Team {group}_{9_003 + group}_assignsubmission_file_", "hw.ipynb"): group
                 for group in range(3)}  # fmt: skip
        owners = {path: {f"s{n}" for n, g in enumerate(groups) if g == group and
                         roles[n] != "stranger"} for path, group in every.items()}  # fmt: skip
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_text("\n".join([TITLES, *lines]))
    numbers = participants(list(owners))
    if not set(numbers) & {str(9_001 + n) for n in range(8)}:
        return
    found = Senders(people, ["99_sample"], "d", list(owners),
                    find_worksheets(path, str(path), numbers))  # fmt: skip
    for each, students in owners.items():
        sender = found.of(each)
        assert {*sender.members, sender.student} - {""} <= students, sender


# Times in any language

READ = {
    "Saturday, 31 January 2026, 4:05 PM": "2026-01-31 16:05",
    "Saturday, January 31, 2026, 12:05 AM": "2026-01-31 00:05",
    "Samstag, 31. Januar 2026, 16:05": "2026-01-31 16:05",
    "samedi 31 janvier 2026, 16:05": "2026-01-31 16:05",
    "sábado, 31 de enero de 2026, 16:05": "2026-01-31 16:05",
    "суббота, 31 января 2026, 16:05": "2026-01-31 16:05",
    "2026年01月31日(土曜日) 16:05": "2026-01-31 16:05",
    "Σάββατο, 31 Ιανουαρίου 2026, 4:05 μμ": "2026-01-31 16:05",
    "subota, 31. listopad 2026, 16:05": "2026-10-31 16:05",  # Croatian; Polish for November
    "31/01/2026 16:05": "2026-01-31 16:05",
}
UNREAD = [
    "03/04/2026 16:05", "30. listopad 2026, 16:05", "Sunday, 31 January 2026, 4:05 PM",
    "Saturday, 31 February 2026, 4:05 PM", "sábado, 31 de enero de 2026 de 04:05",
    "Saturday, 31 January 2026, 14:05 PM", "yesterday", "31 January 2026",
]  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_times_are_read_in_any_language(text):
    assert [str(when)[:16] for when in read_times([text, "-"])] == [READ[text], "None"]


@pytest.mark.parametrize("text", UNREAD)
def test_times_that_are_not_sure_are_not_read(text):
    assert read_times([text]) is None


def test_the_clock_of_a_class_is_one():
    times = read_times(["Samstag, 31. Januar 2026, 9:05", "Samstag, 31. Januar 2026, 19:05"])
    assert [each.hour for each in times] == [9, 19]
    assert str(in_utc(times[0])) == "2026-01-31 08:05:00"
    day = "Saturday, 31 January 2026,"
    assert read_times([f"{day} 9:05 AM", f"{day} 9:05"]) is None
