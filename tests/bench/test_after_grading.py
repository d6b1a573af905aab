"""What the benchmark of a class's paperwork measures is what a class gets."""

import pytest

from grading.bench.after_grading import report


@pytest.mark.sandbox
@pytest.mark.long
def test_every_step_is_measured_for_a_class_of_two():
    title, grading, *steps = report(2)
    assert "2 students" in title
    assert grading.split()[:2] == ["grading", "itself"]
    assert len(steps) == 4
    assert all(line.endswith("of the grading") for line in steps)
