"""The textbook picture of each published model, as numbers ready to be drawn."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

from interregnum.canonical.pictures.picture import Picture
from interregnum.canonical.shelf import model_named, solution_of, typed_inputs

# The file of each model's picture, and the case that it shows where nothing is set.
PLACES: Mapping[str, str] = {
    "global_game": "games",
    "coordination": "classes",
    "global_game_dynamic": "sequence",
    "selectorate": "regimes",
    "edmond": "regimes",
    "vanguard": "regimes",
    "acemoglu_robinson": "regimes",
    "lanchester": "conflicts",
    "contest": "conflicts",
    "veto": "conflicts",
    "granovetter": "crowds",
    "watts": "crowds",
    "complex_contagion": "squares",
    "kuran": "crowds",
    "brock_durlauf": "crowds",
    "emperor": "squares",
    "epstein": "squares",
}
USUAL: Mapping[str, Mapping[str, Any]] = {
    "global_game": {
        "public_precision": 4.0,
        "private_precision": 1.0,
        "public_mean": 0.5,
        "cost": 0.5,
    },
    "coordination": {
        "weights": [0.25, 0.30, 0.45],
        "private_precisions": [6.0, 40.0, 40.0],
        "median_costs": [0.85, 0.70, 0.75],
        "cost_sd": 0.7,
        "public_precision": 4.0,
        "public_mean": 0.5,
    },
    "global_game_dynamic": {
        "public_precision": 1.0,
        "public_mean": 1.5,
        "cost": 0.3,
        "precisions": [2.0**k for k in range(12)],
    },
    "selectorate": {"discount": 0.9, "coalition_ratio": 0.01, "revenue_share": 0.5},
    "edmond": {"cost": 0.25, "slope": 1.0, "signal_precision": 4.0},
    "vanguard": {"cost": 0.25, "share_needed": 0.3, "signal": 0.0},
    "acemoglu_robinson": {
        "elite_income_share": 0.5,
        "elite_population_share": 0.2,
        "discount": 0.9,
        "crisis_probability": 0.1,
    },
    "lanchester": {"a": 1000.0, "b": 800.0, "attrition_a": 0.01, "attrition_b": 0.01},
    "contest": {"resources": [4.0, 1.0], "exponent": 1.0},
    "veto": {"players": 3, "total_cost": 0.3, "noise": 0.2},
    "granovetter": {"mean": 25.0, "sd": 10.0},
    "watts": {"threshold": 0.18},
    "kuran": {"thresholds": [0, 10, 20, 30, 40, 50, 60, 70, 80, 100]},
    "brock_durlauf": {"coupling": 2.0, "field": 0.2},
    "complex_contagion": {
        "needed": 2,
        "mean_degree": 6.0,
        "seed_share": 0.02,
        "agents": 2000,
        "replicas": 5,
    },
    "emperor": {"believers": 0.05, "seeds": 5, "rounds": 200},
    "epstein": {"run": 2, "steps": 400},
}


def case_of(name: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the case that a picture shows: the usual one, with what is set.

    >>> case_of("veto", {"players": 5})
    {'players': 5, 'total_cost': 0.3, 'noise': 0.2}
    """
    model_named(name)
    usual = dict(USUAL[name])
    if name == "granovetter" and {"thresholds", "agents"} & set(values):
        usual = {}
    return usual | dict(values)


def picture_of(name: str, values: Mapping[str, Any]) -> Picture:
    """Return the picture of a model.

    Parameters
    ----------
    name
        The model.
    values
        Inputs that differ from the usual case, as read from JSON.

    Raises
    ------
    ScenarioError
        For an unknown model, invalid inputs, or a case that has no picture.

    >>> picture_of("veto", {}).panels[0].x_label
    'players who must agree, n'
    """
    model = model_named(name)
    case = case_of(name, values)
    solution = solution_of(name, case)
    module = importlib.import_module(f"interregnum.canonical.pictures.{PLACES[name]}")
    picture: Picture = getattr(module, name)(typed_inputs(model, case), solution)
    return picture
