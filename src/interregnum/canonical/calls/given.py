"""What each published model may be given from Python: numbers, or arrays that are broadcast.

``Numbers`` take a number or an array; ``Lists`` one list, or an array whose last axis is the
list. The ranges and meanings are those of ``interregnum canonical run``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NotRequired, TypeAlias, TypedDict

if TYPE_CHECKING:
    import numpy.typing as npt

    Numbers: TypeAlias = npt.ArrayLike
    Lists: TypeAlias = npt.ArrayLike


class GlobalGameGiven(TypedDict):
    """Inputs of :func:`interregnum.canonical.global_game`."""

    public_precision: Numbers
    private_precision: Numbers
    cost: Numbers
    public_mean: NotRequired[Numbers | None]
    survived_threshold: NotRequired[Numbers | None]
    margin_precision: NotRequired[Numbers | None]


class DynamicGiven(TypedDict):
    """Inputs of :func:`interregnum.canonical.global_game_dynamic`."""

    public_precision: Numbers
    public_mean: Numbers
    cost: Numbers
    precisions: Lists
    signals: NotRequired[Lists | None]
    margin_precision: NotRequired[Lists | None]
    strength: NotRequired[Numbers | None]
    selection: NotRequired[Literal["largest", "smallest"]]


class CoordinationGiven(TypedDict):
    """Inputs of :func:`interregnum.canonical.coordination`."""

    weights: Lists
    private_precisions: Lists
    median_costs: Lists
    cost_sd: Lists
    public_precision: Numbers
    public_mean: NotRequired[Numbers | None]
    theta: NotRequired[Numbers | None]


class GranovetterGiven(TypedDict, total=False):
    """Inputs of :func:`interregnum.canonical.granovetter`: one of its questions."""

    thresholds: Lists | None
    mean: Numbers | None
    sd: Numbers | None
    agents: Numbers | None
    replicas: Numbers | None
    seed: Numbers | None


class WattsGiven(TypedDict):
    """Inputs of :func:`interregnum.canonical.watts`."""

    threshold: Numbers
    mean_degree: NotRequired[Numbers | None]
    seed_share: NotRequired[Numbers | None]
    agents: NotRequired[Numbers | None]
    replicas: NotRequired[Numbers | None]
    seed: NotRequired[Numbers | None]


class ComplexContagionGiven(TypedDict):
    """Inputs of :func:`interregnum.canonical.complex_contagion`."""

    needed: Numbers
    mean_degree: Numbers
    seed_share: Numbers
    rewired: NotRequired[Numbers | None]
    agents: NotRequired[Numbers]
    replicas: NotRequired[Numbers]
    seed: NotRequired[Numbers]


class KuranGiven(TypedDict):
    """Inputs of :func:`interregnum.canonical.kuran`."""

    thresholds: Lists


class BrockDurlaufGiven(TypedDict):
    """Inputs of :func:`interregnum.canonical.brock_durlauf`."""

    coupling: Numbers
    field: Numbers


class EmperorGiven(TypedDict):
    """Inputs of :func:`interregnum.canonical.emperor`."""

    believers: Numbers
    network: NotRequired[Literal["local", "global"]]
    size: NotRequired[Numbers]
    strongest: NotRequired[Numbers]
    cost: NotRequired[Numbers]
    rounds: NotRequired[Numbers]
    seeds: NotRequired[Numbers]


class EpsteinGiven(TypedDict, total=False):
    """Inputs of :func:`interregnum.canonical.epstein`: all have a default."""

    run: Numbers
    ratio_rule: Literal["identity", "floor", "round"]
    steps: Numbers
    seeds: Numbers
    size: Numbers
    legitimacy: Numbers | None
    max_jail_term: Numbers | None
    vision: Numbers | None
    cop_density: Numbers | None
    agent_density: Numbers
    threshold: Numbers
    k: Numbers


class EdmondGiven(TypedDict):
    """Inputs of :func:`interregnum.canonical.edmond`."""

    cost: Numbers
    slope: Numbers
    signal_precision: Numbers


class VanguardGiven(TypedDict):
    """Inputs of :func:`interregnum.canonical.vanguard`."""

    cost: Numbers
    share_needed: Numbers
    signal: Numbers
    mean: NotRequired[Numbers]
    value: NotRequired[Numbers]
    sd_state: NotRequired[Numbers]
    sd_private: NotRequired[Numbers]
    sd_signal: NotRequired[Numbers]


class AcemogluRobinsonGiven(TypedDict):
    """Inputs of :func:`interregnum.canonical.acemoglu_robinson`."""

    elite_income_share: Numbers
    elite_population_share: Numbers
    discount: Numbers
    crisis_probability: Numbers


class SelectorateGiven(TypedDict):
    """Inputs of :func:`interregnum.canonical.selectorate`."""

    discount: Numbers
    coalition_ratio: Numbers
    hazard: NotRequired[Numbers]
    revenue_share: NotRequired[Numbers | None]


class VetoGiven(TypedDict):
    """Inputs of :func:`interregnum.canonical.veto`."""

    players: Numbers
    total_cost: Numbers
    noise: Numbers


class LanchesterGiven(TypedDict):
    """Inputs of :func:`interregnum.canonical.lanchester`."""

    a: Numbers
    b: Numbers
    attrition_a: Numbers
    attrition_b: Numbers


class ContestGiven(TypedDict):
    """Inputs of :func:`interregnum.canonical.contest`."""

    resources: Lists
    exponent: Numbers
