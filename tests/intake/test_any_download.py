"""Whatever is in a download, nothing is written but what is a lesson's, where it belongs."""

import json
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading import CourseError, collect
from tests.helpers.any_damage import QUICK, STEP
from tests.helpers.collecting import ANN, MOODLE, NOW, OTHER, info, roster, submitted, tree, zipped
from tests.helpers.damage import damage
from tests.helpers.sample_course import LESSON

PATHS = st.sampled_from([
    f"{MOODLE}/{LESSON}.ipynb", f"{MOODLE}/hw (2).ipynb", f"{MOODLE}hw.ipynb", "ann.ipynb",
    f"exampleann_12345_67890_{LESSON}.ipynb", f"{MOODLE}/{LESSON}.ipynb.txt", "Copy of hw.ipynb",
    f"99 Sample_ann_attempt_2026-01-30-16-00-00_{LESSON}.ipynb", "Example, Ann(s12345)/a/hw.json",
    f"99 Sample_ann_attempt_2026-99-30-16-00-00_{LESSON}.ipynb", "Team-Ann Example_bob/x/hw",
    f"Team A-{MOODLE}/hw.ipynb", "Default group_assignsubmission_file/hw.ipynb",
    f"ann/{LESSON}/{LESSON}.ipynb", f"{LESSON}.ipynb",
    f"ann/{LESSON}/timestamp.txt", "../../x.ipynb", "/etc/x.ipynb", "C:\\x.ipynb", "a/../b.ipynb",
    f"{MOODLE}/../../../x.ipynb", "con.ipynb", ".ipynb", " /x.ipynb", "nul/nul.ipynb", "x/",
    "\ud7ff\x1b[2J.ipynb", "a" * 250 + ".ipynb", f"{MOODLE}/hw.zip", "bob/hw.zip", "..zip",
])  # fmt: skip
BYTES = st.one_of(
    st.binary(max_size=60),
    st.sampled_from([b"", b"{}", b"[]", b"null", b'{"cells": 1}', b"[" * 5_000, b"\xef\xbb\xbf{}"]),
    st.tuples(st.just("damaged"), st.lists(STEP, max_size=3), st.integers(0, 2_000)),
    st.tuples(st.just("zip"), st.lists(st.tuples(PATHS, st.binary(max_size=20)), max_size=3)),
)
CUTS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=4)
MODES = st.sampled_from([0o100644, 0o100644, 0o120777, 0o060644, 0o040755, 0])


def content(recipe, good):
    """The bytes that a recipe of `BYTES` stands for."""
    if isinstance(recipe, bytes):
        return recipe
    if recipe[0] == "zip":
        return zipped([(name, data) for name, data in recipe[1]])
    data = json.dumps(damage(json.loads(good), recipe[1])).encode()
    return data[: -recipe[2]] if recipe[2] > 1_000 else data


def attempt(root, path, **options):
    """Collect, whatever it is; nothing but a CourseError may come of it."""
    said = []
    outside = {name: data for name, data in tree(root.parent).items() if not _ours(name)}
    try:
        collect.collect(path, root, say=said.append, now=NOW, **options)
    except CourseError as error:
        said.append(str(error))
    assert outside == {name: d for name, d in tree(root.parent).items() if not _ours(name)}
    assert all(line.isprintable() for line in said)
    for place in (root / "submitted").glob("*/*/*"):
        assert place.name in (f"{LESSON}.ipynb", f"{OTHER}.ipynb", "timestamp.txt")
        assert place.parent.name in (LESSON, OTHER)
    return said


def _ours(name):
    return name.startswith(("course/submitted/", "course/downloaded/"))


@pytest.fixture(scope="module")
def playground(made, tmp_path_factory):
    """A course that examples share, emptied by each."""
    folder = tmp_path_factory.mktemp("playground")
    shutil.copytree(made[0], folder / "course")
    return folder / "course"


TITLES = ["Identifier", "Full name", "Email", "Status", "Grade", "Changed", "When", "Graded"]
CELLS = st.sampled_from([
    "Participant 123456", "Participant 9", "Ann Example", "ann@example.org", "bob", "-", "",
    "Saturday, 31 January 2026, 4:05 PM", "31/02/2026 25:99", "2026", "9" * 400, "\u0661", '"',
    "\0", "16.00",
])  # fmt: skip
SHEETS = st.one_of(
    st.binary(max_size=60),
    st.lists(st.lists(CELLS, min_size=8, max_size=11), max_size=4).map(
        lambda rows: "\n".join(map(",".join, [TITLES, *rows])).encode()
    ),
)


def emptied(root, enrolled):
    for name in ("submitted", "downloaded"):
        shutil.rmtree(root / name, ignore_errors=True)
    (root / "roster.csv").unlink(missing_ok=True)
    if enrolled:
        roster(root, ANN, "bob,Bob Builder,,77,88")
    return root


@pytest.mark.long
@settings(QUICK, max_examples=600)
@given(
    st.lists(st.tuples(PATHS, BYTES, MODES), max_size=5),
    CUTS,
    st.floats(0, 1),
    st.booleans(),
    st.sampled_from(["", LESSON]),
    SHEETS,
)
def test_collect_survives_every_zip(playground, made, files, cuts, length, enrolled, wanted, sheet):
    root = emptied(playground, enrolled)
    (root.parent / "Grades.csv").write_bytes(sheet)
    entries = [(info(name, mode=mode), content(data, made[1])) for name, data, mode in files]
    data = bytearray(zipped(entries))
    for place, byte in cuts:
        data[int(place * (len(data) - 1))] = byte
    if length < 0.2:
        del data[int(length * 5 * len(data)) :]
    path = root.parent / "any.zip"
    path.write_bytes(bytes(data))
    attempt(root, path, wanted=wanted)
    before = tree(root)
    attempt(root, path, wanted=wanted)
    after = tree(root)
    for each in (before, after):
        each.pop("downloaded/collected.csv", None)
    assert before == after, "the same download twice changes nothing"


@pytest.mark.long
@settings(QUICK, max_examples=400)
@given(st.lists(STEP, min_size=1, max_size=5), CUTS)
def test_collect_takes_every_damaged_notebook_as_it_is(playground, made, steps, cuts):
    root = emptied(playground, True)
    data = bytearray(json.dumps(damage(json.loads(made[1]), steps)).encode())
    for place, byte in cuts:
        data[int(place * (len(data) - 1))] = byte
    path = root.parent / "any.zip"
    path.write_bytes(zipped({f"{MOODLE}/{LESSON}.ipynb": bytes(data)}))
    attempt(root, path)
    found = submitted(root, "ann")
    assert found is None or found == bytes(data)
    assert found or submitted(root, "ann", OTHER) == bytes(data)
