"""Write the course as a site to read: `make site`, then open dist/site/index.html.

Static pages that ask nothing of any other address: lessons with pictures and without answers, the
pages of mistakes, the guides. Sphinx and MyST-NB build it, in the theme Furo.
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from grading import ROOT, CourseError
from grading.course import screen
from grading.kit import build_kit
from grading.website.leaks import leaks
from grading.website.links import broken
from grading.website.sources import DOWNLOADS, KIT, write_sources

TITLE = "Neural networks, one neuron at a time"
STATIC = Path(__file__).resolve().parent / "website" / "static"
# What scrolls sideways on a phone must be reached by the keyboard, too
SCROLLED = re.compile(r'<(pre(?=>)|div(?= class="(?:table-wrapper|formula)))')
SETTINGS: dict[str, Any] = {
    "project": TITLE,
    "html_title": TITLE,
    "html_theme": "furo",
    "extensions": ["myst_nb", "grading.website.mathml_formulas"],
    "nb_execution_mode": "off",
    "nb_render_markdown_format": "myst",
    "nb_mime_priority_overrides": [["html", "text/html", 0]],
    "myst_enable_extensions": ["dollarmath", "amsmath"],
    "myst_heading_anchors": 3,
    "html_math_renderer": "mathml",
    "html_static_path": ["_static"],
    "html_extra_path": ["extra"],
    "html_css_files": ["look.css"],
    "html_favicon": "_static/icon.svg",
    "html_show_sphinx": False,
    "html_show_sourcelink": False,
    "html_copy_source": False,
    "html_use_index": False,
    "language": "en",
    "exclude_patterns": ["extra", DOWNLOADS],
    # A heading may be left out between two others, and code may have gaps to fill in
    "suppress_warnings": ["myst.header", "misc.highlighting_failure"],
}


def build_site(target: Path, wanted: str = "", root: Path = ROOT) -> list[str]:
    """Write the site into a folder, in one step: until it is whole, the old one stays.

    Args:
        target: the folder; an old site there is replaced.
        wanted: which lessons, such as "00 01"; all when empty.
        root: the course's folder.

    Returns:
        The lessons that it shows.

    Raises:
        CourseError: a release is stale, Sphinx warned, a link is broken, or an answer would show.
    """
    with tempfile.TemporaryDirectory(prefix="site-") as folder:
        sources, built = Path(folder, "sources"), Path(folder, "site")
        sources.mkdir()
        lessons = write_sources(sources, wanted, root)
        shutil.copytree(STATIC, sources / "_static")
        (sources / "extra").mkdir()
        shutil.move(sources / DOWNLOADS, sources / "extra" / DOWNLOADS)
        shutil.copy(build_kit(root, wanted), sources / "extra" / DOWNLOADS / KIT)
        _sphinx(sources, built, Path(folder, "kept"))
        _refuse("the site was not written", [*broken(built), *leaks(built, lessons, root)])
        shutil.rmtree(target, ignore_errors=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(built, target)
    return lessons


def _sphinx(sources: Path, built: Path, kept: Path) -> None:
    from sphinx.application import Sphinx

    told = io.StringIO()
    app = Sphinx(
        str(sources),
        None,
        str(built),
        str(kept),
        "html",
        confoverrides=SETTINGS,
        status=None,
        warning=told,
        freshenv=True,
    )
    app.build()
    for leftover in (".doctrees", "_sources"):
        shutil.rmtree(built / leftover, ignore_errors=True)
    (built / ".buildinfo").unlink(missing_ok=True)
    for path in built.rglob("*.html"):
        text = SCROLLED.sub(r'<\1 tabindex="0"', path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
    _refuse("Sphinx warned", told.getvalue().replace(f"{sources}/", "").splitlines())


def _refuse(what: str, reasons: Iterable[str]) -> None:
    reasons = [reason for reason in reasons if reason.strip()]
    if reasons:
        shown = "\n  ".join(reasons[:20])
        more = f"\n  and {len(reasons) - 20} more" if len(reasons) > 20 else ""
        raise CourseError(f"{what}:\n  {shown}{more}")


def main(arguments: list[str] | None = None) -> int:
    """Write the site."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--lessons", default="", help='such as "00 01"; all when left out')
    options = parser.parse_args(arguments)
    began, target = time.monotonic(), ROOT / "dist" / "site"
    try:
        lessons = build_site(target, options.lessons)
    except CourseError as error:
        screen.warn(error)
        return 1
    files = [path for path in target.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    screen.say(
        f"dist/site/index.html: {len(lessons)} lessons, {len(files)} files, {size:.1f} MB, "
        f"{time.monotonic() - began:.0f} s. No link is broken, nothing is fetched from elsewhere, "
        "and no page holds an answer."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
