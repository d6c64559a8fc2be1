"""Regions on planted truths: one that is there is found and confirmed, luck gives none."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.claims.model_block import NamedRegion
from interregnum.claims.model_deciding import deciding, prior_share
from interregnum.claims.model_draws import Column, Draws
from interregnum.claims.model_odds import Scale, landscape
from interregnum.claims.model_regions import found_regions, named_regions

NAMES = ("a.one", "a.two", "a.three", *(f"a.n{k}" for k in range(11)))
DRAWS, LIVES = 1200, 5


@pytest.fixture(name="draws")
def many_parameters() -> Draws:
    values = np.random.default_rng(0).random((DRAWS, len(NAMES)))
    columns = tuple(
        Column(name, "", "1", "fitted" if name == "a.two" else "prior") for name in NAMES
    )
    return Draws(columns, values, values)


def tossed(effect: np.ndarray) -> np.ndarray:
    """Return (1, lives, draws) of paired differences with an expectation."""
    random = np.random.default_rng(1)
    size = (LIVES, len(effect))
    return np.sign(effect) * (random.random(size) < abs(effect))[None]


def first(means: np.ndarray) -> np.ndarray:
    return means[0]


SCALE = Scale(0.0, 1, 0.05)


def test_a_planted_region_is_found_and_confirmed_on_the_other_half(draws: Draws) -> None:
    readings = tossed(0.6 * (draws.values[:, 1] - 0.5))
    found = found_regions(draws, readings, first, SCALE)
    assert len(found) == 2
    assert all(row.confirmed for row in found)
    assert all("a.two" in row.words for row in found)
    assert found[0].p_plus > 0.9
    assert found[1].p_minus > 0.9


def test_luck_alone_gives_no_region(draws: Draws) -> None:
    readings = tossed(np.full(DRAWS, 0.01)) * np.random.default_rng(2).choice(
        [-1, 1], (1, LIVES, DRAWS)
    )
    assert found_regions(draws, readings, first, SCALE) == ()


def test_a_region_named_beforehand_tells_what_holds_in_it(draws: Draws) -> None:
    land = landscape(draws.matrix, tossed(0.6 * (draws.values[:, 1] - 0.5)))
    region = NamedRegion(words="two is high", where={"a.two": (0.8, 1.0)})
    found = named_regions(draws, [region], {"own": land}, "own", (first, SCALE))
    assert found[0].confirmed
    assert found[0].p_plus > 0.9


def test_the_parameter_that_decides_is_named_with_its_basis(draws: Draws) -> None:
    land = landscape(draws.matrix, tossed(0.6 * (draws.values[:, 1] - 0.5)))
    found = deciding(draws, land, first)
    assert (found[0].name, found[0].basis) == ("a.two", "fitted")
    share = prior_share(draws, land, first)
    assert share is not None
    assert share < 0.2


def test_variance_of_assumed_parameters_is_theirs(draws: Draws) -> None:
    land = landscape(draws.matrix, tossed(0.6 * (draws.values[:, 2] - 0.5)))
    share = prior_share(draws, land, first)
    assert share is not None
    assert share > 0.8


def test_a_flat_surface_says_nothing_of_shares(draws: Draws) -> None:
    land = landscape(draws.matrix, np.zeros((1, LIVES, DRAWS)))
    assert prior_share(draws, land, first) is None
    assert deciding(draws, land, first) == ()
