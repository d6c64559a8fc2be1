"""Without luck a fall and a survival are those of the game of regime change; with it, softer ones.

The record made attacks partly luck (docs/decisions/D015); at 0 the theory's own rules are back.
"""

from __future__ import annotations

from math import sqrt
from typing import Any

import numpy as np
import pytest
from scipy.special import ndtr

from interregnum.kernels.random import Address
from interregnum.mechanisms import collapse, survival_news
from verification.test_models_in_the_reference import (
    GAMES,
    LAND,
    global_game,
    one_crowd,
    survived,
)
from workspaces import gaussian_belief, masses


@pytest.mark.parametrize("given", GAMES)
def test_without_luck_the_regimes_that_fall_are_those_up_to_the_games_threshold(
    given: tuple[float, ...],
) -> None:
    """X >= θ with the shares of the day is θ <= θ* where luck is 0, and only there (D015)."""
    theta_star = global_game(*given)["theta_star"][0]
    lucky = collapse.Params(luck_spread=0.1)
    for margin in (-0.2, -1e-6, 1e-6, 0.2):
        strength = theta_star + margin
        played = one_crowd(given, strength=strength)
        nothing: dict[str, Any] = dict.fromkeys(collapse.Reads._fields, 0.0)
        attack = {"threshold": played.threshold, "share_citizens": played.share_citizens}
        reads = collapse.Reads(
            **(nothing | attack | {"weight_citizens": 1.0, "strength": strength, "initiator": 1.0})
        )
        sure = collapse.rule(reads, collapse.Params(luck_spread=0.0), LAND)
        assert sure.removed == (1.0 if strength <= theta_star else 0.0)
        # Fortune's spread of .1 makes it Φ((X - θ)/.1), a half at the threshold itself.
        runs = 2000
        fell = sum(collapse.rule(reads, lucky, Address(7, run, 3)).removed for run in range(runs))
        chance = float(ndtr((played.share_citizens - strength) / 0.1))
        assert abs(fell / runs - chance) < 4.0 * sqrt(chance * (1.0 - chance) / runs) + 1.0 / runs


def test_without_luck_survival_cuts_the_public_belief_as_the_dynamic_game_does() -> None:
    """At luck 0 the rule leaves the belief that test_models_in_the_reference plays on."""
    first = global_game(1.0, 1.0, 1.5, 0.3)["theta_star"][0]
    cut = survived(1.5, first)
    for luck, same in ((0.0, True), (0.1, False)):
        belief = gaussian_belief(1.5, 1.0, plain=False)
        survival_news.rule(
            survival_news.Reads(first, 2.0, luck, belief), survival_news.Params(), LAND
        )
        assert np.array_equal(masses(belief), masses(cut)) == same
