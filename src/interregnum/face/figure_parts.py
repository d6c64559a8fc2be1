"""What a study's figures are called, which quantities they show, and what they mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from interregnum.face.study import Study
    from interregnum.report.fan_plots import Moment

HEADINGS = {
    "outcomes": "How rule ends: shares of outcomes",
    "fans": "Day by day: belief, support, loyalty and hazard",
    "incidence": "When and how rule ends",
    "timeline": "One typical and one extreme run",
    "march": "The march by hours",
    "sign": "Does a failed mutiny shorten the rule?",
    "map": "The country and the march",
}
FANS = {
    "belief.mean": "public belief in the ruler's strength",
    "legitimacy.expressed_support": "expressed support, as polls would show",
    "legitimacy.level": "legitimacy",
    "war.support": "support for the war",
    "forces.loyal": "loyal strength of nominal strength",
    "elites.exit_hazard": "exit hazard: chance within a year, as elites see it",
}
STRIPS = (
    ("strength [1]", (("strength.true", "true strength"), ("belief.mean", "public belief"))),
    (
        "support [1]",
        (
            ("legitimacy.expressed_support", "expressed"),
            ("legitimacy.level", "legitimacy"),
            ("war.support", "for the war"),
        ),
    ),
    (
        "loyalty, pay [1]",
        (("forces.loyal", "loyal forces"), ("elites.pay_share", "pay that elites ask")),
    ),
)
# An election is marked where its day is known to within so many days.
KNOWN_DAYS = 31.0
ELECTION = "election"


def moments_of(study: Study) -> list[Moment]:
    """Return the days that are known beforehand: the onset, and the first election."""
    from interregnum.report.fan_plots import Moment
    from interregnum.scenario.parameters import parameter_table

    scenario = study.case.scenario
    found = []
    if scenario.mutiny.happens:
        found.append(Moment(scenario.mutiny.onset_day.value, "mutiny begins"))
    if scenario.elections:
        row = {row.name: row for row in parameter_table(scenario)}["election.first_day"]
        if row.high - row.low <= KNOWN_DAYS and row.value < scenario.horizon.value:
            found.append(Moment(row.value, ELECTION))
    return found


def marked_moments(study: Study) -> list[Moment]:
    """Return the days known beforehand, and where recorded events lie in the middle of the runs.

    Those are elections on other days, the break of the front and the removal of the ruler, each
    where it comes, while rule stands, in a twentieth of runs; medians are weighted as runs are.
    """
    from interregnum.experiments.marked_days import ELECTIONS, common_days, median_day
    from interregnum.report.fan_plots import Moment

    found = moments_of(study)
    events = study._columns("events", ["run", "day", "event"]).to_pandas()
    # What comes after a fall stands in no fan.
    ends = events[events["event"] == "removed"].groupby("run")["day"].first()
    last = events["run"].map(ends).fillna(study.case.scenario.horizon.value - 1.0)
    events = events[events["day"] <= last]
    runs, weights = len(study), study.weights()
    known = [moment.day for moment in found if moment.text == ELECTION]
    for row in common_days(events, ELECTIONS, runs, weights):
        if all(abs(row.day - day) > KNOWN_DAYS for day in known):
            found.append(Moment(row.day, ELECTION))
    for event, text in (("front_breaks", "the front breaks"), ("removed", "ruler removed")):
        marked = median_day(events, [event], runs, weights)
        if marked is not None:
            found.append(Moment(marked.day, text, marked.share))
    return found


def contrast_outcomes(study: Study) -> Any:
    """Return the shares of the paired arm."""
    from interregnum.experiments.outcomes import outcome_table
    from interregnum.face.holdings import framed
    from interregnum.face.study import OUTCOME_COLUMNS

    runs = framed(study._columns("contrast", list(OUTCOME_COLUMNS)))
    events = study._columns("contrast_events", ["run", "place", "event"]).to_pandas()
    return outcome_table(runs, events, study.case.capital, study.weights())


def ending_text(outcome: str, day: int | None) -> str:
    """Return how a run ended, in words."""
    name = {
        "survives": "the ruler is still there",
        "returned": "removed, and back within 90 days",
        "insider": "insider replacement",
        "democracy": "democratic transition",
        "militarised": "militarised takeover",
        "other": "interim rule, reversal",
    }.get(outcome, outcome.replace("_", " "))
    return name if day is None else f"{name}, day {day}"
