"""A judged ledger made into a report: what `interregnum claims report` and ``ir.ledger`` give."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interregnum.claims.results import claim_rows, claims_named, read_results, text_of

if TYPE_CHECKING:
    from interregnum.report.page import Section


def report_text(results: Mapping[str, Any], form: str) -> str:
    """Return a judged ledger as text.

    Parameters
    ----------
    results
        As :func:`interregnum.claims.results.read_results` gives it.
    form
        ``html``, ``markdown``, ``json`` or ``csv``.
    """
    from interregnum.report.ledger_texts import ledger_csv, ledger_markdown

    rows = claim_rows(results)
    if form == "json":
        return text_of(results)
    if form == "csv":
        return ledger_csv(rows)
    if form == "markdown":
        return ledger_markdown(results, rows)
    from interregnum.report.ledger_page import ledger_page

    made = f"interregnum {results['version']} · model {results['model_version']}"
    return ledger_page(results, rows, _scoreboard(results), f"{made} · seed {results['seed']}")


def _scoreboard(results: Mapping[str, Any]) -> tuple[str, list[Section]]:
    """Return what stands before any claim: how the model fares against the record."""
    from interregnum.calibration.scoreboard import shipped_scoreboard
    from interregnum.face.reporting import scoreboard_sections
    from interregnum.report.scoreboard_lines import scoreboard_opening
    from interregnum.scenario.load import load_scenario

    scenario = load_scenario(results["ledger"]["scenario"], environment={})
    board = shipped_scoreboard()
    return scoreboard_opening(board, scenario), scoreboard_sections(scenario, board)


class JudgedLedger:
    """A judged ledger: ``ir.ledger()["C08"]``, a table, and a report."""

    def __init__(self, results: Mapping[str, Any]) -> None:
        self.results = results

    @property
    def table(self) -> Any:
        """One row a claim with both verdicts and both effects [data frame]."""
        import pandas as pd

        return pd.DataFrame(claim_rows(self.results))

    def report(self, file: str | Path) -> Path:
        """Write the HTML report.

        Raises
        ------
        StudyError
            If the file cannot be written.
        """
        from interregnum.experiments.whole_file import refusal_told, write_whole

        path, text = Path(file), report_text(self.results, "html").encode("utf-8")
        with refusal_told(path, "nothing was written; name a file in a folder of yours"):
            write_whole(path, lambda stream: stream.write(text))
        return path

    def __getitem__(self, name: str) -> dict[str, Any]:
        return claims_named(self.results, [name])[0]

    def __len__(self) -> int:
        return len(claim_rows(self.results))

    def __repr__(self) -> str:
        return f"<JudgedLedger: {len(self)} claims of {self.results['ledger']['ledger']}>"


def ledger(name_or_path: str | Path = "khodorkovsky-2023") -> JudgedLedger:
    """Return a judged ledger: one that comes with the package, or the folder of a run.

    Raises
    ------
    UsageError
        If there are no results of that name.
    """
    return JudgedLedger(read_results(name_or_path))
