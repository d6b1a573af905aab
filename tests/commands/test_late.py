"""The late penalty: off by default, a share a day, grace, a floor; and it follows the score."""

import pytest
from nbgrader.preprocessors import AssignLatePenalties
from traitlets import TraitError
from traitlets.config import Config

from grading.late import DAY, PerDay


@pytest.mark.parametrize(
    ("late", "kept"),
    [
        (0, 10),
        (15 * 60, 10),  # within the grace
        (15 * 60 + 1, 9),  # the first day has begun
        (DAY, 9),
        (DAY + 1, 8),
        (3 * DAY, 7),
        (5 * DAY, 5),
        (90 * DAY, 5),  # the floor
    ],
)
def test_a_share_for_each_day_that_has_begun(late, kept):
    plugin = PerDay(per_day=0.1, grace_minutes=15, floor=0.5)
    assert 10 - (plugin.late_submission_penalty("ann", 10, late) or 0) == pytest.approx(kept)


def test_within_the_grace_there_is_no_penalty_at_all():
    assert PerDay().late_submission_penalty("ann", 10, 60) is None


def test_no_more_than_the_score_is_taken():
    assert PerDay(per_day=1, floor=0).late_submission_penalty("ann", 7, 9 * DAY) == 7
    assert PerDay(per_day=0.3).late_submission_penalty("ann", 0, 9 * DAY) == 0


@pytest.mark.parametrize("wrong", [{"per_day": 10}, {"floor": -0.1}, {"grace_minutes": -1}])
def test_settings_out_of_range_are_refused(wrong):
    with pytest.raises(TraitError):
        PerDay(**wrong)


def test_the_configuration_turns_it_on():
    config = Config()
    config.AssignLatePenalties.plugin_class = "grading.late.PerDay"
    config.PerDay.per_day = 0.25
    step = AssignLatePenalties(config=config)
    step.init_plugin()
    assert step.plugin_inst.late_submission_penalty("ann", 8, DAY) == 2
    step = AssignLatePenalties()
    step.init_plugin()
    assert step.plugin_inst.late_submission_penalty("ann", 8, DAY) is None
