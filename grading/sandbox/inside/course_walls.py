"""The inner wall: what a process gives up, step by step, until only a student's kernel is left.

The warm parent calls these; none of it runs student code.
"""

import base64
import contextlib
import ctypes
import errno
import os
import resource
import signal
import socket

LIBC = ctypes.CDLL(None, use_errno=True)
# From <linux/sched.h>, <linux/mount.h>, <linux/prctl.h>, <linux/seccomp.h> and <linux/keyctl.h>
NEW_SPACES = 0x10000000 | 0x00020000 | 0x20000000 | 0x08000000 | 0x04000000 | 0x40000000
RDONLY, NOSUID, NODEV, NOEXEC, REMOUNT, BIND, REC, PRIVATE = 1, 2, 4, 8, 32, 4096, 16384, 1 << 18
DIE_WITH_PARENT, SET_DUMPABLE, SET_SECCOMP, DROP_BOUNDING, NO_NEW_PRIVILEGES = 1, 4, 22, 24, 38
CAPABILITIES_V3 = 0x20080522
FILTER, SET_FILTER, AS_FAST = 2, 1, 4
JOIN_SESSION = 1
# The numbers of `keyctl` and `seccomp`, for which the C library has no function
NUMBERS = {"x86_64": (250, 317), "ppc64le": (271, 358), "s390x": (280, 348)}
KEYCTL, SECCOMP = NUMBERS.get(os.uname().machine, (219, 277))
# Of what the system counts for each user, in these namespaces
SPACES = ("user", "mnt", "net", "pid", "ipc", "uts", "cgroup", "time")
MOST = dict.fromkeys((f"{each}_namespaces" for each in SPACES), 0)
MOST |= {"inotify_instances": 16, "inotify_watches": 1024, "fanotify_groups": 0}
# What /proc tells of the whole machine that is nobody's business
OF_ALL = ("keys", "key-users", "kcore", "timer_list", "latency_stats", "sched_debug")
UMASK = 0o022  # whatever the instructor's is
SPARE = 64 << 20  # bytes beyond its limit in which a kernel can be asked what it holds (`kernels`)


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


def show_itself():
    """Let a process read what it is itself, which `hide_from_children` made root's."""
    LIBC.prctl(SET_DUMPABLE, 1, 0, 0, 0)


def end_with_parent():
    """Let this process end when the one that started it does."""
    LIBC.prctl(DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)


def keep_no_files(*kept):
    """Close every file that is open here, and have nothing to read from or to write to.

    Args:
        kept: numbers that stay open.
    """
    nothing = os.open("/dev/null", os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    for name in os.listdir("/proc/self/fd"):
        if int(name) > 2 and int(name) not in kept:
            with contextlib.suppress(OSError):
                os.close(int(name))


def forget_keys():
    """Hold a new, empty keyring; the instructor's, and a student's before, are out of reach.

    Raises:
        OSError: there is none to be had, and keys could be asked for all the same.
    """
    if LIBC.syscall(KEYCTL, JOIN_SESSION, None) < 0:
        number = ctypes.get_errno()
        if number not in (errno.ENOSYS, errno.EPERM):  # no such calls here, for nobody
            raise OSError(number, f"keyring: {os.strerror(number)}")


def new_spaces():
    """Move into namespaces of one's own, keeping the user's id."""
    user, group = os.getuid(), os.getgid()
    check(LIBC.unshare(NEW_SPACES), "unshare")
    show_itself()
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
    mount("proc", "/proc", "proc", NOSUID | NODEV | NOEXEC)
    for name in OF_ALL:
        with contextlib.suppress(OSError):
            mount("/dev/null", f"/proc/{name}", "", BIND)
    mount(f"/rooms/{room}", "/room", "", BIND)
    mount("tmpfs", "/rooms", "tmpfs", NOSUID | NODEV | RDONLY, "size=4k")
    size = f"size={limits['scratch']},nr_inodes={limits['inodes']},mode=700"
    mount("tmpfs", "/scratch", "tmpfs", NOSUID | NODEV, size)
    os.mkdir("/scratch/tmp")
    mount("tmpfs", "/dev/shm", "tmpfs", NOSUID | NODEV, f"size=64m,nr_inodes={limits['inodes']}")
    mount("devpts", "/dev/pts", "devpts", NOSUID | NOEXEC, "newinstance,ptmxmode=0666,max=64")
    for name, most in MOST.items():
        with contextlib.suppress(OSError), open(f"/proc/sys/user/max_{name}", "w") as file:
            file.write(str(most))


def seal(room="/room"):
    """Let nobody write into a kernel's room any more, once its sockets are there."""
    with contextlib.suppress(OSError):
        mount("none", room, "", REMOUNT | BIND | RDONLY | NOSUID | NODEV)


def limit(limits):
    """Bound what the kernel may use; where less is allowed already, that stays."""
    for name, value in (
        ("AS", limits["memory"]),
        ("NPROC", limits["processes"]),
        ("FSIZE", limits["file"]),
        ("CPU", limits["cpu"]),
        ("NOFILE", limits["descriptors"]),
        ("CORE", 0),
        ("MEMLOCK", 8 << 20),
        ("MSGQUEUE", 0),
        ("SIGPENDING", 4 * limits["processes"]),
        ("RTPRIO", 0),
        ("NICE", 0),
    ):
        kind = getattr(resource, f"RLIMIT_{name}")
        most = resource.getrlimit(kind)[1]
        hard = value + (SPARE if name == "AS" else 0)
        hard = hard if most == resource.RLIM_INFINITY else min(hard, most)
        resource.setrlimit(kind, (min(value, hard), hard))
    # Where the machine itself runs out of memory, the student's process is the one to go
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")


class _Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


def drop_capabilities():
    """Give up every capability, for good."""
    for number in range(64):
        LIBC.prctl(DROP_BOUNDING, number, 0, 0, 0)
    LIBC.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    header, none = _Header(CAPABILITIES_V3, 0), (ctypes.c_uint32 * 6)()
    check(LIBC.capset(ctypes.byref(header), none), "capset")


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.c_char_p)]


def filter_calls(text):
    """Load a filter of system calls, which everything that this process starts inherits.

    Args:
        text: the filter in base 64; empty where no library could write it.
    """
    if not text:
        return
    steps = base64.b64decode(text)
    made = ctypes.byref(_Program(len(steps) // 8, steps))
    # Older kernels slow every process with a filter down, against what it could do to itself
    if LIBC.syscall(SECCOMP, SET_FILTER, AS_FAST, made) == 0:
        return
    if LIBC.prctl(SET_SECCOMP, FILTER, made, 0, 0) != 0:
        number = ctypes.get_errno()
        if number not in (errno.EINVAL, errno.ENOSYS):  # a system without filters
            raise OSError(number, f"filter: {os.strerror(number)}")


def buffer_size():
    """Bytes that one socket can hold for another."""
    with socket.socket(socket.AF_UNIX) as one:
        return one.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF)
