"""The scoreboard in words and tables: on a terminal, and in a report before any result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interregnum.report.page import Drawn, Form, Section, box, figure, listed, paragraph, table

if TYPE_CHECKING:
    from rich.table import Table

    from interregnum.calibration.scoreboard import Fact, Measured, Scoreboard
    from interregnum.report.page import Picture
    from interregnum.scenario.schema import Scenario

NONE_SHIPPED = (
    "The model has not been held against the record: no scoreboard comes with this version, and it "
    "is not calibrated."
)


def number(value: float | None) -> str:
    """Return a number of a fact for a reader.

    >>> number(0.51369863), number(None)
    ('0.514', 'not known')
    """
    return "not known" if value is None else f"{value:.3g}"


def between(measured: Measured) -> str:
    """Return an estimate with its interval.

    >>> from interregnum.calibration.scoreboard import Measured
    >>> between(Measured(0.5, 0.4, 0.61))
    '0.5 (0.4 to 0.61)'
    """
    if measured.estimate is None:
        return "not known"
    return f"{number(measured.estimate)} ({number(measured.low)} to {number(measured.high)})"


def verdict(fact: Fact) -> str:
    """Return whether the model tells a fact, in a word or two."""
    if fact.inside is None:
        return "not known"
    if not fact.inside:
        return "OUTSIDE"
    return "inside" if fact.holds else "inside, but wide"


def role(fact: Fact) -> str:
    """Return whether a fact was fitted to."""
    return "fitted" if fact.fitted else "held out"


def counted(board: Scoreboard) -> list[str]:
    """Return how many facts the model tells, and what the gate says."""
    lines = []
    for fitted, word in ((True, "fitted"), (False, "held out")):
        holds, inside, whole = board.tally(fitted=fitted)
        if whole:
            lines.append(
                f"Of {whole} facts {word}, {inside} lie inside the model's {100 * board.level:g} % "
                f"interval; {holds} of these intervals are no wider than three of the record's."
            )
    summary = str(board.gate.get("summary", ""))
    return [*lines, f"Gate: {summary}"] if summary else lines


def hashes_told(board: Scoreboard) -> str:
    """Return what the comparison was made with."""
    told = [f"{key.removesuffix('_sha256')} {value[:12]}" for key, value in board.hashes.items()]
    return f"Fitted to the record until {board.until}; {', '.join(told)}."


def scoreboard_parts(board: Scoreboard) -> list[Table | str]:
    """Return the table of every fact and the lines below it; what is missed is marked."""
    from rich.markup import escape
    from rich.table import Table

    level = f"{100 * board.level:g} %"
    title = f"Every stylised fact: record and model, {level} intervals in brackets"
    made = Table(title=title, title_justify="left", title_style="bold", box=None)
    for head, side in (
        ("fact", "left"),
        ("unit", "left"),
        ("record", "right"),
        ("n", "right"),
        ("model", "right"),
        ("verdict", "left"),
        ("role", "left"),
        ("weight", "right"),
    ):
        made.add_column(head, justify="right" if side == "right" else "left", overflow="fold")
    for fact in board.facts:
        cells = (escape(fact.title), escape(fact.unit), between(fact.record), f"{fact.cases:,}")
        rest = (between(fact.model), verdict(fact), role(fact), f"{fact.weight:g}")
        made.add_row(*cells, *rest, style="bold" if fact.inside is False else "")
    missed = [
        f"{'Missed' if fact.fitted else 'Not fitted'}: {fact.title}: {fact.reason}"
        for fact in board.facts
        if fact.reason and not fact.holds
    ]
    return [made, *counted(board), *missed, hashes_told(board)]


def scoreboard_opening(board: Scoreboard | None, scenario: Scenario) -> str:
    """Return what stands before any result: how the model fares against the record, if that is."""
    if board is None:
        return paragraph(NONE_SHIPPED)
    said = ["How the model fares against the record, before any result of this study:"]
    return box([*said, *counted(board), *_of_this_study(board, scenario)])


def _of_this_study(board: Scoreboard, scenario: Scenario) -> list[str]:
    """Return a line where the study draws from something else than was scored."""
    posterior = scenario.posterior
    if posterior is not None and posterior.sha256 == board.hashes["posterior_sha256"]:
        return []
    drawn = "its declared ranges" if posterior is None else "another posterior"
    return [f"That is said of the shipped posterior; this study draws from {drawn}."]


def scoreboard_part(board: Scoreboard, picture: Picture, scenario: Scenario) -> Section:
    """Return the scoreboard as a section of a report."""
    rows = [
        (
            Drawn("<b>OUTSIDE</b>") if fact.inside is False else verdict(fact),
            fact.title,
            fact.unit,
            between(fact.record),
            f"{fact.cases:,}",
            between(fact.model),
            role(fact),
        )
        for fact in board.facts
    ]
    head = ["verdict", "fact", "unit", "record", "cases", "model", "role"]
    form = Form("Every stylised fact, those that the model misses too", numbers=(3, 4, 5))
    how = (
        f"Intervals are those of {100 * board.level:g} %. A fact is inside if the record's "
        "estimate lies in the model's interval for a record of the same size. Facts held out were "
        "not fitted to. Unit 1 stands for a share or a ratio."
    )
    missed = [f"{fact.title}: {fact.reason}" for fact in board.facts if fact.reason]
    body = "".join(paragraph(line) for line in (*counted(board), *_of_this_study(board, scenario)))
    body += paragraph(how) + table(head, rows, form)
    body += (paragraph("Why facts are missed:") + listed(missed)) if missed else ""
    body += figure(picture) + paragraph(hashes_told(board), "soft")
    return Section("scoreboard", "The model against the record", body)
