"""The ODD description of the model in its form of 2020, written from what the code declares.

V. Grimm and others, The ODD Protocol for Describing Agent-Based and Other Simulation Models: A
Second Update, Journal of Artificial Societies and Social Simulation 23(2) 7 (2020),
doi:10.18564/jasss.4259.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from interregnum.canonical.shelf import MODELS
from interregnum.declare import Mechanism, Shared, State, annotations_of
from interregnum.engine.record import NOT_MODELLED
from interregnum.engine.schedule import AFTERMATH, OPENING, SCHEDULE
from interregnum.engine.series import SERIES
from interregnum.engine.stages import numbered_lines, stages_in_order
from interregnum.engine.state import QUANTITIES, WORKSPACES
from interregnum.mechanisms import MECHANISMS
from interregnum.report.docstrings import as_markdown, markdown_table, sections_of
from interregnum.report.odd_words import CONCEPTS, ENTITIES, PATTERNS, PURPOSE, SCALES
from interregnum.scenario.parameters import (
    DrawnParameter,
    count_sources,
    declared_table,
    parameter_table,
)
from interregnum.version import MODEL_VERSION, __version__

if TYPE_CHECKING:
    from interregnum.scenario.schema import Scenario

ELEMENTS = (
    "1 Purpose and patterns",
    "2 Entities, state variables and scales",
    "3 Process overview and scheduling",
    "4 Design concepts",
    "5 Initialisation",
    "6 Input data",
    "7 Submodels",
)
# What a scenario says of itself stands in section 5; its road and regions in tables of their own.
_OPTIONS = (
    "mode",
    "selection",
    "structure",
    "expectation",
    "private_memory",
    "war",
    "sanctions",
    "elections",
)


def odd_text(scenario: Scenario | None = None) -> str:
    """Return the ODD description as Markdown.

    Parameters
    ----------
    scenario
        Whose values, options and inputs are told; without one the declared defaults.
    """
    table = declared_table() if scenario is None else parameter_table(scenario)
    bodies = (
        _purpose(),
        _entities(),
        _process(),
        _concepts(),
        _initialisation(scenario, table),
        _inputs(scenario),
        _submodels(table),
    )
    case = "declared defaults, no scenario" if scenario is None else scenario.scenario
    opening = (
        "# ODD description of Interregnum\n\n"
        f"interregnum {__version__}, model version {MODEL_VERSION}, {case}. Written by "
        "`interregnum export odd` in the form of 2020 (Grimm and others, "
        "doi:10.18564/jasss.4259)."
    )
    parts = [f"## {name}\n\n{body}" for name, body in zip(ELEMENTS, bodies, strict=True)]
    return "\n\n".join([opening, *parts]) + "\n"


def _purpose() -> str:
    models = "\n".join(f"- `{name}`: {title}" for name, title in MODELS.items())
    return f"{PURPOSE}\n\n**Patterns.** {PATTERNS}\n\n{models}"


def _number(value: float) -> str:
    return f"{value:.6g}"


def _entities() -> str:
    rows = [
        (f"`{name}`", q.unit, f"{_number(q.low)} to {_number(q.high)}", q.meaning)
        for name, q in QUANTITIES.items()
    ]
    rows += [(f"`{name}`", "", "array", meaning) for name, (_, meaning) in WORKSPACES.items()]
    entities = "\n".join(f"- **{name}**: {meaning}" for name, meaning in ENTITIES)
    head = ("State variable", "Unit", "Range", "Meaning")
    states = markdown_table(head, rows)
    return f"{entities}\n\n**Scales.** {SCALES}\n\n**State variables.**\n\n{states}"


def _process() -> str:
    days = (
        ("A day, in order; stages of a loop are numbered within it.", SCHEDULE),
        ("Before day 0.", OPENING),
        ("A day after a removal.", AFTERMATH),
    )
    blocks = []
    for text, schedule in days:
        lines = "\n".join(numbered_lines(schedule))
        blocks.append(f"{text}\n\n```text\n{lines}\n```")
    rule = (
        "The engine generates its loop from these lists, so there is no second order. A stage sees "
        "what stages before it left; a read marked as yesterday's sees what stood when the day "
        "began."
    )
    return "\n\n".join([rule, *blocks])


def _concepts() -> str:
    followed = ", ".join(f"`{series.name}`" for series in SERIES)
    parts = [f"**{name}.** {text}" for name, text in CONCEPTS]
    return "\n\n".join(parts) + f" Followed day by day: {followed}."


def _parameter_rows(rows: Sequence[DrawnParameter]) -> Iterator[tuple[str, ...]]:
    for row in rows:
        span = f"{_number(row.low)} to {_number(row.high)}"
        values = (_number(row.value), span, row.unit, row.draw, row.source)
        yield (f"`{row.name}`", row.symbol, *values)


def _parameters(rows: Sequence[DrawnParameter]) -> str:
    head = ("Parameter", "Symbol", "Value", "Range", "Unit", "Drawn", "Source")
    return markdown_table(head, _parameter_rows(rows))


def _initialisation(scenario: Scenario | None, table: Sequence[DrawnParameter]) -> str:
    count = count_sources(table)
    drawn = sum(row.draw != "fixed" for row in table)
    text = (
        f"Of {len(table)} parameters {drawn} are drawn at the start of each run from the ranges "
        f"of section 7, the others held; {count.assumed} are assumed, {count.record} come from "
        f"the record, {count.published} are published. Then the stages before day 0 of section 3 "
        "run. State variables start at 0 unless the table below says otherwise."
    )
    starts = [(f"`{n}`", _number(q.start)) for n, q in QUANTITIES.items() if q.start != 0.0]
    parts = [text, markdown_table(("State variable", "Start"), starts)]
    if scenario is None:
        return "\n\n".join([*parts, "A scenario adds forces, places and options."])
    rows = [
        ("title", scenario.title),
        ("summary", scenario.summary),
        ("start of day 0", f"{scenario.start:%Y-%m-%d %H:%M}"),
        ("horizon [d]", _number(scenario.horizon.value)),
        ("aftermath [d]", _number(scenario.aftermath.value)),
        ("population [persons]", _number(scenario.people)),
        ("mutiny imposed", "yes" if scenario.mutiny.happens else "no"),
        ("switched off", ", ".join(scenario.mechanisms.off) or "nothing"),
        *((name, str(getattr(scenario, name))) for name in _OPTIONS),
    ]
    own = [row for row in table if row.name.split(".")[0] in ("force", "place")]
    return "\n\n".join([*parts, markdown_table(("Option", "Value"), rows), _parameters(own)])


def _inputs(scenario: Scenario | None) -> str:
    text = (
        "The model reads no time series while it runs. A scenario may hold a timeline of what the "
        "record says; rows marked `observed` are used for figures and scores only, those marked "
        "`imposed` as the mode says."
    )
    if scenario is None or not scenario.timeline:
        return f"{text} Here there is none."
    rows = [
        (
            f"{row.time:%Y-%m-%d %H:%M}",
            row.role,
            row.kind,
            row.place,
            row.event,
            "" if row.low is None else f"{row.low:g} to {row.high:g} {row.unit}",
            row.source,
        )
        for row in scenario.timeline
    ]
    head = ("Time", "Role", "Kind", "Place", "Event", "Number", "Source")
    return f"{text}\n\n{markdown_table(head, rows)}"


def _names(record: type[object]) -> str:
    """Return the quantities that a record binds."""
    names = []
    for declared in annotations_of(record).values():
        late = isinstance(declared, State) and declared.previous
        kind = " (parameter)" if isinstance(declared, Shared) else ""
        names.append(f"`{declared.name}`{' (yesterday’s)' if late else kind}")
    return ", ".join(names) or "nothing"


def submodel(mechanism: Mechanism, rows: Mapping[str, Sequence[DrawnParameter]]) -> str:
    """Return the description of one mechanism.

    Parameters
    ----------
    mechanism
        The mechanism.
    rows
        The parameter table, by the mechanism's name.
    """
    told = {name: as_markdown(text) for name, text in sections_of(mechanism).items()}
    own = rows.get(mechanism.name, ())
    parts = [
        f"### {mechanism.name} ({mechanism.equation})",
        f"**{mechanism.title}.** {told['']}",
        f"**Equations.** {told.get('Equations', '')}",
        f"**Reads.** {told.get('Reads', '')} Declared: {_names(mechanism.reads)}.",
        f"**Writes.** {told.get('Writes', '')} Declared: {_names(mechanism.writes)}.",
        f"**Limits.** {told.get('Limits', '')}",
        f"**Source.** {told.get('Source', '')}",
        _parameters(own) if own else "It has no parameter.",
    ]
    if mechanism.claims:
        parts.append(f"**Claims.** {', '.join(mechanism.claims)}.")
    return "\n\n".join(parts)


def _submodels(table: Sequence[DrawnParameter]) -> str:
    rows: dict[str, list[DrawnParameter]] = {}
    for row in table:
        rows.setdefault(row.name.split(".")[0], []).append(row)
    stages = [*OPENING, *stages_in_order(SCHEDULE), *AFTERMATH]
    known = {mechanism.name for mechanism in MECHANISMS}
    clocks = {s.mechanism.name: s.mechanism.title for s in stages if s.mechanism.name not in known}
    told = [submodel(mechanism, rows) for mechanism in MECHANISMS]
    listed = "\n".join(f"- `{name}`: {title}" for name, title in clocks.items())
    ends = (
        f"### Clocks of the engine\n\n{listed}",
        f"### Not modelled\n\n{'; '.join(NOT_MODELLED)}.",
    )
    return "\n\n".join([*told, *ends])
