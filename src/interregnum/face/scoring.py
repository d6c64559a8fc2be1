"""How the model fares against the record: what `interregnum scoreboard` and ``ir`` give."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from interregnum.errors import StudyError

if TYPE_CHECKING:
    from interregnum.calibration.scoreboard import Scoreboard as Board
    from interregnum.report.canvas import Drawing


class Scoreboard:
    """Every stylised fact, record against model, as a table, as JSON and as a figure."""

    def __init__(self, board: Board) -> None:
        self.board = board

    @property
    def facts(self) -> Any:
        """One row a fact: name, title, unit, record, model, inside, fitted, weight [data frame]."""
        import pandas as pd

        return pd.json_normalize(self.content()["facts"])

    def content(self) -> dict[str, Any]:
        """Return everything as one JSON object."""
        from interregnum.calibration.scoreboard import as_content

        return as_content(self.board)

    def drawing(self) -> Drawing:
        """Return the forest of record and model."""
        from interregnum.report.scoreboard_lines import hashes_told
        from interregnum.report.scoreboard_plots import scoreboard_figure
        from interregnum.version import MODEL_VERSION, __version__

        told = f"interregnum {__version__} · model {MODEL_VERSION} · {hashes_told(self.board)}"
        return scoreboard_figure(self.board, provenance=told)

    def plot(self, *files: str | Path) -> Drawing:
        """Draw the forest, and write it to files, PNG or SVG.

        Raises
        ------
        UsageError
            If a name ends in neither.
        StudyError
            If a file cannot be written.
        """
        drawing = self.drawing()
        drawing.write(files)
        return drawing

    def __len__(self) -> int:
        return len(self.board.facts)

    def __repr__(self) -> str:
        inside = sum(fact.inside is True for fact in self.board.facts)
        return f"<Scoreboard: {inside} of {len(self)} facts inside>"


def scoreboard() -> Scoreboard:
    """Return the scoreboard that comes with the package: ``ir.scoreboard().facts``.

    Raises
    ------
    StudyError
        If none comes with this version, or its file is torn.
    """
    from interregnum.calibration.scoreboard import SHIPPED, shipped_scoreboard

    board = shipped_scoreboard()
    if board is None:
        msg = (
            f"{SHIPPED}: no scoreboard comes with this version: the model is not calibrated; fit "
            "it (`make calibrate`), or use a version that was"
        )
        raise StudyError(msg)
    return Scoreboard(board)
