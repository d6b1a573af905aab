"""What a file is that was handed in for a notebook and is none, told by how it begins."""

from __future__ import annotations

import re

from grading.course.encodings import decoded

BEGIN = 4_096  # bytes, which tell what a file is
NOTEBOOK = re.compile(r'\s*\{\s*"(?:cells|metadata|nbformat|nbformat_minor|worksheets)"\s*:')
ARCHIVE = "an archive or a document of an office program", "ask for the .ipynb file alone"
PICTURE = "a picture", "ask for the .ipynb file itself"
PDF = "a PDF", "ask for the .ipynb file itself"
SIGNS = {
    b"%PDF": PDF,
    b"PK\x03\x04": ARCHIVE,
    b"\xd0\xcf\x11\xe0": ARCHIVE,
    b"{\\rtf": ARCHIVE,
    b"\x1f\x8b": ARCHIVE,
    b"7z\xbc\xaf": ARCHIVE,
    b"Rar!": ARCHIVE,
    b"\x89PNG": PICTURE,
    b"\xff\xd8\xff": PICTURE,
}
# Of a text: a pattern, matched where it begins, what that is, and what to do. Possessive, so that
# no student's text makes them try without end
WRITTEN = {
    r"(?:<\?xml[^>]*+>|<!--(?:(?!-->).)*+-->|\s++)*+<(?:!doctype html|html|head|body)\b": (
        "a saved web page",
        "ask for the .ipynb file itself, which Jupyter saves with File, Download",
    ),
    r'\{(?=[^{}]*"(?:doc_id|resource_id|url)"\s*:\s*")[^{}]*\}\s*$'
    r"|https?://\S+\s*$|\[InternetShortcut\]|<(?:\?xml|plist).*<key>URL</key>": (
        "a link and holds no work",
        "ask for the file: in Colab, File, Download, Download .ipynb",
    ),
    r"version https://git-lfs": ("a pointer of Git LFS", "ask for the file that it stands for"),
    r"(?![{\[<])(?:.*\n)?(?:#!.*python|# (?:%%|In ?\[|coding:|-\*- coding)"
    r"|import \w+(?: as \w+)?\s*\n|from [\w.]+ import |def \w+\(|class \w+[(:])": (
        "Python code without cells",
        "ask for the .ipynb file, which has the cells that are graded",
    ),
}


def begins_as_notebook(begin: bytes) -> bool:
    """Whether a file's first bytes are those of a notebook, whatever its name is."""
    return bool(NOTEBOOK.match(decoded(begin, errors="ignore")))


def what_it_is(begin: bytes) -> str:
    """What a file's first bytes show it to be, and what to do; empty for what nobody knows.

    >>> what_it_is(b"%PDF-1.7")
    'a PDF: ask for the .ipynb file itself'
    """
    for sign, words in SIGNS.items():
        if begin.startswith(sign):
            return ": ".join(words)
    text = decoded(begin[:BEGIN], errors="ignore").lstrip()
    for pattern, words in WRITTEN.items():
        if re.match(pattern, text, re.IGNORECASE | re.DOTALL):
            return ": ".join(words)
    return ""
