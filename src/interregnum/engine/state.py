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
    "belief.fall_chance": Quantity("1", 0.0, 1.0, "chance of a fall as seen, P_b(θ ≤ θ*)"),
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
    "war.own": Quantity("persons", 0.0, INFINITE, "own army at the front, A"),
    "war.other": Quantity("persons", 0.0, INFINITE, "the opponent's army at the front, B"),
    "war.losses": Quantity("1/d", 0.0, 1.0, "share of the own army lost today", 0.0, True),
    "war.broken": Quantity("1", 0.0, 1.0, "the front is broken"),
    "war.breaks": Quantity("1", 0.0, 1.0, "the front breaks today", 0.0, True),
    "war.army_at_break": Quantity("persons", 0.0, INFINITE, "own army when the front broke"),
    "war.support": Quantity("1", 0.0, 1.0, "war support, W"),
    "veterans.home": Quantity("persons", 0.0, INFINITE, "fighters who have come home so far"),
    "veterans.pool": Quantity("persons", 0.0, INFINITE, "armed returners of no side, V"),
    "veterans.nationalist": Quantity("persons", 0.0, INFINITE, "armed returners with N"),
    "veterans.democratic": Quantity("persons", 0.0, INFINITE, "armed returners with D"),
    "veterans.incumbent": Quantity("persons", 0.0, INFINITE, "armed returners with the ruler"),
    "repression.arrest_chance": Quantity("1", 0.0, 1.0, "chance of arrest when acting, P̄"),
    "repression.jailed": Quantity("1", 0.0, 1.0, "share of the pool in jail"),
    "repression.deaths": Quantity("persons", 0.0, INFINITE, "deaths in crowds today", 0.0, True),
    "deaths.today": Quantity("persons", 0.0, INFINITE, "deaths today of all causes", 0.0, True),
    "deaths.crisis": Quantity("persons", 0.0, INFINITE, "deaths in the crisis that is on"),
    "deaths.total": Quantity("persons", 0.0, INFINITE, "deaths so far"),
    "election.next_day": Quantity("d", 0.0, INFINITE, "day of the next election"),
    "election.near": Quantity("1", 0.0, 1.0, "the end of the term is near"),
    "election.held": Quantity("1", 0.0, 1.0, "an election is held today", 0.0, True),
    "election.share": Quantity("1", -INFINITE, INFINITE, "published share of the ruler"),
    "election.stolen": Quantity("1", 0.0, 1.0, "the ruler lost and stays", 0.0, True),
    "exit.death": Quantity("1", 0.0, 1.0, "the ruler dies or falls ill today", 0.0, True),
    "exit.succession": Quantity("1", 0.0, 1.0, "power passes inside the regime", 0.0, True),
    "exit.handover": Quantity(
        "1", 0.0, 1.0, "power passes by an election without the ruler", 0.0, True
    ),
    "exit.concession": Quantity("1", 0.0, 1.0, "the ruler concedes an election", 0.0, True),
    "mutiny.deaths": Quantity("persons", 0.0, INFINITE, "deaths in the mutiny today", 0.0, True),
    "attempts.last_size": Quantity("1", 0.0, 1.0, "weight of the last attack"),
    "attempts.by_elites": Quantity("1", 0.0, 1.0, "elites without units brought the ruler down"),
    "citizens.opportunities": Quantity("1", 0.0, INFINITE, "opportunities that citizens had"),
    "aftermath.day": Quantity("d", -1.0, INFINITE, "days since the removal", -1.0),
    "aftermath.formed": Quantity("1", 0.0, 1.0, "factions have formed"),
    "aftermath.week": Quantity("1", 0.0, 1.0, "a week of the aftermath begins", 0.0, True),
    "aftermath.month": Quantity("1", 0.0, 1.0, "a month of the aftermath begins", 0.0, True),
    "aftermath.last": Quantity("1", 0.0, 1.0, "the aftermath ends today", 0.0, True),
    "contest.settled": Quantity("1", 0.0, 1.0, "the contest is settled"),
    "contest.settles": Quantity("1", 0.0, 1.0, "the contest is settled today", 0.0, True),
    "contest.settled_day": Quantity("d", 0.0, INFINITE, "days from removal to settlement"),
    "contest.holder": Quantity(
        "1", -1.0, 5.0, "who rules: 0 incumbent, 1 insiders, 2 N, 3 D, 4 regional, 5 shared", -1.0
    ),
    "contest.fighting": Quantity("1", 0.0, 1.0, "factions fight this week"),
    "contest.begins": Quantity("1", 0.0, 1.0, "fighting begins today", 0.0, True),
    "contest.deaths": Quantity("persons", 0.0, INFINITE, "deaths in the contest today", 0.0, True),
    "contest.deaths_year": Quantity("persons", 0.0, INFINITE, "the same, this year of it"),
    "contest.deaths_worst": Quantity("persons", 0.0, INFINITE, "the same, in its worst year"),
    "contest.armed_part": Quantity("1", 0.0, 1.0, "armed part of the holder's resources then"),
    "contest.elite_part": Quantity("1", 0.0, 1.0, "elite weight that the holder had then"),
    "contest.capital_holder": Quantity("1", -1.0, 4.0, "who holds the capital", -1.0),
    "contest.days_held": Quantity(
        "d", 0.0, INFINITE, "days for which one side has held the capital and 60 % of the people"
    ),
    "recognition.change": Quantity("1", 0.0, INFINITE, "recognitions today", 0.0, True),
    "recognition.new_side": Quantity("1", 0.0, 4.0, "who was recognised last"),
    "rule.elected_day": Quantity("d", -1.0, INFINITE, "day of a competitive election", -1.0),
    "rule.election": Quantity("1", 0.0, 1.0, "a competitive election today", 0.0, True),
    "rule.conceded": Quantity("1", 0.0, 1.0, "the loser of the election conceded"),
    "rule.reversal": Quantity("1", 0.0, 1.0, "an armed reversal today", 0.0, True),
    "rule.reversal_day": Quantity("d", -1.0, INFINITE, "day of the last armed reversal", -1.0),
    "rule.called": Quantity("1", 0.0, 1.0, "an insider called the election"),
    "rule.amnesty": Quantity("1", 0.0, 1.0, "political prisoners are freed today", 0.0, True),
    "outcome.class": Quantity(
        "1",
        0.0,
        6.0,
        "0 survives, 1 fragmentation, 2 democracy, 3 militarised, 4 insider, 5 other, 6 regular",
    ),
    "outcome.contested": Quantity("1", 0.0, 1.0, "the incumbent won the contest in 90 days"),
    "outcome.violence": Quantity("1", 0.0, 4.0, "deaths of the breakdown (gwf_fail_violent)"),
    "outcome.continuity": Quantity("1", 0.0, 1.0, "pre-crisis elite weight that rules at the end"),
    "outcome.removed": Quantity("1", 0.0, 1.0, "the ruler is removed"),
    "outcome.mode": Quantity("1", 0.0, 9.0, "mode of removal (gwf_fail_type)"),
    "clock.event": Quantity("1", 0.0, 1.0, "something may happen today", 0.0, True),
    "clock.review": Quantity("1", 0.0, 1.0, "hazards are reviewed today", 0.0, True),
    "mutiny.scheduled": Quantity("1", 0.0, 1.0, "the column is the scenario's own"),
    "veterans.demobilised": Quantity("persons", 0.0, INFINITE, "armed returners who disarmed"),
    "deaths.crisis_on": Quantity("1", 0.0, 1.0, "a crisis is on: its deaths are counted"),
    "contest.held_by": Quantity(
        "1", -1.0, 5.0, "who holds the capital and 60 % of the people, as contest.holder", -1.0
    ),
    "factions.nationalist_veterans": Quantity(
        "persons", 0.0, INFINITE, "returners already counted with N"
    ),
    "factions.democratic_veterans": Quantity(
        "persons", 0.0, INFINITE, "returners already counted with D"
    ),
    "factions.incumbent_veterans": Quantity(
        "persons", 0.0, INFINITE, "returners already counted with the ruler"
    ),
    "month24.holder": Quantity("1", -1.0, 5.0, "who rules at month 24, as contest.holder", -1.0),
    "month24.days_held": Quantity("d", 0.0, INFINITE, "contest.days_held at month 24"),
    "month24.armed_part": Quantity("1", 0.0, 1.0, "contest.armed_part at month 24"),
    "month24.elite_part": Quantity("1", 0.0, 1.0, "contest.elite_part at month 24"),
    "month24.insiders": Quantity("1", 0.0, 1.0, "insiders rule at month 24, alone or with others"),
    "month24.called": Quantity("1", 0.0, 1.0, "an insider called an election by month 24"),
    "outcome.breakdown_deaths": Quantity(
        "persons", 0.0, INFINITE, "deaths from the crisis to the settlement of the contest"
    ),
    "election.won": Quantity("1", 0.0, 1.0, "the ruler won an election today", 0.0, True),
    "citizens.social_pull": Quantity("1", 0.0, INFINITE, "what the acting share adds, λ_S/λ_I"),
    "citizens.motive_cost": Quantity("1", 0.0, INFINITE, "probit cost that motives add for all"),
    "citizens.motive_variance": Quantity("1", 0.0, INFINITE, "variance that motives add"),
    "citizens.hardship_pull": Quantity("1", 0.0, INFINITE, "what full hardship adds, λ_G/λ_I"),
    "citizens.risk_push": Quantity("1", 0.0, INFINITE, "what full fear of arrest takes, λ_R/λ_I"),
    "citizens.enforcement": Quantity("1", -1.0, 1.0, "net enforcement of staying quiet, e"),
    "citizens.enforcement_age": Quantity("d", 0.0, 7.0, "days since enforcement was decided"),
    "citizens.disbelievers_free": Quantity(
        "1", 0.0, 1.0, "share of disbelievers whom enforcement leaves free to act", 1.0
    ),
    "attempts.insiders": Quantity(
        "1", 0.0, 1.0, "share of elites and units, by weight, in today's attack", 0.0, True
    ),
    "citizens.believers_free": Quantity("1", 0.0, 1.0, "the same of believers in the norm", 1.0),
}

# Arrays that live for the whole run, under the name that the generated day gives them.
WORKSPACES: dict[str, tuple[str, str]] = {
    "belief.density": ("belief", "the public belief: summary and grid"),
    "game.workspace": ("game", "working space of solves on the grid"),
    "game.classes": ("classes", "players of the coordination game"),
    "game.root_list": ("roots", "thresholds found by the last solve"),
    "game.stable_list": ("stable", "which of them are stable"),
    "road.places": ("road", "places on the road, with legs and garrisons"),
    "factions.table": ("factions", "who contests the ruins, and with what"),
    "regions.table": ("regions", "regions, their people and who holds them"),
}
