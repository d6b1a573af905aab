"""Whether every link of a built site leads to something that is there, and nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlparse

# What a browser fetches by itself when it opens a page
FETCHED = {"img": "src", "script": "src", "source": "src", "iframe": "src", "video": "src"}
FETCHED |= {"audio": "src", "embed": "src", "object": "data", "track": "src"}
AT_ONCE = {"stylesheet", "icon", "preload", "preconnect", "dns-prefetch", "modulepreload"}
FROM_CSS = re.compile(r"""(?:url\(\s*|@import\s+)["']?((?:https?:)?//[^"')\s;]+)""")


class _Page(HTMLParser):
    """A page's names, its links, and what it fetches."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what leads somewhere, and what can be led to."""
        values = {name: value or "" for name, value in attrs}
        self.names.update(filter(None, (values.get("id"), values.get("name"))))
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        elif tag == "link" and AT_ONCE & set(values.get("rel", "").lower().split()):
            self.fetched.append(values.get("href", ""))
        elif tag in FETCHED:
            self.fetched.append(values.get(FETCHED[tag], ""))


def broken(site: Path) -> Iterator[str]:
    """What is wrong with a site's links, a sentence each.

    Links to other sites are not followed: nothing is asked of the internet.

    Args:
        site: the folder of pages.
    """
    for path in sorted(site.rglob("*.css")):
        found = FROM_CSS.findall(path.read_text(encoding="utf-8"))
        yield from (f"{path.relative_to(site).as_posix()} fetches {address}" for address in found)
    pages = {path: _Page(path) for path in sorted(site.rglob("*.html"))}
    for path, page in pages.items():
        name = path.relative_to(site).as_posix()
        for address in [*page.links, *page.fetched]:
            outside = urlparse(address).scheme or address.startswith("//")
            if outside and not address.startswith("data:") and address in page.fetched:
                yield f"{name} fetches {address}"
            if outside or not address:
                continue
            place, anchor = urldefrag(address)
            target = (path.parent / unquote(place.split("?")[0])).resolve() if place else path
            if not target.is_file():
                yield f"{name} leads to {address}, which is not there"
            elif anchor and target in pages and unquote(anchor) not in pages[target].names:
                yield f"{name} leads to {address}, which has no such place"
