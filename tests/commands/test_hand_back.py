"""Pages go back where the work came from: under names that Moodle's and Canvas's imports read."""

from __future__ import annotations

import email
import re
import zipfile
from email.policy import default

import pytest

from grading import CourseError, collect
from grading.hand_back import main, pack, remarks
from tests.helpers.collecting import LESSON, NOW, zipped

ROSTER = """student,name,email,moodle_id,canvas_id
ann,Ann Example,ann@example.org,,12345
bob,Bob_Under Example,bob@example.org,,12346
cleo,Cleo Example,,,
"""


def participant(path, enrolled):
    """Whose feedback Moodle takes a file for, and under which name; None where it skips it.

    As mod/assign/feedback/file/importziplib.php does it: the first part of the path whose words,
    cut at underscores, are a name, the number of somebody enrolled, and a plugin's two names.
    """
    parts = path.split("/")
    for place, part in enumerate(parts):
        words = part.split("_", 4)
        if len(words) < 4 or not words[1].isdigit() or int(words[1]) not in enrolled:
            continue
        if (words[2], words[3]) in (("assignsubmission", "file"), ("assignfeedback", "file")):
            rest = [*words[4:], *parts[place + 1 :]]
            return int(words[1]), "/".join(filter(None, rest))
    return None


def user_and_upload(path):
    """Whom Canvas takes a file for, by the rule of `infer_comment_context_from_filename`."""
    numbers = [word for word in path.rsplit("/", 1)[-1].split("_") if re.fullmatch(r"\d+", word)]
    return tuple(map(int, numbers[:2]))


def with_pages(root, *students):
    (root / "roster.csv").write_text(ROSTER)
    for student in students:
        page = root / "feedback" / student / LESSON / f"{LESSON}.html"
        page.parent.mkdir(parents=True)
        page.write_text(f"<p>of {student}</p>")


def collected(root, files, name="download.zip", now=NOW):
    path = root.parent / name
    path.write_bytes(zipped(files))
    collect.collect(path, root, say=str, now=now)


def pages_in(path):
    with zipfile.ZipFile(path) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name).decode() for name in packed.namelist()}


def test_moodle_reads_every_page_as_its_students(root, good, other):
    with_pages(root, "ann", "bob", "cleo")
    collected(
        root,
        {
            "Ann Example_9001_assignsubmission_file_/hw.ipynb": good,
            "Bob_Under Example_9002_assignsubmission_file_/hw.ipynb": good,
        },
    )
    collected(  # another assignment, where the same people have other numbers
        root, {"Ann Example_7001_assignsubmission_file_/hw.ipynb": other}, "next.zip"
    )
    packed = pack("moodle", LESSON, root)
    read = {participant(name, {9001, 9002}): text for name, text in pages_in(packed.path).items()}
    assert read == {
        (9001, f"{LESSON}.html"): "<p>of ann</p>",
        (9002, f"{LESSON}.html"): "<p>of bob</p>",
    }
    assert packed.left_out == {"cleo": "no download in downloaded/ has this work from Moodle"}
    said = list(remarks(packed, "moodle", LESSON, root))
    assert said[0].startswith(f"dist/feedback/{LESSON}-moodle.zip: 2 pages of {LESSON}. In Moodle:")
    assert said[1].startswith("left out: cleo, no download")
    before = packed.path.read_bytes()
    assert pack("moodle", LESSON, root).path.read_bytes() == before


def test_canvas_reads_every_page_as_its_students(root, good):
    with_pages(root, "ann", "bob")
    collected(
        root,
        {
            "exampleann_12345_500_hw.ipynb": good,
            "underexamplebob_LATE_12346_501_hw_2.ipynb": good,
        },
    )
    collected(root, {"exampleann_12345_777_hw-2.ipynb": good + b"\n"}, "again.zip")
    packed = pack("canvas", LESSON, root)
    read = {user_and_upload(name): text for name, text in pages_in(packed.path).items()}
    assert read == {(12345, 777): "<p>of ann</p>", (12346, 501): "<p>of bob</p>"}
    assert packed.left_out == {}


def test_messages_are_drafts_with_the_page_attached(root):
    with_pages(root, "ann", "cleo")
    packed = pack("mail", LESSON, root)
    assert [path.name for path in packed.path.iterdir()] == ["ann.eml"]
    message = email.message_from_bytes((packed.path / "ann.eml").read_bytes(), policy=default)
    assert (message["To"], message["X-Unsent"]) == ("ann@example.org", "1")
    (page,) = message.iter_attachments()
    assert (page.get_filename(), page.get_content_type()) == (f"{LESSON}.html", "text/html")
    assert page.get_content().strip() == "<p>of ann</p>"
    assert packed.left_out == {"cleo": "roster.csv has no email for this student"}


def test_what_cannot_be_packed_says_what_to_do(root, good, capsys):
    with pytest.raises(CourseError, match=r"no page of 99_sample: run `make grade` first"):
        pack("moodle", LESSON, root)
    with_pages(root, "ann", "cleo")
    with pytest.raises(CourseError, match="no download in downloaded/ has this work from Canvas"):
        pack("canvas", LESSON, root)
    (root / "roster.csv").write_text("student\nann\ncleo\n")
    with pytest.raises(CourseError, match=r"roster\.csv has no email"):
        pack("mail", LESSON, root)
    assert main(["--platform", "slack", "--lesson", "01"]) == 1
    assert main(["--platform", "moodle"]) == 1
    told = capsys.readouterr().err
    assert "PLATFORM=slack is none of moodle, canvas, mail" in told
    assert "say which lesson" in told
    assert not (root / "dist").exists()


def test_one_section_gets_its_messages_alone(root):
    with_pages(root, "ann", "bob", "cleo")
    lines = "ann,a@x.org,A", "bob,b@x.org,A; B", "cleo,c@x.org,B", "dan,d@x.org,C"
    (root / "roster.csv").write_text("\n".join(["student,email,section", *lines, ""]))
    assert pack("mail", LESSON, root).students == ("ann", "bob", "cleo")
    packed = pack("mail", LESSON, root, "b")
    assert packed.students == ("bob", "cleo")
    there = sorted(each.name for each in packed.path.iterdir())
    assert there == ["bob.eml", "cleo.eml"], "none of an earlier time is sent again"
    with pytest.raises(CourseError, match=r"SECTION=D: nobody in .* is in it; it has A, B, C"):
        pack("mail", LESSON, root, "D")
    with pytest.raises(CourseError, match="has no page"):
        pack("mail", LESSON, root, "C")
