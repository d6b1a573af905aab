"""The warm parent: it imports what lessons need, then forks a walled-in kernel for each student.

It runs inside bubblewrap and never runs student code. Each kernel gets a user, mount, process,
network, message and host namespace of its own, in which it holds no capability:

    warm parent ── keeper ── first process of the namespaces ── kernel
                   waits     mounts, reaps, seals                student's code

Requests and answers are JSON, one packet each, on the socket whose number is the first argument.
"""

import contextlib
import ctypes
import gc
import json
import os
import resource
import select
import signal
import socket
import sys

LIBC = ctypes.CDLL(None, use_errno=True)
# From <linux/sched.h>, <linux/mount.h> and <linux/prctl.h>
NEW_SPACES = 0x10000000 | 0x00020000 | 0x20000000 | 0x08000000 | 0x04000000 | 0x40000000
RDONLY, NOSUID, NODEV, REMOUNT, BIND, REC, PRIVATE = 1, 2, 4, 32, 4096, 16384, 1 << 18
DIE_WITH_PARENT, SET_DUMPABLE, DROP_BOUNDING, NO_NEW_PRIVILEGES = 1, 4, 24, 38
CAPABILITIES_V3 = 0x20080522
PACKET = 1 << 16
LOOK = 0.2  # seconds between two looks at how much memory is held
TOO_MUCH = 99  # exit code of a kernel that held too much


def check(result, what):
    """Raise OSError when a system call said no."""
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def mount(source, target, kind, flags, options=""):
    """Mount, or change a mount."""
    texts = [text.encode() for text in (source, target, kind, options)]
    check(LIBC.mount(texts[0], texts[1], texts[2], flags, texts[3]), f"mount {target}")


def hide_from_children():
    """Let no process of the same user read this one's memory."""
    LIBC.prctl(SET_DUMPABLE, 0, 0, 0, 0)


def new_spaces():
    """Move into namespaces of one's own, keeping the user's id."""
    user, group = os.getuid(), os.getgid()
    check(LIBC.unshare(NEW_SPACES), "unshare")
    LIBC.prctl(SET_DUMPABLE, 1, 0, 0, 0)  # /proc/self is root's otherwise
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)
    hide_from_children()


def furnish(room, limits):
    """Mount what the kernel may see, and nothing of anybody else's."""
    mount("none", "/", "", REC | PRIVATE)
    mount("proc", "/proc", "proc", NOSUID | NODEV)
    mount(f"/rooms/{room}", "/room", "", BIND)
    mount("tmpfs", "/rooms", "tmpfs", NOSUID | NODEV | RDONLY, "size=4k")
    size = f"size={limits['scratch']},mode=700"
    mount("tmpfs", "/scratch", "tmpfs", NOSUID | NODEV, size)
    os.mkdir("/scratch/tmp")
    mount("tmpfs", "/dev/shm", "tmpfs", NOSUID | NODEV, "size=64m")
    with contextlib.suppress(OSError), open("/proc/sys/user/max_user_namespaces", "w") as file:
        file.write("0")


def limit(limits):
    """Bound what the kernel may use."""
    for name, value in (
        ("AS", limits["memory"]),
        ("NPROC", limits["processes"]),
        ("FSIZE", limits["file"]),
        ("CPU", limits["cpu"]),
        ("NOFILE", 1024),
        ("CORE", 0),
    ):
        resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (value, value))


class _Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


def drop_capabilities():
    """Give up every capability, for good."""
    for number in range(64):
        LIBC.prctl(DROP_BOUNDING, number, 0, 0, 0)
    LIBC.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    header, none = _Header(CAPABILITIES_V3, 0), (ctypes.c_uint32 * 6)()
    check(LIBC.capset(ctypes.byref(header), none), "capset")


def close_all_but(*kept):
    """Close every file that the parent had open."""
    for name in os.listdir("/proc/self/fd"):
        if int(name) > 2 and int(name) not in kept:
            with contextlib.suppress(OSError):
                os.close(int(name))


def run_kernel(ready):
    """Become an IPython kernel; `ready` is written once its sockets are bound."""
    import course_answers
    from ipykernel.kernelapp import IPKernelApp

    os.setsid()
    os.chdir("/scratch")
    # What lies beside the notebook is the student's own
    for name in os.listdir("/room/files") if os.path.isdir("/room/files") else []:
        with open(f"/room/files/{name}", "rb") as source, open(name, "wb") as target:
            target.write(source.read())
    os.environ.update(
        HOME="/scratch",
        TMPDIR="/scratch/tmp",
        IPYTHONDIR="/scratch/.ipython",
        MPLCONFIGDIR="/scratch/.matplotlib",
        XDG_CACHE_HOME="/scratch/.cache",
        TORCH_HOME="/scratch/.torch",
    )
    app = IPKernelApp.instance(log_level=50)
    # The kernel sleeps after each cell, so that its output comes first: it does anyway here
    calm = ["--HistoryManager.enabled=False", "--IPythonKernel._execute_sleep=0"]
    app.initialize(["-f", "/room/kernel.json", *calm])
    # In a cell, as in a program: IPython's own would end the kernel when the cell is done
    app.shell.user_ns["exit"] = app.shell.user_ns["quit"] = sys.exit
    course_answers.remember()
    gc.freeze()  # as in `warm_up`: forks share what is there
    os.write(ready, b"1")
    os.close(ready)
    app.start()


def try_walls(names, ready):
    """Try what student code must not do, and write the first thing that succeeded."""
    found = []
    with contextlib.suppress(OSError):
        socket.create_connection(("1.1.1.1", 53), 0.3)
        found.append("the network is reachable")
    for folder in ("/", "/usr", "/rooms", "/inside", sys.prefix):
        with contextlib.suppress(OSError), open(f"{folder}/try", "w"):
            found.append(f"{folder} can be written")
    if os.listdir("/rooms"):
        found.append("other students' rooms can be seen")
    if len([name for name in os.listdir("/proc") if name.isdigit()]) > 2:
        found.append("other processes can be seen")
    if set(os.environ) - {*names, "PWD", "LC_CTYPE"}:
        found.append("the environment is passed on")
    os.write(ready, (found[0] if found else "tight").encode())


def first_process(request, ready):
    """Furnish the namespaces, start the kernel, seal its room, wait, and end everything."""
    LIBC.prctl(DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    furnish(request["room"], request["limits"])
    bound, tell = os.pipe()
    kernel = os.fork()
    if kernel == 0:
        LIBC.prctl(SET_DUMPABLE, 1, 0, 0, 0)
        limit(request["limits"])
        drop_capabilities()
        if request["op"] == "leak":
            try_walls(request["names"], tell)
            os._exit(0)
        close_all_but(tell)
        run_kernel(tell)
        os._exit(0)
    os.close(tell)
    said = os.read(bound, 200)
    with contextlib.suppress(OSError):
        mount("none", "/room", "", REMOUNT | BIND | RDONLY | NOSUID | NODEV)
    os.write(ready, said or b"0")
    watch(kernel, request["limits"]["memory"])


def watch(kernel, most):
    """Reap processes, and end with the kernel, or when all together hold too much memory."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    while not held_above(most):
        signal.sigtimedwait({signal.SIGCHLD}, LOOK)
        pid = -1
        while pid:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == kernel:
                os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    os._exit(TOO_MUCH)


def held_above(most):
    """Whether the processes of these namespaces hold more bytes than that, which no file backs.

    What forks share counts for each of them at first; the exact figure takes longer.
    """
    pids = [name for name in os.listdir("/proc") if name.isdigit() and name != "1"]
    return sum_above(map(rough_share, pids), most) and sum_above(map(exact_share, pids), most)


def sum_above(parts, most):
    """Whether a sum is larger; no more parts are asked for than that takes."""
    held = 0
    for part in parts:
        held += part
        if held > most:
            return True
    return False


def rough_share(pid):
    """Bytes that a process holds and no file backs, shared or not; 0 once it has ended."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        with open(f"/proc/{pid}/statm") as file:
            words = file.read().split()
        return (int(words[1]) - int(words[2])) * resource.getpagesize()
    return 0


def exact_share(pid):
    """The same; of a page that several processes hold, each one's part."""
    try:
        with open(f"/proc/{pid}/smaps_rollup") as file:
            parts = dict(line.split(":", 1) for line in file if ":" in line)
        return sum(int(parts[kind].split()[0]) for kind in ("Pss_Anon", "Pss_Shmem")) * 1024
    except (OSError, KeyError):  # an old kernel has none of this
        return rough_share(pid)


def keep(request, ready):
    """Hold the namespaces' first process, and end as it does."""
    os.setsid()
    close_all_but(ready)
    LIBC.prctl(DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    try:
        new_spaces()
        first = os.fork()
        if first == 0:
            first_process(request, ready)
        os.write(ready, f"{first} ".encode())
        os._exit(os.waitstatus_to_exitcode(os.waitpid(first, 0)[1]) & 0xFF)
    except BaseException as error:
        os.write(ready, f"error {error}".encode())
        os._exit(1)


class Parent:
    """The kernels that run, and the requests about them."""

    def __init__(self, channel):
        self.channel = channel
        self.first = {}  # keeper's process id -> that of its namespaces' first process
        self.codes = {}

    def start(self, request):
        """Fork a kernel; answer when its sockets are bound."""
        said, ready = os.pipe()
        keeper = os.fork()
        if keeper == 0:
            try:
                self.channel.close()
                keep(request, ready)
            finally:
                os._exit(1)
        os.close(ready)
        text = b""
        while piece := os.read(said, 500):
            text += piece
            if request["op"] == "start" and text.endswith((b" 1", b" 0")):
                break
        os.close(said)
        words = text.decode(errors="replace").split(" ", 1)
        if len(words) == 2 and words[0].isdigit():
            self.first[keeper] = int(words[0])
        return {"pid": keeper, "said": words[-1] if words else ""}

    def reap(self):
        """Note which kernels have ended."""
        with contextlib.suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if pid == 0:
                    return
                self.codes[pid] = os.waitstatus_to_exitcode(status)
                self.first.pop(pid, None)

    def kill(self, pid):
        """End a kernel and whatever it started."""
        for each in (self.first.get(pid), pid):
            with contextlib.suppress(ProcessLookupError, TypeError):
                os.kill(each, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            self.codes[pid] = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        self.first.pop(pid, None)

    def answer(self, request):
        """Do what a request asks."""
        self.reap()
        if request["op"] == "import":
            warm_up(request["names"])
            return {}
        if request["op"] in ("start", "leak"):
            return self.start(request)
        if request["op"] == "kill" and request["pid"] not in self.codes:
            self.kill(request["pid"])
        return {"code": self.codes.get(request["pid"])}

    def serve(self):
        """Answer requests until the socket closes."""
        while True:
            select.select([self.channel], [], [])
            packet = self.channel.recv(PACKET)
            if not packet:
                return
            try:
                reply = self.answer(json.loads(packet))
            except Exception as error:
                reply = {"error": f"{type(error).__name__}: {error}"}
            self.channel.send(json.dumps(reply).encode())


def warm_up(names):
    """Import modules for all kernels to come; what cannot be, a lesson's own cell says."""
    gc.disable()  # hardly anything that an import makes is garbage, and it makes a million objects
    for name in names:
        with contextlib.suppress(Exception):
            __import__(name)
    # What is imported stays: a kernel's collector would copy all its pages to find that out
    gc.freeze()
    gc.enable()


def main():
    """Warm up, say so, serve."""
    channel = socket.socket(fileno=int(sys.argv[1]))
    channel.set_inheritable(False)
    options = json.loads(sys.argv[2])
    hide_from_children()
    sys.path[:0] = ["/inside", *options["path"]]
    warm_up(options["preload"])
    channel.send(json.dumps({"ready": True}).encode())
    Parent(channel).serve()


if __name__ == "__main__":
    main()
