"""The outer wall: bubblewrap's command line, and whether it stands on this machine."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from grading import ROOT
from grading.sandbox.unlabelled import covers

SAMPLE = 5  # files that stand for their folder
INSIDE = Path(__file__).resolve().parent / "inside"
NOBODY = 64009  # an id that owns nothing, when the instructor is root
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
SETTINGS = (
    "/etc/alternatives",
    "/etc/fonts",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/localtime",
)
# What every kernel that grades is told, behind walls or not
GRADED = {
    "NBGRADER_EXECUTION": "autograde",  # `utils.lesson.being_graded`: nothing trains
    # A fork can go on neither with a GPU nor with OpenMP's threads, however many code asks for
    "DEVICE": "cpu",
    "CUDA_VISIBLE_DEVICES": "",
    "OMP_THREAD_LIMIT": "1",
}
# All that students' code finds in its environment, but for the folders of its own
ENVIRONMENT = {
    **GRADED,
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "HOME": "/scratch",
    "TMPDIR": "/scratch",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONNOUSERSITE": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}


def linked_data() -> list[Path]:
    """Where links below data/ lead: MNIST may lie elsewhere, and must be seen from inside."""
    raw = ROOT / "data" / "MNIST" / "raw"
    places = (raw.parent, raw, *sorted(raw.glob("*")))
    return [path.resolve() for path in places if path.is_symlink() and path.exists()]


def seen() -> list[Path]:
    """What of the instructor's files students' code sees: Python, utils and data."""
    ours = (Path(sys.base_prefix), Path(sys.prefix), ROOT / "utils", ROOT / "data", *linked_data())
    return list(dict.fromkeys(ours))


def closed() -> list[Path]:
    """What of `seen`, or of ours inside, nobody but root can read, where root is the instructor."""
    if os.geteuid() != 0:
        return []
    places = [path for path in (*seen(), INSIDE) if path.exists()]
    return [path for path in places if not _open_to_all(path)]


def _open_to_all(folder: Path) -> bool:
    """Whether others may look into a folder, and read its first few files."""
    if folder.is_dir() and folder.stat().st_mode & 0o005 != 0o005:
        return False
    files = [each for each in folder.glob("*.*") if each.is_file()][:SAMPLE]
    return all(each.stat().st_mode & 0o004 for each in files)


def command(rooms: Path, program: list[str]) -> list[str]:
    """The command that runs `program` behind the outer wall.

    Args:
        rooms: the one folder that may be written; it appears as /rooms.
        program: the command, with paths as seen inside.
    """
    bwrap = shutil.which("bwrap") or "bwrap"
    wall = [bwrap, "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"]
    wall += ["--unshare-cgroup-try", "--die-with-parent", "--new-session", "--clearenv"]
    if os.geteuid() != 0:
        wall += ["--unshare-user"]
    wall += ["--perms", "0755", "--dir", "/etc"]
    for path in (*SYSTEM, *SETTINGS):
        if Path(path).is_symlink():
            wall += ["--symlink", os.readlink(path), path]
        else:
            wall += ["--ro-bind-try", path, path]
    for path in seen():
        if path.exists() and not path.is_relative_to("/usr"):
            for parent in reversed(path.parents[:-1]):  # bubblewrap's own would be closed to others
                wall += ["--perms", "0755", "--dir", str(parent)]
            wall += ["--ro-bind", str(path), str(path)]
    for place, cover in covers(rooms.parent / "unlabelled").items():
        for path in dict.fromkeys((Path("/usr"), *seen())):  # a linked folder shows it twice
            if place.is_relative_to(path.resolve()):
                shown = path / place.relative_to(path.resolve())
                wall += ["--ro-bind", str(cover), str(shown)]
    wall += ["--ro-bind", str(INSIDE), "/inside", "--bind", str(rooms), "/rooms"]
    wall += ["--proc", "/proc", "--dev", "/dev"]
    wall += ["--remount-ro", "/dev"]  # it belongs to the instructor, and all kernels share it
    wall += ["--dir", "/room"]
    wall += ["--perms", "1777", "--tmpfs", "/scratch", "--perms", "0755", "--dir", "/tmp"]
    wall += ["--chdir", "/", "--remount-ro", "/"]
    for name, value in ENVIRONMENT.items():
        wall += ["--setenv", name, value]
    if os.geteuid() == 0:
        who = ["--reuid", str(NOBODY), "--regid", str(NOBODY), "--clear-groups"]
        program = ["/usr/bin/setpriv", *who, "--inh-caps=-all", "--bounding-set=-all", *program]
        # What bubblewrap covers in root's /proc would forbid the inner wall a /proc of its own
        uncover = "umount /proc/sys /proc/sysrq-trigger /proc/irq /proc/bus 2>/dev/null"
        program = ["/bin/sh", "-c", f'{uncover}; exec "$@"', "sh", *program]
        wall += ["--cap-add", "ALL"]
    return [*wall, "--", *program]
