"""Steps of `tests.helpers.damage` as Hypothesis draws them."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.helpers.damage import KEYS, SCRAP, WHAT

QUICK = settings(
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
JUNK = (
    st.sampled_from(SCRAP)
    | st.lists(st.sampled_from(SCRAP), max_size=2)
    | st.dictionaries(st.sampled_from(KEYS), st.sampled_from(SCRAP), max_size=2)
)
STEP = st.tuples(st.sampled_from(WHAT), st.integers(0, 20), st.integers(0, 20), JUNK)
