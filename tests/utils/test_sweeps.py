"""Results of a sweep are grouped and told by setting."""

from utils.sweeps import (
    MEASURED,
    NEXT_RATE,
    RATES,
    SETTINGS,
    TRIED,
    at_best_rates,
    make_runs,
    means_by_rate,
    rate_table,
    read_runs,
    scores_by,
    sweep_table,
)

RESULTS = [
    ({"hidden1": 32, "activation": "relu", "seed": 0}, 95.0),
    ({"hidden1": 32, "activation": "relu", "seed": 1}, 96.0),
    ({"hidden1": 128, "activation": "relu", "seed": 0}, 97.25),
    ({"hidden1": 128, "activation": "sigmoid", "seed": 0}, 96.5),
]


def test_scores_are_grouped_by_one_entry_where_others_are_fixed():
    assert scores_by(RESULTS, "hidden1", activation="relu") == {"32": [95.0, 96.0], "128": [97.25]}
    assert scores_by(RESULTS, "activation", hidden1=128) == {"relu": [97.25], "sigmoid": [96.5]}
    assert scores_by([], "hidden1") == {}


def test_a_table_has_a_line_for_each_setting_whatever_its_seeds():
    assert sweep_table(RESULTS).splitlines() == [
        "  32 relu     mean 95.50 %, from 95.00 to 96.00",
        " 128 relu     mean 97.25 %, from 97.25 to 97.25",
        " 128 sigmoid  mean 96.50 %, from 96.50 to 96.50",
    ]
    assert sweep_table([]) == ""


# The stored sweep


def runs_of(accuracies):
    """What `make_runs` gives where training gives these accuracies by width, kind and rate."""
    return make_runs(
        lambda hidden1, activation, rate, seed: accuracies(hidden1, activation, rate) + seed / 100,
        say=lambda *row: None,
    )


def test_each_setting_is_measured_at_its_own_best_rate_with_other_seeds():
    best = {"relu": 0.01, "tanh": 0.003, "sigmoid": 0.03}
    runs = runs_of(lambda hidden1, activation, rate: 97.0 if rate == best[activation] else 95.0)
    each = len(RATES) * len(TRIED) + len(MEASURED)
    assert len(runs) == len(SETTINGS) * each + len(TRIED)  # sigmoid's best was the last
    compared = at_best_rates(runs)
    assert len(compared) == len(SETTINGS) * len(MEASURED)
    assert all(setting["rate"] == best[setting["activation"]] for setting, _ in compared)
    assert {setting["seed"] for setting, _ in compared}.isdisjoint(TRIED)


def test_every_rate_has_its_mean_and_the_best_of_each_line_a_star():
    runs = runs_of(lambda hidden1, activation, rate: 90 + (1 if hidden1 == 32 else -1) * rate)
    head, first, *rest = rate_table(runs).splitlines()
    assert head.split() == ["rate", *(f"{rate:g}" for rate in (*RATES, NEXT_RATE))]
    # A width whose best rate was the last has one more
    assert first.split() == ["32", "relu", "90.01", "90.01", "90.02", "90.04", "90.11*"]
    assert rest[0].split() == ["64", "relu", "90.01*", "90.01", "90.00", "89.98"]
    assert len(rest) == len(SETTINGS) - 1


def test_the_stored_sweep_is_complete_and_no_best_rate_lies_at_an_end():
    runs = read_runs()
    means = means_by_rate(runs)
    assert tuple(means) == SETTINGS
    for name, by_rate in means.items():
        assert tuple(by_rate)[: len(RATES)] == RATES
        best = max(by_rate, key=by_rate.get)
        assert best not in (min(by_rate), max(by_rate)), name
        measured = [
            setting for setting, _ in at_best_rates(runs) if name == tuple(setting.values())[:2]
        ]
        assert [setting["seed"] for setting in measured] == list(MEASURED)
        assert {setting["rate"] for setting in measured} == {best}
