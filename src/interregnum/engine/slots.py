"""Where each quantity stands in the arrays of the generated day."""

from __future__ import annotations

from interregnum.engine.state import QUANTITIES, WORKSPACES

QUANTITY_INDEX = {name: i for i, name in enumerate(QUANTITIES)}


def slot(name: str, previous: bool) -> str:
    """Return how the generated text writes a quantity, as it stands or as it was yesterday.

    >>> slot("regions.table", False)
    'regions'
    """
    if name in WORKSPACES:
        return WORKSPACES[name][0]
    return f"{'y' if previous else 's'}[{QUANTITY_INDEX[name]}]"
