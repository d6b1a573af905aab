"""Attempts on the walls, made where a student's kernel would run: what each saw.

`sandbox/standing.py` asks for them before a class is graded, and `make sandbox` prints them.
"""

import codecs
import contextlib
import ctypes
import errno
import itertools
import json
import mmap
import os
import resource
import signal
import socket
import sys
import time

import course_held
import course_walls

OWN = ("/scratch", "/dev/shm", "/proc", "/dev/pts", "/dev/null", "/dev/zero", "/dev/full")
OWN += ("/dev/random", "/dev/urandom", "/dev/tty")
PIECE = 16 << 20
VSOCK = 40
READ, SESSION, KEYS = 11, -3, 4096  # from <linux/keyctl.h>, and bytes of keys' numbers
PATIENCE = 10  # seconds in which something must have ended it
CALLS = {  # system calls that the filter closes, by number on every machine that has them
    "io_uring_setup": 425,
    "memfd_secret": 447,
    "quotactl_fd": 443,
    "fsopen": 430,
}


def network(asked):
    """It reaches nothing over the network."""
    try:
        socket.create_connection(("1.1.1.1", 53), 0.3).close()
    except OSError as error:
        return True, f"a connection gave: {error.strerror or error}"
    return False, "the network is reachable"


def unseen(asked):
    """It sees nothing of the course but utils and data, and nothing of yours."""
    seen = [path for path in asked["unseen"] if os.path.lexists(path)]
    if seen:
        return False, f"{seen[0]} can be seen"
    return True, f"none of {len(asked['unseen'])} places is there"


def writing(asked):
    """It writes nowhere but into its scratch folder."""
    with open("/proc/self/mountinfo") as file:
        mounts = [line.split()[4:6] for line in file]
    for folder, options in mounts:
        folder = codecs.escape_decode(folder)[0].decode()
        mine = folder in OWN or folder.startswith("/proc/")
        if not mine and "ro" not in options.split(",") and os.access(folder, os.W_OK):
            return False, f"{folder} can be written"
    for folder in ("/", "/usr", "/dev", "/rooms", "/room", "/inside", sys.prefix):
        with contextlib.suppress(OSError), open(f"{folder}/try", "w"):
            return False, f"{folder} can be written"
    return True, f"of {len(mounts)} mounts no other took a file"


def others(asked):
    """It sees no other student's process, room or terminal."""
    if rooms := os.listdir("/rooms"):
        return False, f"{len(rooms)} other students' rooms can be seen"
    pids = [name for name in os.listdir("/proc") if name.isdigit()]
    if len(pids) > 2:
        return False, "other processes can be seen"
    if terminals := [name for name in os.listdir("/dev/pts") if name.isdigit()]:
        return False, f"{len(terminals)} other terminals can be seen"
    return True, f"{len(pids)} processes, both its own"


def environment(asked):
    """It finds nothing of your environment, umask and working folder."""
    more = sorted(set(os.environ) - {*asked["names"], "PWD", "LC_CTYPE"})
    if more:
        return False, f"the environment is passed on: {more[0]}"
    umask = os.umask(course_walls.UMASK)
    if umask != course_walls.UMASK or os.getcwd() != "/":
        return False, f"the umask is {umask:03o} and the folder {os.getcwd()}"
    return True, f"{len(os.environ)} settings of its own, umask {umask:03o}"


def descriptors(asked):
    """It holds no open file of the grader's."""
    held = []
    for number in map(int, os.listdir("/proc/self/fd")):
        with contextlib.suppress(OSError):  # the list's own
            place = os.readlink(f"/proc/self/fd/{number}")
            if place != "/dev/null" and number != asked["told"]:
                held.append(place)
    return (False, f"{held[0]} is open") if held else (True, "/dev/null, and nothing else")


def keys(asked):
    """It finds no key of your session, and leaves none."""
    with contextlib.suppress(OSError), open("/proc/keys") as file:
        if found := file.readlines():
            return False, f"{len(found)} keys of others can be seen"
    names = ctypes.create_string_buffer(KEYS)
    size = course_walls.LIBC.syscall(course_walls.KEYCTL, READ, SESSION, names, KEYS)
    if size < 0:
        return True, f"asking for keys gave: {os.strerror(ctypes.get_errno())}"
    return size == 0, f"{size // 4} keys in its session"


def rights(asked):
    """It holds no capability, and can get none."""
    with open("/proc/self/status") as file:
        lines = dict(line.split(":", 1) for line in file)
    sets = ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")
    if held := [name for name in sets if int(lines[name], 16)]:
        return False, f"{held[0]} is not empty"
    if int(lines["NoNewPrivs"]) != 1:
        return False, "a program can give it more rights"
    return True, f"user {os.getuid()}, no capability"


def spaces(asked):
    """It cannot make namespaces of its own."""
    if course_walls.LIBC.unshare(0x10000000) == 0:
        return False, "it made a user namespace"
    return True, f"unshare gave: {os.strerror(ctypes.get_errno())}"


def calls(asked):
    """It makes no system call that lessons do not need."""
    made = []
    for name, number in CALLS.items():
        done = course_walls.LIBC.syscall(number, 0, 0, 0) >= 0
        if done or ctypes.get_errno() not in (errno.EPERM, errno.ENOSYS):
            made.append(name)
    with contextlib.suppress(OSError), socket.socket(VSOCK, socket.SOCK_STREAM):
        made.append("a socket to the machine's host")
    with open("/proc/self/status") as file:
        filtered = "Seccomp:\t2" in file.read()
    if not filtered:
        return False, "no filter: libseccomp is not installed"
    return (False, f"{made[0]} was allowed") if made else (True, f"{len(CALLS) + 1} were refused")


def limits(asked):
    """Its memory, time, processes, open files and sizes of files are limited."""
    wanted = asked["limits"]
    pairs = (("AS", "memory"), ("NPROC", "processes"), ("FSIZE", "file"), ("CPU", "cpu"))
    for name, key in (*pairs, ("NOFILE", "descriptors")):
        most = wanted[key] + (course_walls.SPARE if name == "AS" else 0)
        if max(resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))) > most:
            return False, f"more {key} can be had than {wanted[key]}"
    for folder, most in (("/scratch", wanted["scratch"]), ("/dev/shm", 64 << 20)):
        room = os.statvfs(folder)
        size, names = room.f_blocks * room.f_frsize, room.f_files
        if size > most + room.f_frsize or not 0 < names <= wanted["inodes"]:
            return False, f"{folder} takes {size >> 20} MB in {names} files"
    return True, f"{wanted['memory'] >> 20} MB, {wanted['processes']} processes"


ALL = (
    *(network, unseen, writing, others, environment, descriptors, keys, rights, spaces, calls),
    limits,
)


def run(asked, tell):
    """Try all walls, and write what each saw as a line of JSON.

    Args:
        asked: the request, and under "told" the number that `tell` has.
        tell: where to.
    """
    for trial in ALL:
        try:
            holds, saw = trial(asked)
        except Exception as error:
            holds, saw = False, f"it could not be tried: {error}"
        line = {"wall": trial.__name__, "what": trial.__doc__, "holds": holds, "saw": saw}
        os.write(tell, json.dumps(line).encode() + b"\n")


# What each holds more of than it may; all would go on until they are ended


def own_pages(most):
    """Pages of its own, in many processes."""
    held = []
    for _ in range(most * 2 // PIECE):
        if os.fork() == 0:
            held.append(bytearray(b"x") * PIECE)
            signal.pause()


def shared_pages(most):
    """Pages that processes share."""
    held = []
    for _ in range(most * 2 // PIECE):
        if os.fork() == 0:
            held.append(mmap.mmap(-1, PIECE))
            held[-1].write(b"x" * PIECE)
            signal.pause()


def unmapped_pages(most):
    """Pages that a process shares and maps no more, but for the first of each piece."""
    held, libc = [], course_walls.LIBC
    libc.mmap.restype = ctypes.c_void_p
    while True:
        start = libc.mmap(None, ctypes.c_size_t(PIECE), 3, 0x21, -1, ctypes.c_long(0))
        ctypes.memset(start, 1, PIECE)
        libc.munmap(ctypes.c_void_p(start + 4096), ctypes.c_size_t(PIECE - 4096))
        held.append(start)


def in_sockets(most):
    """What waits in sockets."""
    held = []
    while True:
        if os.fork() == 0:
            with contextlib.suppress(OSError):
                while True:
                    held.append(socket.socketpair())
                    for one in held[-1]:
                        one.setblocking(False)
                        with contextlib.suppress(BlockingIOError):
                            while True:
                                one.send(bytes(1 << 15))
            signal.pause()


def processes(most):
    """Processes, each of which waits."""
    while True:
        try:
            waits = os.fork() == 0
        except OSError:
            os._exit(course_held.TOO_MUCH)
        if waits:
            signal.pause()


def files(most):
    """Empty files."""
    with contextlib.suppress(OSError):
        for number in itertools.count():
            open(f"/scratch/{number}", "w").close()
    os._exit(course_held.TOO_MUCH)


EATERS = (own_pages, shared_pages, unmapped_pages, in_sockets, processes, files)


def eat(asked):
    """Hold more than it may, until somebody or something ends this."""
    with contextlib.suppress(OSError):
        {each.__name__: each for each in EATERS}[asked["eat"]](asked["limits"]["memory"])
    time.sleep(PATIENCE)
