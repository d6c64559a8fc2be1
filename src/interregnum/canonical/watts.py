r"""Global cascades on random networks: when one seed is enough, and how many follow many.

Equations
---------
On a Poisson random network of mean degree z, a person acts once a share φ (``threshold``) of her
neighbours does. ``window`` holds the two z at which

.. math:: z\,P(\mathrm{Pois}(z) \le K-2) = 1, \qquad K = \lfloor 1/\varphi \rfloor

between which one seed can set off a cascade of the whole network. ``mean_field_share`` is the
share that acts in the end if the share ρ₀ (``seed_share``) does from the start: the least q of

.. math:: q = \rho_0 + (1-\rho_0)\,P(m \ge \varphi(m+l+1)), \qquad
    m \sim \mathrm{Pois}(zq), \quad l \sim \mathrm{Pois}(z(1-q))

gives ρ = ρ₀ + (1-ρ₀) P(m ≥ φ(m+l), m ≥ 1). With ``agents``, ``replicas`` and ``seed``, ``share``
has the share that acts on each of so many drawn networks: even and random, of that mean degree.

Limits
------
No window (``[]``) for φ > 1/4. As φ falls, its lower bound tends to 1, where the network falls
apart. Without seeds nobody acts.

Source
------
Watts (2002), doi:10.1073/pnas.082090499. Gleeson and Cahalane (2007),
doi:10.1103/PhysRevE.75.056103, for the share; its sum over degrees is written with two
independent Poisson numbers here.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from interregnum.canonical.cascades.plays import refuse_many, seeded_crowds
from interregnum.canonical.shelf import NUMBER, WHOLE, Case, Key, array_for
from interregnum.errors import ScenarioError
from interregnum.formulae.random_network import find_windows, mean_field_share
from interregnum.kernels.scalar import Target, compiled
from interregnum.networks.random_networks import erdos_renyi

KEYS = {
    "threshold": Key(
        kind=NUMBER, low=1e-6, high=1.0, meaning="share φ of the neighbours that moves a person [1]"
    ),
    "mean_degree": Key(
        kind=NUMBER,
        low=0.0,
        high=1e5,
        required=False,
        meaning="mean number of neighbours z; needs seed_share [persons]",
    ),
    "seed_share": Key(
        kind=NUMBER,
        low=0.0,
        high=1.0,
        required=False,
        meaning="share ρ₀ that acts from the start; needs mean_degree [1]",
    ),
    "agents": Key(
        kind=WHOLE,
        low=2,
        high=100_000_000,
        required=False,
        meaning="persons on drawn networks; needs replicas, seed and both shares [persons]",
    ),
    "replicas": Key(
        kind=WHOLE, low=1, high=100_000, required=False, meaning="networks to draw [1]"
    ),
    "seed": Key(
        kind=WHOLE,
        low=0,
        high=2**63,
        high_open=True,
        required=False,
        meaning="where networks and beginners are looked up [1]",
    ),
}
# Entries of lists of neighbours above which compiling is worth while.
_MANY_ENTRIES = 3e4


class Inputs(NamedTuple):
    """One case, typed; the fields are those of ``KEYS``."""

    threshold: float
    mean_degree: float | None
    seed_share: float | None
    agents: int | None
    replicas: int | None
    seed: int | None


def usual_target(given: Inputs) -> Target:
    """Return where to solve if nobody says: compiled where persons are many.

    >>> usual_target(Inputs(0.18, 3.0, 1e-4, 100_000, 2, 7)).value
    'cpu'
    """
    entries = (given.agents or 0) * (given.replicas or 0) * ((given.mean_degree or 0.0) + 4.0)
    return Target.CPU if entries > _MANY_ENTRIES else Target.PYTHON


def _check_pair(given: Inputs) -> None:
    """Refuse one half of the question about the share."""
    pair = {"mean_degree": given.mean_degree, "seed_share": given.seed_share}
    missing = [name for name, value in pair.items() if value is None]
    if len(missing) == 1:
        key = KEYS[missing[0]]
        msg = f"watts: {missing[0]} is missing; give a {key.kind} in {key.range_text()}"
        raise ScenarioError(f"{msg}, or leave out the other of {' and '.join(pair)}")
    crowd = {"agents": given.agents, "replicas": given.replicas, "seed": given.seed}
    missing = [name for name, value in (pair | crowd).items() if value is None]
    if missing and any(value is not None for value in crowd.values()):
        key = KEYS[missing[0]]
        msg = f"watts: {missing[0]} is missing; give a {key.kind} in {key.range_text()}"
        raise ScenarioError(f"{msg}, or leave out all of {', '.join(crowd)}")


def _drawn_shares(target: Target, given: Inputs) -> list[float]:
    """Return the shares that act in the end on drawn networks, one a replica."""
    agents, degree = given.agents or 0, given.mean_degree or 0.0
    refuse_many("watts", agents, degree)
    return seeded_crowds(
        target,
        lambda seed: erdos_renyi(agents, degree, seed, target),
        ("share", given.threshold),
        given.seed_share or 0.0,
        (given.replicas or 0, given.seed or 0),
    )


def solve(target: Target, given: Inputs) -> dict[str, Any]:
    """Return the window of the mean degree, and the share that acts in the end if asked.

    Raises
    ------
    ScenarioError
        If only one of ``mean_degree`` and ``seed_share`` is given.

    >>> from interregnum.canonical.shelf import solution_of
    >>> [round(z, 4) for z in solution_of("watts", {"threshold": 0.18})["window"]]
    [1.0207, 5.7647]
    """
    _check_pair(given)
    low, high = array_for([0.0], target), array_for([0.0], target)
    compiled(find_windows, target)(array_for([given.threshold], target), 0, 1, low, high)
    window = [float(low[0]), float(high[0])]
    solution: dict[str, Any] = {"window": window if window[0] == window[0] else []}
    if given.mean_degree is not None and given.seed_share is not None:
        share = compiled(mean_field_share, target)
        solution["mean_field_share"] = float(
            share(given.threshold, given.mean_degree, given.seed_share)
        )
        if given.agents is not None:
            solution["share"] = _drawn_shares(target, given)
    return solution


_WINDOW = "computed by us from the condition of Watts 2002, doi:10.1073/pnas.082090499"
_SHARE = (
    "computed by us from the equations of Gleeson and Cahalane 2007, doi:10.1103/PhysRevE.75.056103"
)


def _window(threshold: float, reference: list[float]) -> Case:
    """Return the case of a window."""
    return Case(
        name=f"threshold {threshold:g}",
        inputs={"threshold": threshold},
        output="window",
        reference=reference,
        tolerance=1e-4,
        source=_WINDOW,
    )


def _share(mean_degree: float, seed_share: float, reference: float) -> Case:
    """Return the case of a share at threshold .18."""
    return Case(
        name=f"threshold 0.18, mean degree {mean_degree:g}, seeds {seed_share:g}",
        inputs={"threshold": 0.18, "mean_degree": mean_degree, "seed_share": seed_share},
        output="mean_field_share",
        reference=reference,
        tolerance=1e-5,
        source=_SHARE,
    )


CASES = (
    _window(0.18, [1.0207, 5.7647]),
    _window(0.10, [1.0, 13.6593]),
    _window(0.5, []),
    _share(1.5, 1e-4, 0.58028),
    _share(3.0, 1e-4, 0.94049),
    _share(5.0, 1e-4, 0.99302),
    _share(6.0, 1e-4, 0.00238),
    _share(6.0, 1e-3, 0.99749),
)
