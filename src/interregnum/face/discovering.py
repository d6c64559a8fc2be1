"""Under which parameters an outcome comes: what `interregnum discover` and ``ir.discover`` give."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interregnum.experiments.discovery import Discovery
    from interregnum.face.study import Study
    from interregnum.report.canvas import Drawing
    from interregnum.scenario.parameters import DrawnParameter

UNWEIGHTED = "Runs are not weighted by the observed rows: boxes are those of the prior ranges."


@dataclasses.dataclass(frozen=True)
class Boxes:
    """Boxes of parameters in which an outcome of a study is dense.

    Parameters
    ----------
    study
        Whose runs were searched.
    discovery
        The boxes, and what was looked for.
    """

    study: Study
    discovery: Discovery

    def sentences(self) -> Sequence[str]:
        """Return the boxes in plain words, with shares and 95 % intervals."""
        from interregnum.report.box_sentences import discovery_lines

        lines = list(discovery_lines(self.discovery, self._rows()))
        if self.study.case.scenario.mode == "condition":
            lines.append(UNWEIGHTED)
        return lines

    def content(self) -> dict[str, Any]:
        """Return what ``--json`` prints."""
        from interregnum.experiments.discovery import content_of

        units = {name: row.unit for name, row in self._rows().items()}
        told = content_of(self.discovery, units)
        digest = self.study.case.digest
        origin = {"scenario": self.study.case.name, "scenario_sha256": digest}
        return {**origin, "seed": self.study.seed, **told, "sentences": list(self.sentences())}

    def plot(self, *files: str | Path) -> Drawing:
        """Draw coverage against density and the limits of each box.

        Raises
        ------
        UsageError
            If a name ends in neither .png nor .svg.
        StudyError
            If a file cannot be written.
        """
        from interregnum.report.box_sentences import HAPPENS
        from interregnum.report.discovery_plots import discovery_figure

        happens = HAPPENS[self.discovery.outcome]
        drawing = discovery_figure(
            self.discovery,
            self._rows(),
            self.sentences(),
            title=f"Under which parameters: {happens}?\n{self.study.case.scenario.title}",
            provenance=self.study.provenance,
        )
        drawing.write(files)
        return drawing

    def _rows(self) -> dict[str, DrawnParameter]:
        from interregnum.scenario.parameters import parameter_table

        return {row.name: row for row in parameter_table(self.study.case.scenario)}


def discover(
    study: Study | str | Path,
    outcome: str = "removed",
    *,
    method: str = "prim",
    most: int | None = None,
    density: float | None = None,
    screened: bool = True,
) -> Boxes:
    """Return boxes of parameters in which an outcome is dense.

    Parameters
    ----------
    study
        A study or its folder.
    outcome
        ``removed``, ``contested`` (removed, and back within 90 days), ``collapse`` (either), or a
        class such as ``democracy``.
    method
        ``prim`` or ``cart``.
    most
        How many boxes (prim; 3) or leaves (cart; 6) at most.
    density
        What a box must reach in the runs that are searched [1].
    screened
        Whether only parameters are searched that differ by more than chance.

    Raises
    ------
    ScenarioError
        If there are too few runs, the outcome never or always came, or nothing was drawn.
    UsageError
        If a word or number is wrong, or a library is not installed.
    """
    from interregnum.engine.plan import plan_of
    from interregnum.experiments.discovery import Search, discovered
    from interregnum.experiments.interest import inputs_of, interest_of
    from interregnum.face.case import read

    whole = read(study) if isinstance(study, (str, Path)) else study
    size = most if most is not None else (3 if method == "prim" else 6)
    search = Search(method, size, screened, density)
    search.check()
    runs = whole.runs
    interest = interest_of(runs, outcome)
    columns = inputs_of(plan_of(whole.case.scenario), runs)
    return Boxes(whole, discovered(columns, interest, outcome, search))
