"""Published models give their reference values, and the same bits as Python and compiled."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable
from typing import Any

import pytest

from interregnum.canonical.shelf import MODELS, findings_of, model_named, solution_of
from interregnum.kernels.scalar import Target

N_RANDOM = 50


def _power(draw: random.Random, low: float, high: float) -> float:
    return 10.0 ** draw.uniform(low, high)


def _global_game(draw: random.Random) -> dict[str, Any]:
    case = {
        "public_precision": _power(draw, -6, 6),
        "private_precision": _power(draw, -6, 6),
        "public_mean": draw.uniform(-1, 2),
        "cost": draw.choice([1e-12, 1 - 1e-12, draw.uniform(0, 1)]),
    }
    if draw.random() < 0.5:
        case["survived_threshold"] = draw.uniform(-0.5, 1.1)
    if draw.random() < 0.1:
        case |= {"public_precision": _power(draw, -1, 1), "private_precision": _power(draw, -1, 1)}
        case["margin_precision"] = _power(draw, -1, 1)
    return case


def _coordination(draw: random.Random) -> dict[str, Any]:
    n = draw.randint(1, 5)
    weights = [draw.random() for _ in range(n)]
    return {
        "weights": [weight / math.fsum(weights) for weight in weights],
        "private_precisions": [_power(draw, -3, 4) for _ in range(n)],
        "median_costs": [draw.uniform(0.01, 0.99) for _ in range(n)],
        "cost_sd": draw.choice([0.0, 0.7, [draw.random() for _ in range(n)]]),
        "public_precision": draw.choice([0.0, _power(draw, -3, 4)]),
        "public_mean": draw.uniform(-1, 2),
        "theta": draw.uniform(-0.5, 1.5),
    }


def _selectorate(draw: random.Random) -> dict[str, Any]:
    keys = ("discount", "coalition_ratio", "hazard", "revenue_share")
    return {key: draw.uniform(1e-6, 1 - 1e-6) for key in keys}


def _lanchester(draw: random.Random) -> dict[str, Any]:
    return {key: _power(draw, -6, 9) for key in ("a", "b", "attrition_a", "attrition_b")}


def _contest(draw: random.Random) -> dict[str, Any]:
    resources = [_power(draw, -300, 299) for _ in range(draw.randint(1, 6))]
    return {"resources": resources, "exponent": _power(draw, -2, 2)}


def _global_game_dynamic(draw: random.Random) -> dict[str, Any]:
    periods = draw.randint(1, 5)
    case: dict[str, Any] = {
        "public_precision": _power(draw, -2, 2),
        "public_mean": draw.uniform(-1, 2),
        "cost": draw.uniform(0.01, 0.99),
        "precisions": [_power(draw, -2, 4) for _ in range(periods)],
        "selection": draw.choice(["largest", "smallest"]),
    }
    if draw.random() < 0.5:
        case["signals"] = [draw.uniform(-1, 2) for _ in range(periods)]
        case["margin_precision"] = draw.choice([1.0, [draw.random() for _ in range(periods)]])
    if draw.random() < 0.5:
        case["strength"] = draw.random()
    return case


def _edmond(draw: random.Random) -> dict[str, Any]:
    keys = ("slope", "signal_precision")
    return {"cost": draw.random()} | {key: _power(draw, -9, 9) for key in keys}


def _vanguard(draw: random.Random) -> dict[str, Any]:
    case = {key: _power(draw, -2, 2) for key in ("cost", "value", "sd_state", "sd_private")}
    return case | {
        "share_needed": draw.uniform(0.01, 0.99),
        "signal": draw.uniform(-5, 20),
        "mean": draw.uniform(-1, 2),
        "sd_signal": _power(draw, -2, 2),
    }


def _acemoglu_robinson(draw: random.Random) -> dict[str, Any]:
    people = draw.random()
    return {
        "elite_income_share": draw.uniform(people, 1.0),
        "elite_population_share": people,
        "discount": draw.random(),
        "crisis_probability": draw.random(),
    }


def _veto(draw: random.Random) -> dict[str, Any]:
    return {
        "players": draw.randint(1, 100),
        "total_cost": draw.uniform(0, 2),
        "noise": draw.choice([0.0, _power(draw, -3, 1)]),
    }


def _granovetter(draw: random.Random) -> dict[str, Any]:
    count = draw.randint(1, 20)
    return draw.choice(
        [
            {"thresholds": [draw.uniform(0, count) for _ in range(count)]},
            {"mean": draw.uniform(-10, 110), "sd": draw.choice([0.0, _power(draw, -2, 3)])},
            {
                "mean": draw.uniform(-10, 110),
                "sd": draw.uniform(0, 50),
                "agents": draw.randint(1, 50),
                "replicas": 2,
                "seed": draw.getrandbits(63),
            },
            {"agents": draw.randint(1, 200), "replicas": 20, "seed": draw.getrandbits(63)},
        ]
    )


def _watts(draw: random.Random) -> dict[str, Any]:
    case = {"threshold": draw.choice([1.0 / draw.randint(1, 40), _power(draw, -3, 0)])}
    if draw.random() < 0.5:
        case |= {"mean_degree": _power(draw, -2, 2), "seed_share": _power(draw, -9, 0)}
        if case["mean_degree"] < 20 and draw.random() < 0.5:
            case |= {"agents": draw.randint(21, 40), "replicas": 2, "seed": draw.getrandbits(63)}
    return case


def _complex_contagion(draw: random.Random) -> dict[str, Any]:
    case = {
        "needed": draw.randint(1, 4),
        "mean_degree": draw.choice([2, 4, 6]),
        "seed_share": draw.random() ** 2,
        "agents": draw.randint(7, 40),
        "replicas": 2,
        "seed": draw.getrandbits(63),
    }
    return case | draw.choice([{}, {"rewired": draw.random()}])


def _kuran(draw: random.Random) -> dict[str, Any]:
    return {"thresholds": [draw.uniform(0, 60) for _ in range(draw.randint(1, 20))]}


def _brock_durlauf(draw: random.Random) -> dict[str, Any]:
    field = draw.choice([0.0, draw.uniform(-2, 2), _power(draw, -12, 12)])
    return {"coupling": draw.choice([draw.uniform(-2, 4), 1 + _power(draw, -9, 9)]), "field": field}


def _epstein(draw: random.Random) -> dict[str, Any]:
    return {
        "run": draw.randint(1, 8),
        "ratio_rule": draw.choice(["identity", "floor", "round"]),
        "steps": 4,
        "size": draw.randint(15, 19),
        "legitimacy": draw.uniform(0.3, 0.9),
        "cop_density": draw.choice([0.0, 0.05, 0.3]),
        "agent_density": draw.choice([0.02, 0.3, 0.7]),
    }


def _emperor(draw: random.Random) -> dict[str, Any]:
    return {
        "believers": draw.choice([0.0, 1.0, draw.random()]),
        "network": draw.choice(["local", "global"]),
        "size": draw.randint(3, 8),
        "strongest": draw.random(),
        "cost": draw.choice([0.0, draw.random()]),
        "rounds": 10,
    }


DRAWS: dict[str, Callable[[random.Random], dict[str, Any]]] = {
    "global_game": _global_game,
    "coordination": _coordination,
    "selectorate": _selectorate,
    "lanchester": _lanchester,
    "contest": _contest,
    "granovetter": _granovetter,
    "watts": _watts,
    "kuran": _kuran,
    "brock_durlauf": _brock_durlauf,
    "global_game_dynamic": _global_game_dynamic,
    "edmond": _edmond,
    "vanguard": _vanguard,
    "acemoglu_robinson": _acemoglu_robinson,
    "veto": _veto,
    "epstein": _epstein,
    "complex_contagion": _complex_contagion,
    "emperor": _emperor,
}


def test_every_model_on_the_shelf_is_drawn_here() -> None:
    assert set(DRAWS) == set(MODELS)


@pytest.mark.parametrize("name", list(MODELS))
@pytest.mark.parametrize("target", [Target.PYTHON, Target.CPU])
def test_reference_values_are_met(name: str, target: Target) -> None:
    findings = findings_of([name], target)
    assert findings
    assert [f for f in findings if not f.passed] == []


@pytest.mark.parametrize("name", list(MODELS))
def test_reference_cases_have_the_same_bits_compiled(name: str) -> None:
    for case in model_named(name).cases:
        if case.long:
            continue
        plain = solution_of(name, case.inputs, Target.PYTHON)
        assert solution_of(name, case.inputs, Target.CPU) == plain


@pytest.mark.parametrize("name", list(MODELS))
def test_random_cases_have_the_same_bits_compiled(name: str) -> None:
    draw = random.Random(7)
    for _ in range(N_RANDOM):
        case = DRAWS[name](draw)
        plain = json.dumps(solution_of(name, case, Target.PYTHON), allow_nan=False)
        assert json.dumps(solution_of(name, case, Target.CPU), allow_nan=False) == plain
