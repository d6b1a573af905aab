"""The house rules of a lesson's text: plain, short, and a picture said in words."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from nbformat import NotebookNode

from grading.authoring.guide import Finding, rule

WORDS = 80
FILLERS = re.compile(r"\b(just|simply|obviously)\b", re.IGNORECASE)
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]")
# What may begin small: a label of the picture before a colon, an array's name before its shape
LABEL = re.compile(r"[^;]*:|\S+ of shape ")
HEADER = re.compile(r"(?m)^\|(.*)\|[ \t]*\n\|[-:| ]+\|[ \t]*$")
FORMULA_ALONE = re.compile(r"\s*(\$[^$]*\$)?\s*")
NO_VERBS = {"the", "a", "an", "introduction", "overview", "summary", "conclusion"}


def prose(source: str) -> str:
    """Markdown without code, formulas, links' addresses, HTML tags and marker lines."""
    text = re.sub(r"(?ms)^```.*?^```", "", source)
    text = re.sub(r"(?s)\$\$.*?\$\$", " formula ", text)
    text = re.sub(r"\$[^$\n]+\$|`[^`\n]*`", " x ", text)
    text = re.sub(r"\]\([^)]*\)|<[^>]+>|!(?=\[)", "", text)
    return "\n".join(line for line in text.splitlines() if not line.startswith("###  "))


@rule(
    "No emoji.",
    "None of the words “just”, “simply”, “obviously”.",
    "No exclamation mark in text.",
)
def prose_is_plain(nb: NotebookNode) -> Iterator[Finding]:
    """No emoji, no exclamation marks, no filler words."""
    for cell in nb.cells:
        if EMOJI.search(cell.source):
            yield cell.id, "an emoji; say it in words"
        if cell.cell_type != "markdown":
            continue
        text = prose(cell.source)
        for filler in FILLERS.findall(text):
            yield cell.id, f"the word {filler!r} talks down to a reader who is stuck; cut it"
        if re.search(r"!(?!=)", text):
            yield cell.id, "an exclamation mark; let the content be exciting"


@rule(
    f"A paragraph has at most {WORDS} words.",
    "Each sentence stands on a line of its own.",
)
def paragraphs_are_short(nb: NotebookNode) -> Iterator[Finding]:
    """Short paragraphs, a sentence a line."""
    for cell in nb.cells:
        if cell.cell_type != "markdown":
            continue
        text = prose(cell.source)
        for paragraph in _paragraphs(text):
            count = len(paragraph.split())
            if count > WORDS:
                yield cell.id, f"a paragraph of {count} words; {WORDS} at most"
        if "references" in cell.id:
            continue
        for line in text.splitlines():
            if not line.lstrip().startswith("|") and re.search(r"[a-z)][.?] +[A-Z][a-z]+ ", line):
                yield cell.id, f"two sentences on one line: {line.strip()[:60]!r}"


def _paragraphs(text: str) -> Iterator[str]:
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        starts = re.match(r"\s*([-*|#>]|\d+\.)", line)
        if (not line.strip() or starts) and lines:
            yield " ".join(lines)
            lines = []
        if line.strip() and not line.lstrip().startswith("|"):
            lines.append(line)


@rule(
    "A heading begins with a verb, as in “Stack neurons into a layer”, and not with an article "
    "or a word like “overview”."
)
def headings_are_verbs(nb: NotebookNode) -> Iterator[Finding]:
    """A heading says what is done: it does not begin with an article or a bare noun's number."""
    for cell in nb.cells:
        if cell.cell_type != "markdown":
            continue
        for heading in re.findall(r"(?m)^#{2,4} +(\S.*)$", prose(cell.source)):
            if heading.split()[0].lower() in NO_VERBS:
                yield cell.id, f"heading {heading!r}: begin with a verb, as in “Stack neurons”"


@rule("No header cell of a table in text is empty, or a formula alone.")
def tables_have_headers(nb: NotebookNode) -> Iterator[Finding]:
    """A screen reader tells a cell by its header, and finds no words in a formula of JupyterLab."""
    for cell in nb.cells:
        for header in HEADER.findall(cell.source) if cell.cell_type == "markdown" else ():
            if any(FORMULA_ALONE.fullmatch(name) for name in header.split("|")):
                yield (
                    cell.id,
                    f"an empty header, or a formula alone, in the table | {header.strip()} |: give "
                    "it a word, or write the letter itself, as in z or ŷ",
                )


@rule("Every image has alt text, and a cell displays its pictures with `utils.show`.")
def pictures_have_alt_text(nb: NotebookNode) -> Iterator[Finding]:
    """Every image, in prose and in outputs, says what it shows."""
    for cell in nb.cells:
        said, text = "", cell.source if cell.cell_type == "markdown" else ""
        if re.search(r"!\[\s*\]", text) or _img_without_alt(text):
            said = "an image without alt text; say in a sentence what it shows"
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            bare = any(kind.startswith("image/") for kind in data)
            if bare or _img_without_alt(data.get("text/html", "")):
                said = "a picture without alt text; display it with utils.show"
        if said:
            yield cell.id, said


def _img_without_alt(text: str) -> bool:
    tags = re.findall(r"<img\b[^>]*>", text)
    return any(not re.search(r'\balt="[^"]*[^"\s][^"]*"', tag) for tag in tags)


@rule(
    "Each sentence of an alt text begins with a capital, but for a label before a colon and an "
    "array's name before “of shape”."
)
def alt_texts_are_sentences(nb: NotebookNode) -> Iterator[Finding]:
    """What is read out in a picture's place reads like other text."""
    for cell in nb.cells:
        for alt in _alt_texts(cell):
            for sentence in re.split(r"(?<=[.!?])\s+", alt.strip()):
                if sentence[:1].islower() and not LABEL.match(sentence):
                    yield cell.id, f"a sentence of its alt text begins small: {sentence[:60]!r}"


def _alt_texts(cell: NotebookNode) -> Iterator[str]:
    texts = [str(output.get("data", {}).get("text/html", "")) for output in cell.get("outputs", [])]
    if cell.cell_type == "markdown":
        yield from re.findall(r"!\[([^\]]*)\]", cell.source)
        texts = [cell.source]
    for text in texts:
        yield from map(html.unescape, re.findall(r'<img\b[^>]*\balt="([^"]*)"', text))
