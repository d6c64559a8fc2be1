"""The page is one file: everything escaped, nothing fetched, tables as wide as their heads."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from interregnum.report.page import (
    Drawn,
    Form,
    Picture,
    Section,
    box,
    code_block,
    document,
    figure,
    interval_bar,
    listed,
    paragraph,
    table,
)

HOSTILE = "<script>alert('x')</script> & \"quotes\""


class Tags(HTMLParser):
    """Collects the tags of a page, and checks that they close in order."""

    VOID = frozenset({"meta", "img", "col", "link", "br", "rect"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag


@pytest.mark.parametrize(
    "made",
    [
        paragraph(HOSTILE, HOSTILE),
        listed([HOSTILE]),
        code_block(HOSTILE),
        box([HOSTILE], HOSTILE),
        table([HOSTILE], [[HOSTILE]], Form(caption=HOSTILE, kind=HOSTILE)),
        figure(Picture(".png", b"", HOSTILE, HOSTILE)),
        document(HOSTILE, "", [Section(HOSTILE, HOSTILE, "")], HOSTILE),
    ],
)
def test_words_never_become_tags(made: str) -> None:
    assert "<script" not in made
    assert "script" not in {tag for tag, _ in Tags(made).seen}


def test_only_what_was_drawn_here_passes_unescaped() -> None:
    made = table(["", ""], [[Drawn("<b>ours</b>"), "<b>theirs</b>"]])
    assert "<b>ours</b>" in made
    assert "&lt;b&gt;theirs" in made


def test_a_row_is_as_wide_as_the_head() -> None:
    with pytest.raises(ValueError, match="zip"):
        table(["one", "two"], [["one"]])


def test_a_bar_never_leaves_its_frame() -> None:
    rects = [attrs for tag, attrs in Tags(interval_bar(1.2, -0.5, 3.0)).seen if tag == "rect"]
    assert [float(r["width"] or 0) for r in rects] == [100.0, 100.0, 100.0]


def test_the_page_forbids_to_load_anything() -> None:
    made = document("title", "", [Section("a", "A", "")], "end")
    metas = [attrs for tag, attrs in Tags(made).seen if tag == "meta"]
    policy = [m["content"] for m in metas if m.get("http-equiv") == "Content-Security-Policy"]
    assert policy == ["default-src 'none'; img-src data:; style-src 'unsafe-inline'"]
    assert "@import" not in made
    assert "@media print" in made
