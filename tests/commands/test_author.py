"""`grading.author`: a lesson goes to text and back without losing anything."""

from __future__ import annotations

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from grading import CourseError, author, lesson_path

LESSON = "03_forward_pass"


def graded(kind: str, cell_id: str, points: float | None = None) -> dict:
    grade, solution, locked = author.KINDS[kind]
    info = {
        "grade": grade,
        "grade_id": cell_id,
        "locked": locked,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    return {"nbgrader": info if points is None else {**info, "points": points}}


def lesson() -> nbformat.NotebookNode:
    output = new_output("stream", name="stdout", text="3.0\n")
    cells = [
        new_markdown_cell(
            "# Stack neurons\n\n```python\n# %% no cell\n```\n\n- $W$ — x", id="title"
        ),
        new_code_cell("%matplotlib inline\nimport numpy as np", id="imports"),
        new_code_cell("print(3.0)  # “quotes”, −1", id="demo", outputs=[output], execution_count=2),
        new_code_cell(
            'def dense(X):\n    """Text.\n\n    # more\n    """\n\n'
            "    ### BEGIN SOLUTION\n    return X\n    ### END SOLUTION",
            id="dense",
            metadata=graded("exercise", "dense"),
        ),
        new_code_cell(
            "assert dense(1)", id="dense_check", metadata=graded("test", "dense_check", 2)
        ),
        new_code_cell("time()", id="when", metadata={"tags": ["nbval-ignore-output"]}),
        new_code_cell("", id="empty"),
        new_markdown_cell("Read on.", id="locked", metadata=graded("locked", "locked")),
        new_markdown_cell("Why?", id="reflect", metadata=graded("reflection", "reflect", 0.5)),
        new_raw_cell("raw <b>", id="raw"),
    ]
    metadata = {"course": {"stamp": "0f"}, "kernelspec": author.KERNEL}
    return new_notebook(cells=cells, metadata=metadata)


@pytest.fixture
def root(tmp_path):
    path = lesson_path("solutions", LESSON, tmp_path)
    path.parent.mkdir(parents=True)
    path.write_text(nbformat.writes(lesson(), version=4).rstrip("\n") + "\n", encoding="utf-8")
    return tmp_path


def edit(root, old: str, new: str) -> None:
    path = author.text_path(LESSON, root)
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def written(root) -> nbformat.NotebookNode:
    return nbformat.read(lesson_path("solutions", LESSON, root), as_version=4)


@pytest.mark.parametrize("name", [LESSON, "03"])
def test_to_text_and_back_changes_no_byte(name, root):
    path = lesson_path("solutions", LESSON, root)
    before = path.read_bytes()
    assert author.to_text(name, root) == author.text_path(LESSON, root)
    assert author.from_text(name, root) == path
    assert path.read_bytes() == before


def test_a_line_before_each_cell_carries_its_id_and_kind(root):
    text = author.to_text(LESSON, root).read_text(encoding="utf-8")
    for line in (
        '# %% [markdown] id="title"',
        '# %% id="imports"',
        '# %% id="dense" kind="exercise"',
        '# %% id="dense_check" kind="test" points=2',
        '# %% id="when" tags=["nbval-ignore-output"]',
        '# %% [markdown] id="locked" kind="locked"',
        '# %% [markdown] id="reflect" kind="reflection" points=0.5',
    ):
        assert line in text.splitlines()
    assert "nbgrader" not in text
    assert "stamp" not in text


def test_a_cell_that_changed_loses_its_outputs_and_the_others_keep_theirs(root):
    author.to_text(LESSON, root)
    edit(root, "import numpy as np", "import math")
    author.from_text(LESSON, root)
    assert written(root).cells[2].outputs[0].text == "3.0\n"
    edit(root, "print(3.0)", "print(4.0)")
    author.from_text(LESSON, root)
    demo = written(root).cells[2]
    assert demo.outputs == []
    assert demo.execution_count is None
    assert written(root).metadata.course.stamp == "0f", "the stamp is what finds it not rebuilt"


def test_a_new_lesson_starts_from_text(root):
    path = author.text_path("04_losses", root)
    path.parent.mkdir(parents=True)
    path.write_text('# %% [markdown] id="title"\n# # Measure a mistake\n', encoding="utf-8")
    nb = nbformat.read(author.from_text("04_losses", root), as_version=4)
    nbformat.validate(nb)
    assert nb.cells[0].source == "# Measure a mistake"
    assert nb.metadata == {"kernelspec": author.KERNEL}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('id="demo"', "", "a cell has no id"),
        (
            'kind="exercise"',
            'kind="excercise"',
            "dense: kind 'excercise' is none of exercise, test",
        ),
        ('kind="test" points=2', 'kind="test"', "dense_check: a test needs points"),
    ],
)
def test_a_slip_in_the_text_is_told_and_leaves_the_lesson_whole(old, new, words, root):
    author.to_text(LESSON, root)
    before = lesson_path("solutions", LESSON, root).read_bytes()
    edit(root, old, new)
    with pytest.raises(CourseError, match=words):
        author.from_text(LESSON, root)
    assert lesson_path("solutions", LESSON, root).read_bytes() == before


@pytest.mark.parametrize(
    ("name", "words"),
    [("", "name one lesson"), ("03 03_x", "03_x"), ("99", "no lesson is called '99'")],
)
def test_a_name_that_is_no_lesson_is_told(name, words, root):
    with pytest.raises(CourseError, match=words):
        author.to_text(name, root)
    with pytest.raises(CourseError, match=words):
        author.from_text(name, root)


def test_text_that_was_not_written_yet_is_asked_for(root):
    with pytest.raises(
        CourseError, match=r"03_forward_pass.py is not there: `make text` writes it"
    ):
        author.from_text(LESSON, root)


def test_a_cell_that_text_would_split_is_named(root):
    nb = written(root)
    nb.cells[1].source = "x = 1\n\n# %% another cell\ny = 2"
    nbformat.write(nb, lesson_path("solutions", LESSON, root))
    with pytest.raises(CourseError, match="cell imports: text would change it"):
        author.to_text(LESSON, root)
    assert not author.text_path(LESSON, root).exists()


def test_unknown_nbgrader_flags_are_told_by_cell(root):
    nb = written(root)
    nb.cells[3].metadata.nbgrader["locked"] = True
    nbformat.write(nb, lesson_path("solutions", LESSON, root))
    with pytest.raises(CourseError, match="cell dense"):
        author.to_text(LESSON, root)


def test_the_command_prints_a_sentence_instead_of_a_traceback(capsys):
    assert author.main(["text", "99_nothing"]) == 1
    assert capsys.readouterr().err.startswith("no lesson is called '99_nothing'")
