"""Published models as exact settings or small solvers, each with its reference values.

>>> import interregnum as ir
>>> ir.canonical.veto(players=2, total_cost=0.3, noise=[0.1, 0.2]).settlement_probability.round(4)
array([0.9831, 0.8556])
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from interregnum.canonical.shelf import MODELS

if TYPE_CHECKING:
    from interregnum.canonical.calls import (
        acemoglu_robinson,
        brock_durlauf,
        complex_contagion,
        contest,
        coordination,
        edmond,
        emperor,
        epstein,
        global_game,
        global_game_dynamic,
        granovetter,
        kuran,
        lanchester,
        selectorate,
        vanguard,
        veto,
        watts,
    )

__all__ = [
    "acemoglu_robinson",
    "brock_durlauf",
    "complex_contagion",
    "contest",
    "coordination",
    "edmond",
    "emperor",
    "epstein",
    "global_game",
    "global_game_dynamic",
    "granovetter",
    "kuran",
    "lanchester",
    "selectorate",
    "vanguard",
    "veto",
    "watts",
]


class _Shelf(ModuleType):
    """This package: a model's name is its call, whatever has been imported before."""

    def __setattr__(self, name: str, value: Any) -> None:
        # Importing the file of a model would put the module where its call stands.
        if not (name in MODELS and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


def __getattr__(name: str) -> Any:
    # Nothing is imported before it is asked for.
    if name in MODELS:
        from interregnum.canonical import calls

        return getattr(calls, name)
    msg = f"module 'interregnum.canonical' has no attribute {name!r}"
    raise AttributeError(msg)


sys.modules[__name__].__class__ = _Shelf
