"""Interregnum: an argument about how a regime falls becomes a model that runs and is judged.

>>> import interregnum as ir
>>> study = ir.load("mutiny-2023").run(runs=2, seed=7)
>>> len(study.runs)
2
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from interregnum.version import __version__

if TYPE_CHECKING:
    from interregnum import canonical
    from interregnum.errors import InterregnumError
    from interregnum.face import (
        Case,
        Study,
        cluster,
        discover,
        fork,
        hindcast,
        ledger,
        load,
        read,
        scoreboard,
        sensitivity,
        split,
        surface,
        sweep,
        twins,
    )

__all__ = [
    "Case",
    "InterregnumError",
    "Study",
    "__version__",
    "canonical",
    "cluster",
    "discover",
    "fork",
    "hindcast",
    "ledger",
    "load",
    "read",
    "scoreboard",
    "sensitivity",
    "split",
    "surface",
    "sweep",
    "twins",
]


def __getattr__(name: str) -> Any:
    # Nothing heavy is imported before it is asked for.
    if name in __all__ and name not in ("canonical", "InterregnumError"):
        from interregnum import face

        return getattr(face, name)
    if name == "canonical":
        import importlib

        return importlib.import_module("interregnum.canonical")
    if name == "InterregnumError":
        from interregnum.errors import InterregnumError

        return InterregnumError
    msg = f"module 'interregnum' has no attribute {name!r}"
    raise AttributeError(msg)
