"""The capstone: runs, the form of a table, pictures, starters, the learner's own data."""

import linecache
import os
import re
from collections import namedtuple
from types import FunctionType
from unittest.mock import Mock

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn

from grading.lesson.masters import read_solution
from tests.helpers.pictures import DrawingTests, words
from utils import capstone, capstone_form, own_data, starters
from utils.capstone import SUMMARY, compare, run_all, student_factor, summary
from utils.capstone_alone import alone, answer_fault, code_fault
from utils.capstone_form import PARTS, table_fault
from utils.capstone_pictures import paired_picture
from utils.mnist import Digits
from utils.own_data import load_own_pictures, load_own_table

PLAIN, OTHER = (81.5, 83.0, 82.25), (82.0, 82.5, 84.0)


def rows_of(baseline=PLAIN, other=OTHER):
    pairs = (("plain", True, baseline), ("dropout", False, other))
    return [(name, first, k, v) for name, first, each in pairs for k, v in enumerate(each)]


def table_of(**changes):
    table = {
        "prediction": "Dropout wins by two points, since 200 digits are few.",
        "winner": "dropout",
        "by": 2.0,
        "measure": "accuracy in %",
        "larger_is_better": True,
        "rows": rows_of(),
    }
    return table | changes


def name_of(fault):
    return fault.name if fault else None


# Runs


def test_every_setting_meets_every_seed_and_the_baseline_is_marked(capsys):
    rows = run_all(lambda s, seed: s + seed, {"a": 10, "b": 20}, "b", range(3))
    assert rows[:2] == [("a", False, 0, 10.0), ("a", False, 1, 11.0)]
    assert rows[-1] == ("b", True, 2, 22.0)
    capstone.print_rows(rows[:1])
    assert capsys.readouterr().out.endswith('        ("a", False, 0, 10.0),\n')


def test_seeds_may_come_from_what_can_be_read_once():
    rows = run_all(lambda s, seed: seed, {"a": 1, "b": 2}, "a", iter(range(3)))
    assert [row[2] for row in rows] == [0, 1, 2, 0, 1, 2]


def test_printed_rows_are_python_whatever_the_names_hold(capsys):
    rows = [('say "hi" \\ there', True, 0, 1.5), ("b", False, 1, -2.0)]
    capstone.print_rows(rows)
    assert eval(f"[{capsys.readouterr().out}]") == rows


@pytest.mark.parametrize("mode", ["autograde", "validate"])
def test_nothing_runs_while_graded(monkeypatch, mode):
    monkeypatch.setenv("NBGRADER_EXECUTION", mode)
    assert run_all(lambda *_: 1 / 0, {"a": 1}, "a", range(3)) == []


def test_a_baseline_that_is_no_setting_and_a_run_without_number_are_refused():
    with pytest.raises(ValueError, match="none of the settings"):
        run_all(lambda *_: 1.0, {"a": 1}, "b", range(3))
    with pytest.raises(ValueError, match="with seed 0 gave nan"):
        run_all(lambda *_: float("nan"), {"a": 1}, "a", range(3))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (None, "with seed 0 gave nothing: does the run end in `return`"),
        ((81.5, 0.4), "with seed 0 gave a tuple, and one number is needed"),
        (torch.ones(2), "with seed 0 gave a Tensor"),
    ],
)
def test_a_run_that_gives_no_number_says_what_to_do(given, told):
    with pytest.raises(ValueError, match=told):
        run_all(lambda *_: given, {"a": 1}, "a", range(3))


@pytest.mark.parametrize(
    ("settings", "seeds", "told"),
    [
        ({"a": 1}, 3, r"write range\(3\)"),
        ({"a": 1}, [0, 0], "comes twice"),
        ({"a": 1}, [0.5], "no whole number"),
        (["a"], range(3), "as a dictionary"),
    ],
)
def test_settings_and_seeds_in_another_form_are_refused(settings, seeds, told):
    with pytest.raises(ValueError, match=told):
        run_all(lambda *_: 1.0, settings, "a", seeds)


def test_small_numbers_keep_three_digits_that_count():
    rows = run_all(lambda s, seed: s * (1.23456 + seed), {"a": 1e-5, "b": 10}, "a", [np.int64(0)])
    assert rows == [("a", True, 0, 1.23e-05), ("b", False, 0, 12.346)]


def test_rows_of_an_array_are_drawn_and_summed_up_alike():
    rows = np.array(rows_of(), dtype=object)
    assert summary(rows) == summary(rows_of())
    assert paired_picture(rows, "accuracy").alt == paired_picture(rows_of(), "accuracy").alt


def test_the_form_in_the_notebook_is_the_one_that_is_known():
    cells = read_solution("13_generative").cells
    form = next(cell for cell in cells if cell.id == "capstone_form").source
    assert capstone_form.GARDEN in form
    numbers = re.findall(r"(?:True|False), \d, ([\d.]+)", form)
    assert tuple(map(float, numbers)) == capstone_form.HEIGHTS


def test_factors_are_those_of_students_distribution():
    stats = pytest.importorskip("scipy.stats")
    for n in range(2, 80):
        exact = stats.t.ppf(0.975, n - 1)
        assert exact - 0.001 <= student_factor(n) <= max(1.03 * exact, exact + 0.01), n
    assert student_factor(1) == float("inf")


def test_a_comparison_is_that_of_the_worked_example():
    found = compare(rows_of((0.0, 0.0, 0.0), (1.0, 2.0, 3.0)))["dropout"]
    assert found.difference == 2
    assert round(found.error, 3) == 0.577
    assert (round(found.low, 2), round(found.high, 2)) == (-0.48, 4.48)
    assert found.verdict() == "not decided"


def test_pairs_are_joined_by_seed_and_not_by_place():
    rows = [("a", True, s, v) for s, v in ((1, 1.0), (2, 5.0), (3, 9.0))]
    rows += [("b", False, s, v) for s, v in ((3, 10.0), (1, 2.0), (2, 6.0))]
    found = compare(rows)["b"]
    assert found.differences == [1.0, 1.0, 1.0]
    assert (found.verdict(True), found.verdict(False)) == ("better", "worse")


def test_a_summary_has_a_row_for_each_setting():
    told = summary(rows_of())
    assert list(told) == ["plain", "dropout"]
    assert [len(row) for row in told.values()] == [1, len(SUMMARY)]
    assert summary([]) == {}
    with pytest.raises(ValueError, match="no row is marked"):
        summary([("a", False, 0, 1.0)])
    with pytest.raises(ValueError, match="fewer than two seeds"):
        compare([("a", True, 0, 1.0), ("b", False, 0, 1.0)])


# The form of a table

WRONG = {
    "gives-nothing": None,
    "not-a-dictionary": rows_of(),
    "entry-missing": {k: v for k, v in table_of().items() if k != "by"},
    "entry-unknown": table_of(note="all went well"),
    "rows-not-a-list": table_of(rows={"plain": PLAIN}),
    "no-rows": table_of(rows=[]),
    "row-without-four-values": table_of(rows=[row[:3] for row in rows_of()]),
    "setting-without-name": table_of(rows=[("  ", *row[1:]) for row in rows_of()]),
    "baseline-mark-unclear": table_of(rows=[(r[0], int(r[1]), *r[2:]) for r in rows_of()]),
    "seed-not-whole": table_of(rows=[(*row[:2], 1.0, row[3]) for row in rows_of()]),
    "number-not-a-number": table_of(rows=[(*row[:3], str(row[3])) for row in rows_of()]),
    "number-not-finite": table_of(rows=[(*row[:3], np.inf) for row in rows_of()]),
    "one-setting": table_of(rows=rows_of()[:3]),
    "baseline-mixed": table_of(rows=[(r[0], r[2] == 0, *r[2:]) for r in rows_of()]),
    "no-baseline": table_of(rows=[(r[0], False, *r[2:]) for r in rows_of()]),
    "two-baselines": table_of(rows=[(r[0], True, *r[2:]) for r in rows_of()]),
    "seed-twice": table_of(rows=[(*row[:2], 0, row[3]) for row in rows_of()]),
    "few-seeds": table_of(rows=[row for row in rows_of() if row[2] < 2]),
    "seeds-differ": table_of(rows=[(*r[:2], k, r[3]) for k, r in enumerate(rows_of())]),
    "seed-moves-nothing": table_of(rows=rows_of((1, 1, 1), (2, 2, 2))),
    "numbers-alike": table_of(rows=rows_of(PLAIN, PLAIN)),
    "gaps-alike": table_of(rows=rows_of(PLAIN, [v + 0.1 for v in PLAIN])),
    "measure-unnamed": table_of(measure="..."),
    "direction-unclear": table_of(larger_is_better="True"),
    "direction-turned": table_of(larger_is_better=False),
    "prediction-not-a-text": table_of(prediction=...),
    "prediction-short": table_of(prediction="I expect that dropout wins."),
    "form-copied": table_of(prediction=capstone_form.GARDEN),
    "gap-not-a-number": table_of(by=True),
    "gap-negative": table_of(by=-1),
    "winner-unknown": table_of(winner="Dropout"),
}


@pytest.mark.parametrize("name", WRONG)
def test_each_fault_is_named_truly_and_said_in_a_sentence(name):
    fault = table_fault(WRONG[name])
    assert fault.name == name
    assert re.fullmatch(r"[A-Z“'].*\.", fault.wrong), fault.wrong
    assert "-" not in fault.wrong.replace("'", "") or name == "no-rows"


@pytest.mark.parametrize("name", WRONG)
def test_a_fault_costs_its_own_part_and_not_all(name):
    lost = [part for part in PARTS if table_fault(WRONG[name], part)]
    one_part = {
        "few-seeds": ["seeds", "numbers"],
        "no-baseline": ["settings and baseline", "numbers"],
        "gaps-alike": ["numbers"],
        "measure-unnamed": ["numbers"],
        "gap-negative": ["prediction"],
        "winner-unknown": ["prediction"],
        "entry-missing": ["prediction"],
        "entry-unknown": [],
    }
    assert lost == one_part.get(name, lost)
    assert lost or name == "entry-unknown"


@pytest.mark.parametrize(
    "table",
    [
        table_of(),
        table_of(rows=tuple(map(list, rows_of()))),
        table_of(rows=rows_of(other=(82.0, 82.5, 82.25))),
        table_of(rows=rows_of((43.5,) * 3)),
        table_of(winner="plain", by=0),
        table_of(by=np.float64(1.5), measure="loss", larger_is_better=np.bool_(False)),
        table_of(measure="weight loss in kg"),
        table_of(rows=[(n, np.bool_(b), np.int64(s), np.float64(v)) for n, b, s, v in rows_of()]),
        table_of(rows=[(n, b, s, torch.tensor(v)) for n, b, s, v in rows_of()]),
        table_of(rows=rows_of()[::-1]),
        table_of(rows=np.array(rows_of(), dtype=object)),
        table_of(prediction="我预测随机失活会赢两个百分点"),
        table_of(rows=rows_of([1e-12, 2e-12, 4e-12], [3e-12, 1e-12, 9e-12])),
    ],
)
def test_a_table_of_the_form_has_no_fault_whatever_came_out(table):
    assert table_fault(table) is None
    assert [part for part in PARTS if table_fault(table, part)] == []


def notebook(source, **values):
    scope = {"__name__": "__main__", **values}
    exec(source, scope)
    return scope["capstone_table"]


def test_a_function_that_stands_alone_has_no_fault():
    function = notebook("def capstone_table():\n    return table()", table=table_of)
    assert answer_fault(function) is None
    assert isinstance(alone(function), FunctionType)


def own_cell(source, **values):
    """As in a notebook: the cell's source is known by the name of its code's file."""
    name = f"<cell {abs(hash(source))}>"
    linecache.cache[name] = len(source), None, source.splitlines(keepends=True), name
    scope = {"__name__": "__main__", **values}
    exec(compile(source, name, "exec"), scope)
    return scope["capstone_table"]


def test_values_of_its_own_cell_may_be_used():
    source = f"rows = {rows_of()!r}\n\n\ndef capstone_table():\n    return table(rows=rows)\n"
    assert answer_fault(own_cell(source, table=table_of)) is None
    source = "rows = my_rows\n\n\ndef capstone_table():\n    return table(rows=rows)\n"
    fault = code_fault(own_cell(source, table=table_of, my_rows=rows_of()))
    assert fault == ("not-alone", "The function takes `my_rows` from another cell.")


def test_an_experiment_in_the_cell_is_found_beside_the_function_too():
    source = "rows = run_all()\n\n\ndef capstone_table():\n    return rows\n"
    assert name_of(code_fault(own_cell(source, run_all=rows_of))) == "runs-the-experiment"


def test_what_the_cell_defines_and_does_not_run_is_not_held_against_the_table():
    loss = Mock()
    steps = "def step(loss):\n    loss.backward()\n\n\ndef epoch(loss):\n    step(loss)\n\n\n"
    alone = "def capstone_table():\n    return table()\n"
    assert answer_fault(own_cell(steps + alone, table=table_of)) is None
    for source in (
        steps + "epoch(loss)\n\n\n" + alone,
        steps + alone.replace("return", "epoch(loss)\n    return"),
    ):
        fault = code_fault(own_cell(source, table=table_of, loss=loss))
        assert name_of(fault) == "runs-the-experiment"


def test_names_that_the_cell_sets_itself_belong_to_nothing_else():
    source = "rows = []\nfor seed in range(3):\n    random = seed\n\n\n"
    source += "def capstone_table():\n    return table()\n"
    assert answer_fault(own_cell(source, table=table_of)) is None


def test_what_cannot_be_compared_is_not_called_different():
    source = "def capstone_table():\n    return {'rows': (k for k in range(3))}"
    assert code_fault(notebook(source)) is None


def test_a_class_made_in_the_function_gives_no_other_table():
    source = (
        "def capstone_table():\n    Run = namedtuple('Run', 'setting is_baseline seed number')\n"
    )
    source += "    return table(rows=[Run(*row) for row in rows_of()])\n"
    assert (
        answer_fault(notebook(source, table=table_of, rows_of=rows_of, namedtuple=namedtuple))
        is None
    )


def test_values_of_other_cells_are_found_also_behind_a_helper():
    source = "def helper():\n    return kept\n\n\ndef capstone_table():\n    return helper()"
    fault = code_fault(notebook(source, kept=table_of()))
    assert fault == ("not-alone", "The function takes `kept` from another cell.")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("open('runs.csv')", "reads-a-file"),
        ("np.random.default_rng(0)", "draws-numbers"),
        ("[k for k in run_all()]", "runs-the-experiment"),
        ("(lambda: loss.backward())", "runs-the-experiment"),
    ],
)
def test_code_that_grading_cannot_serve_is_found_before_it_runs(line, name):
    assert name_of(code_fault(notebook(f"def capstone_table():\n    {line}"))) == name


def test_what_the_function_raises_is_let_through():
    with pytest.raises(NotImplementedError):
        answer_fault(notebook("def capstone_table():\n    raise NotImplementedError"))
    with pytest.raises(NameError):
        answer_fault(notebook("def capstone_table():\n    return nowhere"))


def test_a_table_that_grows_from_call_to_call_is_found():
    source = "def capstone_table(kept=[]):\n    kept.append(1)\n    return {'rows': list(kept)}"
    assert name_of(code_fault(notebook(source))) == "never-the-same"


# Pictures

LONG = [("a setting with a rather long name, which is cut", False, k, 80.0 + k) for k in range(3)]
DRAWN = {
    "no runs": lambda: paired_picture([], "accuracy").fig,
    "two settings": lambda: paired_picture(rows_of(), "accuracy in %").fig,
    "a long name": lambda: paired_picture(rows_of()[:3] + LONG, "a measure " * 6).fig,
    "the baseline alone": lambda: paired_picture(rows_of()[:3], "loss", False).fig,
    "twelve seeds": lambda: paired_picture(rows_of(range(12), range(3, 27, 2)), "loss").fig,
}


class TestDrawings(DrawingTests):
    drawn = DRAWN


def test_the_picture_and_its_text_say_the_same():
    picture = paired_picture(rows_of((0.0, 0.0, 0.0), (1.0, 2.0, 3.0)), "height in cm")
    shown = [text.get_text() for text in words(picture.fig)]
    assert "not decided" in shown
    assert "from −0.484 to 4.484: not decided" in picture.alt
    right = picture.fig.axes[1]
    dots = next(line for line in right.lines if line.get_marker() == "o")
    assert sorted(dots.get_xdata()) == [1.0, 2.0, 3.0]


@pytest.mark.parametrize(("larger", "verdict"), [(True, "worse"), (False, "better")])
def test_which_way_is_better_decides_the_verdict(larger, verdict):
    picture = paired_picture(rows_of((5, 5.1, 5.2), (1, 1.2, 1.1)), "perplexity", larger)
    assert picture.alt.endswith(f"{verdict}.")


# Starters


def a_few_digits():
    images = torch.arange(120 * 784).reshape(120, 28, 28).remainder(256).to(torch.uint8)
    labels = torch.arange(120) % 10
    return Digits("a few", "a few", images, labels, images[:12], labels[:12])


def test_a_seed_draws_the_digits_and_fewer_are_among_more():
    digits = a_few_digits()
    (few, _), (held, y) = starters.draw_digits(digits, 10, 3)
    (more, _), _ = starters.draw_digits(digits, 30, 3)
    (others, _), _ = starters.draw_digits(digits, 10, 4)
    assert torch.equal(more[:10], few)
    assert not torch.equal(others, few)
    assert held.shape == (10, 784)
    assert torch.equal(y, digits.train_labels[110:])
    assert few.dtype == torch.float64


def test_settings_that_leave_nothing_to_learn_or_to_measure_are_refused():
    for n in (0, 111):
        with pytest.raises(ValueError, match="110 digits to learn from"):
            starters.draw_digits(a_few_digits(), n, 0)
    with pytest.raises(ValueError, match="no rows are held out"):
        starters.held_out(nn.Linear(2, 2), torch.zeros(0, 2), torch.zeros(0, dtype=torch.int64))
    with pytest.raises(ValueError, match="added is 0, and must be above 0"):
        starters.letter_losses(starters.count_letters(["io"], 1), 1, 0, ["io"])


def step(model, loss_fn, optimizer, x, y):
    optimizer.zero_grad()
    loss = loss_fn(model(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()


def test_training_briefly_learns_what_can_be_learned():
    torch.manual_seed(1)
    x = torch.randn(60, 3, dtype=torch.float64)
    y = (x[:, 0] > 0).long()
    model = nn.Linear(3, 2).double()
    before = starters.held_out(model, x, y)
    starters.train_briefly(model, step, x, y, rate=0.1)
    after = starters.held_out(model, x, y)
    assert after[0] > max(95, before[0])
    assert after[1] < before[1]


def test_names_are_split_by_the_seed_and_the_test_names_stay_out():
    learn, held = starters.draw_names(0)
    assert not set(learn) & set(held)
    assert len(learn) + len(held) == 317
    assert not {*learn, *held} & set(starters.load_names("test"))
    assert starters.draw_names(0) == (learn, held)
    assert starters.draw_names(1)[1] != held


@pytest.mark.parametrize("back", [0, 1, 2, 3])
def test_letters_have_probabilities_that_sum_to_1(back):
    learn, _ = starters.draw_names(0)
    counts = starters.count_letters(learn, back)
    for before in ((0, 0, 0), (3, 1, 18), (26, 26, 26)):
        chances = [
            starters._probability(counts, before[3 - back :], symbol, 5.0)
            for symbol in range(starters.N_SYMBOLS)
        ]
        assert sum(chances) == pytest.approx(1)
        assert min(chances) > 0


def test_a_name_that_was_learned_surprises_less():
    counts = starters.count_letters(["helium"] * 20, 2)
    losses, lengths = starters.letter_losses(counts, 2, 1.0, ["helium", "io"])
    assert losses.shape == (2, 7)
    assert lengths.tolist() == [7, 3]
    assert losses[0].max() < 0.5 < losses[1, :3].min()
    assert not losses[1, 3:].any()


# The learner's own table


def written(tmp_path, text, name="mine.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_is_read_however_it_was_saved(tmp_path, mark, bom, end):
    lines = ["wing,bill,species", '3.5,1,"great tit"', "", "2.5 , 2,wren", "4,1e1,great tit", ""]
    path = tmp_path / "birds.csv"
    path.write_bytes((bom + end.join(lines).replace(",", mark)).encode())
    own = load_own_table(path)
    assert own.X.tolist() == [[3.5, 1], [2.5, 2], [4, 10]]
    assert own.y.tolist() == [0, 1, 0]
    assert (own.columns, own.classes) == (["wing", "bill"], ["great tit", "wren"])
    assert own.about == "3 examples with 2 numbers each; by class: 2 of “great tit”, 1 of “wren”."


def test_the_target_may_be_any_column_and_numbers_are_in_order(tmp_path):
    own = load_own_table(written(tmp_path, "age,a,b\n10,1,2\n9,3,4\n10,5,6"), target="age")
    assert own.classes == ["9", "10"]
    assert own.y.tolist() == [1, 0, 1]
    assert own.X.tolist() == [[1, 2], [3, 4], [5, 6]]


def test_the_students_table_is_found_in_data():
    own = load_own_table("students.csv")
    assert own.X.shape == (40, 2)
    assert own.classes == ["0", "1"]


TROUBLE = {
    "": "mine.csv is empty",
    "a,b\n1,x": "fewer than two rows",
    "1,2\n3,4\n5,6": "line 1: it holds numbers",
    "a,\n1,x\n2,y": "line 1, column 2: its name is empty",
    "a,a\n1,x\n2,y": "line 1, column 2: a second column 'a'",
    "a\nx\ny": "line 1: it names one column only",
    "a|b\n1|x\n2|y": "line 1: it names one column only",
    "a,b\n1,x\n2": "line 3: 1 field, and the first line names 2",
    "a,b\n1,x\n2,y,z": "line 3: 3 fields",
    "a,b\n1,x\n,y": "line 3, column 'a': it is empty",
    "a,b\n\n1,x\n2,": "line 4, column 'b': it is empty",
    "a,b\n1,x\nmany,y": "line 3, column 'a': 'many' is no number",
    "a,b\nnan,x\n2,y": "line 2, column 'a': 'nan' stands for a missing number",
    "a;b\n1,5;x\n2;y": "line 2, column 'a': write 1.5 with a point",
    "a,b\n1,x\n2,x": "holds the class 'x' alone",
    'a,b\n1,"x\n2,y': "line 2: a quotation mark there is opened and not closed",
    "a,b\n1,x\nNA,y": "line 3, column 'a': 'NA' stands for a missing number. Fill it in",
    'a,b\n"1,234.5",x\n2,y': "line 2, column 'a': write 1234.5 without a comma",
    "a,b\n12 cm,x\n2,y": "line 2, column 'a': write 12 alone, without 'cm'",
    "a,b\n−3,x\n2,y": "line 2, column 'a': write -3 with a hyphen",
    "n,a,b\nTom,1,x\n": "fewer than two rows",
    "n,a,b\nTom,1,x\nAnn,2,y": "or make it the target: target='n'",
    "1,2,x\n2,3,y\n3,4,x": "line 1: it holds numbers",
    "a,b\n1,x\n2,y\n3,z": "holds another class in every row",
    "My birds,\na,b\n1,x\n2,y": "delete a title that stands above",
    "PK\x03\x04": "is the workbook of a spreadsheet",
    "a,b\n1\0,x\n2,y": "line 2: this is no text file",
    "a,b\n" + "\n".join(f"1,{k}" for k in range(60)): "60 classes, and 50 are allowed",
    ",".join(f"c{k}" for k in range(201)) + "\n1\n2": "201 columns, and 200 are allowed",
    "a,b\n" + "1,x\n" * 20_001: "20,001 rows, and 20,000 are allowed",
    "a,b\n" + "1" * 200_000 + ",x\n2,y": "line 2: a quotation mark",
    "a,b\n" + "1" * 5_000_001 + ",x": "5.0 MB, and 5 MB are allowed",
}


@pytest.mark.parametrize("text", TROUBLE, ids=TROUBLE.values())
def test_what_cannot_be_read_is_told_with_its_place(tmp_path, text):
    with pytest.raises(ValueError, match=re.escape(TROUBLE[text])):
        load_own_table(written(tmp_path, text))


def test_a_missing_file_column_or_encoding_is_told(tmp_path):
    with pytest.raises(FileNotFoundError, match="neither beside the notebook nor in"):
        load_own_table("no_such_table.csv")
    with pytest.raises(FileNotFoundError, match="There is no file"):
        load_own_table(tmp_path / "mine.csv")
    path = written(tmp_path, "a,b\n1,x\n2,y")
    with pytest.raises(ValueError, match="line 1: there is no column 'c'; it names a, b"):
        load_own_table(path, target="c")
    path.write_bytes("a,b\n1,Gr\u00fcn\n2,Rot".encode("latin-1"))
    with pytest.raises(ValueError, match=r"line 2: a letter.*CSV UTF-8"):
        load_own_table(path)


def test_a_spreadsheets_own_first_line_and_commas_in_names_are_read(tmp_path):
    own = load_own_table(written(tmp_path, 'sep=;\n"width, cm";k\n1;x\n2;y'))
    assert own.columns == ["width, cm"]
    with pytest.raises(ValueError, match=r"line 3, column 'width'"):
        load_own_table(written(tmp_path, "sep=;\nwidth;k\n?;x\n2;y"))


# The learner's own pictures


def test_pictures_become_grey_squares_by_folder(tmp_path):
    folder = own_data.write_example_pictures(tmp_path / "digits")
    (folder / "1" / "notes.txt").write_text("not a picture")
    (folder / "1" / ".hidden.png").write_text("nor this")
    (folder / ".git").mkdir()
    own = load_own_pictures(folder)
    assert own.X.shape == (12, 784)
    assert own.classes == ["1", "7"]
    assert own.X.min() >= 0
    assert own.X.max() == 1
    assert own.columns[29] == "row 1, column 1"


def test_a_picture_is_cut_to_its_middle_and_what_is_clear_is_white(tmp_path):
    for name, colour in (("dark", (0, 0, 0, 255)), ("clear", (0, 0, 0, 0))):
        (tmp_path / name).mkdir()
        wide = Image.new("RGBA", (60, 20), (255, 255, 255, 255))
        wide.paste(colour, (20, 0, 40, 20))
        wide.save(tmp_path / name / "1.png")
    own = load_own_pictures(tmp_path, side=8)
    assert own.classes == ["clear", "dark"]
    assert own.X[0].min() == 1
    assert own.X[1].max() == 0


@pytest.mark.parametrize(
    ("mode", "end"), [("L", "jpg"), ("P", "gif"), ("I;16", "png"), ("1", "bmp")]
)
def test_pictures_of_other_kinds_are_read(tmp_path, mode, end):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        Image.new(mode, (40, 30)).save(tmp_path / name / f"1.{end}")
    assert load_own_pictures(tmp_path).X.shape == (2, 784)


def test_sixteen_bits_of_grey_are_not_all_white(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        half = np.full((8, 8), 32768, dtype=np.uint16)
        Image.fromarray(half).save(tmp_path / name / "1.png")
    own = load_own_pictures(tmp_path, side=8)
    assert np.allclose(own.X, 0.5, atol=0.01)


def test_a_picture_that_changed_is_read_anew_and_what_was_read_is_not_shared(tmp_path):
    own_data.write_example_pictures(tmp_path)
    before = load_own_pictures(tmp_path)
    before.X[:] = 7
    assert load_own_pictures(tmp_path).X.max() == 1
    Image.new("L", (28, 28)).save(tmp_path / "1" / "0.png")
    os.utime(tmp_path / "1" / "0.png", (1, 1))
    assert load_own_pictures(tmp_path).X[0].max() == 0


def test_folders_in_another_order_say_what_to_do(tmp_path):
    root = tmp_path / "my leaves"
    own_data.write_example_pictures(root / "all")
    with pytest.raises(ValueError, match="one level further down: give my leaves/all"):
        load_own_pictures(root)
    with pytest.raises(ValueError, match="1 holds 6 pictures and no folder with any"):
        load_own_pictures(root / "all" / "1")
    with pytest.raises(FileNotFoundError, match="is a file: give the name of a folder"):
        load_own_pictures(root / "all" / "1" / "0.png")
    with pytest.raises(FileNotFoundError, match="is a folder: give the name of a file"):
        load_own_table(root)
    (root / "all" / "9").mkdir()
    with pytest.raises(ValueError, match="The folder all/9 holds no pictures"):
        load_own_pictures(root / "all")
    (root / "all" / "9" / "1.HEIC").write_bytes(b"")
    with pytest.raises(ValueError, match=r"9/1\.HEIC: pictures of the kind \.HEIC are not read"):
        load_own_pictures(root / "all")
    with pytest.raises(ValueError, match="whole number from 8 to 64"):
        load_own_pictures(root / "all", side="28")


def test_folders_that_cannot_be_used_say_why(tmp_path, monkeypatch):
    with pytest.raises(FileNotFoundError, match="There is no folder"):
        load_own_pictures(tmp_path / "leaves")
    with pytest.raises(ValueError, match="holds no pictures"):
        load_own_pictures(tmp_path)
    with pytest.raises(ValueError, match="from 8 to 64"):
        load_own_pictures(tmp_path, side=4)
    own_data.write_example_pictures(tmp_path, (1,))
    with pytest.raises(ValueError, match="holds the class '1' alone"):
        load_own_pictures(tmp_path)
    own_data.write_example_pictures(tmp_path, (7,))
    (tmp_path / "7" / "9.png").write_bytes(b"not a picture")
    with pytest.raises(ValueError, match=r"7/9\.png cannot be read as a picture"):
        load_own_pictures(tmp_path)
    (tmp_path / "7" / "9.png").unlink()
    own_data._read.cache_clear()
    monkeypatch.setattr(own_data, "MOST_PIXELS", 100)
    with pytest.raises(ValueError, match=r"1/0\.png has 0 million pixels"):
        load_own_pictures(tmp_path)
    monkeypatch.setattr(own_data, "MOST_PICTURES", 5)
    with pytest.raises(ValueError, match="more than 5 pictures"):
        load_own_pictures(tmp_path)


def test_the_form_names_every_entry_that_it_asks_for():
    assert set(capstone_form.ENTRIES) == set(table_of())
