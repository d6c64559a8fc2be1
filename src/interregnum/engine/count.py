"""One count of heads: the pool, the citizens who act in it, and elites and units one by one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from interregnum.engine import heads
from interregnum.engine.counted import (
    BUCKETS,
    CHUNK,
    Count,
    Draws,
    Side,
    State,
    least_crowd,
    spans_of,
    summed,
    words_of,
)
from interregnum.engine.head_entries import LOOKED_AT, HeadEntries
from interregnum.engine.persons import Persons
from interregnum.engine.plan import Plan
from interregnum.engine.room import places_of, values_of, whole_of
from interregnum.formulae.acceptance import FRAME, MOST_NODES, STRATA, WORDS
from interregnum.formulae.belief import FORM, GAUSSIAN
from interregnum.formulae.belief_game import SMALLEST_SPREAD
from interregnum.kernels import random as purposes
from interregnum.kernels.scalar import Target

_EVERYBODY = -1
_MOTIVES = "social_influence"


class Counter:
    """Counts heads for the rows of one batch."""

    def __init__(
        self,
        plan: Plan,
        persons: Persons,
        target: Target,
        entries: HeadEntries,
        mapped: Any,
    ) -> None:
        self.index = {row.name: i for i, row in enumerate(plan.parameters)}
        self.persons = persons
        self.target = target
        self.entries = entries
        self.mapped = mapped
        self.pool: tuple[tuple[int, ...], Any, int] | None = None

    def citizens(self, state: State, draws: Draws) -> Count:
        """Return today's count of citizens."""
        members, pool = self._pool(state, draws)
        outside = self.persons.citizens - pool
        if pool == 0:
            return Count(outside, 0, 0, 0, 0)
        shares = [
            self._given(state, f"coordination.share_{name}") for name in ("regime", "democratic")
        ]
        free = [state.today(f"citizens.{name}_free") for name in ("believers", "disbelievers")]
        side = Side(
            0,
            purposes.PURPOSE_CITIZEN_TRAITS,
            purposes.PURPOSE_CITIZEN_DAY,
            state.yesterday("repression.jailed"),
            (free[0], free[1], free[1]),
            (shares[0], shares[0] + shares[1]),
        )
        setting = self._setting(side, draws)
        cost = state.today("citizens.cost")
        costs = [
            cost + self._given(state, f"coordination.shift_{n}") for n in ("regime", "democratic")
        ]
        costs.append(cost)
        if self._moved(state):
            acting, counts = self._crowd(state, setting, costs, members, pool)
        else:
            table = self._table(state, 0, costs)[2]
            counts = self._counted(setting, table, members, pool)
            acting = sum(counts[: heads.CLASSES])
        return Count(outside, pool, counts[heads.TAKEN], counts[heads.HELD], acting)

    def elites(self, state: State, draws: Draws) -> float:
        """Return the share of elites who act: those who have deserted do, whatever they see."""
        away = state.today("elites.deserted")
        purposes_of = (purposes.PURPOSE_ELITE_TRAITS, purposes.PURPOSE_ELITE_DAY)
        side = Side(1, *purposes_of, away, (1.0, 1.0, 1.0), (1.0, 1.0))
        return self._insiders(state, draws, side, state.today("elites.cost"), self.persons.elites)

    def units(self, state: State, draws: Draws) -> float:
        """Return the share of units that stand aside or join."""
        purposes_of = (purposes.PURPOSE_UNIT_TRAITS, purposes.PURPOSE_UNIT_DAY)
        side = Side(2, *purposes_of, 0.0, (1.0, 1.0, 1.0), (1.0, 1.0))
        return self._insiders(state, draws, side, state.today("units.cost"), self.persons.units)

    def _insiders(self, state: State, draws: Draws, side: Side, cost: float, number: int) -> float:
        table = self._table(state, side.group, [cost])[2]
        nobody = self._places(1, _EVERYBODY)
        counts = self._counted(self._setting(side, draws), table, nobody, number)
        return (counts[0] + counts[heads.TAKEN]) / number

    def _given(self, state: State, name: str) -> float:
        return float(state.work["p"][self.index[name]])

    def _moved(self, state: State) -> bool:
        """Say whether anything but belief moves citizens."""
        names = ("social_pull", "motive_cost", "motive_variance", "hardship_pull", "risk_push")
        return any(state.today(f"citizens.{name}") != 0.0 for name in names)

    def _pool(self, state: State, draws: Draws) -> tuple[Any, int]:
        """Return the members of the pool and how many they are; found once a run."""
        citizens = self.persons.citizens
        bar = words_of(self._given(state, "campaign.mobilisable_share"))
        key = (draws.seed, draws.number, bar)
        if self.pool is not None and self.pool[0] == key:
            return self.pool[1:]
        if bar >= WORDS:
            self.pool = (key, self._places(1, _EVERYBODY), citizens)
            return self.pool[1:]
        self.pool = None  # before another one is made
        setting = self._wholes([draws.seed, draws.number, *[0] * (heads.SETTING - 2)])
        none = self._places(0)
        spans = spans_of(citizens)

        def found(span: tuple[int, int], members: Any = none, begin: int = 0) -> int:
            result = self._wholes([0])
            self.entries.list_members(setting, bar, *span, members, begin, result)
            return int(result[0])

        sizes = list(self.mapped(found, spans))
        members = self._places(max(sum(sizes), 1))
        begins = [0, *accumulate(sizes)][: len(sizes)]
        list(
            self.mapped(lambda job: found(job[0], members, job[1]), zip(spans, begins, strict=True))
        )
        self.pool = (key, members, sum(sizes))
        return self.pool[1:]

    def _setting(self, side: Side, draws: Draws) -> Any:
        return self._wholes(
            [
                *draws,
                side.traits,
                side.signals,
                words_of(side.away),
                *(words_of(cut) for cut in side.cuts),
                *(words_of(share) for share in side.free),
            ]
        )

    def _table(
        self, state: State, group: int, costs: Sequence[float], decisions: bool = True
    ) -> tuple[Any, Any, Any]:
        """Return the probits by signal, their frame, and what costs make of them."""
        work = state.work
        spread = self._given(state, "coordination.cost_spread")
        if work["belief_summary"][FORM] != GAUSSIAN:
            spread = max(spread, SMALLEST_SPREAD)
        precision = float(work["game_group_precision"][group])
        truth, threshold = state.today("strength.true"), state.today("game.threshold")
        look = self._floats([precision, truth, threshold, spread])
        probit, frame = self._floats([0.0] * MOST_NODES), self._floats([0.0] * FRAME)
        table = self._wholes([0] * (len(costs) * STRATA if decisions else 0))
        looked = [work[name] for name in LOOKED_AT]
        self.entries.tabulate(group, look, self._floats(costs), probit, frame, table, *looked)
        return probit, frame, table

    def _counted(self, setting: Any, table: Any, members: Any, pool: int) -> list[int]:
        """Return the counts over all members."""

        def one(span: tuple[int, int]) -> Any:
            counts = self._wholes([0] * heads.COUNTS)
            self.entries.count_heads(setting, table, members, *span, counts)
            return counts

        return summed(self.mapped(one, spans_of(pool)))

    def _crowd(
        self, state: State, setting: Any, costs: list[float], members: Any, pool: int
    ) -> tuple[int, list[int]]:
        """Return how many act where people watch one another, and who is away."""
        probit, frame, _ = self._table(state, 0, costs, decisions=False)
        motives = self._motives(state, costs, pool)
        need = self._places(pool)

        def one(span: tuple[int, int]) -> Any:
            coarse, counts = self._wholes([0] * BUCKETS), self._wholes([0] * heads.COUNTS)
            self.entries.weigh_crowd(
                setting, motives, probit, frame, members, need, *span, coarse, counts
            )
            return [*counts, *coarse]

        both = summed(self.mapped(one, spans_of(pool, 16 * CHUNK)))
        counts, coarse = both[: heads.COUNTS], both[heads.COUNTS :]

        def fine(low: int, width: int) -> list[int]:
            found = self._wholes([0] * width)
            self.entries.count_fine(need, low, low + width, found)
            return [int(one) for one in found]

        acting = least_crowd(coarse, pool, fine)
        return acting, counts

    def _motives(self, state: State, costs: list[float], pool: int) -> Any:
        """Return what moves citizens, in the order of :mod:`interregnum.engine.heads`."""
        pull = state.today("citizens.social_pull")
        join = self._given(state, f"{_MOTIVES}.join_mean")
        unit = max(self._given(state, f"{_MOTIVES}.individual_weight"), 1e-9)
        precision = float(state.work["game_group_precision"][0])
        added = state.today("citizens.motive_cost") - pull * join
        return self._floats(
            [
                state.today("strength.true"),
                1.0 / max(precision, 1e-6) ** 0.5,
                self._given(state, "coordination.cost_spread"),
                *(cost + added for cost in costs),
                pull,
                state.today("citizens.hardship_pull") * (1.0 - state.today("legitimacy.level")),
                state.today("citizens.risk_push") * state.yesterday("repression.arrest_chance"),
                self._given(state, f"{_MOTIVES}.noise_weight") / unit,
                join,
                self._given(state, f"{_MOTIVES}.join_spread"),
                float(pool),
            ]
        )

    def _floats(self, values: Sequence[float]) -> Any:
        return values_of(values, self.target)

    def _wholes(self, values: Sequence[int]) -> Any:
        return whole_of(values, self.target)

    def _places(self, length: int, value: int = 0) -> Any:
        return places_of(length, value, self.target)
