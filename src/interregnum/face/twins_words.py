"""Paired effects as plain objects: what ``--json`` prints and a folder keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from interregnum.experiments.pairing import Effect
    from interregnum.experiments.structures import Rival
    from interregnum.face.twinning import Twins


def effect_content(effect: Effect, *, pair: bool) -> dict[str, Any]:
    """Return an effect as a JSON object; what has no value is null."""
    content = effect._asdict()
    content["reached"] = effect.reached
    if pair:
        del content["term"]
        return content
    for name in ("bound", "first", "second", "only_first", "only_second", "reached"):
        del content[name]
    return content


def effects_content(made: Twins) -> dict[str, Any]:
    """Return the effects, who changed and whether anything moved."""
    flips = made.flips()
    content: dict[str, Any] = {
        "effects": [effect_content(row, pair=flips is not None) for row in made.effects()],
        "moved": made.moved(),
    }
    if flips is not None:
        names = [row.branch.name for row in made.branches]
        content["treatment"], content["reference"] = names
        content["flips"] = {
            "share": flips.share._asdict(),
            "moves": [row._asdict() for row in flips.moves],
        }
    return content


def rivals_content(rivals: list[Rival], made: Twins) -> dict[str, Any]:
    """Return the effects under rival structures, and those by thirds of parameters."""
    return {
        "structures": [
            {
                "structure": rival.structure.name,
                "effects": [effect_content(row, pair=True) for row in rival.effects],
                "less_own": [effect_content(row, pair=False) for row in rival.differences],
            }
            for rival in rivals
        ],
        "thirds": [
            {**row._asdict(), **{name: getattr(row, name)._asdict() for name in _INTERVALS}}
            for row in made.thirds()
        ],
    }


_INTERVALS = ("lower", "upper", "difference")
