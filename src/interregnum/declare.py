"""How a rule declares what it needs: its parameters, what it reads and what it writes.

A mechanism is one file: docstring, ``Params``, ``Reads``, ``Writes``, scalar rules, ``MECHANISM``.
Its rule takes ``(Reads, Params, Address)`` and returns ``Writes``; the fields carry their
meaning as annotations, so reference pages, the parameter table, the data-flow check and the
generated day all come from this one place.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, NamedTuple, get_args, get_type_hints


class Param(NamedTuple):
    """The declaration of one parameter, written beside its default.

    Parameters
    ----------
    unit
        Its unit; ``"1"`` for a pure number, share or probability.
    low, high
        The range from which ensembles draw, and which a scenario may not leave [unit].
    source
        Where the number comes from; an invented one says ``assumed``.
    symbol
        Its symbol in the model text.
    draw
        ``uniform``, ``log_uniform``, ``fixed``, or ``dirichlet:NAME:A`` for one weight of a
        simplex that shares NAME, with integer concentration A.
    meaning
        One clause for a reader of the parameter table.
    widest
        The range that a scenario may not leave, where it is wider than that of ensembles [unit]:
        a fit to the record may look further than a case whose type is not known.
    """

    unit: str
    low: float
    high: float
    source: str
    symbol: str
    draw: str = "uniform"
    meaning: str = ""
    widest: tuple[float, float] | None = None

    @property
    def admissible(self) -> tuple[float, float]:
        """The range that a scenario may not leave [unit]."""
        return (self.low, self.high) if self.widest is None else self.widest


class State(NamedTuple):
    """Binds a field of ``Reads`` or ``Writes`` to a quantity ``group.quantity``.

    ``previous`` marks a read of the value that stood before this day began; the data-flow check
    then does not ask that a stage wrote it earlier the same day.
    """

    name: str
    previous: bool = False


class Shared(NamedTuple):
    """Binds a field of ``Reads`` to another mechanism's parameter, ``mechanism.parameter``."""

    name: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Mechanism:
    """One causal step: its name, parameters, rule, and what it reads and writes.

    Parameters
    ----------
    name
        Equal to its file's name; the group of its parameters.
    equation
        The number or sign of its equation in the model text, such as ``E8`` or ``★``.
    title
        One line for tables and the printed schedule.
    params, reads, writes
        ``NamedTuple`` classes whose fields are annotated with :class:`Param`, :class:`State`
        or :class:`Shared`.
    rule
        ``rule(reads, params, at) -> writes``, a scalar function.
    changes
        Quantities that are arrays and are changed in place.
    claims
        Identifiers of the claims that it carries.
    """

    name: str
    equation: str
    title: str
    params: type[Any]
    reads: type[Any]
    writes: type[Any]
    rule: Callable[..., Any]
    changes: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


def annotations_of(record: type[Any]) -> dict[str, Any]:
    """Return, field by field, the declaration that annotates a ``NamedTuple``.

    Raises
    ------
    TypeError
        If a field carries no declaration.
    """
    found: dict[str, Any] = {}
    hints = get_type_hints(record, include_extras=True)
    for field in getattr(record, "_fields", ()):
        declared = [d for d in get_args(hints[field])[1:] if isinstance(d, Param | State | Shared)]
        if len(declared) != 1:
            msg = f"{record.__qualname__}.{field}: annotate it with one Param, State or Shared"
            raise TypeError(msg)
        found[field] = declared[0]
    return found


class Parameter(NamedTuple):
    """One row of the parameter table: full name, default and declaration."""

    name: str
    default: float
    declaration: Param


def parameters_of(mechanism: Mechanism) -> tuple[Parameter, ...]:
    """Return a mechanism's parameters in the order of its ``Params``."""
    defaults = getattr(mechanism.params, "_field_defaults", {})
    return tuple(
        Parameter(f"{mechanism.name}.{field}", float(defaults[field]), declaration)
        for field, declaration in annotations_of(mechanism.params).items()
    )
