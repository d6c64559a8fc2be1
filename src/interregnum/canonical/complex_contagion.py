r"""Complex contagion: what needs several neighbours spreads where people are close, if anywhere.

Equations
---------
``agents`` persons stand on a network; a share ρ₀ (``seed_share``) acts from the start, and a
person acts once at least K (``needed``) of her neighbours do. With ``rewired`` the network is a
ring on which each has ``mean_degree`` neighbours, whose ties lead elsewhere with that chance;
without, it is even and random. ``share`` has the share that acts in the end, one a replica. On an
endless random network of mean degree z it is the least root q of

.. math:: q = \rho_0 + (1-\rho_0)\,P(\mathrm{Pois}(zq) \ge K)

which is ``mean_field_share``; null where ``rewired`` is given.

Limits
------
K = 1 is simple contagion: all who are connected with a beginner act. On a ring without rewiring
and K up to half the degree, K beginners side by side are enough for everybody.

Source
------
Centola and Macy (2007), doi:10.1086/521848. The root is that of Gleeson and Cahalane (2007),
doi:10.1103/PhysRevE.75.056103, for a threshold in persons.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from interregnum.canonical.cascades.plays import refuse_many, seeded_crowds
from interregnum.canonical.shelf import NUMBER, WHOLE, Case, Key
from interregnum.errors import ScenarioError
from interregnum.formulae.poisson import poisson_at
from interregnum.kernels.scalar import Target, compiled, scalar
from interregnum.networks.network import Network
from interregnum.networks.random_networks import erdos_renyi, small_world

KEYS = {
    "needed": Key(
        kind=WHOLE, low=1, high=1000, meaning="neighbours who must act before a person does [1]"
    ),
    "mean_degree": Key(
        kind=NUMBER, low=0.0, high=1000.0, low_open=True, meaning="mean number of neighbours [1]"
    ),
    "seed_share": Key(
        kind=NUMBER, low=0.0, high=1.0, meaning="share ρ₀ that acts from the start [1]"
    ),
    "rewired": Key(
        kind=NUMBER,
        low=0.0,
        high=1.0,
        required=False,
        meaning="chance that a tie of the ring leads elsewhere; without it, no ring [1]",
    ),
    "agents": Key(
        kind=WHOLE, low=4, high=100_000_000, required=False, default=10_000, meaning="persons [1]"
    ),
    "replicas": Key(
        kind=WHOLE, low=1, high=100_000, required=False, default=1, meaning="networks to draw [1]"
    ),
    "seed": Key(
        kind=WHOLE,
        low=0,
        high=2**63,
        high_open=True,
        required=False,
        default=0,
        meaning="where networks and beginners are looked up [1]",
    ),
}
_MANY_ENTRIES = 3e4
_SETTLED = 1e-13
_LONGEST = 1_000_000


class Inputs(NamedTuple):
    """One case, typed; the fields are those of ``KEYS``."""

    needed: int
    mean_degree: float
    seed_share: float
    rewired: float | None
    agents: int
    replicas: int
    seed: int


def usual_target(given: Inputs) -> Target:
    """Return where to solve if nobody says: compiled, but for small crowds.

    >>> usual_target(Inputs(2, 4.0, 0.1, None, 100, 1, 0)).value
    'python'
    """
    entries = given.agents * given.replicas * (given.mean_degree + 4.0)
    return Target.CPU if entries > _MANY_ENTRIES else Target.PYTHON


@scalar
def contagion_share(needed: int, mean_degree: float, seed_share: float) -> float:
    """Return the least root q: the share that acts on an endless random network.

    >>> round(contagion_share(1, 2.0, 1e-9), 6)  # those who are connected
    0.796812
    """
    share = seed_share
    for _ in range(_LONGEST):
        moved = 1.0 - poisson_at(needed - 1, mean_degree * share).below
        reached = seed_share + (1.0 - seed_share) * moved
        if reached - share <= _SETTLED * share:
            break
        share = reached
    return share


def solve(target: Target, given: Inputs) -> dict[str, Any]:
    """Return how far it spreads in each replica, and on an endless random network.

    Raises
    ------
    ScenarioError
        For a ring of an odd degree, or a network that would not fit.

    >>> from interregnum.canonical.shelf import solution_of
    >>> ring = {"needed": 1, "mean_degree": 2, "seed_share": 0.5, "rewired": 0, "agents": 50}
    >>> solution_of("complex_contagion", ring)
    {'share': [1.0], 'mean_field_share': None}
    """
    degree, agents = given.mean_degree, given.agents
    refuse_many("complex_contagion", agents, degree)
    is_ring = given.rewired is not None
    if is_ring and (degree != int(degree) or int(degree) & 1):
        msg = (
            f"complex_contagion: mean_degree = {degree:g} with rewired: a ring has as many "
            "neighbours on each side; give an even number"
        )
        raise ScenarioError(msg)

    def network(seed: int) -> Network:
        if given.rewired is not None:
            return small_world(agents, int(degree), given.rewired, seed, target)
        return erdos_renyi(agents, degree, seed, target)

    plays = (given.replicas, given.seed)
    shares = seeded_crowds(target, network, ("count", float(given.needed)), given.seed_share, plays)
    root = compiled(contagion_share, target)
    return {
        "share": shares,
        "mean_field_share": None
        if is_ring
        else float(root(given.needed, degree, given.seed_share)),
    }


_COMPUTED = "computed by us from the equation of Gleeson and Cahalane 2007, "
_COMPUTED += "doi:10.1103/PhysRevE.75.056103"


def _endless(needed: int, mean_degree: float, seed_share: float, reference: float) -> Case:
    """Return the case of an endless random network."""
    return Case(
        name=f"{needed} of mean degree {mean_degree:g}, seeds {seed_share:g}",
        inputs={
            "needed": needed,
            "mean_degree": mean_degree,
            "seed_share": seed_share,
            "agents": 300,
        },
        output="mean_field_share",
        reference=reference,
        tolerance=1e-5,
        source=_COMPUTED,
    )


CASES = (
    _endless(1, 2.0, 1e-9, 0.79681),
    Case(
        name="a ring, one of two neighbours",
        inputs={"needed": 1, "mean_degree": 2, "seed_share": 0.1, "rewired": 0.0, "agents": 200},
        output="share",
        reference=[1.0],
        tolerance=0.0,
        source="Centola and Macy 2007, doi:10.1086/521848: a ring is connected",
    ),
)
