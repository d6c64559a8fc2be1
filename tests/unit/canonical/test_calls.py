"""The published models as Python calls: names, shapes, filling, refusals, and one set of bits."""

from __future__ import annotations

import inspect
import random
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

import interregnum as ir
from interregnum.canonical.calls import given, loops, results
from interregnum.canonical.shelf import MODELS, model_named, solution_of
from interregnum.errors import ScenarioError

GAME = {"public_precision": 4.0, "private_precision": 1.0, "public_mean": 0.5, "cost": 0.5}
VANGUARD = {"cost": 0.25, "share_needed": 0.3}
MANY = 600


def columns(name: str, draw: random.Random) -> dict[str, np.ndarray[Any, Any]]:
    """Return parameters of many cases of a model that has a loop."""
    ranges: dict[str, dict[str, tuple[float, float]]] = {
        "global_game": {
            "public_precision": (0.0, 8.0),
            "private_precision": (0.1, 40.0),
            "public_mean": (-0.5, 1.5),
            "cost": (0.01, 0.99),
        },
        "watts": {"threshold": (0.02, 0.4)},
        "vanguard": {
            "cost": (0.01, 2.0),
            "share_needed": (0.01, 0.99),
            "signal": (-3.0, 5.0),
            "sd_state": (0.2, 3.0),
        },
        "edmond": {"cost": (0.01, 0.99), "slope": (0.1, 3.0), "signal_precision": (0.1, 50.0)},
        "brock_durlauf": {"coupling": (-2.0, 4.0), "field": (-1.0, 1.0)},
    }
    return {
        key: np.array([draw.uniform(low, high) for _ in range(MANY)])
        for key, (low, high) in ranges[name].items()
    }


def flattened(value: Any) -> list[Any]:
    """Return the numbers of an output, filling left out."""
    entries = np.asarray(value).reshape(-1).tolist()
    return [entry for entry in entries if entry == entry]


def test_every_model_has_a_call_with_its_keys_and_outputs() -> None:
    from interregnum.canonical import calls

    for name in MODELS:
        call = getattr(ir.canonical, name)
        assert call is getattr(calls, name)
        words = call.__annotations__["given"].removeprefix("Unpack[keys.").removesuffix("]")
        assert set(getattr(given, words).__annotations__) == set(model_named(name).keys), name
        fields = set(getattr(results, call.__annotations__["return"].split(".")[1])._fields)
        outputs = {key for c in model_named(name).cases for key in solution_of(name, c.inputs)}
        assert outputs <= fields, name
        assert inspect.getdoc(call)


def test_a_models_name_stays_its_call_when_its_file_is_imported() -> None:
    script = (
        "import interregnum as ir, interregnum.canonical.edmond\n"
        "from interregnum.canonical import edmond\n"
        "case = {'cost': 0.25, 'slope': 1, 'signal_precision': 1}\n"
        "assert edmond(**case) == ir.canonical.edmond(**case)\n"
        "import importlib\n"
        "print(importlib.import_module('interregnum.canonical.edmond').KEYS.keys() == case.keys())"
    )
    made = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert made.stdout.strip() == "True"


def test_the_shelf_itself_loads_nothing_heavy() -> None:
    script = (
        "import sys, interregnum as ir; ir.canonical.global_game; "
        "print([m for m in ('numba', 'numpy', 'pandas', 'matplotlib') if m in sys.modules])"
    )
    made = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert made.stdout.strip() == "[]"


def test_a_name_that_is_no_model_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'granoveter'"):
        ir.canonical.granoveter  # noqa: B018


def test_one_case_is_a_record_of_numbers_and_unfilled_lists() -> None:
    game = ir.canonical.global_game(**GAME)
    assert isinstance(game, results.GlobalGame)
    assert game.theta_star.tolist() == solution_of("global_game", GAME)["theta_star"]
    assert game.stable.tolist() == [True, False, True]
    assert game.margin_cutoff is None
    chance = ir.canonical.veto(players=2, total_cost=0.3, noise=0.2).settlement_probability
    assert (
        float(chance)
        == solution_of("veto", {"players": 2, "total_cost": 0.3, "noise": 0.2})[
            "settlement_probability"
        ]
    )


def test_parameters_are_broadcast_and_short_lists_filled() -> None:
    means = np.array([0.5, 0.9, 5.0])
    game = ir.canonical.global_game(**GAME | {"public_mean": means, "cost": [[0.5], [0.4]]})
    assert game.theta_star.shape == game.x_star.shape == game.stable.shape == (2, 3, 3)
    assert game.stable.dtype == np.bool_
    assert np.isnan(game.theta_star[0, 1, 1:]).all()
    assert not game.stable[0, 1, 1:].any()
    for i, cost in enumerate((0.5, 0.4)):
        for j, mean in enumerate(means):
            alone = solution_of("global_game", GAME | {"public_mean": mean, "cost": cost})
            assert flattened(game.theta_star[i, j]) == alone["theta_star"]


@pytest.mark.parametrize("name", list(loops.ROWS))
def test_the_loop_has_the_bits_of_one_case_after_the_other(name: str) -> None:
    given_columns = columns(name, random.Random(9))
    many = getattr(ir.canonical, name)(**given_columns)
    for i in range(0, MANY, 7):
        alone = solution_of(name, {key: float(c[i]) for key, c in given_columns.items()})
        for key, value in alone.items():
            expected = [] if value is None else value if isinstance(value, list) else [value]
            found = flattened(getattr(many, key)[i])
            # A yes or no is filled with no, all else with what has been left out here.
            assert (found[: len(expected)], any(found[len(expected) :])) == (expected, False), key


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("global_game", {"survived_threshold": 0.2}),
        ("global_game", {"margin_precision": 4.0}),
        ("global_game", {"survived_threshold": 0.2, "margin_precision": 4.0}),
        ("watts", {"mean_degree": 3.0, "seed_share": 1e-3}),
    ],
)
def test_what_is_asked_besides_has_the_same_bits_in_the_loop(
    name: str, more: dict[str, float]
) -> None:
    given_columns = columns(name, random.Random(2))
    many = getattr(ir.canonical, name)(**given_columns, **more)
    for i in range(0, MANY, 100):
        case = {key: float(column[i]) for key, column in given_columns.items()} | more
        for key, value in solution_of(name, case).items():
            expected = [] if value is None else value if isinstance(value, list) else [value]
            found = flattened(getattr(many, key)[i])
            # A yes or no is filled with no, all else with what has been left out here.
            assert (found[: len(expected)], any(found[len(expected) :])) == (expected, False), key


def test_shapes_do_not_depend_on_how_many_cases_there_are() -> None:
    few = ir.canonical.vanguard(**VANGUARD, signal=np.linspace(-3, -1, 4))
    many = ir.canonical.vanguard(**VANGUARD, signal=np.linspace(-3, -1, MANY))
    assert (few.cutoffs.shape, many.cutoffs.shape) == ((4, 0), (MANY, 0))
    games = ir.canonical.global_game(**GAME | {"cost": np.full((2, MANY), 0.5)})
    assert games.theta_star.shape == (2, MANY, 3)


def test_lists_keep_the_last_axis() -> None:
    shares = ir.canonical.contest(resources=[[4, 1], [9, 1], [1, 1]], exponent=1.0)
    assert shares.win_probability.round(6).tolist() == [[0.8, 0.2], [0.9, 0.1], [0.5, 0.5]]
    classes = {"weights": [0.5, 0.5], "private_precisions": [1, 1], "median_costs": [0.5, 0.5]}
    coordination = ir.canonical.coordination(
        **classes, cost_sd=0, public_precision=[1, 4], public_mean=0.5, theta=0.5
    )
    assert coordination.shares is not None
    assert coordination.shares.shape == (2, 3, 2)
    assert np.isnan(coordination.shares[0, 1:]).all()


def test_a_sequence_keeps_periods_and_thresholds_apart() -> None:
    case = {"public_precision": 1, "public_mean": [1.5, 0.5], "cost": 0.3}
    years = ir.canonical.global_game_dynamic(**case, precisions=[2.0**k for k in range(6)])
    assert years.thresholds.shape == (2, 6, 2)
    assert years.possible.tolist() == [[1, 0, 0, 0, 0, 1], [1, 0, 0, 0, 0, 0]]
    assert flattened(years.years) == [1, 6, 1]
    assert np.isnan(years.lower_bound[:, 0]).all()
    smallest = ir.canonical.global_game_dynamic(
        **case, precisions=[1.0, 64.0], selection="smallest"
    )
    assert np.isnan(smallest.played[:, 1]).all()


def test_words_and_counts_keep_their_type() -> None:
    battle = ir.canonical.lanchester(a=[10, 8], b=[8, 10], attrition_a=1, attrition_b=1)
    assert battle.winner.tolist() == ["A", "B"]
    assert ir.canonical.granovetter(thresholds=[0, 1, 2]).final == 3
    cascades = ir.canonical.granovetter(agents=10, replicas=50, seed=2**62 + 1)
    assert cascades.exact_mean_final is not None


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"cost": [0.5, 1.5]}, r"global_game: cost\[1\] = 1.5 is out of range"),
        ({"cost": [[0.5], [float("nan")]]}, r"cost\[1, 0\] = nan is out of range"),
        ({"cost": "high"}, "cost is no array of numbers"),
        ({"cost": [[0.5], [0.5, 0.6]]}, "cost is no array of numbers"),
        ({"cost": []}, "cost is no array of numbers|leave no case"),
        ({"cost": True}, "cost is no array of numbers"),
        ({"cots": 0.5}, "did you mean cost?"),
        ({"cost": [0.5, 0.6], "public_mean": [0, 1, 2]}, r"cost \[2\].*do not fit"),
        ({"public_mean": None}, "public_mean is missing"),
        ({"public_mean": None, "cost": np.full(MANY, 0.5)}, "public_mean is missing"),
        ({"cost": None}, "cost is missing"),
    ],
)
def test_what_cannot_be_solved_is_refused(wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        ir.canonical.global_game(**GAME | wrong)


def test_a_missing_half_of_a_question_is_refused_for_many_cases_too() -> None:
    with pytest.raises(ScenarioError, match="seed_share is missing"):
        ir.canonical.watts(threshold=np.full(MANY, 0.1), mean_degree=3.0)
    with pytest.raises(ScenarioError, match="is not a list"):
        ir.canonical.contest(resources=1.0, exponent=1.0)
    with pytest.raises(ScenarioError, match="is below"):
        ir.canonical.acemoglu_robinson(
            elite_income_share=[0.5, 0.1],
            elite_population_share=0.2,
            discount=0.9,
            crisis_probability=0.1,
        )


def test_plain_python_gives_the_same_many_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    given_columns = columns("brock_durlauf", random.Random(6))
    compiled = ir.canonical.brock_durlauf(**given_columns)
    monkeypatch.setenv("INTERREGNUM_TARGET", "python")
    plain = ir.canonical.brock_durlauf(**given_columns)
    np.testing.assert_array_equal(compiled.roots, plain.roots)
    np.testing.assert_array_equal(compiled.spinodal, plain.spinodal)
