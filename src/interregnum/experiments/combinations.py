"""What a run can come to: class, mode, violence, and how a regular exit came, put together.

Which combinations are possible follows from the definitions of the codes alone, not from what the
model does: that is what lets one ask which of them it can produce.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from interregnum.engine.record import MODES, OUTCOMES, REGULAR_EXIT, SURVIVES

if TYPE_CHECKING:
    import pyarrow as pa

VIOLENCE = {1: "no deaths", 2: "1 to 25 deaths", 3: "26 to 1,000 deaths", 4: "over 1,000 deaths"}
# Modes that a removal can have; 2 and 3 are those of regular exits, 9 is that of fragmentation.
REMOVAL_MODES = (1, 4, 5, 6, 8)
STATE_FAILS = 9
LOSES_ELECTION, NO_INCUMBENT_RUNS = 2, 3


class Combination(NamedTuple):
    """An outcome with its mode and violence (0: none), whether contested, and the regular exit."""

    outcome: str
    mode: int = 0
    violence: int = 0
    contested: bool = False
    exit: str = ""

    def text(self) -> str:
        """Return it in words.

        >>> Combination("democracy", 5, 1).text()
        'democracy, coup by elites, units or a state service, no deaths'
        """
        words = [self.outcome]
        if self.contested:
            words.append("after a fall and a contest won within 90 days")
        if self.exit:
            words.append(f"by {self.exit}")
        if self.mode:
            words.append(MODES[self.mode])
        if self.violence:
            words.append(VIOLENCE[self.violence])
        return ", ".join(words)


def possible_combinations() -> tuple[Combination, ...]:
    """Return every combination that the definitions of the codes allow.

    Notes
    -----
    A ruler who survives has neither mode nor violence, and may have fallen and come back
    (contested). A regular exit is a lost election (mode 2), or a death or succession, after which
    an incumbent of the old order runs or not (mode 3). Fragmentation is mode 9; any other removal
    has one of the remaining modes. Violence is coded for removals only.

    References
    ----------
    B. Geddes, J. Wright and E. Frantz, Autocratic breakdown and regime transitions, Perspectives
    on Politics 12 (2014), doi:10.1017/S1537592714000851.

    Examples
    --------
    >>> len(possible_combinations()), Combination("survives", contested=True).text()
    (91, 'survives, after a fall and a contest won within 90 days')
    """
    found = [Combination(SURVIVES), Combination(SURVIVES, contested=True)]
    for outcome in OUTCOMES:
        if outcome in (SURVIVES, REGULAR_EXIT):
            continue
        modes = (STATE_FAILS,) if outcome == "fragmentation" else REMOVAL_MODES
        found += [Combination(outcome, mode, grade) for mode in modes for grade in VIOLENCE]
    found.append(Combination(REGULAR_EXIT, LOSES_ELECTION, exit="election"))
    for kind in ("death", "succession"):
        found += [Combination(REGULAR_EXIT, mode, exit=kind) for mode in (0, NO_INCUMBENT_RUNS)]
    return tuple(found)


def combinations_of(runs: pa.Table) -> list[Combination]:
    """Return what each run of a table came to."""
    columns = (
        runs.column(name).to_pylist()
        for name in ("outcome", "mode", "violence", "result.contested", "result.exit")
    )
    return [
        Combination(outcome, mode or 0, violence or 0, bool(contested), exit_ or "")
        for outcome, mode, violence, contested, exit_ in zip(*columns, strict=True)
    ]
