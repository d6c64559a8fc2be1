"""Every quantity that mechanisms share: one spelling, unit, range, start and meaning.

``start`` is the value at the beginning of a run; ``daily`` quantities are set back to it each
morning. Quantities without a start are arrays that live for the whole run.
"""

from __future__ import annotations

from typing import NamedTuple


class Quantity(NamedTuple):
    """One row of the glossary."""

    unit: str
    low: float
    high: float
    meaning: str
    start: float = 0.0
    daily: bool = False


INFINITE = float("inf")

QUANTITIES: dict[str, Quantity] = {
    "strength.true": Quantity("1", -INFINITE, INFINITE, "strength of the regime, θ"),
    "strength.run_mean": Quantity("1", -INFINITE, INFINITE, "this ruler's mean strength, θ̄_run"),
    "forces.loyal": Quantity("1", 0.0, 1.0, "loyal over nominal strength of all services, C", 1.0),
    "forces.lost": Quantity("1", 0.0, INFINITE, "share of the services lost for good"),
    "forces.absent": Quantity("1", 0.0, INFINITE, "share of the services in revolt or overrun"),
    "belief.anchor": Quantity("1", -INFINITE, INFINITE, "where belief is drawn to, z̄"),
    "belief.day": Quantity("d", 0.0, INFINITE, "day up to which belief stands"),
    "belief.mean": Quantity("1", -INFINITE, INFINITE, "mean of the public belief"),
    "legitimacy.level": Quantity("1", 0.0, 1.0, "legitimacy, L"),
    "legitimacy.expressed_support": Quantity("1", 0.0, 1.0, "what a poll shows, Q"),
    "citizens.cost": Quantity("1", -INFINITE, INFINITE, "citizens' median probit cost, μ_c"),
    "citizens.share_acting": Quantity("1", 0.0, 1.0, "share of citizens that would act, s_c"),
    "citizens.turnout": Quantity(
        "1", 0.0, 1.0, "acting share of the mobilisable pool today", 0.0, True
    ),
    "citizens.nonviolence": Quantity("1", 0.0, 1.0, "share of nonviolence, ν", 1.0),
    "elites.cost": Quantity("1", -INFINITE, INFINITE, "elites' median probit cost, μ_e"),
    "elites.share_acting": Quantity("1", 0.0, 1.0, "share of elites that would act, s_e"),
    "elites.exit_hazard": Quantity("1", 0.0, 1.0, "expected exit within a year, h"),
    "elites.exit_hazard_start": Quantity("1", 0.0, 1.0, "the same at the start, h_0"),
    "elites.pay_share": Quantity("1", 0.0, 1.0, "price of loyalty, m(h)"),
    "elites.pay_share_start": Quantity("1", 0.0, 1.0, "the same at the start, m(h_0)"),
    "elites.deserted": Quantity("1", 0.0, 1.0, "elite weight that has deserted"),
    "elites.pyramids_gone": Quantity("1", 0.0, 6.0, "patronage pyramids that have deserted"),
    "elites.pyramid_deserts": Quantity("1", 0.0, 1.0, "a pyramid deserts today", 0.0, True),
    "elites.purges": Quantity("1", 0.0, INFINITE, "purges so far"),
    "units.cost": Quantity("1", -INFINITE, INFINITE, "units' median probit cost, μ_u"),
    "units.share_acting": Quantity("1", 0.0, 1.0, "share of units that would act, s_u"),
    "game.threshold": Quantity("1", 0.0, 1.0, "threshold played, θ*; 0 if no attack is"),
    "game.roots": Quantity("1", 0.0, INFINITE, "whether an attack is played"),
    "game.solves": Quantity("1", 0.0, INFINITE, "solves so far today", 0.0, True),
    "news.strength_shown": Quantity("1", -INFINITE, INFINITE, "strength that an event shows"),
    "news.kind": Quantity("1", 0.0, 2.0, "1 exposure, 2 margin of survival"),
    "news.place": Quantity("1", 0.0, INFINITE, "place of the news, to address its noise"),
    "news.at_place": Quantity("1", 0.0, 1.0, "a place has shown something", 0.0, True),
    "news.signal": Quantity("1", -INFINITE, INFINITE, "signal published, y"),
    "news.precision": Quantity("1", 0.0, INFINITE, "its precision, τ"),
    "news.today": Quantity("1", 0.0, 1.0, "there was news today", 0.0, True),
    "attempts.hazard": Quantity("1/yr", 0.0, INFINITE, "hazard of opportunities, λ"),
    "attempts.excitation": Quantity("1", 0.0, INFINITE, "excitation by failures, ξ"),
    "attempts.relative_chance": Quantity("1", 0.0, INFINITE, "(p̂/p̄)^η", 1.0),
    "attempts.baseline": Quantity("1", 0.0, 1.0, "stationary mean of the chance seen, p̄"),
    "attempts.open": Quantity("1", 0.0, 1.0, "an opportunity is open today", 0.0, True),
    "attempts.initiator": Quantity("1", 0.0, 2.0, "1 citizens, 2 elites or units", 0.0, True),
    "attempts.plot": Quantity("1", 0.0, 1.0, "a plot was found out today", 0.0, True),
    "attempts.service_called": Quantity(
        "1", 0.0, 1.0, "today's opportunity fell to the service", 0.0, True
    ),
    "attempts.size": Quantity("1", 0.0, 1.0, "weight of today's attack, X", 0.0, True),
    "attempts.coup": Quantity("1", 0.0, 1.0, "elites or units attacked today", 0.0, True),
    "attempts.mass": Quantity("1", 0.0, 1.0, "citizens attacked today", 0.0, True),
    "attempts.survived": Quantity("1", 0.0, 1.0, "an attack was survived today", 0.0, True),
    "attempts.failed_coup": Quantity("1", 0.0, 1.0, "a coup attempt failed today", 0.0, True),
    "attempts.survived_mass": Quantity("1", 0.0, 1.0, "a mass attack failed today", 0.0, True),
    "campaign.on": Quantity("1", 0.0, 1.0, "a campaign is on"),
    "campaign.age": Quantity("d", 0.0, INFINITE, "days since it began"),
    "campaign.quiet_days": Quantity("d", 0.0, INFINITE, "days on which nobody came"),
    "campaign.turnout": Quantity("1", 0.0, 1.0, "acting share of the pool when it last acted, Ã"),
    "campaign.ended": Quantity("1", 0.0, 1.0, "a campaign ended today", 0.0, True),
    "mutiny.service": Quantity("persons", 0.0, INFINITE, "strength of the service that may turn"),
    "mutiny.began": Quantity("1", 0.0, 1.0, "a column set out today", 0.0, True),
    "mutiny.on_road": Quantity("1", 0.0, 1.0, "a column is on the road"),
    "mutiny.due": Quantity("1", 0.0, 1.0, "it reaches its next place today"),
    "mutiny.column": Quantity("persons", 0.0, INFINITE, "strength of the column"),
    "mutiny.place": Quantity("1", 0.0, INFINITE, "number of the next place"),
    "mutiny.place_reached": Quantity("1", 0.0, INFINITE, "number of the place just reached"),
    "mutiny.hour": Quantity("h", 0.0, INFINITE, "hours since the start of day 0"),
    "mutiny.leader_signal": Quantity("1", -INFINITE, INFINITE, "the leader's signal, x_m"),
    "mutiny.ease": Quantity("1", 0.0, 1.0, "share of the garrison that stood aside, e_r"),
    "mutiny.place_taken": Quantity("1", 0.0, 1.0, "the place was taken", 0.0, True),
    "mutiny.place_held": Quantity("1", 0.0, 1.0, "the place was held", 0.0, True),
    "mutiny.hub_fell": Quantity("1", 0.0, 1.0, "a logistics hub fell today", 0.0, True),
    "mutiny.chance_next": Quantity("1", 0.0, 1.0, "the leader's chance at the next place"),
    "mutiny.deal": Quantity("1", 0.0, 1.0, "the column stood down by a deal today", 0.0, True),
    "mutiny.surrendered": Quantity("1", 0.0, 1.0, "the column surrendered today", 0.0, True),
    "mutiny.beaten": Quantity("1", 0.0, 1.0, "the column was beaten today", 0.0, True),
    "mutiny.failed": Quantity("1", 0.0, 1.0, "the mutiny failed today", 0.0, True),
    "outcome.removed": Quantity("1", 0.0, 1.0, "the ruler is removed"),
    "outcome.mode": Quantity("1", 0.0, 9.0, "mode of removal (gwf_fail_type)"),
    "clock.event": Quantity("1", 0.0, 1.0, "something may happen today", 0.0, True),
    "clock.review": Quantity("1", 0.0, 1.0, "hazards are reviewed today", 0.0, True),
}

# Arrays that live for the whole run, under the name that the generated day gives them.
WORKSPACES: dict[str, tuple[str, str]] = {
    "belief.density": ("belief", "the public belief: summary and grid"),
    "game.workspace": ("game", "working space of solves on the grid"),
    "game.classes": ("classes", "players of the coordination game"),
    "game.root_list": ("roots", "thresholds found by the last solve"),
    "game.stable_list": ("stable", "which of them are stable"),
    "road.places": ("road", "places on the road, with legs and garrisons"),
}
