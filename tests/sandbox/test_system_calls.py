"""The filter of system calls: what it closes is closed, and what honest code needs is not."""

from __future__ import annotations

import errno

import pytest

from grading.sandbox import system_calls
from grading.sandbox.kernels import Kernel
from grading.sandbox.warm import Limits, WarmParent
from tests.helpers.starts import starts

LIMITS = Limits(processes=60, cpu=60)
BY_NAME = {name: number for number, names in system_calls.CLOSED.values() for name in names.split()}


@pytest.fixture(scope="module")
@starts("sandbox")
def kernel():
    """A kernel behind the filter, which all that is tried here shares."""
    parent = WarmParent(limits=LIMITS)
    kernel = Kernel(parent)
    kernel.run("import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)", 20)
    yield kernel
    kernel.close()
    parent.close()


def shown(kernel, code, seconds=60):
    """What a cell prints; what it raises, instead."""
    outputs = []
    kernel.run(code, seconds, outputs)
    return "".join(o.get("text", "") + o.get("evalue", "") for o in outputs).strip()


def answers(kernel, *calls):
    """The errors that these system calls end in, by name; each call is a number and arguments."""
    code = f"""said = []
for call in {list(calls)!r}:
    said.append(0 if libc.syscall(*map(ctypes.c_long, call)) >= 0 else ctypes.get_errno())
print(*said)"""
    return [errno.errorcode.get(int(word), "none") for word in shown(kernel, code).split()]


def test_every_call_that_is_closed_is_closed(kernel):
    known = {name: n for name in BY_NAME if (n := system_calls.number(name)) >= 0}
    assert len(known) > 60
    found = answers(kernel, *((n, 0, 0, 0, 0, 0, 0) for n in known.values()))
    assert dict(zip(known, found, strict=True)) == {
        name: errno.errorcode[BY_NAME[name]] for name in known
    }


def test_calls_that_are_newer_than_the_list_are_closed(kernel):
    assert answers(kernel, (463,), (470,), (599,)) == ["ENOSYS"] * 3


HIGH = 1 << 32  # the system looks at 32 bits only


@pytest.mark.parametrize("high", [0, HIGH])
@pytest.mark.parametrize("family", [0, 3, 17, 38, 40, 44])
def test_no_socket_of_another_family_is_made(kernel, family, high):
    call = (system_calls.number("socket"), family | high, 1, 0)
    assert answers(kernel, call) == ["EAFNOSUPPORT"]


@pytest.mark.parametrize("high", [0, HIGH])
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("socket", (16, 3, 4)),
        ("socketpair", (30, 1, 0, 0)),
        ("ioctl", (0, 0x5412, 0)),
        ("setsockopt", (0, 1, 7, 0, 0)),
        ("setsockopt", (0, 1, 26, 0, 0)),
        ("prctl", (4, 0)),
        ("prctl", (22, 2, 0)),
        ("personality", (0x0400000,)),
    ],
)
def test_what_only_some_arguments_of_a_call_ask_for_is_closed(kernel, name, arguments, high):
    where = {"ioctl": 1, "setsockopt": 2}.get(name, 0)
    words = [word | high if k == where else word for k, word in enumerate(arguments)]
    said = answers(kernel, (system_calls.number(name), *words))
    assert said[0] in ("EPERM", "EAFNOSUPPORT")


@pytest.mark.parametrize("flag", system_calls.NEW_SPACES)
def test_no_process_gets_namespaces_of_its_own(kernel, flag):
    assert answers(kernel, (system_calls.number("clone"), flag | 17, 0, 0, 0, 0)) == ["EPERM"]


def test_a_filter_holds_in_what_a_kernel_starts_too(kernel):
    code = "import subprocess as s; print(s.getoutput('grep Seccomp: /proc/self/status'))"
    assert shown(kernel, code).split() == ["Seccomp:", "2"]


HONEST = {
    "a command": ("!echo fine", "fine"),
    "bash": ("%%bash\necho fine", "fine"),
    "a terminal": ("import pty; print(pty.spawn(['true']))", "0"),
    "subprocess": ("import subprocess; print(subprocess.getoutput('echo fine'))", "fine"),
    "asyncio": (
        "import asyncio\np = await asyncio.create_subprocess_exec('echo', 'fine', stdout=-1)\n"
        "print((await p.communicate())[0].decode())",
        "fine",
    ),
    "processes": (
        "import multiprocessing as mp\nfor way in ('fork', 'spawn'):\n"
        "    with mp.get_context(way).Pool(2) as pool:\n        print(*pool.map(abs, [-1, -2]))",
        "1 2\n1 2",
    ),
    "threads": (
        "from concurrent.futures import ThreadPoolExecutor as T\n"
        "with T(4) as pool:\n    print(*pool.map(abs, [-1, -2]))",
        "1 2",
    ),
    "shared memory": (
        "from multiprocessing import Value, shared_memory as s\nimport mmap\n"
        "m = s.SharedMemory(create=True, size=9); m.buf[0] = 7\nn = mmap.mmap(-1, 9); n[0] = 7\n"
        "print(m.buf[0], n[0], Value('i', 7).value); m.close(); m.unlink()",
        "7 7 7",
    ),
    "sockets": (
        "import socket\na, b = socket.socketpair(); a.send(b'fine'); print(b.recv(4).decode())",
        "fine",
    ),
    "files": (
        "import shutil, sqlite3, tempfile\nopen('a', 'w').close(); shutil.copy2('a', 'b')\n"
        "book = sqlite3.connect('c'); book.execute('create table t (x)'); book.commit()\n"
        "print(len(tempfile.mkdtemp()) > 0)",
        "True",
    ),
    "NumPy": (
        "import numpy as np\na = np.memmap('m', mode='w+', shape=4); a[:] = 1\n"
        "print(a.sum(), (np.ones((300, 300)) @ np.ones((300, 300)))[0, 0])",
        "4 300.0",
    ),
    "matplotlib": (
        "import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.savefig('f.png'); plt.close()\n"
        "print(os.path.getsize('f.png') > 0)",
        "True",
    ),
}


@pytest.mark.parametrize("kind", HONEST)
def test_honest_code_meets_no_closed_call(kernel, kind):
    code, said = HONEST[kind]
    assert shown(kernel, code) == said


def test_a_library_that_cannot_be_loaded_is_one_that_is_not_there(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyseccomp", None)
    system_calls.program.cache_clear()
    assert system_calls.program() == b""
    system_calls.program.cache_clear()
