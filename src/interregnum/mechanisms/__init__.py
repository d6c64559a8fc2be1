"""One file a causal step: equations, parameters, rule, what it reads and what it writes."""

from interregnum.declare import Mechanism
from interregnum.mechanisms import (
    attempt_chance,
    belief_diffusion,
    belief_update,
    campaign,
    collapse,
    coordination,
    elite_guarantee,
    fundamentals,
    garrison_stand,
    legitimacy,
    march_decision,
    mutiny_onset,
    opening,
    opportunity,
    public_signal,
    start,
    survival_news,
    turnout_news,
    unit_loyalty,
)

MECHANISMS: tuple[Mechanism, ...] = (
    start.MECHANISM,
    fundamentals.MECHANISM,
    legitimacy.MECHANISM,
    opportunity.MECHANISM,
    campaign.MECHANISM,
    belief_diffusion.MECHANISM,
    elite_guarantee.MECHANISM,
    unit_loyalty.MECHANISM,
    coordination.MECHANISM,
    mutiny_onset.MECHANISM,
    garrison_stand.MECHANISM,
    public_signal.MECHANISM,
    belief_update.MECHANISM,
    march_decision.MECHANISM,
    opening.MECHANISM,
    collapse.MECHANISM,
    survival_news.MECHANISM,
    turnout_news.MECHANISM,
    attempt_chance.MECHANISM,
)

__all__ = ["MECHANISMS"]
