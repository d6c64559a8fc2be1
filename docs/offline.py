"""Check that the built site fetches nothing from another host and links to nothing missing.

``python docs/offline.py site`` reads every page and style sheet. An ordinary link to another
site is allowed, because nothing is fetched before a reader follows it.
"""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# What a browser fetches by itself, by element and attribute.
FETCHED = {
    ("audio", "src"),
    ("embed", "src"),
    ("iframe", "src"),
    ("image", "href"),
    ("img", "src"),
    ("img", "srcset"),
    ("input", "src"),
    ("link", "href"),
    ("object", "data"),
    ("script", "src"),
    ("source", "src"),
    ("source", "srcset"),
    ("video", "poster"),
    ("video", "src"),
}
OUTSIDE = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
IN_STYLE = re.compile(
    r"(?:url\(\s*['\"]?|@import\s+['\"])((?:https?:)?//[^'\")\s]+)", re.IGNORECASE
)


class _Page(HTMLParser):
    """Collects what a page fetches and where it links to."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.linked: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value is None:
                continue
            if (tag, name) in FETCHED:
                self.fetched.append(value)
            elif (tag, name) == ("a", "href"):
                self.linked.append(value)
            elif name == "style":
                self.fetched += IN_STYLE.findall(value)


def _is_missing(address: str, page: Path) -> bool:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return False
    return not (page.parent / unquote(parts.path)).resolve().exists()


def complaints(site: Path) -> list[str]:
    """Return one line for each thing fetched from outside and each file that is not there."""
    found = []
    for path in sorted(site.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        page = _Page()
        page.feed(text)
        place = path.relative_to(site)
        found += [f"{place} fetches {a}" for a in page.fetched if OUTSIDE.match(a)]
        found += [f"{place} fetches {a}" for a in IN_STYLE.findall(text)]
        if path.name != "404.html":  # it is served from any address, so its links are absolute
            found += [
                f"{place} leads to {a}, which is not there"
                for a in [*page.fetched, *page.linked]
                if _is_missing(a, path)
            ]
    for path in sorted(site.rglob("*.css")):
        addresses = IN_STYLE.findall(path.read_text(encoding="utf-8"))
        found += [f"{path.relative_to(site)} fetches {a}" for a in addresses]
    return found


def main() -> int:
    """Read the site named on the command line."""
    site = Path(sys.argv[1])
    if not (site / "index.html").exists():
        print(f"docs: {site} holds no site; run make docs", file=sys.stderr)
        return 1
    found = complaints(site)
    print("\n".join(found) or f"docs: {site} needs no other host", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
