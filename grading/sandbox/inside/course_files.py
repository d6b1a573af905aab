"""The learner's files as they were when a fork was made, and put back when its turn comes.

Forks share their sandbox's files: what a cell below deletes or writes anew would be gone in all.
"""

import contextlib
import os
import stat

MOST = 32_000_000  # bytes, of all files that a fork remembers; those beyond are as they are
MOST_FILES = 1_000
_texts = {}  # path -> (version, content): one copy, whichever forks know it


def version(path):
    """Size, time and rights of a file, which tell whether it is as it was; None for no file."""
    try:
        status = os.lstat(path)
    except OSError:
        return None
    known = status.st_size, status.st_mtime_ns, status.st_mode
    return known if stat.S_ISREG(status.st_mode) else None


def remember(top):
    """The files below a folder, but for hidden ones, and the folder that this process is in."""
    kept, left = {}, MOST
    for folder, folders, names in os.walk(top):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in (os.path.join(folder, name) for name in names):
            known = version(path)
            if known is None or known[0] > left or len(kept) >= MOST_FILES:
                continue
            with contextlib.suppress(OSError):
                if _texts.get(path, (None,))[0] != known:
                    with open(path, "rb") as file:
                        _texts[path] = known, file.read()
                kept[path] = _texts[path]
                left -= known[0]
    here = None
    with contextlib.suppress(OSError):
        here = os.getcwd()
    return kept, here


def put_back(remembered):
    """Write what is gone or changed since, where it was."""
    kept, here = remembered
    for path, (known, content) in kept.items():
        if version(path) != known:
            with contextlib.suppress(OSError):
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "wb") as file:
                    file.write(content)
                os.chmod(path, stat.S_IMODE(known[2]))
                os.utime(path, ns=(known[1], known[1]))
    with contextlib.suppress(OSError):
        if here:  # it may have been made anew
            os.chdir(here)
