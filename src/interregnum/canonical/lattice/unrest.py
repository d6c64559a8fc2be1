"""Rebels, bystanders and the police, who move and look around one after the other.

In every period all act once, in a new random order: a permutation that is looked up by seed and
period. Each moves to a free site within sight and acts there. A citizen is active iff
H(1 - L) - R P exceeds T, where P = 1 - exp(-k g(C/A)) and A counts the active within sight and the
citizen herself; a cop arrests one of the active within sight. Where groups fight (model II), the
active remove one of the other group instead; people then have an age and offspring.
"""

from __future__ import annotations

from math import floor

from interregnum.canonical.lattice.ground import (
    FREE,
    Ground,
    add_in_sight,
    count_in_sight,
    free_site_anywhere,
    free_site_in_sight,
    site_at,
)
from interregnum.canonical.lattice.people import (
    ACTIVE,
    GONE,
    JAILED,
    LATEST,
    QUIET,
    People,
    Rules,
    Turns,
    first_words,
    remove,
    shuffle,
)
from interregnum.kernels.random import (
    PURPOSE_CROWD_ACT,
    PURPOSE_CROWD_MOVE,
    PURPOSE_CROWD_PLACE,
    Address,
    draw_block,
    fill_blocks,
    uniform,
)
from interregnum.kernels.scalar import inlined, scalar
from interregnum.kernels.special import exp

_RULE_FLOOR, _RULE_ROUND = 1, 2


@inlined
@scalar
def arrest_probability(cops: int, active: int, rules: Rules) -> float:
    """Return P, where ``active`` counts the citizen herself and is at least 1.

    >>> rules = Rules(0.1, 2.3, 30.0, 1, 1, 0, 0.0, 0.0)
    >>> arrest_probability(3, 4, rules), round(arrest_probability(1, 1, rules), 4)
    (0.0, 0.8997)
    """
    ratio = cops / active if active > 0 else 0.0
    if rules.ratio_rule == _RULE_FLOOR:
        ratio = float(floor(ratio))
    elif rules.ratio_rule == _RULE_ROUND:
        ratio = float(floor(ratio + 0.5))
    return 1.0 - exp(-rules.deterrence * ratio)


@scalar
def chosen_in_sight(ground: Ground, people: People, place: int, person: int, at: Address) -> int:
    """Return whom a cop arrests or an active citizen attacks, one of those in sight, or ``FREE``.

    A cop chooses among the active citizens, a citizen among the other group's.
    """
    is_cop = person < people.cops
    found = 0
    for again in range(2):
        left = FREE
        if again == 1:
            if found == 0:
                return FREE
            left = (draw_block(at, person, PURPOSE_CROWD_ACT, 0).w0 * found) >> 32
        for k in range(len(ground.across)):
            other = ground.occupant[site_at(ground, place, ground.across[k], ground.down[k])]
            if other >= people.cops:
                if is_cop:
                    wanted = people.state[other] == ACTIVE
                else:
                    wanted = people.group[other] != people.group[person]
                if wanted:
                    if left == 0:
                        return other
                    left -= 1
                    if again == 0:
                        found += 1
    return FREE


@inlined
@scalar
def patrol(
    ground: Ground, people: People, rules: Rules, at: Address, turns: Turns, cop: int
) -> int:
    """Let a cop move and arrest one of the active within sight; return how many he arrested."""
    place = people.place[cop]
    if place < 0:
        return 0
    here = free_site_in_sight(ground, place, first_words(turns, cop), at, cop, PURPOSE_CROWD_MOVE)
    if here != place:
        ground.occupant[place] = FREE
        ground.occupant[here] = cop
        people.place[cop] = here
        add_in_sight(ground, ground.cops_near, place, -1)
        add_in_sight(ground, ground.cops_near, here, 1)
    if count_in_sight(ground, ground.active_near, here) == 0:
        return 0
    caught = chosen_in_sight(ground, people, here, cop, at)
    if caught < 0:
        return 0
    remove(ground, people, caught, JAILED)
    term = uniform(at.seed, at.run, at.day, caught, PURPOSE_CROWD_ACT, 1) * rules.longest_term
    # A term that is served between two ticks ends with the later one.
    people.until[caught] = at.day + 1 + int(floor(term)) if term < 1e9 else LATEST
    return 1


@inlined
@scalar
def settle(
    ground: Ground, people: People, rules: Rules, at: Address, turns: Turns, person: int
) -> int:
    """Put a citizen who may act on a site for this tick; return 0 if there is none for her."""
    place = people.place[person]
    if people.state[person] == JAILED:
        if people.until[person] > at.day:
            return 0
        place = free_site_anywhere(ground, at, person, PURPOSE_CROWD_PLACE)
        if place < 0:
            return 0
        people.state[person] = QUIET
    elif people.state[person] == ACTIVE:
        add_in_sight(ground, ground.active_near, place, -1)
    if rules.citizens_move == 1:
        here = free_site_in_sight(
            ground, place, first_words(turns, person), at, person, PURPOSE_CROWD_MOVE
        )
        if people.place[person] >= 0:
            ground.occupant[place] = FREE
        place = here
    ground.occupant[place] = person
    people.place[person] = place
    return 1


@inlined
@scalar
def rise_or_rest(
    ground: Ground, people: People, rules: Rules, legitimacy: float, person: int
) -> int:
    """Decide whether a citizen is active where she now stands; return her state."""
    place = people.place[person]
    grievance = people.hardship[person] * (1.0 - legitimacy)
    state = QUIET
    if grievance > rules.threshold:
        # Her own former act has been taken out of the counts.
        active = count_in_sight(ground, ground.active_near, place) + 1
        cops = count_in_sight(ground, ground.cops_near, place)
        chance = arrest_probability(cops, active, rules)
        if grievance - people.risk[person] * chance > rules.threshold:
            state = ACTIVE
            add_in_sight(ground, ground.active_near, place, 1)
    people.state[person] = state
    return state


@scalar
def clone(ground: Ground, people: People, rules: Rules, at: Address, person: int) -> int:
    """Let a citizen have offspring on a free site within sight; return whether she had."""
    if not uniform(at.seed, at.run, at.day, person, PURPOSE_CROWD_ACT, 2) < rules.cloning:
        return 0
    place = people.place[person]
    block = draw_block(at, person, PURPOSE_CROWD_PLACE, 0)
    site = free_site_in_sight(ground, place, block, at, person, PURPOSE_CROWD_PLACE)
    if site == place:
        return 0
    for other in range(people.cops, len(people.place)):
        if people.state[other] == GONE:
            ground.occupant[site] = other
            people.place[other] = site
            people.state[other] = QUIET
            people.group[other] = people.group[person]
            people.hardship[other] = people.hardship[person]
            people.risk[other] = uniform(at.seed, at.run, at.day, other, PURPOSE_CROWD_ACT, 3)
            life = uniform(at.seed, at.run, at.day, other, PURPOSE_CROWD_ACT, 4) * rules.oldest
            people.dies[other] = at.day + 1 + int(floor(life))
            return 1
    return 0


@scalar
def live(ground: Ground, people: People, rules: Rules, at: Address, person: int) -> int:
    """Apply model II's rules after a citizen has decided; return how many she removed."""
    removed = 0
    if people.state[person] == ACTIVE:
        other = chosen_in_sight(ground, people, people.place[person], person, at)
        if other >= 0:
            remove(ground, people, other, GONE)
            removed = 1
    clone(ground, people, rules, at, person)
    return removed


@inlined
@scalar
def tick(
    ground: Ground,
    people: People,
    rules: Rules,
    at: Address,
    legitimacy: float,
    turns: Turns,
) -> int:
    """Let everybody act once, in a new random order; return how many citizens acted."""
    acted = 0
    count = shuffle(turns, len(people.place), at)
    fill_blocks(turns.words, at, 0, count, PURPOSE_CROWD_MOVE, 0)
    for i in range(count):
        person = turns.order[i]
        if person < people.cops:
            patrol(ground, people, rules, at, turns, person)
        elif people.state[person] != GONE:
            if people.dies[person] <= at.day:
                remove(ground, people, person, GONE)
            elif settle(ground, people, rules, at, turns, person) == 1:
                acted += 1
                rise_or_rest(ground, people, rules, legitimacy, person)
                if rules.groups == 1:
                    live(ground, people, rules, at, person)
    return acted
