"""Text out of files that other people's programs wrote: UTF-8 or UTF-16, with or without a mark."""

from __future__ import annotations

MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}


def encoding_of(data: bytes) -> str:
    r"""The name of the encoding that a text's first bytes show.

    UTF-16 comes without its mark, too; then every other byte of what begins a file is zero.

    >>> encoding_of(b"\xff\xfea\x00"), encoding_of(b"{\x00}\x00"), encoding_of(b"{}")
    ('utf-16', 'utf-16-le', 'utf-8')
    """
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return encoding
    if len(data) > 3 and not data[1] and not data[3] and data[0] and data[2]:
        return "utf-16-le"
    if len(data) > 3 and not data[0] and not data[2] and data[1] and data[3]:
        return "utf-16-be"
    return "utf-8"


def is_unicode(data: bytes) -> bool:
    """Whether these bytes are a text whose letters are known for sure."""
    try:
        decoded(data)
    except UnicodeError:
        return False
    return True


def decoded(data: bytes, errors: str = "strict") -> str:
    r"""The text in these bytes, without its byte order mark.

    >>> decoded("é".encode("utf-16"))
    'é'

    Raises:
        UnicodeError: they hold none.
    """
    return data.decode(encoding_of(data), errors)
