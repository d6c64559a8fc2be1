"""A run that has paused where heads are counted, to count them again and again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from interregnum.engine import pausing
from interregnum.engine.count import Counter
from interregnum.engine.counted import Count, Draws, State
from interregnum.engine.head_entries import head_entries
from interregnum.engine.mean_field import Laid, Lives, entries, prepared
from interregnum.engine.persons import Persons
from interregnum.engine.plan import Plan, plan_of
from interregnum.engine.slots import QUANTITY_INDEX
from interregnum.kernels.scalar import Target
from interregnum.scenario.load import load_scenario

SHARES = ("citizens.share_acting", "elites.share_acting", "units.share_acting")


class CountedDay(NamedTuple):
    """A plan, the loop's arrays on a day when heads are counted, and where they are run."""

    plan: Plan
    laid: Laid
    target: Target

    def expected(self) -> tuple[float, ...]:
        """Return the shares of citizens, elites and units in closed form."""
        return tuple(float(self.laid.work["s"][QUANTITY_INDEX[name]]) for name in SHARES)

    def counter(self, persons: Persons, mapped: Any = map) -> Counter:
        """Return who counts so many persons."""
        return Counter(self.plan, persons, self.target, head_entries(self.target), mapped)

    def count(self, persons: Persons, number: int = 0, mapped: Any = map) -> Count:
        """Return a count of citizens; each number makes other persons of them."""
        draws = Draws(7, number, 7, number, int(self.laid.work["kept"][pausing.DAY]))
        return self.counter(persons, mapped).citizens(State(self.laid.work), draws)

    def give(self, name: str, value: float) -> None:
        """Give a parameter another value from now on."""
        names = [row.name for row in self.plan.parameters]
        self.laid.work["p"][names.index(name)] = value

    def put(self, name: str, value: float) -> None:
        """Give a quantity another value, today and as it was in the morning."""
        for array in ("s", "y"):
            self.laid.work[array][QUANTITY_INDEX[name]] = value


def counted_day(
    settings: Mapping[str, Any], number: int, later: int = 0, target: Target = Target.CPU
) -> CountedDay:
    """Return a run of the mutiny on the day of its first count, or of a later one."""
    scenario = load_scenario("mutiny-2023", settings.items())
    plan = plan_of(scenario)
    laid = prepared(plan, 7, Lives([number]), target)
    laid.work["kept"][pausing.MODE] = pausing.PAUSES
    for _ in range(later + 1):
        entries(target)[1](*laid.arguments)
        assert laid.work["kept"][pausing.MODE] == pausing.PAUSED
    return CountedDay(plan, laid, target)
