"""Cascades of persons come to the mean field's shares as persons grow in number."""

from __future__ import annotations

import math

import pytest

import interregnum as ir
from interregnum.canonical.complex_contagion import contagion_share
from interregnum.canonical.shelf import solution_of
from interregnum.errors import ScenarioError


@pytest.mark.parametrize("sd", [8.0, 30.0, 50.0])
def test_normal_thresholds_come_to_granovetters_equilibrium(sd: float) -> None:
    case = {"mean": 25.0, "sd": sd, "agents": 20_000, "replicas": 20, "seed": 7}
    found = ir.canonical.granovetter(**case)  # type: ignore[arg-type]
    assert found.share is not None
    assert found.equilibrium_percent is not None
    root = float(found.equilibrium_percent) / 100.0
    # The share has the binomial's error, amplified by the slope of the map at the root.
    z = (100.0 * root - 25.0) / sd
    slope = math.exp(-z * z / 2.0) / math.sqrt(2.0 * math.pi) * 100.0 / sd
    error = math.sqrt(root * (1.0 - root) / 20_000 / 20) / (1.0 - slope)
    assert abs(found.share.mean() - root) < 4.0 * error + 1e-5


@pytest.mark.parametrize(
    ("mean_degree", "seed_share"), [(3.0, 1e-2), (5.0, 1e-2), (6.0, 1e-2), (12.0, 1e-2)]
)
def test_shares_of_neighbours_come_to_gleeson_and_cahalane(
    mean_degree: float, seed_share: float
) -> None:
    found = ir.canonical.watts(
        threshold=0.18,
        mean_degree=mean_degree,
        seed_share=seed_share,
        agents=20_000,
        replicas=8,
        seed=7,
    )
    assert found.share is not None
    assert found.mean_field_share is not None
    spread = max(float(found.share.std(ddof=1)), 1e-3)
    assert abs(found.share.mean() - found.mean_field_share) < 4.0 * spread / math.sqrt(8) + 1e-3


@pytest.mark.parametrize(("needed", "seed_share"), [(1, 0.01), (2, 0.05), (2, 0.01), (3, 0.2)])
def test_counts_of_neighbours_come_to_the_endless_network(needed: int, seed_share: float) -> None:
    found = ir.canonical.complex_contagion(
        needed=needed, mean_degree=4.0, seed_share=seed_share, agents=20_000, replicas=8, seed=7
    )
    spread = max(float(found.share.std(ddof=1)), 1e-3)
    assert abs(found.share.mean() - found.mean_field_share) < 4.0 * spread / math.sqrt(8) + 1e-3


def test_the_endless_root_is_a_root_and_the_least() -> None:
    for needed, degree, seeds in ((2, 4.0, 0.05), (3, 6.0, 0.02), (1, 0.5, 0.1)):
        q = contagion_share(needed, degree, seeds)

        def gap(share: float, needed: int = needed, degree: float = degree) -> float:
            mean = degree * share
            mass = [math.exp(-mean) * mean**k / math.factorial(k) for k in range(needed)]
            return seeds + (1 - seeds) * (1 - sum(mass)) - share  # noqa: B023

        assert gap(q) == pytest.approx(0.0, abs=1e-10)
        assert all(gap(q * k / 200) > 0 for k in range(199))


def test_what_needs_two_spreads_on_a_ring_and_not_on_a_random_network() -> None:
    case = {"needed": 2, "mean_degree": 4, "seed_share": 0.02, "agents": 5000, "seed": 3}
    ring = solution_of("complex_contagion", case | {"rewired": 0.0})
    mixed = solution_of("complex_contagion", case | {"rewired": 1.0})
    assert mixed["share"][0] < 0.1
    assert ring["share"][0] > 0.9


@pytest.mark.parametrize(
    ("model", "case", "words"),
    [
        ("watts", {"threshold": 0.2, "agents": 9}, "mean_degree is missing"),
        (
            "watts",
            {"threshold": 0.2, "mean_degree": 2, "seed_share": 0.1, "agents": 9},
            "replicas is missing",
        ),
        ("granovetter", {"mean": 25, "sd": 5, "agents": 9}, "replicas is missing"),
        (
            "granovetter",
            {"thresholds": [1], "mean": 25, "agents": 9},
            "do not go together",
        ),
        (
            "complex_contagion",
            {"needed": 1, "mean_degree": 3, "seed_share": 0.1, "rewired": 0.1},
            "give an even number",
        ),
        (
            "complex_contagion",
            {"needed": 1, "mean_degree": 50, "seed_share": 0.1, "agents": 10**8},
            "would take 43.2 GB; give at most",
        ),
        (
            "complex_contagion",
            {"needed": 1, "mean_degree": 50, "seed_share": 0.1, "agents": 10},
            "more than 10 agents can have",
        ),
    ],
)
def test_half_questions_and_what_does_not_fit_are_refused(
    model: str, case: dict[str, object], words: str
) -> None:
    with pytest.raises(ScenarioError, match=words):
        solution_of(model, case)
