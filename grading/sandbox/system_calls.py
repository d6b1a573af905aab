"""Which system calls students' code may make: a filter that libseccomp writes.

The other walls hold without it; it closes parts of the kernel that no lesson needs, where faults
were found before, and what would hold memory or outlive a kernel without being counted.
"""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cache

# Each answers as on a kernel that lacks it or forbids it, so that programs take another way
CLOSED: dict[str, tuple[int, str]] = {
    "keys, which outlive a process": (errno.EPERM, "add_key request_key keyctl"),
    "work that the kernel does later, past this filter": (
        errno.ENOSYS,
        "io_uring_setup io_uring_enter io_uring_register",
    ),
    "other processes' memory and files": (
        errno.EPERM,
        "ptrace process_vm_readv process_vm_writev process_madvise pidfd_getfd kcmp",
    ),
    "programs in the kernel, and what watches it": (
        errno.EPERM,
        "bpf perf_event_open userfaultfd fanotify_init lookup_dcookie syslog",
    ),
    "mounts": (
        errno.EPERM,
        "mount umount2 pivot_root chroot open_tree move_mount fsopen fsconfig fsmount fspick "
        "mount_setattr swapon swapoff quotactl quotactl_fd name_to_handle_at open_by_handle_at",
    ),
    "namespaces": (errno.EPERM, "unshare setns"),
    "the machine": (
        errno.EPERM,
        "reboot kexec_load kexec_file_load init_module finit_module delete_module acct sethostname "
        "setdomainname settimeofday clock_settime clock_settime64 clock_adjtime adjtimex iopl "
        "ioperm modify_ldt vhangup uselib nfsservctl _sysctl sysfs ustat",
    ),
    "memory that no process is seen to hold": (
        errno.ENOSYS,
        "memfd_create memfd_secret vmsplice shmget msgget semget mq_open remap_file_pages",
    ),
    "filters and rules of a program's own": (
        errno.ENOSYS,
        "seccomp landlock_create_ruleset landlock_add_rule landlock_restrict_self",
    ),
    "words beside a file, as large as files": (
        errno.EOPNOTSUPP,
        "setxattr lsetxattr fsetxattr",
    ),
    # Its flags lie in memory, where no filter sees them; libraries take `clone` then
    "processes in namespaces of their own": (errno.ENOSYS, "clone3"),
}
NEW_SPACES = (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000)
TERMINAL = (0x5412, 0x541C, 0x5423)  # type into it, its clipboard, its kind
UNIX, NETLINK, SOCKET = 1, 16, 1  # from <linux/socket.h>
FAMILIES = (UNIX, 2, 10, NETLINK)
LARGER, PROGRAMS = (7, 8, 32, 33), (26, 50, 51, 52)  # a socket's buffers, and filters in the kernel
# 462 is Linux 6.10's last; of what comes later, this list says nothing
LATER = range(463, 600)
TREE = 8  # SCMP_FLTATR_CTL_OPTIMIZE
OWN_FILTER = 22  # PR_SET_SECCOMP
SECRET_PROCESS = 4  # PR_SET_DUMPABLE: whose memory cannot be counted exactly


@cache
def program() -> bytes:
    """The filter, as the kernel takes it; empty where libseccomp is not installed."""
    try:
        import pyseccomp
    except (ImportError, OSError, RuntimeError):
        return b""
    made = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    with suppress(OSError):  # a tree is searched faster; an older libseccomp has none
        made.set_attr(TREE, 2)
    for number, call, arguments in _rules(pyseccomp.Arg, pyseccomp):
        known = isinstance(call, int) or pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, call) >= 0
        if known:
            made.add_rule(pyseccomp.ERRNO(number), call, *arguments)
    with tempfile.TemporaryFile() as file:
        made.export_bpf(file)
        file.seek(0)
        return file.read()


def _rules(arg: type, ops: object) -> Iterator[tuple[int, str | int, tuple]]:
    """Errors, calls, and what the calls' arguments must be for them."""
    for number, calls in CLOSED.values():
        yield from ((number, call, ()) for call in calls.split())
    yield from ((errno.ENOSYS, call, ()) for call in LATER)
    for flag in NEW_SPACES:
        yield errno.EPERM, "clone", (arg(0, ops.MASKED_EQ, flag, flag),)
    for command in TERMINAL:
        yield errno.EPERM, "ioctl", (arg(1, ops.MASKED_EQ, 0xFFFFFFFF, command),)
    for family in set(range(max(FAMILIES))) - {*FAMILIES}:
        yield errno.EAFNOSUPPORT, "socket", (arg(0, ops.EQ, family),)
    # The kernel reads 32 bits of what is compared in 64: whatever is larger is closed, too
    yield errno.EAFNOSUPPORT, "socket", (arg(0, ops.GT, max(FAMILIES)),)
    yield errno.EAFNOSUPPORT, "socket", (arg(0, ops.EQ, NETLINK), arg(2, ops.NE, 0))
    yield errno.EAFNOSUPPORT, "socketpair", (arg(0, ops.NE, UNIX),)
    for option in LARGER + PROGRAMS:
        where = arg(1, ops.MASKED_EQ, 0xFFFFFFFF, SOCKET)
        yield errno.EPERM, "setsockopt", (where, arg(2, ops.MASKED_EQ, 0xFFFFFFFF, option))
    secret = arg(0, ops.MASKED_EQ, 0xFFFFFFFF, SECRET_PROCESS)
    yield errno.EPERM, "prctl", (secret, arg(1, ops.NE, 1))
    yield errno.EPERM, "prctl", (arg(0, ops.MASKED_EQ, 0xFFFFFFFF, OWN_FILTER),)
    yield errno.EPERM, "personality", (arg(0, ops.NE, 0xFFFFFFFF),)


def number(name: str) -> int:
    """A system call's number on this machine.

    Raises:
        ImportError, RuntimeError: libseccomp, which knows them, is not installed.
    """
    import pyseccomp

    return pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name)
