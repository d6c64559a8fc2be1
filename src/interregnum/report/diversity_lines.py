"""What a search for kinds of outcomes found, in lines for a reader."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rich.table import Table

    from interregnum.experiments.combinations import Combination

MISSING_SHOWN = 40


class FoundLine(NamedTuple):
    """A combination, how often it came in all and while spreading, and its example's run."""

    kind: Combination
    runs: int
    while_spreading: int
    example: int


def diversity_parts(
    found: Sequence[FoundLine],
    missing: Sequence[Combination],
    unforeseen: Sequence[Combination],
    *,
    budget: int,
    repeated: int,
) -> list[Table | str]:
    """Return the table of what was found and the lines about the rest.

    Parameters
    ----------
    found
        In the order of their finding.
    missing
        What the definitions allow and nobody found.
    unforeseen
        What was found though the definitions do not allow it.
    budget
        Runs of the search.
    repeated
        Of how many examples a scenario of their own came to the same.
    """
    from rich.table import Table

    possible = len(found) - len(unforeseen) + len(missing)
    table = Table(
        title=f"{len(found) - len(unforeseen)} of {possible} possible combinations found in "
        f"{budget} runs over all that is admissible",
        title_justify="left",
    )
    table.add_column("outcome, how it came, violence")
    table.add_column("runs", justify="right")
    table.add_column("while spreading", justify="right")
    table.add_column("example: run", justify="right")
    for line in found:
        cells = (str(line.runs), str(line.while_spreading), str(line.example))
        table.add_row(line.kind.text(), *cells)
    lines: list[Table | str] = [
        table,
        "Counts are no probabilities: ranges are the hard ones, and the search prefers the rare.",
        f"{repeated} of {len(found)} examples came to the same as scenarios of their own.",
    ]
    if unforeseen:
        named = "; ".join(kind.text() for kind in unforeseen)
        lines.append(f"Found though the definitions of the codes do not allow it: {named}.")
    if missing:
        named = "; ".join(kind.text() for kind in missing[:MISSING_SHOWN])
        lines.append(f"Never found, so rare or impossible in this model: {named}.")
    return lines
