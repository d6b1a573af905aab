"""The same download again changes nothing, and what is replaced is kept."""

from datetime import UTC, datetime

from tests.helpers.collecting import MOODLE, Run, submitted, tree, zipped
from tests.helpers.sample_course import LESSON


def test_the_same_download_twice_changes_nothing(root, good):
    files = zipped({f"{MOODLE}/hw.ipynb": good, "Bob B_2_assignsubmission_file_/b.ipynb": b""})
    Run(root, files, LESSON)
    before = tree(root)
    times = {path: path.stat().st_mtime_ns for path in (root / "submitted").rglob("*")}
    run = Run(root, files, LESSON, now=datetime(2027, 1, 1, tzinfo=UTC))
    after = tree(root)
    assert set(run.statuses().values()) == {"unchanged"}
    assert before.pop("downloaded/collected.csv") != after.pop("downloaded/collected.csv")
    assert before == after
    assert times == {path: path.stat().st_mtime_ns for path in (root / "submitted").rglob("*")}


def test_a_resubmission_replaces_and_the_former_files_are_kept(root, good):
    second, third = good + b"\n", good + b"\n\n"
    when = b"2026-01-30 12:00:00 UTC\n"
    folder = f"ann/{LESSON}"
    Run(root, {f"{folder}/hw.ipynb": good, f"{folder}/timestamp.txt": when})
    line = Run(root, {f"{folder}/hw.ipynb": second}).line("ann")
    assert line.status == "replaced"
    place = f"downloaded/history/ann/{LESSON}/2026-01-31T18-00-05"
    assert f"the one before is kept in {place}/" in line.reason
    assert submitted(root, "ann") == second
    assert submitted(root, "ann", name="timestamp.txt") is None
    kept = {f"{LESSON}.ipynb": good, "timestamp.txt": when}
    assert tree(root / place) == kept
    Run(root, {f"{folder}/hw.ipynb": third})
    assert tree(root / f"{place}-2") == {f"{LESSON}.ipynb": second}
    assert tree(root / place) == kept


def test_the_download_is_kept_once_and_never_changed(root, good):
    data = zipped({f"{MOODLE}/hw.ipynb": good})
    Run(root, data, name="My course (1).zip")
    assert (root.parent / "My course (1).zip").read_bytes() == data
    Run(root, data, name="same.zip")
    more = zipped({f"{MOODLE}/hw.ipynb": good, "more": b""})
    Run(root, more, name="My course (1).zip")
    kept = {name: d for name, d in tree(root / "downloaded").items() if name.endswith(".zip")}
    assert kept == {"2026-01-31-My_course_1.zip": data, "2026-01-31-My_course_1-2.zip": more}
    Run(root, root / "downloaded" / "2026-01-31-My_course_1.zip")
    assert len(list((root / "downloaded").glob("*.zip"))) == 2


def test_nothing_is_written_over_a_link(root, good):
    outside = root.parent / "outside"
    outside.mkdir()
    (outside / f"{LESSON}.ipynb").write_text("mine")
    (root / "submitted" / "bob" / LESSON).mkdir(parents=True)
    (root / "submitted" / "ann").symlink_to(outside)
    (root / f"submitted/bob/{LESSON}/{LESSON}.ipynb").symlink_to(outside / f"{LESSON}.ipynb")
    (root / "submitted" / "cat").write_text("a file")
    run = Run(root, {f"{who}/{LESSON}.ipynb": good for who in ("ann", "bob", "cat", "dan")})
    assert "submitted/ann is a link: remove it" in run.line("ann").reason
    assert f"submitted/bob/{LESSON}/{LESSON}.ipynb is a link" in run.line("bob").reason
    assert "it cannot be written" in run.line("cat").reason
    assert run.line("dan").status == "taken"
    assert tree(outside) == {f"{LESSON}.ipynb": b"mine"}
