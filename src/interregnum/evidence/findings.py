"""A family's effects as they are found: shares, rates and survival with intervals, then contrasts.

Countries are drawn with replacement, the same draws for every effect of a family, so that two
arms which share countries keep what they share. One draw is a row of weights; every estimate is
a ratio of weighted sums, so no draw is ever looped over.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from interregnum.effects import Effect, Grade, Scale
from interregnum.errors import ScenarioError
from interregnum.evidence.interval_ends import (
    LEVEL,
    bias_factor,
    divided,
    ends,
    square_and_add,
)
from interregnum.evidence.kept_draws import keep_draws
from interregnum.intervals import wilson

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is said of every effect that is made of the same cases.

    Parameters
    ----------
    source, vintage, period, caveat, grade, claims
        As in :class:`interregnum.effects.Effect`.
    """

    source: str
    vintage: str
    period: str
    caveat: str
    grade: Grade = Grade.PROXY
    claims: tuple[str, ...] = ()


class Findings:
    """The effects of one family, with their draws for as long as contrasts are made.

    Parameters
    ----------
    countries
        The codes that are drawn with replacement; repeated ones count once.
    draws, seed
        How many draws, and where they begin.
    """

    def __init__(self, countries: Iterable[int], draws: int, seed: int) -> None:
        import numpy as np

        self.effects: list[Effect] = []
        self._codes = np.unique(np.asarray(list(countries), dtype=np.int64))
        size = max(len(self._codes), 1)
        chance = np.full(size, 1.0 / size)
        self._weights = np.random.default_rng(seed).multinomial(size, chance, draws).astype(float)
        self._draws: dict[str, NDArray[np.float64]] = {}
        self._found: dict[str, Effect] = {}

    def by_country(self, gw: ArrayLike, values: ArrayLike) -> NDArray[np.float64]:
        """Return the sum of values (cases, or cases × columns) in each country."""
        import numpy as np

        values = np.asarray(values, dtype=float)
        sums = np.zeros((max(len(self._codes), 1), *values.shape[1:]))
        np.add.at(sums, np.searchsorted(self._codes, np.asarray(gw, dtype=np.int64)), values)
        return sums

    def drawn(self, sums: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return sums by country as one sum a draw."""
        return self._weights @ sums

    def share(
        self, name: str, event: ArrayLike, gw: ArrayLike, definition: str, facts: Facts
    ) -> None:
        """Add the share of cases with an event.

        Notes
        -----
        Where no case, or every case, had the event no draw can differ: the interval is Wilson's.
        """
        import numpy as np

        came = np.asarray(event, dtype=bool)
        n, events = len(came), int(came.sum())
        if n == 0:
            self._keep(_nothing(name, Scale.SHARE, definition, facts), None)
            return
        draws = divided(
            self.drawn(self.by_country(gw, came)), self.drawn(self.by_country(gw, np.ones(n)))
        )
        if events in (0, n):
            share, low, high = wilson(events, n, LEVEL)
        else:
            share = events / n
            low, high = ends(draws, share)
        self._keep(
            effect_from(name, (share, low, high), (n, events), (definition, Scale.SHARE), facts),
            draws,
        )

    def single_share(self, name: str, events: int, n: int, definition: str, facts: Facts) -> None:
        """Add a share of independent cases, with Wilson's interval and no draws."""
        if n == 0:
            self._keep(_nothing(name, Scale.SHARE, definition, facts), None)
            return
        found = wilson(events, n, LEVEL)
        values = (found.estimate, found.low, found.high)
        self._keep(effect_from(name, values, (n, events), (definition, Scale.SHARE), facts), None)

    def rate(
        self,
        name: str,
        table: tuple[ArrayLike, ArrayLike, ArrayLike],
        definition: str,
        facts: Facts,
    ) -> None:
        """Add events a year of exposure.

        Parameters
        ----------
        name, definition, facts
            Of the effect.
        table
            The country, the events and the years of exposure of each case.
        """
        import numpy as np

        gw, came, exposure = (np.asarray(column, dtype=float) for column in table)
        years, events = float(exposure.sum()), int(came.sum())
        if years <= 0.0:
            self._keep(_nothing(name, Scale.RATE, definition, facts), None)
            return
        draws = divided(
            self.drawn(self.by_country(gw, came)), self.drawn(self.by_country(gw, exposure))
        )
        rate = events / years
        low, high = ends(draws, rate) if events else (0.0, -math.log((1 - LEVEL) / 2) / years)
        counts = (round(years), events)
        self._keep(
            effect_from(name, (rate, low, high), counts, (definition, Scale.RATE), facts), draws
        )

    def add(self, effect: Effect, draws: NDArray[np.float64] | None) -> None:
        """Add an effect that another estimator found; its interval is that of the draws."""
        if draws is not None and math.isfinite(effect.estimate):
            low, high = ends(draws, effect.estimate)
            effect = replace(effect, low=low, high=high)
        self._keep(effect, draws)

    def difference(self, name: str, arms: tuple[str, str], definition: str = "") -> None:
        """Add the first of two shares less the second.

        Notes
        -----
        Where an arm has no or only events its draws do not move; the ends are then those of
        Newcombe's square-and-add method from the intervals of the two arms.
        """
        import numpy as np

        one, other = self._found[arms[0]], self._found[arms[1]]
        estimate = one.estimate - other.estimate
        drawn = self._draws.get(arms[0]), self._draws.get(arms[1])
        draws: NDArray[np.float64] | None = None
        if not math.isfinite(estimate):
            low = high = math.nan
        elif drawn[0] is None or drawn[1] is None or _is_certain(one) or _is_certain(other):
            low, high = square_and_add(one, other)
        else:
            draws = np.subtract(drawn[0], drawn[1])
            low, high = ends(draws, estimate)
        reference = other.estimate
        bias = (
            bias_factor(1.0 + low / reference, 1.0 + high / reference) if reference > 0.0 else None
        )
        words = (definition, Scale.DIFFERENCE)
        self._contrast(name, (one, other), (estimate, low, high), bias, words)
        keep_draws(name, draws)

    def ratio(self, name: str, arms: tuple[str, str], definition: str = "") -> None:
        """Add the first of two shares or rates divided by the second."""
        one, other = self._found[arms[0]], self._found[arms[1]]
        drawn = self._draws.get(arms[0]), self._draws.get(arms[1])
        if not other.estimate > 0.0 or drawn[0] is None or drawn[1] is None:
            values, draws = (math.nan, math.nan, math.nan), None
        else:
            estimate, draws = one.estimate / other.estimate, divided(drawn[0], drawn[1])
            values = (estimate, *ends(draws, estimate))
        bias = bias_factor(values[1], values[2])
        self._contrast(name, (one, other), values, bias, (definition, Scale.RATIO))
        keep_draws(name, draws)

    def _contrast(
        self,
        name: str,
        arms: tuple[Effect, Effect],
        values: tuple[float, float, float],
        bias: float | None,
        words: tuple[str, Scale],
    ) -> None:
        """Add a contrast beside its arms."""
        one, other = arms
        definition, scale = words
        word = "less" if scale is Scale.DIFFERENCE else "divided by"
        contrast = replace(
            one,
            name=name,
            scale=scale,
            estimate=values[0],
            low=values[1],
            high=values[2],
            n=one.n + other.n,
            events=(one.events or 0) + (other.events or 0),
            definition=definition or f"{one.name} {word} {other.name}. {one.definition}",
            arms=(one.name, other.name),
            bias_factor=bias,
        )
        self._keep(contrast, None)

    def _keep(self, effect: Effect, draws: NDArray[np.float64] | None) -> None:
        """Keep an effect; a name comes once."""
        if effect.name in self._found:
            raise ScenarioError(f"effect {effect.name}: found twice; give each its own name")
        self._found[effect.name] = effect
        self.effects.append(effect)
        if draws is not None:
            self._draws[effect.name] = draws
            # Where no or every case had the event no draw can differ; the interval is another's.
            if not (effect.scale is Scale.SHARE and _is_certain(effect)):
                keep_draws(effect.name, draws)


def effect_from(
    name: str,
    values: tuple[float, float, float],
    counts: tuple[int, int | None],
    words: tuple[str, Scale],
    facts: Facts,
) -> Effect:
    """Return an effect from its values, its counts (n, events), its words and its facts."""
    return Effect(
        name=name,
        estimate=values[0],
        low=values[1],
        high=values[2],
        n=counts[0],
        events=counts[1],
        definition=words[0],
        scale=words[1],
        source=facts.source,
        vintage=facts.vintage,
        period=facts.period,
        caveat=facts.caveat,
        grade=facts.grade,
        claims=facts.claims,
        level=LEVEL,
    )


def _nothing(name: str, scale: Scale, definition: str, facts: Facts) -> Effect:
    """Return an effect without a case: it is there, and says that it is not known."""
    values = (math.nan, math.nan, math.nan)
    facts = replace(facts, caveat=f"No case in this period. {facts.caveat}")
    return effect_from(name, values, (0, 0), (definition, scale), facts)


def _is_certain(effect: Effect) -> bool:
    """Return whether a share has no or only events, so that its draws cannot move."""
    return effect.estimate in (0.0, 1.0)
