"""Results of a sweep are grouped and told by setting."""

from utils.sweeps import scores_by, sweep_table

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
