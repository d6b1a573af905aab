"""A forked kernel is what a started one is, and none knows of another."""

from __future__ import annotations

import json
import os
import time

import pytest

from grading.authoring import warm_kernels
from grading.authoring.nbval_plugin import KernelDied, WatchedKernel, begins_with_torch
from grading.authoring.warm_kernels import WHERE, ForkedKernel, warm_parent

pytestmark = pytest.mark.kernel

# What a cell can see of the process that it runs in
SEEN = """
import json, os, sys, random, numpy
seen = {
    "names": sorted(name for name in globals() if name[0] != "_"),
    "modules of ours": sorted(m for m in sys.modules if m.split(".")[0] in ("utils", "grading")),
    "path": sys.path, "folder": os.getcwd(), "arguments": sys.argv[0].split("/")[-1][:18],
    "environment": {k: v for k, v in os.environ.items() if not k.startswith(("JPY_", "PYTEST_"))},
    "main": [__name__, sys.modules["__main__"] is sys.modules[__name__]],
    "threads": __import__("threading").active_count() < 20,
    "recursion": sys.getrecursionlimit(), "hooks": sys.excepthook.__name__,
    "options": [str(numpy.get_printoptions()), sys.flags.optimize, sys.dont_write_bytecode],
}
import matplotlib.pyplot
seen["backend"] = matplotlib.get_backend(), matplotlib.rcParams["figure.dpi"]
print(json.dumps(seen))
"""


def printed(kernel, code):
    """What a cell prints, and the name of the error that ends it."""
    asked, text = kernel.execute_cell_input(code), ""
    while True:
        message = kernel.get_message("iopub", timeout=60)
        if message["parent_header"].get("msg_id") != asked:
            continue
        content = message["content"]
        text += content.get("text", content.get("ename", ""))
        if content.get("execution_state") == "idle":
            return text


@pytest.fixture(scope="module")
def parent():
    """A warm parent: its kernels and itself leave nothing behind."""
    with warm_parent():
        yield os.environ[WHERE]
    assert WHERE not in os.environ
    assert not os.path.exists(os.path.dirname(os.environ.get(WHERE, "/nowhere/at/all")))


@pytest.fixture
def start(parent, tmp_path):
    """Starts kernels in a folder, and ends those that are left."""
    kernels = []

    def begin():
        kernels.append(WatchedKernel("python3", cwd=str(tmp_path)))
        assert isinstance(kernels[-1].km, ForkedKernel)
        return kernels[-1]

    yield begin
    for kernel in kernels:
        if kernel.is_alive():
            kernel.stop()


def test_a_forked_kernel_is_what_a_started_one_is(start, monkeypatch, tmp_path):
    forked = json.loads(printed(start(), SEEN))
    monkeypatch.delenv(WHERE)
    usual = WatchedKernel("python3", cwd=str(tmp_path))
    assert not isinstance(usual.km, ForkedKernel)
    try:
        started = json.loads(printed(usual, SEEN))
        for name in forked:
            assert forked[name] == started[name], name
    finally:
        usual.stop()


def test_nothing_that_one_notebook_does_is_seen_by_the_next(start):
    first = start()
    printed(
        first,
        "import os, sys, math, random, numpy, utils.names\nx = 1; os.environ['X'] = '1'; "
        "os.chdir('/'); math.pi = 3; numpy.pi = 3; sys.path.append('x'); random.seed(1)",
    )
    assert printed(first, "print(x, math.pi)") == "1 3\n"
    second = start()
    assert printed(second, "print('x' in globals(), 'X' in __import__('os').environ)") == (
        "False False\n"
    )
    asked = "import math, numpy, os, sys; print(math.pi == numpy.pi == 3, os.getcwd() == '/', "
    asked += "'x' in sys.path, 'utils.names' in sys.modules)"
    assert printed(second, asked) == "False False False False\n"


def test_each_kernel_has_chance_of_its_own(start):
    code = "import random, numpy; print(random.random(), numpy.random.rand())"
    assert len({*printed(start(), code).split(), *printed(start(), code).split()}) == 4


def test_an_endless_cell_is_interrupted_and_a_dead_kernel_is_noticed(start):
    kernel = start()
    kernel.execute_cell_input("print('begun', flush=True)\nwhile True: pass")
    while "begun" not in str(kernel.get_message("iopub", timeout=60)["content"]):
        pass
    kernel.interrupt()
    assert printed(kernel, "print('goes on')") == "goes on\n"
    asked = kernel.execute_cell_input("import os; os._exit(3)")
    with pytest.raises(KernelDied):
        kernel.await_reply(asked, timeout=60)
    assert not kernel.is_alive()


def test_kernels_end_with_their_parent_and_leave_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(warm_kernels, "EACH", ("ipykernel.kernelapp",))
    monkeypatch.setattr(warm_kernels, "WITH_TORCH", ("tomllib",))
    with warm_parent():
        where = os.environ[WHERE]
        kernel = ForkedKernel(str(tmp_path), ("tomllib",))
        assert kernel.is_alive()
    end = time.monotonic() + 60
    while kernel.is_alive() and time.monotonic() < end:
        time.sleep(0.05)
    assert not kernel.is_alive()
    kernel.shutdown_kernel()
    assert not os.path.exists(os.path.dirname(where))
    assert not os.path.exists(os.path.dirname(kernel.connection))


def test_without_a_parent_kernels_are_started_as_usual(tmp_path, monkeypatch):
    monkeypatch.delenv(WHERE, raising=False)
    with pytest.raises(OSError, match="no warm parent"):
        ForkedKernel(str(tmp_path), ())
    monkeypatch.setenv(WHERE, str(tmp_path / "nobody"))
    with pytest.raises(OSError, match="No such file"):
        ForkedKernel(str(tmp_path), ())


def test_pytorch_is_there_beforehand_where_the_first_cell_imports_it():
    from grading import lesson_path, lessons

    early = [name[:2] for name in lessons() if begins_with_torch(lesson_path("solutions", name))]
    assert early == ["07", "08", "09", "10", "11", "12", "13"]
