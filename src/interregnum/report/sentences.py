"""Events of single runs told in sentences, with clock times counted from the scenario's start."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from interregnum.engine.record import HOLDERS
from interregnum.experiments.chains import HALF, Chain, Moment
from interregnum.scenario.facts import Place

ENDS = {
    "survives": "the ruler is still there",
    "fragmentation": "fragmentation or civil war",
    "democracy": "a democratic transition",
    "militarised": "a militarised takeover",
    "insider": "a replacement by insiders",
    "other": "interim rule or reversal",
    "regular_exit": "a regular exit of the ruler",
}
SIDES = {
    "incumbent": "the incumbent",
    "insiders": "insiders of the old order",
    "nationalists": "armed nationalists",
    "democrats": "the democratic opposition",
    "regional": "regional leaders",
    "shared": "several sides together",
}
NOBODY = "nobody"


class Road(NamedTuple):
    """What a sentence needs of the scenario: when it starts, and what its places are."""

    start: datetime
    places: dict[str, Place]


def share_text(share: float) -> str:
    """Return a share in whole per cent, without pretending that little is nothing.

    >>> share_text(0.41), share_text(0.0004), share_text(0.9999), share_text(1.0)
    ('41 %', 'less than 1 %', 'more than 99 %', '100 %')
    """
    if 0.0 < share < 0.005:
        return "less than 1 %"
    if 0.995 < share < 1.0:
        return "more than 99 %"
    return f"{100.0 * share:.0f} %"


def count_text(number: float) -> str:
    """Return a number of persons to two figures; more would be pretence.

    >>> count_text(20104.2), count_text(87.0), count_text(300000.0)
    ('20,000', '87', '300,000')
    """
    return f"{float(f'{number:.2g}'):,.0f}"


def when_text(moment: Moment, start: datetime) -> str:
    """Return day and, where the model has one, clock time of an event.

    >>> moment = Moment(0, 7.5, "the hub", "place_taken", 0.41, False)
    >>> when_text(moment, datetime(2023, 6, 23))
    'day 0, 07:30'
    >>> when_text(moment._replace(hour=None), datetime(2023, 6, 23))
    'day 0'
    """
    if moment.hour is None:
        return f"day {moment.day}"
    minutes = round(60.0 * moment.hour)
    clock = start + timedelta(days=moment.day, minutes=minutes)
    days = (clock.date() - start.date()).days
    return f"day {days}, {clock:%H:%M}"


def date_text(moment: Moment, start: datetime) -> str:
    """Return the date of an event.

    >>> date_text(Moment(1, None, None, "deal", 0.4, False), datetime(2023, 6, 23))
    '24 June 2023'
    """
    hours = 0.0 if moment.hour is None else moment.hour
    clock = start + timedelta(days=moment.day, minutes=round(60.0 * hours))
    return f"{clock.day} {clock:%B %Y}"


def _taken(moment: Moment, road: Road) -> str:
    """Return the sentence about a place that the column took."""
    place = road.places.get(moment.place or "")
    name = moment.place or "the place"
    if place is not None and place.capital:
        name = f"the capital, {name},"
    elif place is not None and place.hub:
        name = f"the logistics hub, {name},"
    if place is not None and not place.capital and place.garrison and place.garrison.value == 0.0:
        return f"{name} falls; nobody stood there"
    stood = f"{share_text(moment.size)} of its garrison stood aside"
    if moment.size >= HALF:
        return f"{name} falls almost without a fight; {stood}"
    return f"{name} falls after its garrison fought; {stood}"


def _side(size: float) -> str:
    """Return who is meant by the number of a side."""
    number = int(size)
    return SIDES[HOLDERS[number]] if 0 <= number < len(HOLDERS) else NOBODY


def _won(who: str) -> Callable[[Moment, Road], str]:
    """Return how an attack is told."""

    def told(moment: Moment, road: Road) -> str:
        weight = f"{share_text(moment.size)} of the weight that counts joins them"
        return f"{who}; {weight}, and the attempt {'succeeds' if moment.felled else 'fails'}"

    return told


_TOLD: dict[str, Callable[[Moment, Road], str]] = {
    "mutiny_begins": lambda m, road: f"a column of about {count_text(m.size)} sets out",
    "place_taken": _taken,
    "place_held": lambda m, road: (
        f"{m.place or 'the place'} is held against the column; "
        f"{share_text(m.size)} of its garrison stood aside"
    ),
    "deal": lambda m, road: (
        "the column stands down by a deal; its leader gave himself a chance of "
        f"{share_text(m.size)} at the next place"
    ),
    "surrender": lambda m, road: (
        "the column surrenders; its leader gave himself a chance of "
        f"{share_text(m.size)} at the next place"
    ),
    "beaten": lambda m, road: "the column is beaten",
    "plot_found_out": lambda m, road: "a plot against the ruler is found out before it starts",
    "pyramid_deserts": lambda m, road: (
        "a patronage network deserts the ruler; "
        f"{share_text(m.size)} of the elite's weight has left him so far"
    ),
    "coup_attempt": _won("members of the elite or of the services move against the ruler"),
    "mass_attack": _won("citizens rise against the ruler"),
    "campaign_ends": lambda m, road: "a campaign of protest ends",
    "removed": lambda m, road: "the ruler is removed",
    "front_breaks": lambda m, road: (
        f"the front breaks; about {count_text(m.size)} of the army stood there"
    ),
    "election_won": lambda m, road: (
        f"the ruler wins an election with a published share of {share_text(m.size)}"
    ),
    "election_stolen": lambda m, road: (
        f"the ruler loses an election with {share_text(m.size)} and stays in office"
    ),
    "election_conceded": lambda m, road: (
        f"the ruler loses an election with {share_text(m.size)} and concedes"
    ),
    "ruler_dies": lambda m, road: "the ruler dies or falls too ill to rule",
    "succession": lambda m, road: "power passes to a successor inside the regime",
    "fighting_begins": lambda m, road: "fighting begins between those who would succeed him",
    "settlement": lambda m, road: (
        f"the contest over the succession is settled: power lies with {_side(m.size)}"
    ),
    "recognition": lambda m, road: f"foreign governments recognise {_side(m.size)}",
    "new_election": lambda m, road: (
        "a competitive election is held, and the loser "
        + ("concedes" if m.size > 0.0 else "does not concede")
    ),
    "reversal": lambda m, road: f"an armed reversal: power now lies with {_side(m.size)}",
    "amnesty": lambda m, road: "political prisoners are freed",
    "insiders_acted": lambda m, road: f"{share_text(m.size)} of the elite and the units act",
    "crowd": lambda m, road: f"{share_text(m.size)} of those who can be mobilised come",
    "units_aside": lambda m, road: f"{share_text(m.size)} of the units stand aside",
}


def sentence(moment: Moment, road: Road) -> str:
    """Return an event as a clause, without its time.

    >>> sentence(Moment(3, None, None, "beaten", 0.0, False), Road(datetime(2023, 6, 23), {}))
    'the column is beaten'
    """
    told = _TOLD.get(moment.event)
    if told is None:
        return moment.event.replace("_", " ")
    said = told(moment, road)
    if moment.felled and moment.event not in ("coup_attempt", "mass_attack", "removed"):
        said += "; the ruler is removed"
    return said


def told_moments(chain: Chain) -> list[tuple[int, Moment]]:
    """Return the moments that are told with their indices: a recognition again is left out."""
    kept = []
    recognised = None
    for index, moment in enumerate(chain.moments):
        if moment.event == "recognition":
            if moment.size == recognised:
                continue
            recognised = moment.size
        kept.append((index, moment))
    return kept


def pivot_sentence(chain: Chain, road: Road) -> str:
    """Return what the pivotal event was and by how much it moved the share, or that none was."""
    if chain.pivot is None:
        return (
            "No single event turned this run: none moved the share of removals among runs with "
            "the same history by 5 points towards how it ended."
        )
    moment = chain.moments[chain.pivot]
    before = chain.share_before if chain.pivot == 0 else chain.moments[chain.pivot - 1].share
    assert before is not None
    assert moment.share is not None
    of_all = "all runs" if chain.pivot == 0 else "runs with the same history so far"
    return (
        f"Pivotal event, {when_text(moment, road.start)}: {sentence(moment, road)}. Before it the "
        f"ruler was removed for good in {share_text(before)} of {of_all}, after it in "
        f"{share_text(moment.share)} (of {moment.alike:,} runs)."
    )


def ending_sentence(chain: Chain) -> str:
    """Return how a told run ended.

    >>> ending_sentence(Chain(0, "insider", 12, "", 0.5, (), None))
    'It ends as: a replacement by insiders. The ruler was removed on day 12.'
    """
    if chain.outcome == "survives":
        back = any(moment.felled for moment in chain.moments)
        late = " He was removed and came back within 90 days." if back else ""
        return f"It ends as: {ENDS[chain.outcome]}.{late}"
    left = "left office" if chain.outcome == "regular_exit" else "was removed"
    return f"It ends as: {ENDS[chain.outcome]}. The ruler {left} on day {chain.day}."
