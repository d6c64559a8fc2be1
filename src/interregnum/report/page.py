"""A page that is one file: every word escaped, every picture inside, nothing fetched.

The page forbids the browser to load anything from anywhere, so that it opens the same with and
without a network.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from html import escape
from importlib import resources
from typing import NamedTuple

# Even if a mistake were made below, the browser would load nothing from another place.
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_KINDS = {".svg": "image/svg+xml", ".png": "image/png"}


class Section(NamedTuple):
    """A part of the page: what links point to, its heading, and its HTML."""

    name: str
    heading: str
    body: str
    appendix: bool = False


class Picture(NamedTuple):
    """A figure: how its format is spelt, its bytes, what it shows in words, and its caption."""

    ending: str
    content: bytes
    alternative: str
    caption: str


def paragraph(text: str, kind: str = "") -> str:
    """Return an escaped paragraph.

    >>> paragraph("a < b")
    '<p>a &lt; b</p>'
    """
    mark = f' class="{escape(kind)}"' if kind else ""
    return f"<p{mark}>{escape(text)}</p>"


def listed(items: Iterable[str]) -> str:
    """Return an escaped list."""
    return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"


def code_block(text: str) -> str:
    """Return escaped text as it is typed."""
    return f"<pre><code>{escape(text)}</code></pre>"


def box(parts: Iterable[str], kind: str = "") -> str:
    """Return paragraphs that stand out."""
    mark = f"answer {kind}".strip()
    return f'<div class="{escape(mark)}">{"".join(paragraph(part) for part in parts)}</div>'


def interval_bar(share: float, low: float, high: float) -> str:
    """Return a bar of a share in [0, 1] with its interval, as a drawing inside the page."""
    at, left, right = (100.0 * min(max(x, 0.0), 1.0) for x in (share, low, high))
    return (
        '<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect x="0" y="0" width="100" height="10" fill="#eceef1"/>'
        f'<rect x="0" y="2" width="{at:.2f}" height="6" fill="#0072b2"/>'
        f'<rect x="{left:.2f}" y="4" width="{max(right - left, 0.3):.2f}" height="2" '
        'fill="#d55e00"/></svg>'
    )


class Drawn(str):
    """HTML that this package made itself and that is not escaped again."""

    __slots__ = ()


class Form(NamedTuple):
    """How a table looks: its caption, which columns are numbers or bars, the table's class."""

    caption: str = ""
    numbers: tuple[int, ...] = ()
    bars: tuple[int, ...] = ()
    kind: str = ""
    widths: tuple[int, ...] = ()


_PLAIN = Form()


def _column_kind(index: int, form: Form) -> str:
    if index in form.numbers:
        return ' class="number"'
    return ' class="bar"' if index in form.bars else ""


def table(head: Sequence[str], rows: Iterable[Sequence[str]], form: Form = _PLAIN) -> str:
    """Return a table; cells are escaped unless they are drawn.

    >>> table(["share"], [["< 5 %"]]).partition("<tbody>")[2]
    '<tr><td>&lt; 5 %</td></tr></tbody></table>'
    """
    kinds = [_column_kind(i, form) for i in range(len(head))]
    top = "".join(
        f'<th scope="col"{kind}>{escape(word)}</th>' for word, kind in zip(head, kinds, strict=True)
    )
    lines = []
    for row in rows:
        cells = "".join(
            f"<td{kind}>{cell if isinstance(cell, Drawn) else escape(cell)}</td>"
            for cell, kind in zip(row, kinds, strict=True)
        )
        lines.append(f"<tr>{cells}</tr>")
    mark = f' class="{escape(form.kind)}"' if form.kind else ""
    caption = f"<caption>{escape(form.caption)}</caption>" if form.caption else ""
    columns = "".join(f'<col style="width:{width}%">' for width in form.widths)
    group = f"<colgroup>{columns}</colgroup>" if columns else ""
    body = f"<thead><tr>{top}</tr></thead><tbody>{''.join(lines)}</tbody>"
    return f"<table{mark}>{caption}{group}{body}</table>"


def data_address(content: bytes, kind: str) -> str:
    """Return bytes as an address that holds them.

    >>> data_address(b"hi", "text/plain")
    'data:text/plain;base64,aGk='
    """
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def figure(picture: Picture) -> str:
    """Return a figure with its picture inside.

    Raises
    ------
    KeyError
        If the ending is neither ``.svg`` nor ``.png``.
    """
    address = data_address(picture.content, _KINDS[picture.ending])
    return (
        f'<figure><img src="{address}" alt="{escape(picture.alternative)}">'
        f"<figcaption>{escape(picture.caption)}</figcaption></figure>"
    )


def document(title: str, opening: str, sections: Sequence[Section], footer: str) -> str:
    """Return the whole page.

    Parameters
    ----------
    title
        Title of the page and its first heading.
    opening
        HTML between the title and the contents.
    sections
        In order.
    footer
        Text of the last line.
    """
    style = resources.files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    links = "".join(
        f'<li><a href="#{escape(s.name)}">{escape(s.heading)}</a></li>' for s in sections
    )
    bodies = "".join(
        f'<section id="{escape(s.name)}"{" class=appendix" if s.appendix else ""}>'
        f"<h2>{escape(s.heading)}</h2>{s.body}</section>"
        for s in sections
    )
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{style}</style></head><body>"
        f"<header><h1>{escape(title)}</h1>{opening}</header>"
        f'<nav aria-label="Contents"><ol>{links}</ol></nav><main>{bodies}</main>'
        f"<footer>{paragraph(footer, 'soft')}</footer></body></html>\n"
    )
