"""What notebooks show is complete, and no word of a scenario becomes markup."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

import interregnum as ir
from interregnum.face.pages import case_html, study_html, table_html


class Tags(HTMLParser):
    """Collects tags that are open, and the text of cells."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: set[str] = set()
        self.rows = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)
        self.names.add(tag)
        self.rows += tag == "tr"

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def case() -> ir.Case:
    plain = ir.load("mutiny-2023", {"horizon": 2})
    hostile = "<script>alert(1)</script> & co"
    return ir.Case(plain.scenario.model_copy(update={"title": hostile}))


def test_a_table_is_escaped() -> None:
    page = table_html(["<b>"], [["a & b", "<i>"], ['"', "'"]])
    assert "<b>" not in page
    assert "<i>" not in page
    assert "a &amp; b" in page


def test_a_case_shows_every_parameter_with_unit_and_range(case: ir.Case) -> None:
    page = case_html(case)
    tags = Tags(page)
    names = case.run(runs=1, series=False).runs.columns
    parameters = [name for name in names if name.split(".")[0] == "coordination"]
    assert parameters
    assert all(f"<td>{name}</td>" in page for name in parameters)
    assert tags.open == []
    assert "script" not in tags.names
    assert "&lt;script&gt;" in page
    assert "km/h" in page
    assert case._repr_html_() == page


def test_a_study_shows_shares_with_intervals_and_provenance(case: ir.Case) -> None:
    study = case.run(runs=3, seed=4)
    page = study_html(study)
    tags = Tags(page)
    assert tags.open == []
    assert "script" not in tags.names
    assert tags.rows == 1 + len(study.outcomes().outcomes)
    assert "95 % interval" in page
    assert "seed 4" in page
    assert study._repr_html_() == page


def test_plain_words_take_one_line(case: ir.Case) -> None:
    assert "\n" not in repr(case)
    assert "\n" not in repr(case.run(runs=1, series=False))
