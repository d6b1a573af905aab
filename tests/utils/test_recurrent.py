"""Lesson 11's helpers: names, the bit to remember, gradients through time, writers, pictures."""

import numpy as np
import pytest
import torch

from tests.helpers.pictures import DrawingTests, drawn_once, figures_of, words
from utils import bit_memory, name_writer, names
from utils import recurrent_pictures as recurrent
from utils import sequence_pictures as sequence
from utils.bit_memory import Run
from utils.through_time import gated_norms, plain_norms


@pytest.fixture(autouse=True, scope="module")
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


# Names


def test_the_table_of_names_is_what_the_script_writes(tmp_path):
    assert names.write_names(tmp_path / "names.csv").read_bytes() == names.TABLE.read_bytes()


def test_names_are_of_three_kinds_and_each_is_in_one_part():
    kinds = list(names.all_names().values())
    assert (kinds.count("element"), kinds.count("constellation")) == (118, 88)
    assert kinds.count("moon") > 150
    parts = [names.load_names(part) for part in names.PARTS]
    together = [name for part in parts for name in part]
    assert len(together) == len(set(together)) == len(kinds)
    assert all(set(name) <= set(names.LETTERS) for name in together)


def test_a_damaged_or_missing_table_says_how_to_mend_it(tmp_path):
    path = tmp_path / "names.csv"
    with pytest.raises(FileNotFoundError, match="writes it anew"):
        names.load_names("train", path)
    path.write_text("name,kind\nio,moon\n")
    with pytest.raises(ValueError, match="writes it anew"):
        names.load_names("train", path)
    with pytest.raises(ValueError, match="no part 'learn'"):
        names.load_names("learn")


def test_letters_come_back_from_numbers():
    _, targets, lengths = names.encode(["io", "ursa major"])
    assert [names.decode(row.tolist()) for row in targets] == ["io", "ursa major"]
    assert lengths.tolist() == [3, 11]


# The bit


def test_a_sequence_shows_its_bit_at_the_first_step_alone():
    X, bits = bit_memory.sequences(40, 6, torch.Generator().manual_seed(0))
    assert X.shape == (40, 6, 2)
    assert torch.equal(X[:, 0, 0], 2.0 * bits - 1)
    assert not X[:, 1:, 0].any()
    assert 0 < bits.float().mean() < 1


def test_a_long_memory_learns_what_the_table_says():
    run = bit_memory.learn("LSTM", 4, 20, 0.01, 0)
    known = next(each for each in bit_memory.read_runs() if each[:5] == run[:5])
    assert run.solved_after is not None
    assert abs(run.solved_after - known.solved_after) < 20


def test_a_run_that_gives_up_says_so_and_counts_its_updates():
    losses = []
    run = bit_memory.learn("GRU", 0, 12, 1e-6, 0, most_updates=3, live=losses.append)
    assert run.solved_after is None
    assert len(losses) == 3


def test_the_best_rate_is_that_of_most_seeds_then_of_fewest_updates(tmp_path):
    runs = [Run("RNN", 0, 20, 0.1, 0, 9), Run("RNN", 0, 20, 0.1, 1, None)]
    runs += [Run("RNN", 0, 20, 0.2, seed, 50) for seed in (0, 1)]
    runs += [Run("RNN", 0, 20, 0.3, seed, 40) for seed in (0, 1)]
    best = bit_memory.at_best_rate(runs)
    assert [run.learning_rate for run in best["RNN", 20]] == [0.3, 0.3]
    path = bit_memory.write_runs(runs, tmp_path / "runs.csv")
    assert bit_memory.read_runs(path) == runs


# Gradients through time


def test_linear_norms_are_powers_of_the_stretch():
    for w in (0.8, 1.0, 1.2):
        assert np.allclose(plain_norms(w, "linear", 12), w ** np.arange(1, 13))


def test_tanh_shrinks_and_a_cut_stops():
    assert (plain_norms(1.0, "tanh", 10) < plain_norms(1.0, "linear", 10)).all()
    cut = plain_norms(1.0, "linear", 12, cut=4)
    assert np.allclose(cut[:3], 1.0)
    assert not cut[3:].any()


def test_a_gate_that_keeps_carries_the_gradient():
    plain, gated = gated_norms("GRU", 0.0, 30), gated_norms("GRU", 4.0, 30)
    assert gated[-1] > 1e4 * plain[-1]


# Writers


def test_pairs_are_counted_and_their_probabilities_add_up():
    counts = name_writer.count_pairs(["io", "io", "ion"])
    assert counts.sum() == 3 + 3 + 4
    assert counts[9, 15] == 3  # i, then o
    losses, lengths = name_writer.pair_losses(counts, 0.5, ["io"])
    by_hand = [-np.log(3.5 / 17), -np.log(3.5 / 17), -np.log(2.5 / 17)]
    assert np.allclose(losses[0][: lengths[0]], by_hand)


@pytest.mark.long
def test_a_writer_learns_and_writes():
    few = ["titan", "tin", "titania"] * 20
    writer = name_writer.train_writer(few, few[:3], seed=0)
    losses, _ = name_writer.writer_losses(writer, ["titan"])
    assert losses[0, 0] < 1.0
    assert name_writer.write(writer, np.argmax).startswith("ti")
    assert name_writer.write(writer, np.argmax, start="tita").startswith("tita")
    assert name_writer.updates_for(few) == 224


# Pictures

RUNS = [
    Run("RNN", 0, n, 0.01, seed, 30 if n < 60 else None) for n in (20, 80) for seed in (0, 1, 2)
]
RUNS += [Run("GRU", 4, n, 0.01, seed, 40 + seed) for n in (20, 80) for seed in (0, 1, 2)]
WORDS = {"net": np.linspace(-0.9, 0.9, 9).reshape(3, 3), "ten": np.zeros((3, 3))}
LINES = {"whole": np.ones(20), "cut": np.r_[np.ones(4), np.zeros(16)], "tiny": 0.1 ** np.arange(20)}
INVENTED = {0.3: ["titanium", "calium"], 1.5: ["xqz", "ursa"]}
MANY_INVENTED = {T: ["titanium", *(f"name {k}" for k in range(99))] for T in (0.3, 0.8, 1.5)}
LONGEST = ["triangulum australe", "rutherfordium", "praseodymium", "camelopardalis"]
DIGIT = np.full((28, 28), 200, np.uint8)
PICTURES = drawn_once(
    {
        "unrolled": lambda: recurrent.unrolled_picture(
            [1, 0, -1], [0.762, 0.363, -0.674], 1.0, 0.5
        ),
        "states": lambda: recurrent.states_picture(WORDS),
        "norms": lambda: recurrent.norms_picture(LINES),
        "cliff": lambda: recurrent.cliff_picture(
            lambda w: w**50, lambda w: 50 * w**49, 1.1, 0.01, 1.0
        ),
        "keep": lambda: recurrent.keep_picture(2.0),
        "keeps all": lambda: recurrent.keep_picture(8.0, 50),
        "memory": lambda: recurrent.memory_picture(RUNS),
        "rows": lambda: sequence.rows_picture(DIGIT, 14, np.eye(10)[3]),
        "no rows": lambda: sequence.rows_picture(DIGIT, 0, np.full(10, 0.1)),
        "accuracy": lambda: sequence.rows_accuracy_picture({0: 0.1, 14: 0.6, 28: 0.99}),
        "writers": lambda: sequence.writers_picture(11.7, [10.4, 12.0], [(-1.0, 0.2), (0.1, 0.2)]),
        "no writers": lambda: sequence.writers_picture(11.7, [], []),
        "invented": lambda: sequence.invented_picture(INVENTED, ["titanium"]),
        "many invented": lambda: sequence.invented_picture(MANY_INVENTED, ["titanium"]),
        "all known": lambda: sequence.invented_picture({0.3: LONGEST}, LONGEST, shown=2),
        "nothing invented": lambda: sequence.invented_picture({}, []),
        "letters": lambda: sequence.letters_picture("tita", 1.0, [14] * 30 + [0] * 5 + [27]),
    }
)
ALTS = {
    "unrolled": "step 2: input 0, state 0.363",
    "states": "differ by up to 0.9 in a unit",
    "norms": "cut: nothing arrives from 5 steps back on",
    "cliff": "From 1.1",
    "keep": "half of it after 5.5 steps",
    "keeps all": "more than half",
    "memory": "RNN: 3 and 0; GRU, +4: 3 and 3",
    "rows": "14 rows of 28 are read; the likeliest of ten digits has a probability above 0.95",
    "no rows": "no rows of 28",
    "accuracy": "near guessing at 0, passes half on the way, and at least 98 % at 28",
    "writers": "1 of 2 writers a lower one. Name by name, 1 of 2 stay below",
    "no writers": "no writer is trained",
    "invented": "2 names that a network wrote at each of the temperatures 0.3 and 1.5; of 2",
    "many invented": "of 100 that it wrote at each of them, fewer than 1 in 20 stand in the lists",
    "all known": "of 4 that it wrote at each of them, up to 4 stand in the lists",
    "nothing invented": "No names",
    "letters": "took more than half of the draws",
}


DRAWN = figures_of(PICTURES)


class TestDrawings(DrawingTests):
    drawn = DRAWN


@pytest.mark.parametrize("name", PICTURES)
def test_the_text_says_what_is_drawn(name):
    assert ALTS[name] in PICTURES[name]().alt


def test_a_level_line_has_whole_powers_of_ten_on_both_sides():
    (ax,) = recurrent.norms_picture({"level": np.ones(20)}).fig.axes
    low, high = ax.get_ylim()
    ax.figure.draw_without_rendering()
    ticks = [tick for tick in ax.get_yticks() if low < tick < high]
    assert np.allclose(ticks, [0.1, 1, 10])
    assert not any(label.get_text() for label in ax.get_yticklabels(minor=True))


def test_a_line_that_ends_is_marked_with_its_place():
    def told(lines):
        return [text.get_text() for text in words(recurrent.norms_picture(lines).fig)]

    assert "0 from 5 steps back on" in told({"cut": LINES["cut"]})
    assert "0 from 1 step back on" in told({"nothing": np.zeros(3)})
    assert not any("back on" in text for text in told({"whole": LINES["whole"]}))


def test_all_invented_names_are_looked_up_and_not_those_alone_that_are_shown():
    names = [*(f"name {k}" for k in range(39)), "name 32"]
    texts = [
        text.get_text() for text in words(sequence.invented_picture({1: names}, names[30:]).fig)
    ]
    assert "of 40, 10 in a list: the first 3" in texts
    assert {"name 8", "name 30", "name 32 × 2"} <= set(texts)
    assert not {"name 9", "name 33"} & set(texts)
