"""Drawings of a claim: points where they belong, words escaped, nothing where nothing is known."""

from __future__ import annotations

import math
import re
from xml.etree import ElementTree

import numpy as np

from interregnum.report.claim_pictures import Axis, Mark, density, forest

AXIS = Axis(0.5, 0.05, "50 %")


def shapes(picture: str, kind: str) -> list[ElementTree.Element]:
    """Return the elements of a kind; the drawing must be well formed."""
    return list(ElementTree.fromstring(picture).iter(kind))


def test_a_larger_number_lies_further_right() -> None:
    marks = [Mark("a", 0.2, 0.1, 0.3, "20 %"), Mark("b", 0.7, 0.6, 0.8, "70 %")]
    places = [float(dot.attrib["cx"]) for dot in shapes(forest(marks, AXIS, "two"), "circle")]
    line = float(shapes(forest(marks, AXIS, "two"), "line")[0].attrib["x1"])
    assert places[0] < line < places[1]


def test_the_interval_spans_its_ends_around_the_point() -> None:
    picture = forest([Mark("a", 0.2, 0.1, 0.4, "20 %")], AXIS, "one")
    _, interval = shapes(picture, "line")
    dot = float(shapes(picture, "circle")[0].attrib["cx"])
    assert float(interval.attrib["x1"]) < dot < float(interval.attrib["x2"])


def test_words_are_escaped() -> None:
    picture = forest([Mark("<b> & co", 0.2, 0.1, 0.3, "<1 %")], AXIS, 'a "quoted" <name>')
    texts = [text.text for text in shapes(picture, "text")]
    assert "<b> & co" in texts
    assert "<1 %" in texts


def test_what_decides_is_filled_and_the_rest_is_hollow() -> None:
    marks = [Mark("a", 0.2, 0.1, 0.3, "20 %"), Mark("b", 0.3, 0.2, 0.4, "30 %", decides=False)]
    fills = [dot.attrib["fill"] for dot in shapes(forest(marks, AXIS, "two"), "circle")]
    assert fills[0] != "#ffffff"
    assert fills[1] == "#ffffff"


def test_what_is_not_known_is_left_out() -> None:
    marks = [Mark("a", math.nan, math.nan, math.nan, "not known"), Mark("b", 0.2, 0.1, 0.3, "20 %")]
    assert len(shapes(forest(marks, AXIS, "one"), "circle")) == 1


def test_an_end_without_bound_is_drawn_to_the_margin() -> None:
    picture = forest([Mark("a", 0.2, -math.inf, 0.3, "20 %")], AXIS, "one")
    assert not re.search(r"nan|inf", picture)


def test_a_density_stands_where_the_draws_are() -> None:
    levels = np.linspace(0.0, 1.0, 101)
    quantiles = np.quantile(np.random.default_rng(0).normal(0.2, 0.1, 4000), levels)
    picture = density(list(quantiles), list(levels), AXIS, "spread")
    (area,) = shapes(picture, "polygon")
    points = [tuple(map(float, pair.split(","))) for pair in area.attrib["points"].split()]
    tallest = min(points, key=lambda point: point[1])
    band = float(shapes(picture, "line")[0].attrib["x1"])
    assert tallest[0] < band


def test_draws_that_never_differ_have_no_density() -> None:
    assert density([0.2, 0.2, 0.2], [0.0, 0.5, 1.0], AXIS, "none") == ""
