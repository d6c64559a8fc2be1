"""A coordination day for tests: what the rule reads where nothing but belief is switched on."""

from __future__ import annotations

from typing import Any

from interregnum.formulae.belief import Belief
from interregnum.formulae.players import GROUPS, MOST_CLASSES, Motives
from interregnum.mechanisms.coordination import Reads
from workspaces import classes_of, empty_game, zeros

SMALLEST = 2.0
NO_MOTIVES = Motives(0.0, 0.0, 0.0, 0.0, 0.0)


def reads_of(belief: Belief, plain: bool = True, **changed: Any) -> Reads:
    """Return what the rule reads on a quiet day, with changes by name."""
    nothing: dict[str, Any] = dict.fromkeys(Reads._fields, 0.0)
    usual = {
        "legitimacy": 0.6,
        "legitimacy_rest": 0.6,
        "war_support_rest": 0.6,
        "armed": 1.0,
        "organisation": 0.5,
        "disbelievers_free": 1.0,
        "believers_free": 1.0,
        "cost_elites": 0.3,
        "cost_units": 0.4,
        "strength": 0.5,
        "selection": SMALLEST,
    }
    row = [0.0] * MOST_CLASSES
    spaces = {
        "belief": belief,
        "game": empty_game([0] * MOST_CLASSES, [1.0] * GROUPS, plain),
        "classes": classes_of(row, row, row, [1.0] * MOST_CLASSES, plain),
        "roots": zeros(64, plain),
        "stable": zeros(64, plain),
    }
    return Reads(**(nothing | usual | spaces | changed))


def with_motives(reads: Reads, motives: Motives) -> Reads:
    """Return the same day with these motives; hardship as at the day's legitimacy."""
    return reads._replace(
        pull=motives.pull,
        motive_cost=motives.added,
        motive_variance=motives.variance,
        hardship_pull=motives.hardship / (1.0 - reads.legitimacy),
        risk_push=motives.risk,
    )


def ties(weight: float, mean: float = 0.25, spread: float = 0.12) -> Motives:
    """Return the motives of social influence alone, of weight r."""
    return Motives(weight, weight * mean, weight * weight * spread * spread, 0.0, 0.0)
