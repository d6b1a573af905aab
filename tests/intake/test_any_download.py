"""Whatever is in a download, nothing is written but what is a lesson's, where it belongs."""

import json
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.zips import (
    CUTS,
    DOWNLOAD,
    attempt,
    content,
    damaged,
    damaged_zip,
    emptied,
    twice,
)
from tests.helpers.any_damage import QUICK, STEP
from tests.helpers.collecting import MOODLE, OTHER, info, submitted, zipped
from tests.helpers.damage import damage
from tests.helpers.sample_course import LESSON


@pytest.fixture(scope="module")
def playground(made, tmp_path_factory):
    """A course that examples share, emptied by each."""
    folder = tmp_path_factory.mktemp("playground")
    shutil.copytree(made[0], folder / "course")
    return folder / "course"


@pytest.mark.long
@settings(QUICK, max_examples=600)
@given(*DOWNLOAD)
def test_collect_survives_every_zip(playground, made, files, cuts, length, enrolled, wanted, sheet):
    root = emptied(playground, enrolled)
    (root.parent / "Grades.csv").write_bytes(sheet)
    entries = [(info(name, mode=mode), content(data, made[1])) for name, data, mode in files]
    path = root.parent / "any.zip"
    path.write_bytes(damaged_zip(entries, cuts, length))
    twice(root, path, wanted=wanted)


@pytest.mark.long
@settings(QUICK, max_examples=400)
@given(st.lists(STEP, min_size=1, max_size=5), CUTS)
def test_collect_takes_every_damaged_notebook_as_it_is(playground, made, steps, cuts):
    root = emptied(playground, True)
    data = bytes(damaged(json.dumps(damage(json.loads(made[1]), steps)).encode(), cuts))
    path = root.parent / "any.zip"
    path.write_bytes(zipped({f"{MOODLE}/{LESSON}.ipynb": data}))
    attempt(root, path)
    found = submitted(root, "ann")
    assert found is None or found == data
    assert found or submitted(root, "ann", OTHER) == data
