"""The prose of the ODD description: what no declaration can say.

Mechanisms are named as they are declared; a test compares the names.
"""

from __future__ import annotations

PURPOSE = (
    "To find out what an argument about how a regime falls implies, and under which assumptions: "
    "how long a ruler lasts who is challenged by a column of armed persons, by his elite, by "
    "citizens, by a lost war or by time, and what follows his removal. The model is an instrument "
    "for comparing assumptions with each other and with the historical record. It is not "
    "calibrated, it is no forecast, and it gives no operational guidance. It knows roles, not "
    "persons."
)

PATTERNS = (
    "The model is useful for its purpose if, set as each of them asks, it gives the results of the "
    "published models below, which `interregnum canonical check` compares with their reference "
    "values; and if it is able to say that a failed attempt harms a ruler as well as that it helps "
    "him. `interregnum sign` prints which of the two it says, over the precision of news, the "
    "public's overestimation and the equilibrium that is played. Whether its hazards, modes of "
    "exit and successors agree with the record has not been shown yet."
)

ENTITIES = (
    ("ruler", "one; his strength is the state of the world that everybody guesses"),
    ("elite", "a continuum with weight in the coordination game, paid through patronage pyramids"),
    ("security units", "a continuum in services: private army, front army, guard and interior"),
    ("citizens", "a continuum that may act in public, with motives in distributions"),
    ("column", "at most one on the road: armed persons that march from place to place"),
    ("places", "in the order of the march, each with its leg of road and its garrison"),
    ("regions", "with population and holder, where the scenario has a table of them"),
    ("factions", "five in the aftermath: incumbent, insiders, nationalists, democrats, regional"),
    ("foreign actors", "as a rule of recognition and support"),
)

SCALES = (
    "Time runs in days; a column has a clock of hours. The days up to the horizon are followed, "
    "and after a removal the days of the aftermath, past the horizon too. Space is the road, as "
    "legs in kilometres, and, where given, a table of regions; there is no grid. This engine is "
    "the mean-field one: persons are shares of large groups, not individuals."
)

CONCEPTS: tuple[tuple[str, str], ...] = (
    (
        "Basic principles",
        "Regime change is a coordination game under uncertainty: each attacks if enough others "
        "will (`coordination`). Public events move public belief about the regime's strength "
        "(`public_signal`, `belief_update`), and survival itself is news (`survival_news`). "
        "Loyalty is bought, and costs more the likelier the ruler's exit looks "
        "(`elite_guarantee`).",
    ),
    (
        "Emergence",
        "Whether, when and how the ruler falls, the course of a march, cascades of desertion, and "
        "the class of the aftermath emerge; the scheduled onset of a mutiny is imposed where the "
        "scenario says so.",
    ),
    (
        "Adaptation",
        "Elites, units, citizens and the column's leader choose between acting and standing aside, "
        "anew when what they know or risk has changed (`elite_guarantee`, `unit_loyalty`, "
        "`march_decision`, `collapse`).",
    ),
    (
        "Objectives",
        "Each compares the expected gain of a successful attack with its cost; the leader of a "
        "column weighs the chance at the next place against a deal (`march_decision`).",
    ),
    (
        "Learning",
        "Belief is updated by Bayes' rule and decays towards an anchor (`belief_update`, "
        "`belief_diffusion`). Rules of behaviour do not change.",
    ),
    (
        "Prediction",
        "By default people expect what the equilibrium implies; `expectation: adaptive` makes them "
        "expect what was seen last.",
    ),
    (
        "Sensing",
        "Everybody sees public events; insiders know strength more precisely than citizens do; "
        "nobody sees it as it is. Polls show expressed, not true support (`legitimacy`).",
    ),
    (
        "Interaction",
        "Through public belief and the share that acts; directly only where a column meets a "
        "garrison (`garrison_stand`), where factions contest (`contest`), and where, under "
        "`structure: enforced`, citizens keep each other off the street (`norm_enforcement`).",
    ),
    (
        "Stochasticity",
        "Parameters are drawn once a run from their ranges; events are drawn day by day. Every "
        "draw has an address (seed, run, day, entity, purpose) of a counter-based generator "
        "(Philox4x32-10), so paired runs share all draws that a switch does not touch.",
    ),
    (
        "Collectives",
        "Patronage pyramids desert as a whole; services and factions act as one (`factions`).",
    ),
    (
        "Observation",
        "One row a run, one row an event, and daily histograms of the followed quantities; nobody "
        "in the model sees them.",
    ),
)
