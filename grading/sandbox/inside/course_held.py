"""How much memory a student's processes hold together, looked at from outside them.

The system's own limit is for one process. Counted are pages of each process's own, those that
processes share, and what sockets can hold for one another; files in memory have a size of their
own (`course_walls.furnish`), and what else could hold memory unseen the filter closes.
"""

import contextlib
import os
import resource
import signal

import course_walls

LOOK = 0.2  # seconds between two looks at how much memory is held
TOO_MUCH = 99  # exit code of a kernel that held too much
PART = 2  # no student needs more than one part of so many of the machine's memory
OWN = ("RssAnon", "RssShmem", "VmSwap", "VmPTE", "HugetlbPages")
SHARED = ("Pss_Anon", "Pss_Shmem", "SwapPss", "Shared_Hugetlb", "Private_Hugetlb")


def watch(kernel, most):
    """Reap processes, and end with the kernel, or when all together hold too much memory."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    most, at_first = min(most, machine() // PART), (count_sockets(), shared_by_all())
    size = course_walls.buffer_size()
    while not (
        held_above(most - (count_sockets() - at_first[0]) * size)
        or (shared_by_all() - at_first[1] > most and any(map(shares_unnamed, processes())))
    ):
        signal.sigtimedwait({signal.SIGCHLD}, LOOK)
        pid = -1
        while pid:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == kernel:
                os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    os._exit(TOO_MUCH)


def machine():
    """Bytes of memory that this machine has."""
    return os.sysconf("SC_PHYS_PAGES") * resource.getpagesize()


def processes():
    """The numbers of all processes here but the first, as text."""
    return [name for name in os.listdir("/proc") if name.isdigit() and name != "1"]


def held_above(most):
    """Whether the processes of these namespaces hold more bytes than that, which no file backs.

    What forks share counts for each of them at first; the exact figure takes longer.
    """
    pids = processes()
    return sum_above(map(rough_share, pids), most) and sum_above(map(exact_share, pids), most)


def sum_above(parts, most):
    """Whether a sum is larger; no more parts are asked for than that takes."""
    held = 0
    for part in parts:
        held += part
        if held > most:
            return True
    return held > most


def count_sockets():
    """How many sockets there are in these namespaces, also those that no process holds open."""
    with contextlib.suppress(OSError, ValueError, IndexError), open("/proc/net/sockstat") as file:
        return int(file.readline().split()[2])
    return 0


def shared_by_all():
    """Bytes of memory that processes of the whole machine share, mapped or not; 0 if unknown."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        return lines_of("/proc/meminfo", ("Shmem",))
    return 0


def shares_unnamed(pid):
    """Whether a process shares memory that has no file, most of which it may have unmapped.

    Such memory stays while any of it is mapped, and counts for nobody.
    """
    try:
        with open(f"/proc/{pid}/maps") as file:
            return any("/dev/zero" in line for line in file)
    except FileNotFoundError:
        return False  # it has ended
    except OSError:
        return True  # it lets nobody look


def lines_of(path, kinds):
    """Bytes that the lines of these kinds add up to in a file below /proc."""
    names = tuple(f"{kind}:" for kind in kinds)
    with open(path) as file:
        return sum(int(line.split()[1]) for line in file if line.startswith(names)) * 1024


def rough_share(pid):
    """Bytes that a process holds and no file backs, shared or not; 0 once it has ended."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        return lines_of(f"/proc/{pid}/status", OWN)
    return 0


def exact_share(pid):
    """The same; of a page that several processes hold, each one's part."""
    try:
        held = lines_of(f"/proc/{pid}/smaps_rollup", SHARED)
        return held + lines_of(f"/proc/{pid}/status", ("VmPTE",))
    except (OSError, ValueError, IndexError):  # an old kernel has none of this
        return rough_share(pid)
