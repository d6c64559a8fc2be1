r"""The dynamic global game as a sequence: when the same ruler can be attacked again.

Equations
---------
In period t private beliefs have precision β_t (``precisions``), the public belief is N(z, 1/α),
and everybody knows θ > s, the largest threshold that he survived. Thresholds are those of
:mod:`interregnum.formulae.global_game`: static before the first attack, truncated afterwards.
After a period the public may see y = θ + N(0, 1/τ) (``signals``, ``margin_precision``):

.. math:: z \leftarrow \frac{\alpha z + \tau y}{\alpha + \tau}, \qquad \alpha \leftarrow \alpha+\tau

Lists have one entry a period: ``possible`` (1 if an attack is), ``thresholds``, ``played`` (null
where nobody attacks), ``fall_probability`` P(θ ≤ θ*), and with ``strength`` the ``attack_size``;
``years`` counts from 1. ``belief_mean`` and ``lower_bound`` stand before the first period and
after each one that he survived. ``selection`` says which threshold is played where there are
several; once he survived, "nobody attacks" is an equilibrium too and is the smallest. Without
``strength`` he survives every attack; with it the sequence ends with his ``fall`` (a year).

Limits
------
No news and β → ∞: an attack becomes possible again, unless the first showed θ > 1 - c.

Source
------
Angeletos, Hellwig and Pavan (2007), doi:10.1111/j.1468-0262.2007.00766.x.
"""

from __future__ import annotations

from math import sqrt
from typing import Any, NamedTuple

from interregnum.canonical.global_game import static_thresholds, thresholds_after_survival
from interregnum.canonical.shelf import CHOICE, EITHER, NUMBER, NUMBERS, Case, Key
from interregnum.errors import ScenarioError
from interregnum.formulae.global_game import Survived
from interregnum.formulae.truncated_belief import mean_above, probability_below
from interregnum.kernels.scalar import Target, compiled
from interregnum.kernels.special import normal_cdf

KEYS = {
    "public_precision": Key(
        kind=NUMBER, low=1e-15, meaning="precision α of the first public belief [1/strength²]"
    ),
    "public_mean": Key(kind=NUMBER, meaning="mean z of the first public belief [strength]"),
    "cost": Key(
        kind=NUMBER,
        low=0.0,
        high=1.0,
        low_open=True,
        high_open=True,
        meaning="cost c of a failed attack [share of the gain]",
    ),
    "precisions": Key(
        kind=NUMBERS, low=1e-15, meaning="precision of private beliefs, by period [1/strength²]"
    ),
    "signals": Key(
        kind=NUMBERS,
        required=False,
        meaning="public signal after each period, as many as are known [strength]",
    ),
    "margin_precision": Key(
        kind=EITHER,
        low=0.0,
        required=False,
        meaning="precision of the signals, one for all or one each; 0 is no news [1/strength²]",
    ),
    "strength": Key(
        kind=NUMBER, required=False, meaning="true strength; he survives if left out [strength]"
    ),
    "selection": Key(
        kind=CHOICE,
        required=False,
        default="largest",
        choices=("largest", "smallest"),
        meaning="which threshold is played [word]",
    ),
}


class Inputs(NamedTuple):
    """One case, typed; the fields are those of ``KEYS``."""

    public_precision: float
    public_mean: float
    cost: float
    precisions: list[float]
    signals: list[float] | None
    margin_precision: float | list[float] | None
    strength: float | None
    selection: str


class _Public(NamedTuple):
    """What everybody knows: N(mean, 1/precision), above ``bound`` if he survived an attack."""

    mean: float
    precision: float
    bound: float | None


def _news(given: Inputs) -> list[tuple[float, float]]:
    """Return the signals with their precisions.

    Raises
    ------
    ScenarioError
        If signals and precisions do not fit each other or the periods.
    """
    if given.signals is None and given.margin_precision is None:
        return []
    if given.signals is None or given.margin_precision is None:
        missing = "signals" if given.signals is None else "margin_precision"
        msg = (
            f"global_game_dynamic: {missing} is missing; "
            "give both signals and margin_precision, or neither"
        )
        raise ScenarioError(msg)
    count = len(given.signals)
    if count > len(given.precisions):
        msg = (
            f"global_game_dynamic: signals has {count} entries for {len(given.precisions)} "
            "periods; give one after each period at most"
        )
        raise ScenarioError(msg)
    margin = given.margin_precision
    each = margin if isinstance(margin, list) else [margin] * count
    if len(each) != count:
        msg = (
            f"global_game_dynamic: margin_precision has {len(each)} entries, but signals "
            f"has {count}; give one a signal, or one number"
        )
        raise ScenarioError(msg)
    return list(zip(given.signals, each, strict=True))


def _attacks(
    target: Target, public: _Public, private: float, cost: float
) -> list[tuple[float, float]]:
    """Return every threshold at which an attack is possible, with its signal cutoff."""
    belief = (public.mean, public.precision, private, cost)
    if public.bound is None:
        thresholds, signals, _ = static_thresholds(target, *belief)
    else:
        game = Survived(*belief, public.bound)
        thresholds, signals, _ = thresholds_after_survival(target, game)
    return list(zip(thresholds, signals, strict=True))


def _played(
    attacks: list[tuple[float, float]], public: _Public, selection: str
) -> tuple[float, float] | None:
    """Return the attack that is played, or None where nobody attacks."""
    if not attacks:
        return None
    if selection == "largest":
        return attacks[-1]
    return attacks[0] if public.bound is None else None


def _told(public: _Public, signal: float, precision: float) -> _Public:
    """Return what everybody knows after a public signal."""
    whole = public.precision + precision
    mean = (public.precision * public.mean + precision * signal) / whole
    return _Public(mean, whole, public.bound)


def _belief_mean(target: Target, public: _Public) -> float:
    """Return the mean of what everybody believes, survival included."""
    if public.bound is None:
        return public.mean
    return float(compiled(mean_above, target)(public.bound, public.mean, public.precision))


def _fall_probability(target: Target, public: _Public, threshold: float) -> float:
    """Return what everybody thinks of his chance to fall in an attack."""
    if public.bound is None:
        root = sqrt(public.precision)
        return float(compiled(normal_cdf, target)(root * (threshold - public.mean)))
    find = compiled(probability_below, target)
    return float(find(threshold, public.bound, public.mean, public.precision))


class _Path:
    """The lists that grow with the periods."""

    def __init__(self, target: Target, given: Inputs) -> None:
        self.target = target
        self.given = given
        self.public = _Public(given.public_mean, given.public_precision, None)
        self.fall: int | None = None
        self.lists: dict[str, list[Any]] = {
            name: []
            for name in ("possible", "years", "thresholds", "played", "x_star", "fall_probability")
        }
        if given.strength is not None:
            self.lists["attack_size"] = []
        self.belief: dict[str, list[Any]] = {"belief_mean": [], "lower_bound": []}
        self._note_belief()

    def _note_belief(self) -> None:
        """Write down what everybody believes now."""
        self.belief["belief_mean"].append(_belief_mean(self.target, self.public))
        self.belief["lower_bound"].append(self.public.bound)

    def live(self, year: int, private: float, news: tuple[float, float] | None) -> None:
        """Play one period: an attack if there is one, then the news."""
        attacks = _attacks(self.target, self.public, private, self.given.cost)
        played = _played(attacks, self.public, self.given.selection)
        self._note_attack(year, private, attacks, played)
        if self.fall is not None:
            return
        if played is not None:
            self.public = self.public._replace(bound=played[0])
        if news is not None:
            self.public = _told(self.public, *news)
        self._note_belief()

    def _note_attack(
        self,
        year: int,
        private: float,
        attacks: list[tuple[float, float]],
        played: tuple[float, float] | None,
    ) -> None:
        """Write down what was possible, what was played and whether he fell."""
        lists, strength = self.lists, self.given.strength
        lists["possible"].append(1 if attacks else 0)
        lists["years"] += [year] if attacks else []
        lists["thresholds"].append([threshold for threshold, _ in attacks])
        lists["played"].append(None if played is None else played[0])
        lists["x_star"].append(None if played is None else played[1])
        chance, size = 0.0, 0.0
        if played is not None:
            chance = _fall_probability(self.target, self.public, played[0])
        if played is not None and strength is not None:
            size = compiled(normal_cdf, self.target)(sqrt(private) * (played[1] - strength))
            self.fall = year if strength <= played[0] else None
        lists["fall_probability"].append(chance)
        if strength is not None:
            lists["attack_size"].append(float(size))


def solve(target: Target, given: Inputs) -> dict[str, Any]:
    """Return, period by period, what was possible, what was played and what everybody believed.

    Raises
    ------
    ScenarioError
        If signals and precisions do not fit each other or the periods.

    >>> from interregnum.canonical.shelf import solution_of
    >>> case = {"public_precision": 1, "public_mean": 1.5, "cost": 0.3}
    >>> solution = solution_of("global_game_dynamic", case | {"precisions": [1, 2, 4, 8, 16, 32]})
    >>> solution["years"], [round(root, 6) for root in solution["thresholds"][-1]]
    ([1, 6], [0.439309, 0.638431])
    """
    news = _news(given)
    path = _Path(target, given)
    for period, private in enumerate(given.precisions):
        path.live(period + 1, private, news[period] if period < len(news) else None)
        if path.fall is not None:
            break
    solution: dict[str, Any] = {**path.lists, **path.belief}
    if given.strength is not None:
        solution["fall"] = path.fall
    return solution


_SOURCE = (
    "computed by us from the equations of Angeletos, Hellwig and Pavan 2007, "
    "doi:10.1111/j.1468-0262.2007.00766.x"
)


def _case(mean: float, output: str, reference: Any, entry: int | None = None) -> Case:
    """Return a case of (α, c) = (1, .3) in which private precision doubles from 1."""
    return Case(
        name=f"α 1, z {mean:g}, c .3, β = 1, 2, 4, ..., 64",
        inputs={
            "public_precision": 1.0,
            "public_mean": mean,
            "cost": 0.3,
            "precisions": [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0],
        },
        output=output,
        entry=entry,
        reference=reference,
        tolerance=1e-5,
        source=_SOURCE,
    )


CASES = (
    _case(1.5, "thresholds", [0.336585], entry=0),
    _case(1.5, "possible", [1, 0, 0, 0, 0, 1, 0]),
    _case(1.5, "thresholds", [0.439309, 0.638431], entry=5),
    _case(0.5, "thresholds", [0.865982], entry=0),
    _case(0.5, "possible", [1, 0, 0, 0, 0, 0, 0]),
)
