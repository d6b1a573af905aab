"""Each test sees the notebook as it stood when its cell's turn came, as in Jupyter."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress

import nbformat
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell

from grading import ROOT
from grading.autograde.examiner import Examiner, Times
from grading.autograde.scores import score_of
from grading.autograde.task import Task, examine, grade, warm_parent
from grading.handed_in.repair import repair
from grading.lesson.cells import is_graded
from grading.lesson.to_grade import lesson_to_grade
from grading.sandbox import forks
from grading.sandbox.warm import Limits
from tests.helpers.hostile import cell, perfect_notebook
from tests.helpers.sample_course import DOUBLE, LESSON, make_course

pytestmark = pytest.mark.sandbox
LIMITS = Limits()
TIMES = Times(cell=20.0, call=20.0, whole=120.0)

# What somebody writes below finished work: an experiment, a tidying up, another course's code
BELOW = {
    "a name is deleted": "del double",
    "everything is deleted": "%reset -f",
    "a name is set again": "double = divide = 3",
    "a helper's name is used again": "helper = lambda x: 0 * x",
    "a built-in name is covered": "sum = abs = len = isinstance = 0",
    "a built-in is replaced": "import builtins\nbuiltins.divmod = None",
    "a module is patched": "import math, numpy as np\nmath.pi = 3\nnp.add = np.zeros = None",
    "a module is gone": "import sys\nsys.modules['numpy'] = sys.modules['utils.checks'] = None",
    "a seed is set": "import random, numpy as np\nrandom.seed(1)\nnp.random.seed(1)",
    "the folder is another": "import os\nos.mkdir('elsewhere')\nos.chdir('elsewhere')",
    "the path is empty": "import sys\nsys.path.clear()",
    "warnings are errors": "import warnings, numpy as np\nwarnings.simplefilter('error')\n"
    "np.seterr(all='raise')",
    "recursion is cut": "import sys\nsys.setrecursionlimit(60)",
    "a thread goes on": "import threading, time\n"
    "threading.Thread(target=lambda: [time.sleep(0.01) for _ in range(9999)], daemon=True).start()",
    "a cell stops": "raise RuntimeError('so far')",
}


def graded(text, root=ROOT, lesson=LESSON):
    """Grade a notebook; what came of it, points by cell, and the points possible."""
    task = Task("ada", lesson_to_grade(lesson, root), text, limits=LIMITS, times=TIMES)
    outcome = grade(task)
    cells = [c for c in nbformat.reads(outcome.notebook, 4).cells if is_graded(c)]
    cells = [c for c in cells if c.cell_type == "code"]
    points = {c.metadata.nbgrader.grade_id: score_of(c).score for c in cells}
    return (
        outcome,
        points,
        {c.metadata.nbgrader.grade_id: c.metadata.nbgrader.points for c in cells},
    )


@pytest.fixture(scope="module")
def root(walled, tmp_path_factory):
    return make_course(tmp_path_factory.mktemp("stood"))


def answered(root, **answers):
    """A right notebook in which exercises, by name, hold these texts."""
    nb = perfect_notebook(root)
    for name, text in answers.items():
        cell(nb, name).source = text
    return nb


def with_cells(nb, *added):
    """The notebook with cells of the student's, each below the cell of a name."""
    for name, source in added:
        nb.cells.insert(nb.cells.index(cell(nb, name)) + 1, new_code_cell(source))
    return nb


def all_earned(nb, root):
    outcome, points, most = graded(nbformat.writes(nb), root)
    assert (outcome.status, outcome.notes, outcome.tampering) == ("graded", (), ())
    assert points == most


@settings(max_examples=5, phases=[Phase.generate])
@given(chosen=st.permutations(sorted(BELOW)))
def test_what_stands_below_finished_work_costs_nothing_in_any_order(root, chosen):
    nb = answered(root, double="helper = lambda x: x\n" + DOUBLE)
    all_earned(with_cells(nb, *(("reflection", BELOW[name]) for name in chosen)), root)


@pytest.mark.parametrize("name", sorted(BELOW))
def test_each_alone_costs_nothing(root, name):
    nb = with_cells(perfect_notebook(root), ("reflection", BELOW[name]))
    all_earned(nb, root)


def test_helpers_of_one_name_serve_each_its_own_exercise(root):
    nb = answered(
        root, double="def helper(x):\n    return x + x\n\n\ndef double(x):\n    return helper(x)"
    )
    cell(nb, "divide").source = (
        "def helper(a, b):\n    return a // b, a % b\n\n\n"
        "def divide(a, b):\n    return helper(a, b)"
    )
    all_earned(nb, root)


def test_a_state_that_an_exercise_left_is_there_and_no_later_one(root):
    nb = answered(
        root,
        double=(
            "import os, random\nimport numpy as np\nrandom.seed(3)\nnp.random.seed(3)\n"
            "left = random.getstate(), str(np.random.get_state()), os.getcwd()\n\n\n"
            "def double(x):\n"
            "    now = random.getstate(), str(np.random.get_state()), os.getcwd()\n"
            "    return x + x if now == left else None"
        ),
    )
    all_earned(with_cells(nb, ("reflection", BELOW["a seed is set"])), root)


def test_what_a_test_does_to_one_exercise_reaches_no_other(root):
    nb = answered(
        root, double="def double(x):\n    global divide\n    divide = None\n    return x + x\n"
    )
    nb.cells.insert(0, new_code_cell("def divide(a, b):\n    return 1, 1"))
    all_earned(nb, root)


def test_a_test_that_ends_its_process_costs_its_own_cell_and_no_second_run(root, monkeypatch):
    nb = answered(
        root, double="import os\n\n\ndef double(x):\n    return os._exit(3) if x < 0 else x + x"
    )
    lesson, started = lesson_to_grade(LESSON, root), []
    repair(nb, lesson.masters)
    start = Examiner._start
    monkeypatch.setattr(Examiner, "_start", lambda self: started.append(1) or start(self))
    found = examine(nb, lesson, warm_parent(lesson.preload, LIMITS), files={}, times=TIMES)
    scores = {c.metadata.nbgrader.grade_id: score_of(c).score for c in nb.cells if is_graded(c)}
    assert scores == {
        "double_check": 1,
        "double_hidden": 0,
        "divide_check": 1,
        "divide_hidden": 4,
        "reflection": None,
    }
    assert (found.status, len(started)) == ("partial", 1)
    assert found.notes == ["the kernel ended in double_hidden: the kernel stopped"]


def test_a_call_without_an_end_is_stopped_alone(root):
    nb = answered(
        root,
        double=(
            "def double(x):\n"
            "    while x < 0:\n"
            "        try:\n"
            "            while True:\n"
            "                pass\n"
            "        except BaseException:\n"
            "            pass\n"
            "    return x + x"
        ),
    )
    quick = Times(cell=20.0, call=1.0, whole=60.0)
    outcome = grade(
        Task("ada", lesson_to_grade(LESSON, root), nbformat.writes(nb), limits=LIMITS, times=quick)
    )
    assert outcome.notes == (
        "the kernel ended in double_hidden: the code did not stop when it was interrupted",
    )
    cells = [c for c in nbformat.reads(outcome.notebook, 4).cells if is_graded(c)]
    assert [score_of(c).score for c in cells] == [1, 0, 1, 4, None]


# Kept open above, and used when a test calls: as threads do not live in a fork, each begins anew
KEPT_OPEN = """import json, multiprocessing, tempfile
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
def same(x):
    return x
forking = multiprocessing.get_context("fork")
pools = [ThreadPoolExecutor(1), ProcessPoolExecutor(1, forking), forking.Pool(1)]
line, path = forking.Queue(), tempfile.mkstemp()[1]
line.put([list(pool.map(same, [2])) for pool in pools])
with open(path, "w") as file:
    json.dump(len(line.get()) - 1, file)"""


def test_pools_that_are_open_and_files_that_are_gone_below_are_there_for_the_tests(root):
    nb = answered(
        root,
        double=(
            f"{KEPT_OPEN}\n\n\ndef double(x):\n"
            "    for pool in pools:\n        (x,) = pool.map(same, [x])\n"
            "    line.put(x)\n    with open(path) as file:\n"
            "        return line.get() * json.load(file)"
        ),
    )
    cell(nb, "divide").source = (
        "with open(path, 'w') as file:\n    file.write('5')\n\n\n"
        "def divide(a, b):\n    with open(path) as file:\n"
        "        return (a // b, a % b) if file.read() == '5' else None"
    )
    tidied = "import os\nos.remove(path)\nfor pool in pools[:2]:\n    pool.shutdown()"
    all_earned(with_cells(nb, ("reflection", tidied)), root)


def test_a_call_that_waits_for_a_thread_of_the_kernels_is_made_there(root):
    nb = answered(
        root,
        double=(
            "import queue, threading\nasked, said = queue.Queue(), queue.Queue()\n"
            "def work():\n    while True:\n        x = asked.get()\n        said.put(x + x)\n"
            "threading.Thread(target=work, daemon=True).start()\n\n\n"
            "def double(x):\n    asked.put(x)\n    return said.get()"
        ),
    )
    quick, lesson = Times(cell=20.0, call=0.5, whole=60.0), lesson_to_grade(LESSON, root)
    with_cells(nb, ("reflection", "double = None"))
    outcome = grade(Task("ada", lesson, nbformat.writes(nb), limits=LIMITS, times=quick))
    cells = [c for c in nbformat.reads(outcome.notebook, 4).cells if is_graded(c)]
    assert [score_of(c).score for c in cells] == [1, 2, 1, 4, None]
    assert outcome.notes == ()


TELLS = """import os, threading, time
def told():
    return "TOLD " + (open("told").read() if os.path.exists("told") else "")
def go():
    while True:
        time.sleep(0.01)
        print(told())
threading.Thread(target=go, daemon=True).start()
print(told())"""


def test_what_a_hidden_test_asks_of_one_fork_is_shown_by_no_other(root):
    nb = answered(
        root,
        double=(
            f"{TELLS}\n\n\ndef double(x):\n    with open('told', 'a') as file:\n"
            "        file.write(f'{x} ')\n    return x + x"
        ),
    )
    cell(nb, "divide").source = (
        "def divide(a, b):\n    print(told())\n    if a > 999:\n        if b == 5:\n"
        "            raise ValueError(told())\n        os._exit(0)\n    return a // b, a % b"
    )
    outcome, points, _ = graded(nbformat.writes(with_cells(nb, ("reflection", TELLS))), root)
    shown = str([each.get("outputs") for each in nbformat.reads(outcome.notebook, 4).cells])
    assert "TOLD 3.0" in shown, "what a visible check asked is seen by the next one"
    assert "21.5" not in shown + str(outcome.notes + outcome.tampering)
    assert (points["double_hidden"], points["divide_hidden"]) == (2, 0)


def test_what_a_test_starts_ends_with_its_fork(root):
    nb = answered(
        root,
        double=(
            "import os, signal\n\n\ndef double(x):\n    if x < 0:\n        pid = os.fork()\n"
            "        open(f'started-{pid or os.getpid()}', 'w').close()\n"
            "        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})\n"
            "        signal.pause()\n    return x + x"
        ),
    )
    cell(nb, "divide").source = (
        "import time\n\n\n"
        "def divide(a, b):\n    pids = [n.split('-')[1] for n in os.listdir() if '-' in n]\n"
        "    for _ in range(50):  # a busy machine takes a while to end what was killed\n"
        "        left = [pid for pid in pids if os.path.exists(f'/proc/{pid}/fd')]\n"
        "        if not left:\n            break\n"
        "        time.sleep(0.02)\n"
        "    return (a // b, a % b) if a < 9 or pids and not left else left"
    )
    quick = Times(cell=20.0, call=3.0, whole=60.0)
    lesson = lesson_to_grade(LESSON, root)
    outcome = grade(Task("ada", lesson, nbformat.writes(nb), limits=LIMITS, times=quick))
    cells = [c for c in nbformat.reads(outcome.notebook, 4).cells if is_graded(c)]
    assert [score_of(c).score for c in cells] == [1, 0, 1, 4, None]


def test_names_that_only_a_test_cell_sets_are_there_below_it(root):
    nb = answered(
        root,
        divide=(
            "checked = check\n\n\ndef divide(a, b):\n"
            "    return (a // b, a % b) if callable(checked) else None"
        ),
    )
    all_earned(nb, root)


def test_a_kernel_that_cannot_fork_is_asked_itself(root, monkeypatch):
    monkeypatch.setattr("grading.sandbox.kernels.CAN_FORK", False)
    all_earned(with_cells(perfect_notebook(root), ("reflection", "double = 3")), root)


def test_without_walls_it_is_the_same(root):
    nb = with_cells(perfect_notebook(root), ("reflection", "%reset -f"))
    lesson = lesson_to_grade(LESSON, root)
    outcome = grade(Task("ada", lesson, nbformat.writes(nb), sandboxed=False, times=TIMES))
    cells = [c for c in nbformat.reads(outcome.notebook, 4).cells if is_graded(c)]
    assert [score_of(c).score for c in cells] == [1, 2, 1, 4, None]


UNTIDY = {
    "01_neurons": [
        ("neurons", "def helper(z):\n    return z * 0"),
        ("boundary_x2_hidden", "threshold = 5\nsum = 0\nneuron = step = None"),
    ],
    "06_autograd": [("value_backward_hidden", "class Value:\n    pass")],
    "07_pytorch": [
        (
            "setup",
            "import torch\ntorch.set_num_threads(2)\nw = torch.rand(600, 600, requires_grad=True)\n"
            "for _ in range(3):\n    (w @ w).sum().backward()\n"
            "from torch.utils.data import DataLoader\n"
            "loader = DataLoader(w.detach(), 300, num_workers=1, persistent_workers=True)\n"
            "rows = list(loader)",
        ),
        (
            "train_step",
            "taught = train_step\n\n\ndef train_step(*args, **kwargs):\n"
            "    torch.set_num_threads(4)\n    w @ w\n    assert len(rows) == len(list(loader))\n"
            "    return taught(*args, **kwargs)",
        ),
        (
            "evaluate_hidden",
            "torch.set_grad_enabled(False)\ntorch.set_default_dtype(torch.float64)\n"
            "torch.manual_seed(1)\ntorch.nn.Linear = torch.optim = None",
        ),
    ],
}


@pytest.mark.parametrize("lesson", sorted(UNTIDY))
def test_a_right_notebook_that_nobody_tidied_earns_all(walled, lesson):
    nb = nbformat.read(ROOT / "solutions" / lesson / f"{lesson}.ipynb", 4)
    names = [c.id for c in nb.cells]
    added = [(n if n in names else names[0], text) for n, text in UNTIDY[lesson]]
    outcome, points, most = graded(nbformat.writes(with_cells(nb, *added)), lesson=lesson)
    assert points == most, outcome.notes


@pytest.fixture
def line():
    """A fork that we play: what the judge holds, our end, and what its kernel was told."""
    here, there = socket.socketpair()
    told = []
    with here, there:
        kernel, siblings = lambda request, seconds: told.append(request) or {}, forks.Forks(None)
        yield forks.Fork(kernel, here, 1, siblings), there, told
        siblings.close()


def test_a_line_that_was_cut_is_no_reply(line):
    fork, there, _ = line
    there.close()
    assert not fork.alive
    with pytest.raises(forks.KernelEnded):
        fork.ask({"do": "describe"}, 1)


@pytest.mark.parametrize(
    "said",
    [
        b'{"reply": 1} 43',
        b'{"reply": \xff}',
        b"[1]",
        b'{"reply": ' + b"1" * 5000 + b"}",
        b'{"reply": {"value": [' + b"[]," * 20_000 + b"[]]}}",
    ],
    ids=["more", "no text", "a list", "many digits", "many parts"],
)
def test_what_cannot_be_read_ends_the_fork_and_is_not_quoted(line, said, monkeypatch):
    monkeypatch.setattr(forks, "MOST_PARTS", 9_000)
    fork, there, told = line
    there.sendall(forks.LENGTH.pack(len(said)) + said)
    with pytest.raises(ValueError, match=f"^{forks.UNREADABLE}$"):
        fork.ask({"do": "describe"}, 1)
    assert told == [{"do": "stop", "pid": 1, "kill": True}]


def test_questions_without_an_end_end_with_the_clock(line, monkeypatch):
    monkeypatch.setattr(forks, "PATIENCE", 0.2)
    fork, there, told = line
    question = forks.LENGTH.pack(15) + b'{"question": 1}'

    def ask():
        there.settimeout(3)
        begun = time.monotonic()
        with suppress(OSError):
            while time.monotonic() < begun + 3:
                there.sendall(question)
                there.recv(4096)

    asking = threading.Thread(target=ask)
    begun = time.monotonic()
    asking.start()
    with pytest.raises(forks.KernelEnded, match="did not stop"):
        fork.ask({"do": "call"}, 0.2)
    assert time.monotonic() - begun < 2
    asking.join()
    assert [each["kill"] for each in told] == [False, True]
