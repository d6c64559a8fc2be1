"""The parts of a report: what was asked and assumed, what came out, and what it does not say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from interregnum.engine.record import NOT_MODELLED
from interregnum.experiments.outcomes import ENDINGS, Outcomes, Share
from interregnum.intervals import Interval
from interregnum.report.page import (
    Drawn,
    Form,
    Section,
    box,
    figure,
    interval_bar,
    listed,
    paragraph,
    table,
)
from interregnum.report.tables import FEW, OUTCOME_TEXT, percent
from interregnum.scenario.fitted import fitted_columns, parameters_told
from interregnum.scenario.parameters import DrawnParameter, count_sources
from interregnum.scenario.posterior import SHIPPED_WORD

if TYPE_CHECKING:
    from interregnum.report.page import Picture
    from interregnum.scenario.schema import Scenario

MODES = {
    "forward": "at most the onset of a mutiny; everything else is drawn by rule",
    "replay": "the onset and the rows of the record marked imposed happen in every run; what "
    "follows them is drawn by rule",
    "condition": "runs are drawn by rule, and count the more the better they agree with the rows "
    "of the record marked imposed",
}
WARS = {
    "none": "no war",
    "hazard": "a war at a front that may break",
    "lanchester": "a war of attrition between two armies",
}
SELECTIONS = {
    "focal": "where several outcomes are possible, people may coordinate on either",
    "largest": "where several outcomes are possible, the largest attack is played",
    "smallest": "where several outcomes are possible, the smallest attack is played",
}
# A yardstick from the record, not a target of this study: countries and years to 1989.
RECORD = (
    "For comparison, in the record to 1989 autocracies broke down in 4.6 % of country-years "
    "(147 of 3,204; Geddes, Wright and Frantz 2014, doi:10.1017/S1537592714000851). This study "
    "was not fitted to that number, and a case chosen for its crisis is no average country."
)


class Asked(NamedTuple):
    """What was asked for: the scenario, and how many runs under which seed."""

    scenario: Scenario
    runs: int
    seed: int


def points(interval: Interval) -> str:
    """Return an effect on a share in percentage points with its interval.

    >>> points(Interval(-0.05, -0.07, -0.03))
    '-5.0 percentage points (95 % interval -7.0 to -3.0)'
    """
    value, low, high = (100.0 * x for x in interval[:3])
    return f"{value:+.1f} percentage points (95 % interval {low:+.1f} to {high:+.1f})"


def between(share: Share) -> str:
    """Return a share with its interval.

    >>> between(Share("removed", 60, 0.6, 0.5, 0.7))
    '60.0 % (95 % interval 50.0 to 70.0 %)'
    """
    span = f"{100.0 * share.low:.1f} to {100.0 * share.high:.1f} %"
    return f"{percent(share.share)} (95 % interval {span})"


def answer(asked: Asked, outcomes: Outcomes, effect: Interval | None) -> str:
    """Return the answer in a few sentences, which stands before everything else."""
    scenario = asked.scenario
    horizon = int(scenario.horizon.value)
    said = [
        f"In {between(outcomes.removed)} of {asked.runs:,} simulated histories the ruler is "
        f"removed within {horizon:,} days and not back within 90 days."
    ]
    if effect is not None and scenario.contrast is not None:
        said.append(
            f"Against the same histories with “{scenario.contrast.label}”, his chance of not "
            f"being removed changes by {points(effect)}. {_sign(effect)}"
        )
    if outcomes.effective < outcomes.runs:
        said.append(
            f"The histories are weighed by what was observed; they count as "
            f"{outcomes.effective:.0f} unweighed ones."
        )
    if outcomes.effective < FEW:
        said.append("That is too few to say anything: ask for many more runs.")
    warning = (
        f"This is not a forecast. {_rests_on(scenario)}, and the result says what follows from "
        "them."
    )
    return box(said) + box([warning], "warning")


def _rests_on(scenario: Scenario) -> str:
    """Return what the numbers of a study rest on."""
    columns = fitted_columns(scenario)
    if scenario.posterior is None or not columns:
        return "The model is not calibrated: most of its numbers are assumptions"
    gates = [scenario.posterior.parameters[column].gate for column in columns.values()]
    return (
        f"{len(gates)} of the model's numbers were fitted to the record until "
        f"{scenario.posterior.until} (posterior {scenario.posterior.sha256[:12]}), "
        f"{gates.count('identified')} of them identified by it; most others are assumptions"
    )


def _sign(effect: Interval) -> str:
    """Return what the interval says of the effect's direction."""
    if effect.low <= 0.0 <= effect.high:
        return "The interval includes no change: these runs do not show in which direction."
    return (
        "He is worse off in this scenario."
        if effect.high < 0.0
        else "He is better off in this scenario."
    )


def asked_part(asked: Asked) -> Section:
    """Return what was asked."""
    scenario = asked.scenario
    start = scenario.start
    rows = [
        ("scenario", scenario.scenario),
        ("day 0 begins", f"{start.day} {start:%B %Y, %H:%M}, local time at the capital"),
        ("a removal is looked for within", f"{int(scenario.horizon.value):,} days"),
        ("what follows a removal is told for", f"{int(scenario.aftermath.value):,} days"),
        ("what is imposed", f"mode {scenario.mode}: {MODES[scenario.mode]}"),
        ("the mutiny", _mutiny(scenario)),
        ("the war", WARS[scenario.war]),
        ("elections", "are held" if scenario.elections else "are not held"),
        ("equilibrium", f"{scenario.selection}: {SELECTIONS[scenario.selection]}"),
        ("kind of regime", scenario.regime_type or "not said"),
        ("fitted numbers", _fitted_numbers(scenario)),
        ("switched off", ", ".join(scenario.mechanisms.off) or "nothing"),
        ("simulated histories (runs)", f"{asked.runs:,}, from seed {asked.seed}"),
    ]
    if scenario.contrast is not None:
        same = "each run again with the same random numbers"
        rows.append(("compared with", f"{scenario.contrast.label}: {same}"))
    explained = (
        "A run is one history that the model can produce: first every uncertain number is drawn "
        "from its range, then chance decides day by day. Many runs show how often each end comes "
        "about under the assumptions. The people in it are roles, such as ruler, elite or "
        "garrison; nobody real is modelled."
    )
    road = " → ".join(place.name for place in scenario.places)
    body = paragraph(scenario.summary) + paragraph(explained)
    body += table(["what", "setting"], rows) + paragraph(f"The road to the capital: {road}.")
    return Section("asked", "What was asked", body)


def _fitted_numbers(scenario: Scenario) -> str:
    """Return where the numbers that calibration fits come from."""
    if scenario.posterior is None:
        return "are drawn from their declared ranges, as all others"
    where = (
        "that comes with the package" if scenario.posterior.file == SHIPPED_WORD else "of a file"
    )
    return f"{parameters_told(scenario)}, one {where}"


def _mutiny(scenario: Scenario) -> str:
    """Return when the scheduled mutiny begins, if it does."""
    mutiny = scenario.mutiny
    nobody = mutiny.service == "private_army" and not scenario.private_army.exists
    if not mutiny.happens or nobody:
        return "none is imposed; one may begin by rule"
    minutes = round(60.0 * mutiny.onset_hour.value)
    when = f"day {int(mutiny.onset_day.value)}, {minutes // 60:02d}:{minutes % 60:02d}"
    who = mutiny.service.replace("_", " ")
    end = "" if mutiny.end == "by_rule" else f"; its end is imposed: {mutiny.end.replace('_', ' ')}"
    return f"is imposed on {when}, by the {who}{end}"


def _share_table(caption: str, rows: Sequence[Share], names: dict[str, str]) -> str:
    """Return shares of runs with intervals, as numbers and as bars."""
    cells = [
        (
            names.get(row.name, row.name).strip(),
            f"{row.runs:,}",
            percent(row.share),
            f"{100.0 * row.low:.1f} to {100.0 * row.high:.1f} %",
            Drawn(interval_bar(row.share, row.low, row.high)),
        )
        for row in rows
    ]
    head = ["", "runs", "share", "95 % interval", ""]
    return table(head, cells, Form(caption, numbers=(1, 2, 3), bars=(4,)))


def outcome_part(asked: Asked, outcomes: Outcomes, effect: Interval | None) -> Section:
    """Return what came out, with intervals."""
    horizon = int(asked.scenario.horizon.value)
    body = _share_table(
        f"How it ends: rule within {horizon:,} days, and what follows a fall",
        outcomes.outcomes,
        {**OUTCOME_TEXT, "regular_exit": "a regular exit: death, succession or a lost election"},
    )
    said = [
        f"Removed, whatever follows: {between(outcomes.removed)}.",
        f"Removed and back within 90 days, counted as still there: {between(outcomes.contested)}.",
    ]
    if outcomes.exit_days is not None:
        days = outcomes.exit_days
        said.append(
            f"Day of removal, where there is one: half of them by day {days.median:,.0f}; four "
            f"fifths between day {days.low:,.0f} and day {days.high:,.0f}."
        )
    if effect is not None and asked.scenario.contrast is not None:
        said.append(
            f"Effect on not being removed, against “{asked.scenario.contrast.label}” with the "
            f"same random numbers: {points(effect)}."
        )
    body += listed(said)
    body += _share_table("How the first column ended", outcomes.endings, ENDINGS)
    body += _share_table("How the ruler fell (mode, coded as gwf_fail_type)", outcomes.modes, {})
    body += _share_table(
        "Deaths in the breakdown (coded as gwf_fail_violent)", outcomes.violence, {}
    )
    body += _share_table("Regular exits, which are no removals", outcomes.regular, {})
    body += paragraph(
        "How to read the bars: blue is the share of runs, orange the 95 % interval. The interval "
        "says how far the share may lie from that of endless runs of the same model; it says "
        "nothing about how far the model lies from the world.",
        "soft",
    )
    return Section("outcomes", "What came out", body)


def figures_part(pictures: Sequence[Picture]) -> Section:
    """Return the figures."""
    return Section("figures", "Figures", "".join(figure(picture) for picture in pictures))


def _fitted_to(scenario: Scenario, assumed: str) -> str:
    """Return what was fitted, and that the rest was not."""
    if not fitted_columns(scenario):
        return f"It is not calibrated: no number was fitted to what happened, and {assumed}"
    return f"{_rests_on(scenario)}: {assumed} No number was fitted to this case."


def limits_part(parameters: Sequence[DrawnParameter], scenario: Scenario) -> Section:
    """Return what the study does not say."""
    count = count_sources(parameters)
    share = percent(count.assumed / len(parameters))
    items = [
        _fitted_to(scenario, f"{share} of the numbers are assumed."),
        "It is not a forecast, and gives no probability for any country, person or date.",
        "Its intervals are Monte-Carlo intervals: they shrink with more runs, and would do so if "
        "the model were wrong.",
        "A paired effect is one inside the model: the difference that a switch makes to it.",
        "A pivotal event is the one after which the runs with the same history ended differently; "
        "that is a description of the model's runs, not a cause that was found in the world.",
        RECORD,
        f"Not modelled: {'; '.join(NOT_MODELLED)}.",
    ]
    return Section("limits", "What this does not say", listed(items))
