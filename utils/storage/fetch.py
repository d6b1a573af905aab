"""Bring files to where they belong, checked, so that a half-written one is never used."""

from __future__ import annotations

import hashlib
import http.client
import os
import secrets
import time
import urllib.request
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

TIMEOUT = 10  # seconds without an answer before the next source is tried
BLOCK = 1 << 16  # bytes
BAR = 30  # characters
ABANDONED = 3600  # seconds after which a half-written file has lost its writer


class FetchError(Exception):
    """A file could not be brought; the message says what was tried."""


def intact(path: Path, md5: str) -> bool:
    """Whether `path` is a file with this MD5 (of bytes, as hexadecimal text)."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "md5").hexdigest() == md5


def _copy(source: Any, sink: BinaryIO, name: str) -> None:
    """Copy a stream; of a download, show on stdout how far it is.

    Raises:
        ValueError: it ended before the length that it announced.
    """
    headers = getattr(source, "headers", None)  # a file on disk has none, and no bar
    length = (headers or {}).get("Content-Length") or ""
    total, done, shown = int(length) if length.isdigit() else 0, 0, -1
    while block := source.read(BLOCK):
        sink.write(block)
        done += len(block)
        filled = BAR * min(done, total) // total if total else -1
        if filled > shown:
            shown, bar = filled, "█" * filled + "·" * (BAR - filled)
            print(f"\r{name}  {bar}  {done / 1e6:.1f} of {total / 1e6:.1f} MB", end="", flush=True)
    if shown >= 0:
        print()
    if done < total:
        raise ValueError("ended early")


def _sweep(target: Path) -> None:
    """Delete half-written files whose writer must be gone."""
    for part in target.parent.glob(f"{target.name}.*.part"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > ABANDONED:
                part.unlink()


def bring(open_source: Callable, target: Path, md5: str) -> str:
    """Write what `open_source()` gives to `target`, at once and only if it is right.

    The bytes go to a temporary name beside the target, which takes the target's name after
    its MD5 has been checked: an interruption leaves no file that looks finished. The temporary
    name is this call's own, so that two notebooks at once do not write into each other's.

    Returns:
        "" when the file is in place, else what went wrong.
    """
    part = target.with_name(f"{target.name}.{secrets.token_hex(6)}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with open_source() as source, part.open("wb") as sink:
            _copy(source, sink, target.name)
        if not intact(part, md5):
            return "is not the original file"
        os.replace(part, target)
    except (OSError, ValueError, http.client.HTTPException) as error:
        if intact(target, md5):  # another notebook was quicker, and may hold it open
            return ""
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
    _sweep(target)
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
