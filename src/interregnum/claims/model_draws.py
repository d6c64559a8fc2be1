"""What the draws of a claim are: parameters as columns, each with the basis of its numbers.

A parameter is ``fitted`` if the posterior gives it, ``record`` if its range comes from the record,
``published`` if from the literature, and ``prior`` if it was assumed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from interregnum.engine.plan import plan_of
from interregnum.scenario.fitted import POSTERIOR

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from interregnum.scenario.schema import Scenario

    Floats = npt.NDArray[np.float64]

FITTED, RECORD, PUBLISHED, PRIOR = "fitted", "record", "published", "prior"
# Weights of one simplex move together.
SIMPLEX = "dirichlet:"


class Column(NamedTuple):
    """A drawn parameter: its full name, symbol, unit, basis, and whether its logarithm counts."""

    name: str
    symbol: str
    unit: str
    basis: str
    is_log: bool = False


class Draws(NamedTuple):
    """The parameters of every draw, (draws, parameters), as drawn and on the scale of the draw."""

    columns: tuple[Column, ...]
    values: Floats
    matrix: Floats

    def on_scale(self, values: Floats) -> Floats:
        """Return values on the scale on which they were drawn."""
        import numpy as np

        found = values.copy()
        for j, column in enumerate(self.columns):
            if column.is_log:
                found[:, j] = np.log(np.maximum(values[:, j], 1e-300))
        return found


def basis_of(draw: str, source: str) -> str:
    """Return the basis of a parameter's numbers.

    >>> basis_of("posterior", "fitted to the record"), basis_of("uniform", "assumed: open")
    ('fitted', 'prior')
    """
    if draw == POSTERIOR:
        return FITTED
    if source.startswith("record"):
        return RECORD
    return PRIOR if source.startswith("assumed") else PUBLISHED


def draws_of(case: Scenario, values: Mapping[str, Floats]) -> Draws:
    """Return the draws of a case as a table.

    Parameters
    ----------
    case
        The base case.
    values
        What each draw takes of the drawn parameters, by name.
    """
    import numpy as np

    rows = {row.name: row for row in plan_of(case).parameters}
    columns = tuple(
        Column(
            name,
            rows[name].symbol,
            rows[name].unit,
            basis_of(rows[name].draw, rows[name].source),
            rows[name].draw == "log_uniform" and rows[name].low > 0.0,
        )
        for name in values
    )
    table = np.column_stack(list(values.values()))
    bare = Draws(columns, table, table)
    return bare._replace(matrix=bare.on_scale(table))
