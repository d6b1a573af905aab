"""The walls around students' kernels: what leaks, what is bounded, what is left behind."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from grading import ROOT, CourseError
from grading.autograde.stand_ins import Remote
from grading.sandbox import scratch, standing, system_calls, walls
from grading.sandbox import warm as warm_parent
from grading.sandbox.forks import Fork
from grading.sandbox.kernels import MOST_OUTPUT, Kernel, KernelEnded
from grading.sandbox.warm import Limits, WarmParent

pytestmark = pytest.mark.sandbox
GONE = 60  # seconds in which every process must be gone, also on a busy machine

LIMITS = Limits(memory=3 << 30, processes=60, file=1 << 20, scratch=8 << 20, cpu=20)


@pytest.fixture(scope="module")
def warm():
    os.environ["COURSE_SECRET"] = "only for the instructor"
    parent = WarmParent(limits=LIMITS)
    yield parent
    parent.close()
    del os.environ["COURSE_SECRET"]


@pytest.fixture
def kernel(warm):
    kernel = Kernel(warm, files={"beside.bin": b"mine"})
    yield kernel
    kernel.close()


def shown(kernel, code, seconds=20):
    """What a cell prints, and the kind of error it ends in."""
    outputs = []
    kernel.run(code, seconds, outputs)
    said = "".join(o.get("text", "") for o in outputs)
    return said.strip(), [o.ename for o in outputs if o.output_type == "error"]


def test_the_walls_stand_here():
    assert standing.problem() == ""


def test_without_bubblewrap_it_says_what_to_do(monkeypatch):
    monkeypatch.setattr(standing.shutil, "which", lambda name: None)
    standing.found.cache_clear()
    with pytest.raises(CourseError, match="apt-get install bubblewrap") as caught:
        standing.require()
    assert "UNSANDBOXED=1" in str(caught.value)
    standing.found.cache_clear()


def test_walls_that_let_something_through_are_noticed(monkeypatch):
    honest = walls.command

    def leaky(rooms, program):
        words = honest(rooms, program)
        return [words[0], "--setenv", "COURSE_SECRET", "known", *leaking(words[1:])]

    def leaking(words):
        return [word for word in words if word != "--clearenv"]

    monkeypatch.setattr("grading.sandbox.warm.command", leaky)
    standing.found.cache_clear()
    assert "leaks: the environment is passed on" in standing.problem()
    standing.found.cache_clear()


@pytest.mark.sandbox
def test_a_python_that_is_not_seen_behind_the_walls_is_told_as_such(tmp_path, monkeypatch):
    link = tmp_path / "python"
    link.symlink_to(sys.executable)
    monkeypatch.setattr(sys, "executable", str(link))
    standing.found.cache_clear()
    told = standing.problem()
    standing.found.cache_clear()
    assert (
        f"failed to execute {link}" in told or f"execvp {link}" in told
    )  # bwrap's word without root
    assert "start it by its own path" in told
    assert "bubblewrap" not in told


def test_the_kernel_sees_python_utils_and_its_own_files(kernel):
    assert shown(kernel, "import utils.checks; print(open('beside.bin').read())") == ("mine", [])


@pytest.mark.parametrize("place", ["/var", "/run"])
def test_a_course_below_a_place_that_nobody_sees_is_no_leak(monkeypatch, place):
    """As where people's homes lie in /var/home."""
    assert place in warm_parent.unseen()
    monkeypatch.setattr(warm_parent, "seen", lambda: [walls.Path(place, "home/ann/course/utils")])
    assert place not in warm_parent.unseen()
    assert "/etc/passwd" in warm_parent.unseen()


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("import grading", "ModuleNotFoundError"),
        ("open('/etc/passwd')", "FileNotFoundError"),
        ("open('/room/try', 'w')", "OSError"),
        ("open('/usr/try', 'w')", "OSError"),
        ("open('/inside/course_warm.py', 'w')", "OSError"),
        ("import socket; socket.create_connection(('1.1.1.1', 53), 1)", "OSError"),
        ("import socket; socket.create_connection(('127.0.0.1', 8888), 1)", "OSError"),
        ("import socket; socket.getaddrinfo('example.org', 80)", "gaierror"),
        ("b = bytearray(3 << 30)", "MemoryError"),
        ("open('big', 'wb').write(bytes(2 << 20))", "OSError"),
        ("import os; os.kill(1, 9); os.listdir('/root/nothing')", "FileNotFoundError"),
        ("import os; os.setuid(0)", "OSError"),
        ("import ctypes; assert ctypes.CDLL(None).unshare(0x10000000) == 0", "AssertionError"),
    ],
)
def test_what_is_forbidden_raises(kernel, code, error):
    assert shown(kernel, code)[1] == [error]


def test_nothing_of_the_instructors_environment_is_there(kernel):
    said, _ = shown(kernel, "import os; print(sorted(os.environ))")
    assert "COURSE_SECRET" not in said
    assert "VIRTUAL_ENV" not in said


GRADED = "from utils.lesson import being_graded; print(being_graded())"


def test_a_lesson_knows_that_it_is_graded_so_that_nothing_trains(kernel):
    assert shown(kernel, GRADED) == ("True", [])


def test_a_lesson_knows_it_without_a_sandbox_too_and_meets_no_gpu(tmp_path):
    kernel = Kernel(None, folder=tmp_path)
    code = "import os; print([os.environ[n] for n in ('DEVICE', 'CUDA_VISIBLE_DEVICES')])"
    try:
        assert shown(kernel, GRADED) == ("True", [])
        assert shown(kernel, code) == ("['cpu', '']", [])  # no fork could go on with a GPU
    finally:
        kernel.close()


def test_the_collector_passes_over_what_the_parent_imported(kernel):
    code = "import gc; print(gc.isenabled() and len(gc.get_objects()) < gc.get_freeze_count() / 2)"
    assert shown(kernel, code) == ("True", [])


def test_no_other_process_and_no_other_room_can_be_seen(warm, kernel):
    other = Kernel(warm)
    said, _ = shown(
        kernel,
        "import os; print(sum(n.isdigit() for n in os.listdir('/proc')), os.listdir('/rooms'))",
    )
    other.close()
    assert said == "2 []"


@pytest.mark.parametrize("linked", ["MNIST", "MNIST/raw", "MNIST/raw/digits.gz"])
def test_mnist_may_be_a_link_to_a_folder_elsewhere(tmp_path, monkeypatch, linked):
    (tmp_path / "elsewhere" / "raw").mkdir(parents=True)
    (tmp_path / "elsewhere" / "raw" / "digits.gz").write_text("here they are")
    (tmp_path / "elsewhere.txt").write_text("nobody's business")
    link = tmp_path / "course" / "data" / linked
    link.parent.mkdir(parents=True)
    link.symlink_to(tmp_path / "elsewhere" / linked.removeprefix("MNIST").lstrip("/"))
    shutil.copytree(ROOT / "utils", tmp_path / "course" / "utils")
    for module in (walls, warm_parent):
        monkeypatch.setattr(module, "ROOT", tmp_path / "course")
    parent = WarmParent(limits=LIMITS)
    kernel = Kernel(parent)
    try:
        path = tmp_path / "course" / "data" / "MNIST" / "raw" / "digits.gz"
        assert shown(kernel, f"print(open({str(path)!r}).read())") == ("here they are", [])
        other = f"open({str(tmp_path / 'elsewhere.txt')!r})"
        assert shown(kernel, other)[1] == ["FileNotFoundError"]
    finally:
        kernel.close()
        parent.close()


def test_no_capability_is_held(kernel):
    said, _ = shown(kernel, "print(open('/proc/self/status').read())")
    for line in said.splitlines():
        if line.startswith(("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")):
            assert int(line.split()[1], 16) == 0, line
    assert "NoNewPrivs:\t1" in said


def test_the_scratch_folder_is_bounded_as_a_whole(kernel):
    code = "for k in range(20):\n    open(f'file{k}', 'wb').write(bytes(1 << 20))"
    assert shown(kernel, code)[1] == ["OSError"]


def test_processes_are_bounded_and_end_with_the_kernel(warm):
    kernel = Kernel(warm)
    code = """
import os, time
children, over = [], False
while not over:
    try:
        children.append(os.fork())
    except OSError:
        over = True
    else:
        if children[-1] == 0:
            time.sleep(600)
            os._exit(0)
time.sleep(2)"""
    most = []
    with ThreadPoolExecutor(1) as pool, suppress(KernelEnded):  # nor may it start a thread
        running = pool.submit(kernel.run, code, 60)
        while not running.done():
            most.append(len(_below(warm._process.pid)))
            time.sleep(0.05)
        running.result()
    assert 20 < max(most) <= LIMITS.processes + 2
    kernel.close()
    assert _children(warm) == 0


def test_a_process_that_outlives_the_kernel_does_not(warm):
    kernel = Kernel(warm)
    code = "import subprocess; subprocess.Popen(['sleep', '600'], start_new_session=True)"
    shown(kernel, code)
    with pytest.raises(KernelEnded):
        kernel.run("import os; os._exit(1)", 20)
    kernel.close()
    assert _children(warm) == 0


def _children(warm):
    """How many processes run below the warm parent, once they had time to end."""
    deadline = time.monotonic() + GONE
    while time.monotonic() < deadline:
        found = _below(warm._process.pid)
        if len(found) <= 2:  # bubblewrap's own first process, and the warm parent
            return 0
        time.sleep(0.05)
    return len(found)


def _below(pid):
    parents = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat") as file:
                words = file.read().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if words[0] != "Z":
            parents[int(name)] = int(words[1])
    found, todo = [], [pid]
    while todo:
        parent = todo.pop()
        more = [child for child, its in parents.items() if its == parent]
        found += more
        todo += more
    return found


def test_an_endless_loop_is_interrupted_and_the_kernel_goes_on(kernel):
    with pytest.raises(TimeoutError):
        kernel.run("while True: pass", 0.5)
    assert shown(kernel, "print(1 + 1)") == ("2", [])


def test_a_loop_that_swallows_the_interrupt_ends_the_kernel(kernel):
    code = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
    with pytest.raises(KernelEnded, match="did not stop"):
        kernel.run(code, 0.5)


def test_outputs_are_cut_by_bytes(kernel):
    outputs = []
    kernel.run("print('x' * 5_000_000)\nprint('more')", 30, outputs)
    assert sum(len(o.text) for o in outputs) < MOST_OUTPUT + 200
    assert "the rest was cut" in outputs[-1].text


def test_quit_is_an_error_and_the_kernel_goes_on(kernel):
    assert shown(kernel, "quit()")[1] == ["SystemExit"]
    assert shown(kernel, "print(3)") == ("3", [])


def test_one_parent_warms_up_for_another_lesson_too(warm, kernel):
    asks = "import sys\nprint('wave' in sys.modules)"
    warm.warm_for(["wave", "no_module_of_anybody"])
    later = Kernel(warm)
    try:
        assert shown(later, asks) == ("True", [])
        assert shown(kernel, asks) == ("False", [])
        assert shown(later, "import no_module_of_anybody")[1] == ["ModuleNotFoundError"]
        assert shown(later, "wave")[1] == ["NameError"]
    finally:
        later.close()


def test_closing_the_warm_parent_leaves_nothing(tmp_path):
    parent = WarmParent(limits=LIMITS)
    kernel = Kernel(parent)
    pid, folder = parent._process.pid, parent.folder
    found = _below(pid)
    assert len(found) >= 3
    parent.close()
    deadline = time.monotonic() + GONE
    while any(os.path.exists(f"/proc/{each}/exe") for each in found):
        if time.monotonic() > deadline:
            break
        time.sleep(0.05)
    assert not any(os.path.exists(f"/proc/{each}/exe") for each in found)
    assert not folder.exists()
    kernel.client.stop_channels()


HELD = """import os, socket
def own(number, place, names):
    \"\"\"Made here, or by who connected to a socket of the kernel's.\"\"\"
    if place[8:-1] in names:
        return True
    with socket.socket(fileno=os.dup(number)) as one:
        name = one.getsockname()  # the kernel's debugger keeps a port, which nothing can reach
        return str(name).startswith("/room/k-") or name[0] in ("0.0.0.0", "127.0.0.1")
def held():
    names = [line.split()[6] for line in open("/proc/net/unix").readlines()[1:]]
    names += [line.split()[9] for line in open("/proc/net/netlink").readlines()[1:]]
    ends, found = {}, []
    for number in map(int, os.listdir("/proc/self/fd")):
        try:
            place = os.readlink(f"/proc/self/fd/{number}")
            flags = open(f"/proc/self/fdinfo/{number}").read().split("flags:")[1].split()[0]
        except OSError:
            continue
        if place.startswith("pipe:"):
            ends.setdefault(place, set()).add(int(flags, 8) & os.O_ACCMODE)
        elif place.startswith("socket:") and own(number, place, names):
            continue
        elif place not in ("/dev/null", "anon_inode:[eventfd]", "anon_inode:[eventpoll]"):
            found.append(place)
    return found + [pipe for pipe, both in ends.items() if len(both) < 2]"""


def test_a_kernel_holds_no_file_but_its_own_sockets_and_pipes(kernel):
    """Each socket was made in its own namespace, and of each pipe it holds both ends."""
    assert shown(kernel, f"{HELD}\nprint(held())") == ("[]", [])


def test_a_fork_holds_what_its_kernel_does_and_its_own_line_to_the_judge(kernel):
    kernel.run(HELD, 20)
    forks = [kernel.fork(20) for _ in range(3)]
    remote = Remote(forks[-1], "cell")
    assert remote.call({"cell": "cell", "name": "held"}, (), {}) == []
    for fork in forks:
        fork.close()


@pytest.mark.parametrize("number", [0, 1, 2])
def test_what_one_student_writes_to_an_inherited_file_reaches_no_other(warm, number):
    writes = f"import os\nopen('/proc/self/fd/{number}', 'w').write('LEFT BEHIND')"
    looks = """import glob
for path in glob.glob("/proc/self/fd/*"):
    if os.path.isfile(path):
        print(path, open(path).read())"""
    first, second = Kernel(warm), Kernel(warm)
    try:
        shown(first, writes)
        assert shown(second, f"import os\n{looks}") == ("", [])
    finally:
        first.close()
        second.close()


@pytest.fixture
def key():
    """A key in a session keyring of the test's own."""
    call, number = ctypes.CDLL(None, use_errno=True).syscall, system_calls.number
    if call(number("keyctl"), 1, None) < 0:
        pytest.skip(f"no keys are to be had here: {os.strerror(ctypes.get_errno())}")
    kept = call(number("add_key"), b"user", b"of the instructor's", b"secret", 6, -3)
    assert kept > 0
    yield kept
    call(number("keyctl"), 3, kept)  # revoke


ADDS = """import ctypes
libc = ctypes.CDLL(None)
print(libc.syscall({add}, b"user", b"of a student's", b"answer", 6, -3) > 0)"""
LISTS = """names = ctypes.create_string_buffer(4096)
print(libc.syscall({keyctl}, 11, -3, names, 4096), open("/proc/keys").read())"""


@pytest.mark.parametrize("filtered", [True, False])
def test_no_key_of_the_instructors_or_of_another_student_is_found(key, monkeypatch, filtered):
    numbers = {name: system_calls.number(name) for name in ("add_key", "keyctl")}
    if not filtered:
        monkeypatch.setattr(system_calls, "program", lambda: b"")
    parent = WarmParent(limits=LIMITS)
    first, second = Kernel(parent), Kernel(parent)
    try:
        assert shown(first, ADDS.format(add=numbers["add_key"])) == (str(not filtered), [])
        second.run("import ctypes; libc = ctypes.CDLL(None)", 20)
        none = "-1" if filtered else "0"  # no such question; no key
        assert shown(second, LISTS.format(**numbers)) == (none, [])
    finally:
        first.close()
        second.close()
        parent.close()


def test_no_other_students_terminal_can_be_seen(warm, kernel):
    assert shown(kernel, "import pty, os; pty.openpty(); print(os.listdir('/dev/pts'))")[0] != ""
    other = Kernel(warm)
    try:
        assert shown(other, "import os; print(os.listdir('/dev/pts'))") == ("['ptmx']", [])
    finally:
        other.close()


@pytest.mark.parametrize("umask", [0o077, 0o000])
def test_the_instructors_umask_neither_closes_nor_opens_anything(umask):
    before = os.umask(umask)
    try:
        standing.found.cache_clear()
        assert standing.problem() == ""
        parent = WarmParent(limits=LIMITS)
        kernel = Kernel(parent, files={"beside.bin": b"mine"})
        code = "import os; print(open('beside.bin').read(), oct(os.umask(0)), os.getcwd())"
        assert shown(kernel, code) == ("mine 0o22 /scratch", [])
        kernel.close()
        parent.close()
    finally:
        os.umask(before)


@pytest.mark.skipif(
    getattr(os, "geteuid", int)() != 0, reason="only root's kernels run as another user"
)
def test_a_course_that_root_closed_to_all_is_said_to_be(tmp_path, monkeypatch):
    shutil.copytree(walls.ROOT / "utils", tmp_path / "utils")
    monkeypatch.setattr(walls, "ROOT", tmp_path)
    monkeypatch.setattr(warm_parent, "ROOT", tmp_path)
    (tmp_path / "utils").chmod(0o700)
    standing.found.cache_clear()
    assert standing.problem().endswith(f"Open that to all: `chmod -R go+rX {tmp_path}/utils`.")
    (tmp_path / "utils").chmod(0o755)
    standing.found.cache_clear()
    assert standing.problem() == ""


@pytest.mark.parametrize("name", ["x" * 90, "100% [1] 'a' \"b\" {c} $d; é\n"], ids=["long", "odd"])
def test_the_temporary_folder_may_lie_anywhere(tmp_path, monkeypatch, name):
    (tmp_path / name).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / name))
    parent = WarmParent(limits=LIMITS)
    kernel = Kernel(parent)
    assert shown(kernel, "print(1)") == ("1", [])
    kernel.fork(20).close()
    kernel.close()
    parent.close()


def test_where_no_place_is_short_enough_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / ("x" * 90)))
    monkeypatch.setattr(scratch, "OTHERS", (tmp_path / "not there",))
    with pytest.raises(CourseError, match="set TMPDIR to a shorter path"):
        scratch.new_folder(short=True)


def test_the_default_limits_are_those_that_are_said_and_torch_loads_in_them():
    parent = WarmParent()
    kernel = Kernel(parent)
    code = """import os, resource as r
def most(name): return r.getrlimit(getattr(r, "RLIMIT_" + name))[1]
room = os.statvfs("/scratch")
print(most("AS") >> 30, most("NPROC"), most("FSIZE") >> 20, most("CPU"), most("NOFILE"))
print(room.f_blocks * room.f_frsize >> 20, room.f_files, os.statvfs("/dev/shm").f_files)
print(most("MSGQUEUE"), most("CORE"), most("RTPRIO"), most("NICE"), most("SIGPENDING"))"""
    try:
        assert shown(kernel, code)[0].split("\n") == [
            "8 200 64 900 1024",
            "256 16384 16384",
            "0 0 0 0 800",
        ]
        assert shown(kernel, "held = bytearray(8 << 30)")[1] == ["MemoryError"]
        assert shown(kernel, "import torch; print(torch.ones(3).sum())", 60) == ("tensor(3.)", [])
    finally:
        kernel.close()
        parent.close()


def test_files_are_bounded_in_number(kernel):
    code = "for k in range(20_000):\n    open(f'empty{k}', 'w').close()"
    assert shown(kernel, code)[1] == ["OSError"]


def test_pages_that_processes_share_count_as_held(kernel):
    code = """import course_held, mmap
before = [look("self") for look in (course_held.rough_share, course_held.exact_share)]
held = mmap.mmap(-1, 64 << 20)
held.write(b"x" * (64 << 20))
after = [look("self") for look in (course_held.rough_share, course_held.exact_share)]
print([b - a >= 64 << 20 for a, b in zip(before, after)])"""
    assert shown(kernel, code) == ("[True, True]", [])


def test_forks_that_ended_do_not_count_as_processes(kernel):
    # Each test cell of a long notebook is a fork, and a kernel without room for one hears no more
    shown(kernel, "import os, threading\nbegun = threading.active_count()")
    for _ in range(LIMITS.processes):
        fork = kernel.fork(20)
        assert isinstance(fork, Fork)
        fork.close()
    children = "open(f'/proc/self/task/{os.getpid()}/children').read().split()"
    said, errors = shown(kernel, f"print(len({children}) < 5, threading.active_count() - begun)")
    assert (said, errors) == ("True 0", [])
