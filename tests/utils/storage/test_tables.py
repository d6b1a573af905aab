"""Tables come back as they were written, and what is no table says how to mend it."""

import pytest

from utils import bit_memory, deep_stacks, few_digits, sweeps
from utils.storage.tables import read_table, write_table

KINDS = {"name": str, "seed": int, "rate": float}
ROWS = [["plain", 0, 0.003], ["batch norm", 1, 1e-05], ["", -2, 0.1]]
AGAIN = "python -m utils.runs"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "runs.csv"


def test_rows_come_back_as_they_were_written(path):
    write_table(path, KINDS, ROWS)
    assert read_table(path, KINDS, AGAIN) == [dict(zip(KINDS, row, strict=True)) for row in ROWS]
    assert path.read_text().splitlines()[:2] == ["name,seed,rate", "plain,0,0.003"]


def test_none_is_an_empty_field(path):
    write_table(path, ["seed", "after"], [[3, None], [4, 20]])
    kinds = {"seed": int, "after": lambda text: int(text) if text else None}
    assert [row["after"] for row in read_table(path, kinds, AGAIN)] == [None, 20]


@pytest.mark.parametrize(
    "row", [["plain", 0], ["plain", 0, 0.1, 7], ["with, comma", 0, 0.1], ["a\nline", 0, 0.1]]
)
def test_a_row_that_would_not_come_back_is_refused_and_the_table_stays(path, row):
    write_table(path, KINDS, ROWS)
    with pytest.raises(ValueError, match="name, seed, rate"):
        write_table(path, KINDS, [*ROWS, row])
    assert len(read_table(path, KINDS, AGAIN)) == len(ROWS)


def test_a_missing_table_names_the_file_and_the_command(path):
    with pytest.raises(FileNotFoundError) as caught:
        read_table(path, KINDS, AGAIN)
    assert str(path) in str(caught.value)
    assert f"`{AGAIN}`" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "does not begin with the line name,seed,rate"),
        (b"name,seed,rate\n\xff,1,0.1\n", "is not a text file"),
        (b"name,rate,seed\nplain,0.1,1\n", "does not begin with the line name,seed,rate"),
        (b"name,seed,rate\n", "has no rows"),
        (b"name,seed,rate\nplain,0,0.1\nplain,1\n", "line 3"),
        (b"name,seed,rate\nplain,0,0.1,7\n", "line 2"),
        (b"name,seed,rate\nplain,0.5,0.1\n", "line 2"),
    ],
)
def test_what_is_not_the_table_names_the_file_and_the_command(path, content, says):
    path.write_bytes(content)
    with pytest.raises(ValueError, match=says) as caught:
        read_table(path, KINDS, AGAIN)
    assert str(path) in str(caught.value)
    assert f"`{AGAIN}`" in str(caught.value)


@pytest.mark.parametrize("module", [few_digits, deep_stacks, bit_memory, sweeps])
def test_every_stored_table_says_how_it_is_made_anew(path, module):
    with pytest.raises(FileNotFoundError, match=module.AGAIN):
        module.read_runs(path)
    path.write_text("other\n1\n")
    with pytest.raises(ValueError, match=module.AGAIN):
        module.read_runs(path)


@pytest.mark.parametrize("module", [few_digits, deep_stacks, sweeps])
def test_the_stored_tables_are_what_their_scripts_would_write(path, module):
    module.write_runs(module.read_runs(), path)
    assert path.read_bytes() == module.RUNS.read_bytes()
