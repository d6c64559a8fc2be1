"""Bridges: a study in the forms in which other tools take their data.

One row a run and arm for pandas, labelled arrays for xarray, the pair of experiments and outcomes
of the EMA Workbench, and the table that NetLogo's BehaviorSpace writes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from interregnum.errors import StudyError, UsageError, nearest
from interregnum.face.holdings import Holdings, framed

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import xarray as xr

ARMS = ("runs", "contrast")
BEHAVIORSPACE = "behaviorspace-table"
STYLES = (BEHAVIORSPACE, "tidy")
# What stands before the parameters and after them in a table of runs.
CODES = ("run", "seed", "outcome", "day", "mode", "violence")


class Bridges(Holdings):
    """What turns what a study holds into the forms of other tools."""

    def to_frame(self) -> pd.DataFrame:
        """Return one row a run and arm: as :attr:`Study.runs`, with the arm's name first."""
        import pandas as pd

        parts = []
        for name, label in zip(ARMS, self._labels(), strict=False):
            frame = framed(self.tables[name])
            arm = pd.Series(label, index=frame.index, name="arm")
            parts.append(pd.concat([arm, frame], axis=1))
        return pd.concat(parts, ignore_index=True)

    def to_xarray(self) -> xr.Dataset:
        """Return every column over arms and runs (arm, run), with units in ``attrs``.

        A missing day or code is not a number, a missing word an empty one.
        """
        import numpy as np
        import xarray as xr

        labels = self._labels()
        tables = [self.tables[name] for name in ARMS[: len(labels)]]
        variables: dict[str, Any] = {}
        for field in tables[0].schema:
            if field.name == "run":
                continue
            arms = [_plain(table.column(field.name)) for table in tables]
            unit = (field.metadata or {}).get(b"unit", b"").decode()
            attrs = {"units": unit} if unit else {}
            variables[field.name] = (("arm", "run"), np.stack(arms), attrs)
        numbers = np.asarray(tables[0].column("run"))
        coords = {"arm": list(labels), "run": numbers}
        return xr.Dataset(variables, coords, {"provenance": self.provenance})

    def to_ema(self) -> tuple[pd.DataFrame, dict[str, np.ndarray[Any, Any]]]:
        """Return experiments and outcomes, as the EMA Workbench's ``perform_experiments`` does.

        Experiments have the parameters that differ between runs, then ``scenario`` (the run),
        ``policy`` (the arm) and ``model``. Outcomes have one value a row: ``outcome`` in words,
        ``removed`` and ``collapse`` as 0 or 1, ``exit_day`` (the horizon where nobody left) [d],
        and the results of the study, not a number where there are none.
        """
        from interregnum.engine.record import RESULTS, is_removed

        frame = self.to_frame()
        experiments = frame[self._inputs()].astype(float)
        experiments["scenario"] = frame["run"].to_numpy()
        experiments["policy"] = frame["arm"].astype("category")
        experiments["model"] = self.case.name
        experiments["model"] = experiments["model"].astype("category")
        removed = is_removed(frame["outcome"]).to_numpy(dtype=bool)
        contested = frame["result.contested"].to_numpy(dtype=bool)
        outcomes: dict[str, np.ndarray[Any, Any]] = {
            "outcome": frame["outcome"].to_numpy(dtype=str),
            "removed": removed.astype(float),
            "collapse": (removed | contested).astype(float),
            "exit_day": self._last_days(frame).astype(float),
        }
        for row in RESULTS:
            outcomes[row.name] = frame[row.name].to_numpy(dtype=float)
        return experiments, outcomes

    def to_csv(self, file: str | Path, style: str = "tidy") -> Path:
        """Write one row a run and arm as CSV.

        Parameters
        ----------
        file
            A new file.
        style
            ``tidy``: names of columns in the first line. ``behaviorspace-table``: the table that
            NetLogo's BehaviorSpace writes, whose readers take it: six lines of heading, then
            ``[run number]``, what was varied, ``[step]`` (the day of exit or the horizon), and
            what was reported.

        Raises
        ------
        UsageError
            If there is no such style.
        StudyError
            If the file exists or cannot be written.
        """
        from interregnum.experiments.whole_file import write_whole

        place = Path(file)
        if style not in STYLES:
            raise UsageError(f"to_csv: style {style} is unknown; {nearest(style, STYLES)}")
        if place.exists():
            raise StudyError(f"{place}: already exists; nothing is overwritten: name another file")
        if style == BEHAVIORSPACE:
            text = self._behaviorspace()
        else:
            text = self.to_frame().to_csv(index=False, lineterminator="\n")
        try:
            write_whole(place, lambda stream: stream.write(text.encode("utf-8")))
        except OSError as error:
            msg = f"{place}: cannot be written ({error.strerror}); name a file in a folder of yours"
            raise StudyError(msg) from None
        return place

    def _labels(self) -> tuple[str, ...]:
        """Return the arms' names: the case's, and that of its contrast if it was run."""
        contrast = self.case.scenario.contrast
        if contrast is None or "contrast" not in self.tables:
            return (self.case.name,)
        return (self.case.name, contrast.label)

    def _inputs(self) -> list[str]:
        """Return the parameters that differ between runs, or between the arms."""
        from interregnum.engine.record import RESULTS

        results = {"result.exit", "result.contested", "result.holder", *(r.name for r in RESULTS)}
        frame = self.to_frame()
        names = [name for name in frame if name not in {"arm", *CODES, *results}]
        return [str(name) for name in names if frame[name].nunique() > 1]

    def _last_days(self, frame: pd.DataFrame) -> np.ndarray[Any, Any]:
        """Return the day on which each ruler left, the horizon where none did [d]."""
        days: np.ndarray[Any, Any] = (
            frame["day"].fillna(int(self.case.scenario.horizon.value)).to_numpy(dtype=int)
        )
        return days

    def _behaviorspace(self) -> str:
        """Return the table as NetLogo's BehaviorSpace writes it."""
        from interregnum.face.behaviorspace import Heading, behaviorspace_text

        frame = self.to_frame()
        inputs = ["arm", "seed", *self._inputs()]
        others = [str(name) for name in frame if name not in {"run", "day", *inputs}]
        reported = [name for name in others if frame[name].nunique(dropna=False) > 1]
        frame = frame.assign(step=self._last_days(frame))
        frame["run"] = range(1, len(frame) + 1)
        heading = Heading(f"{self.case.name}.yaml", f"{self.case.name} seed {self.seed}")
        return behaviorspace_text(frame, inputs, reported, heading)


def _plain(column: Any) -> Any:
    """Return a column as an array that holds no missing values of its own kind."""
    import numpy as np

    if str(column.type) == "string":
        return np.array([word or "" for word in column.to_pylist()])
    if column.null_count:
        return np.array(column.to_pandas(), dtype=float)
    return np.asarray(column)
