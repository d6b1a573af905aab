"""What trying a lesson's bank gave, kept by content, so that nothing is tried twice.

`.cache/bank/NN-what-KEY.json`: the key is a hash of everything that the result is made from: the
bank, the lesson, the questions, all of our code that these run, and the versions of Python, NumPy
and PyTorch. What has a fault is never kept: a machine that is too busy may have made it.

Where two processes want the same at one time, as `make check` and a `make build` beside it, one of
them makes it, and the other waits.
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

from grading import ROOT
from grading.authoring.stamp import code_of, modules_used
from grading.bank import bank_file
from grading.lesson.masters import read_solution
from utils.storage.one_step import write_text

SHIPPED, TRIED = "shipped", "tried"
ALWAYS = "import utils.checks\nimport utils.checking.recognise\n"


def _sources(lesson: str, what: str, root: Path) -> Iterator[Path]:
    """The files, besides the lesson, that decide what comes out."""
    bank = root / bank_file(lesson)
    yield bank
    for path in (root / "grading" / "bank").glob("*.py"):
        if not re.fullmatch(r"lesson_\d+", path.stem):
            yield path
    if what == SHIPPED:
        yield from (root / "grading" / "bank").glob("*.toml")
    yield from (root / "grading" / "lesson").glob("*.py")
    text = bank.read_text(encoding="utf-8") if bank.exists() else ""
    # The bank's answers are texts: whatever they name counts
    named = "\n".join(f"import {name}" for name in set(re.findall(r"\butils(?:\.\w+)+", text)))
    questions = f"import utils.probes.lesson_{lesson[:2]}\n"
    code = "\n".join([ALWAYS, questions, named, code_of(read_solution(lesson, root))])
    for name in modules_used(code, root):
        yield root.joinpath(*name.split(".")).with_suffix(".py")
    known = root / "utils" / "probes"
    for path in (root / "utils").rglob("*.json"):
        # What ships is made here; what is tried reads it
        if what == TRIED or path.parent != known:
            yield path
    yield from (root / "data").glob("*.csv")


def key(lesson: str, what: str, root: Path = ROOT) -> str:
    """A hash of everything that decides what trying a lesson's bank gives.

    Args:
        lesson: such as "01_neurons".
        what: `SHIPPED` or `TRIED`.
        root: the project.
    """
    digest = hashlib.sha256()
    for package in ("numpy", "torch"):
        digest.update(f"{package} {version(package)}\n".encode())
    digest.update(f"{what} {platform.python_version()} {platform.machine()}\n".encode())
    for cell in read_solution(lesson, root).cells:
        digest.update(json.dumps([cell.id, cell.source, cell.metadata], sort_keys=True).encode())
    for path in sorted(set(_sources(lesson, what, root))):
        content = path.read_bytes() if path.exists() else b""
        name = path.relative_to(root).as_posix()
        digest.update(f"{name} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:24]


def keep(
    lesson: str,
    what: str,
    make: Callable[[], Any],
    is_sound: Callable[[Any], bool],
    *,
    part: str = "",
    root: Path = ROOT,
    key_of: Callable[[str, str, Path], str] | None = None,
) -> Any:
    """What `make()` gives, from the file where an earlier run kept it.

    Args:
        lesson: such as "01_neurons".
        what: `SHIPPED` or `TRIED`.
        make: gives plain data, as JSON holds it.
        is_sound: whether a result may be kept.
        part: what part of the lesson it is about, such as an exercise's id.
        root: the project.
        key_of: gives the key; `key` where it is None.
    """
    try:
        name = (key_of or key)(lesson, what, root)
    except Exception:  # a half-done lesson or bank: `make` says what is wrong with it
        return make()
    kind = "-".join(filter(None, [lesson[:2], what, part]))
    path = root / ".cache" / "bank" / f"{kind}-{name}.json"
    with suppress(OSError, ValueError):
        return json.loads(path.read_text(encoding="utf-8"))
    with _one_at_a_time(path.with_name(f"{kind}.lock")):
        with suppress(OSError, ValueError):  # another process may have made it meanwhile
            return json.loads(path.read_text(encoding="utf-8"))
        found = make()
        if is_sound(found):
            with suppress(OSError):  # a folder that cannot be written to: the next run tries again
                for old in path.parent.glob(f"{kind}-{'[0-9a-f]' * 24}.json"):
                    old.unlink(missing_ok=True)
                write_text(path, json.dumps(found))
        return found


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    """Wait while another process is inside; without a lock where there can be none."""
    stream = None
    with suppress(OSError, ImportError):
        import fcntl  # not on Windows

        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("w")
        fcntl.flock(stream, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if stream is not None:
            stream.close()
