"""The entry points of the count of heads: small, and compiled only when persons are asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from interregnum.engine.arrays import STRUCTURES
from interregnum.engine.heads import count_acting, count_needs, list_pool, weigh_needs
from interregnum.formulae.acceptance import (
    Look,
    Signals,
    tabulate_acceptance,
    tabulate_probits,
)
from interregnum.formulae.belief import Belief
from interregnum.formulae.likelihood import Game
from interregnum.kernels.launch import load_entry
from interregnum.kernels.scalar import Target

_FLOATS, _WHOLES, _PLACES = "float64[::1]", "int64[::1]", "int32[::1]"
LOOKED_AT = tuple(
    f"{name}_{field}" for name in ("belief", "game") for field in STRUCTURES[name]._fields
)

TABULATE = f"""
def tabulate_decisions(group, look, costs, probit, frame, table, {", ".join(LOOKED_AT)}):
    belief = Belief({", ".join(f"belief_{field}" for field in Belief._fields)})
    game = Game({", ".join(f"game_{field}" for field in Game._fields)})
    signals = Signals(probit, frame)
    view = Look(group, look[0], look[1], look[2])
    tabulate_probits(belief, game, view, signals)
    if len(table) > 0:
        tabulate_acceptance(signals, view, costs, look[3], table)
"""

POOL = """
def list_members(setting, bar, first, end, members, begin, found):
    found[0] = list_pool(setting, bar, (first, end), members, begin)
"""

ACTING = """
def count_heads(setting, table, members, first, end, counts):
    count_acting(setting, table, members, (first, end), counts)
"""

NEEDS = """
def weigh_crowd(setting, motives, probit, frame, members, need, first, end, coarse, counts):
    lists = (members, need, coarse, counts)
    weigh_needs(setting, motives, Signals(probit, frame), lists, (first, end))
"""

FINE = """
def count_fine(need, low, high, fine):
    count_needs(need, low, high, fine)
"""

SCALARS_USED: tuple[Callable[..., Any], ...] = (
    Belief,
    Game,
    Signals,
    Look,
    tabulate_probits,
    tabulate_acceptance,
    list_pool,
    count_acting,
    weigh_needs,
    count_needs,
)


class HeadEntries(NamedTuple):
    """The entry points."""

    tabulate: Callable[..., Any]
    list_members: Callable[..., Any]
    count_heads: Callable[..., Any]
    weigh_crowd: Callable[..., Any]
    count_fine: Callable[..., Any]


@cache
def head_entries(target: Target) -> HeadEntries:
    """Return the entry points of the count, compiled or loaded once."""
    names = {one.__name__: one for one in SCALARS_USED}
    looked = ", ".join([_FLOATS] * len(LOOKED_AT))
    texts = {
        "tabulate_decisions": (
            TABULATE,
            f"void(int64, {_FLOATS}, {_FLOATS}, {_FLOATS}, {_FLOATS}, {_WHOLES}, {looked})",
        ),
        "list_members": (
            POOL,
            f"void({_WHOLES}, int64, int64, int64, {_PLACES}, int64, {_WHOLES})",
        ),
        "count_heads": (
            ACTING,
            f"void({_WHOLES}, {_WHOLES}, {_PLACES}, int64, int64, {_WHOLES})",
        ),
        "weigh_crowd": (
            NEEDS,
            f"void({_WHOLES}, {_FLOATS}, {_FLOATS}, {_FLOATS}, {_PLACES}, {_PLACES}, "
            f"int64, int64, {_WHOLES}, {_WHOLES})",
        ),
        "count_fine": (FINE, f"void({_PLACES}, int64, int64, {_WHOLES})"),
    }
    return HeadEntries(
        *(load_entry(name, text, names, kind, target) for name, (text, kind) in texts.items())
    )
