"""What each published model returns to Python: a record of numbers or arrays.

One rule for all: the first axes are those of the inputs, broadcast; a list (of thresholds, of
contestants, of periods) adds an axis at the end. An axis is as long as its longest list, and
shorter ones are filled with "not a number" (``False`` for a yes or no), so that one case alone
is never filled. "Not a number" also stands for what there is none of; None for what was not
asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Values: TypeAlias = npt.NDArray[np.float64]
    Flags: TypeAlias = npt.NDArray[np.bool_]
    Counts: TypeAlias = npt.NDArray[np.int64]
    Words: TypeAlias = npt.NDArray[np.str_]


class GlobalGame(NamedTuple):
    """Thresholds, signal cutoffs and stability, a threshold an entry of the last axis."""

    theta_star: Values
    x_star: Values
    stable: Flags
    margin_cutoff: Values | None = None


class GlobalGameDynamic(NamedTuple):
    """The sequence, a period an entry; ``thresholds`` has them along one more axis.

    ``years`` are those in which an attack was possible; the belief has one entry more than there
    are periods, because it begins before the first.
    """

    possible: Values
    years: Values
    thresholds: Values
    played: Values
    x_star: Values
    fall_probability: Values
    belief_mean: Values
    lower_bound: Values
    attack_size: Values | None = None
    fall: Values | None = None


class Coordination(NamedTuple):
    """Thresholds and stability; ``shares`` by threshold and class."""

    theta_star: Values
    stable: Flags
    shares: Values | None = None


class Granovetter(NamedTuple):
    """The answer to the one question that was asked; the rest is None."""

    final: Counts | None = None
    equilibrium_percent: Values | None = None
    critical_sd: Values | None = None
    share_final_zero: Values | None = None
    share_final_all: Values | None = None
    mean_final: Values | None = None
    exact_share_final_zero: Values | None = None
    exact_share_final_all: Values | None = None
    exact_mean_final: Values | None = None
    share: Values | None = None


class Watts(NamedTuple):
    """Both ends of the window of mean degrees, and the share that acts in the end."""

    window: Values
    mean_field_share: Values | None = None
    share: Values | None = None


class ComplexContagion(NamedTuple):
    """The share that acts in the end, a replica an entry of the last axis, and the mean field's."""

    share: Values
    mean_field_share: Values


class Kuran(NamedTuple):
    """The share of the population that opposes in public in the end."""

    final_share: Values


class BrockDurlauf(NamedTuple):
    """All mean choices that sustain themselves, and the field up to which there are three."""

    roots: Values
    spinodal: Values


class Emperor(NamedTuple):
    """What became of the norm, a seed an entry of the last axis."""

    false_compliance: Values
    false_enforcement: Values
    true_enforcement: Values
    rounds_taken: Values
    settled: Flags


class Epstein(NamedTuple):
    """What happened, a seed an entry of the last axis; ``active`` by seed and tick.

    ``group_sizes`` has both groups' members at the end, for the runs of model II.
    """

    outbursts: Values
    peak: Values
    calm_share: Values
    mean_wait: Values
    mean_jailed: Values
    active: Values
    group_sizes: Values | None = None


class Edmond(NamedTuple):
    """The weakest regime that survives, citizens' cutoff, and what that regime hides."""

    theta_star: Values
    x_star: Values
    action: Values


class Vanguard(NamedTuple):
    """All participation cutoffs, and the least signal that mobilises anybody."""

    cutoffs: Values
    least_mobilising_signal: Values


class AcemogluRobinson(NamedTuple):
    """The cost of revolution below which redistribution cannot stop it."""

    critical_cost: Values


class Selectorate(NamedTuple):
    """The share of revenue that supporters must be paid, and the hazard that breaks promises."""

    pay_share: Values
    breaking_hazard: Values | None = None


class Veto(NamedTuple):
    """The probability that a settlement can satisfy everybody."""

    settlement_probability: Values


class Lanchester(NamedTuple):
    """Who wins, how many of the winner survive and after what time [d]."""

    winner: Words
    survivors: Values
    time: Values


class Contest(NamedTuple):
    """Probability of winning and effort, a contestant an entry of the last axis."""

    win_probability: Values
    effort: Values


# Lists within lists: a list of classes a threshold, a list of thresholds a period.
NESTED: frozenset[tuple[Any, str]] = frozenset(
    {
        (Coordination, "shares"),
        (GlobalGameDynamic, "thresholds"),
        (Epstein, "active"),
        (Epstein, "group_sizes"),
    }
)

FLAGS = frozenset({"stable", "settled"})
