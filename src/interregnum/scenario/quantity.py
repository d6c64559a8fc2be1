"""A number never travels without its unit, its range and its source.

Everything numeric in a scenario file is a :class:`Quantity` or stands in a table whose
:class:`Column` states the same three things once for all its cells.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from interregnum.errors import nearest

Real = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Count = Annotated[int, Field(strict=True, ge=0)]
Switch = Annotated[bool, Field(strict=True)]
Text = Annotated[str, Field(strict=True, pattern=r"\S")]
Unit = Literal["1", "d", "h", "km", "persons", "deg", "vehicles", "aircraft"]


def fault(rule: str, *at: str | int) -> PydanticCustomError:
    """Return the error for a broken rule, placed at a path below the model that raises it.

    Parameters
    ----------
    rule
        The rule that was broken and the way out.
    at
        Keys and indices that lead from the raising model to the offending value.

    Returns
    -------
    PydanticCustomError
        To be raised inside a validator; the loader turns it into a ``ScenarioError``.

    Examples
    --------
    >>> fault("must be fixed", "horizon", "draw").context["at"]
    ('horizon', 'draw')
    """
    return PydanticCustomError("fault", "{rule}", {"rule": rule, "at": at})


class Frozen(BaseModel):
    """A model that cannot change and names the nearest valid key when it meets an unknown one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _keys_are_known(cls, data: Any) -> Any:
        """Refuse an unknown key before its absence elsewhere drowns it."""
        if isinstance(data, dict):
            for key in data:
                if key not in cls.model_fields:
                    raise fault(f"unknown key; {nearest(str(key), cls.model_fields)}", key)
        return data


class Quantity(Frozen):
    """A number with its unit, its range, its source, and how ensembles draw it.

    Parameters
    ----------
    value
        The central value, used where nothing is drawn.
    unit
        Its unit.
    range
        Lowest and highest value in that unit; ensembles draw from it.
    source
        Where value and range come from; an invented number starts with ``assumed``, a fact of
        the case with ``record``.
    draw
        ``uniform``, ``log_uniform`` or ``fixed``.

    Examples
    --------
    >>> Quantity(value=560.0, unit="km", range=(550.0, 625.0), source="record: press").draw
    'uniform'
    """

    value: Real
    unit: Unit
    range: tuple[Real, Real]
    source: Text
    draw: Literal["uniform", "log_uniform", "fixed"] = "uniform"

    @model_validator(mode="after")
    def _range_holds_the_value(self) -> Quantity:
        """Check order, containment and the logarithm's domain."""
        check_range(self.value, self.range, self.draw)
        return self


class Column(Frozen):
    """What all cells of a table's column share: unit, range and source."""

    unit: Unit
    range: tuple[Real, Real]
    source: Text

    @model_validator(mode="after")
    def _range_is_ordered(self) -> Column:
        """Check the order of the bounds."""
        check_range(self.range[0], self.range, "fixed")
        return self


def check_range(value: float, span: tuple[float, float], draw: str, *at: str | int) -> None:
    """Check that a range is ordered, holds its value and suits its draw.

    Raises
    ------
    PydanticCustomError
        If one of the three fails.

    Examples
    --------
    >>> check_range(2.0, (1.0, 4.0), "log_uniform")
    """
    low, high = span
    if low > high:
        raise fault(f"range [{low:g}, {high:g}] is reversed; write [lowest, highest]", *at, "range")
    if not low <= value <= high:
        rule = f"lies outside its range; give a number in [{low:.15g}, {high:.15g}]"
        raise fault(rule, *at, "value")
    if draw == "log_uniform" and low <= 0.0:
        raise fault("log_uniform needs a range above 0; raise the lowest value", *at, "range")


def measured_in(
    unit: Unit, lowest: float, highest: float | None = None, *, positive: bool = False
) -> Callable[[Quantity], Quantity]:
    """Return a validator that asks for a unit and for admissible bounds of value and range.

    Parameters
    ----------
    unit
        The unit that the field must have.
    lowest, highest
        Admissible bounds [unit]; ``None`` is unbounded.
    positive
        Whether ``lowest`` itself is excluded.

    Examples
    --------
    >>> leg = Quantity(value=5.0, unit="km", range=(1.0, 9.0), source="record: a map")
    >>> measured_in("km", 0.0, positive=True)(leg) is leg
    True
    """

    def checked(quantity: Quantity) -> Quantity:
        if quantity.unit != unit:
            raise fault(f"the unit must be {unit}; convert the number", "unit")
        low, high = quantity.range
        if low < lowest or (positive and low == lowest):
            relation = "above" if positive else "at or above"
            raise fault(f"must lie {relation} {lowest:g} {unit} in its whole range", "range")
        if highest is not None and high > highest:
            raise fault(f"must not exceed {highest:g} {unit} in its whole range", "range")
        return quantity

    return checked
