"""The site's sources: a folder of notebooks and Markdown that Sphinx reads."""

from __future__ import annotations

import re
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat.v4 import new_markdown_cell

from grading import ROOT, lesson_path, select_lessons
from grading.website.shown_lesson import shown_lesson

GUIDES = {
    "INSTRUCTORS.md": "teach",
    "hub/README.md": "hub",
    "CONTRIBUTING.md": "contribute",
    "SECURITY.md": "security",
}
PICTURES = ".github/images"
DOWNLOADS = "_downloads"  # a folder of the site that Sphinx copies as it is
KIT = "kit.zip"
ROW = re.compile(r"^\| (\d\d) [^|]*\|", re.MULTILINE)  # of the README's table of lessons
COLAB = "https://colab.research.google.com/github/{repository}/blob/{branch}/{path}"
BINDER = "https://mybinder.org/v2/gh/{repository}/{branch}?urlpath=lab/tree/{path}"


@dataclass(frozen=True)
class Home:
    """Where the course lies on the web, from `[tool.site]` in pyproject.toml.

    Attributes:
        repository: on GitHub, such as "someone/course"; "" where it lies nowhere yet.
        branch: whose notebooks are opened.
    """

    repository: str = ""
    branch: str = "main"

    def doors(self, path: str) -> list[str]:
        """Links that open a notebook elsewhere, in Markdown; none without a repository."""
        if not self.repository:
            return []
        here = {"repository": self.repository, "branch": self.branch, "path": path}
        return [
            f"[Open in Colab]({COLAB.format(**here)})",
            f"[Open in Binder]({BINDER.format(**here)})",
        ]


def home(root: Path = ROOT) -> Home:
    """Where the course lies on the web: the one place in which that is set."""
    path = root / "pyproject.toml"
    project = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return Home(**project.get("tool", {}).get("site", {}))


def write_sources(target: Path, wanted: str = "", root: Path = ROOT) -> list[str]:
    """Write everything that Sphinx reads into an empty folder.

    Args:
        target: the folder.
        wanted: which lessons, such as "00 01"; all when empty.
        root: the course's folder.

    Returns:
        The lessons, in order.
    """
    lessons, where = select_lessons(wanted, root), home(root)
    for lesson in lessons:
        _write_lesson(lesson, target, where, root)
    _write_mistakes(root / "notebooks" / "mistakes", target / "mistakes", lessons)
    for name, page in GUIDES.items():
        _copy_text(root / name, target / f"{page}.md")
    shutil.copytree(root / PICTURES, target / "images", dirs_exist_ok=True)
    start = (root / "README.md").read_text(encoding="utf-8")
    (target / "start.md").write_text(_start_page(start), encoding="utf-8")
    (target / "index.md").write_text(_index(start, lessons, where), encoding="utf-8")
    return lessons


def _write_lesson(lesson: str, target: Path, where: Home, root: Path) -> None:
    nb, path = shown_lesson(lesson, root), f"notebooks/{lesson}/{lesson}.ipynb"
    links = [_download("Download this lesson", f"../{DOWNLOADS}/{lesson}.ipynb")]
    links += where.doors(path)
    title = next(k for k, cell in enumerate(nb.cells) if cell.source.startswith("# "))
    line = new_markdown_cell(" · ".join(links), id="site-doors")
    nb.cells.insert(title + 1, line)
    (target / "lessons").mkdir(parents=True, exist_ok=True)
    nbformat.write(nb, target / "lessons" / f"{lesson}.ipynb")
    (target / DOWNLOADS).mkdir(exist_ok=True)
    shutil.copy(lesson_path("notebooks", lesson, root), target / DOWNLOADS)


def _download(words: str, address: str) -> str:
    """A link to a file of the site that is no page: Sphinx does not look for it."""
    return f'<a href="{address}" download>{words}</a>'


def _write_mistakes(source: Path, target: Path, lessons: list[str]) -> None:
    """The pages of mistakes; the list of them without those of lessons that are not shown."""
    for page in ("any", *lessons):
        _copy_text(source / f"{page}.md", target / f"{page}.md")
    lines = (source / "README.md").read_text(encoding="utf-8").splitlines(keepends=True)
    links = [(line, re.search(r"\]\((\w+\.md)\)", line)) for line in lines]
    shown = "".join(line for line, to in links if not to or (target / to[1]).exists())
    (target / "README.md").write_text(shown, encoding="utf-8")


def _copy_text(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(_with_links(source.read_text(encoding="utf-8")), encoding="utf-8")


def _with_links(text: str) -> str:
    """A text of the project's top, with the links to others of it leading to their pages."""
    for name, page in GUIDES.items():
        text = text.replace(f"]({name})", f"]({page}.md)")
    text = text.replace(f"]({PICTURES}/", "](images/")
    text = text.replace("](notebooks/mistakes/", "](mistakes/")
    return re.sub(r"\[([^\]]+)\]\(LICENSE(?:-CONTENT)?\)", r"\1", text)


def _start_page(readme: str) -> str:
    """The README as a page of its own, without its picture, which the first page has."""
    body = re.sub(r"^!\[.*\n\n?", "", readme, flags=re.MULTILINE)
    return _with_links(re.sub(r"\A# .*", "# Set up and begin", body))


def _index(readme: str, lessons: list[str], where: Home) -> str:
    """The first page: what the course is, its picture, its lessons with links."""
    head = readme.split("\n## ", 1)[0]
    table = readme.split("## The lessons\n", 1)[1].split("\n## ", 1)[0].strip()
    by_number = {lesson[:2]: lesson for lesson in lessons}

    def linked(row: re.Match) -> str:
        name = row[0].strip("| ")
        lesson = by_number.get(row[1])
        return f"| [{name}](lessons/{lesson}.ipynb) |" if lesson else row[0]

    project = [f"[The project](https://github.com/{where.repository})"] if where.repository else []
    doors = [
        "[Set up and begin](start.md)",
        _download("Download the kit for learners", f"{DOWNLOADS}/{KIT}"),
        "[Teach with it](teach.md)",
        *project,
    ]
    parts = [_with_links(head).strip(), " · ".join(doors), "## The lessons", ROW.sub(linked, table)]
    return "\n\n".join([*parts, *map(_contents, _sections(lessons))]) + "\n"


def _sections(lessons: list[str]) -> list[tuple[str, list[str]]]:
    """The pages in the margin, below three captions; pages of mistakes by short names."""
    pages = {"All of them": "README", "Any exercise": "any"}
    pages |= {f"Lesson {lesson[:2]}": lesson for lesson in lessons}
    return [
        ("Lessons", [f"lessons/{lesson}" for lesson in lessons]),
        ("Guides", ["start", *GUIDES.values()]),
        ("Mistakes", [f"{name} <mistakes/{page}>" for name, page in pages.items()]),
    ]


def _contents(section: tuple[str, list[str]]) -> str:
    caption, pages = section
    lines = "\n".join(pages)
    return f"```{{toctree}}\n:hidden:\n:caption: {caption}\n\n{lines}\n```"
