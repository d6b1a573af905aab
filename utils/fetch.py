"""Bring files to where they belong, checked, so that a half-written one is never used."""

from __future__ import annotations

import hashlib
import http.client
import os
import shutil
import urllib.request
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

TIMEOUT = 10  # seconds without an answer before the next source is tried


class FetchError(Exception):
    """A file could not be brought; the message says what was tried."""


def intact(path: Path, md5: str) -> bool:
    """Whether `path` is a file with this MD5 (of bytes, as hexadecimal text)."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "md5").hexdigest() == md5


def bring(open_source: Callable, target: Path, md5: str) -> str:
    """Write what `open_source()` gives to `target`, at once and only if it is right.

    The bytes go to a temporary name beside the target, which takes the target's name after
    its MD5 has been checked: an interruption leaves no file that looks finished.

    Returns:
        "" when the file is in place, else what went wrong.
    """
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with open_source() as source, part.open("wb") as sink:
            shutil.copyfileobj(source, sink)
        if not intact(part, md5):
            return "is not the original file"
        os.replace(part, target)
    except (OSError, ValueError, http.client.HTTPException) as error:
        cause = getattr(error, "reason", None) or error  # urllib wraps what went wrong
        return str(getattr(cause, "strerror", None) or cause)
    finally:
        with suppress(OSError):
            part.unlink()
    return ""


def fetch(
    target: Path, md5: str, folders: Iterable[Path], mirrors: Iterable[str] | Callable
) -> str:
    """Make sure that `target` is there and intact.

    Args:
        target: where the file belongs; its name is its name at the sources too.
        md5: its checksum; a file with another one is replaced.
        folders: folders that may hold a copy, tried first.
        mirrors: addresses of folders on the web; a function that gives them is called only
            when they are needed.

    Returns:
        Where it came from: "" if it was there already, else the source.

    Raises:
        FetchError: no source had it, with the reasons as its message.
    """
    if intact(target, md5):
        return ""
    tried = []
    for folder in folders:
        copy = folder / target.name
        problem = bring(lambda copy=copy: copy.open("rb"), target, md5)
        if not problem:
            return str(folder)
        tried.append(f"{copy}: {problem}")
    for mirror in mirrors() if callable(mirrors) else mirrors:
        address = mirror.rstrip("/") + "/" + target.name
        problem = bring(
            lambda address=address: urllib.request.urlopen(address, timeout=TIMEOUT), target, md5
        )
        if not problem:
            return mirror
        tried.append(f"download: {problem}")
    raise FetchError("; ".join(dict.fromkeys(tried)) or "no source is known")
