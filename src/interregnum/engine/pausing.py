"""A run that pauses where heads are counted: what is kept meanwhile, and the text that does it.

One compiled loop serves both engines. The mean-field never pauses; the engine with persons asks
for it, counts outside the loop, where threads can share the work, writes the shares into the
state, and calls the loop again, which goes on in the middle of the day.
"""

from __future__ import annotations

from interregnum.engine.slots import slot

# Places of the array ``kept``.
MODE, RUN, DAY, LOGGED, FARTHEST, CROWD, FORKED = range(7)
KEPT_SIZE = 7
# Values of its first place: a run is asked to pause; it has paused and is to go on.
PAUSES, PAUSED = 1.0, 2.0


def deeper(lines: list[str]) -> list[str]:
    """Return lines of text one level further in.

    >>> deeper(["x = 1"])
    ['    x = 1']
    """
    return ["    " + line for line in lines]


def pause_lines(tests: list[str]) -> list[str]:
    """Return the text that keeps the loop's own variables and leaves, if there is an attack."""
    conditions = [f"kept[{MODE}] > 0.0", f"{slot('game.threshold', False)} > 0.0", *tests]
    return [
        f"            if {' and '.join(conditions)}:",
        f"                kept[{MODE}] = {PAUSED!r}",
        f"                kept[{RUN}] = float(r)",
        f"                kept[{DAY}] = float(day)",
        f"                kept[{LOGGED}] = float(logged)",
        f"                kept[{FARTHEST}] = float(farthest)",
        f"                kept[{CROWD}] = crowd",
        f"                kept[{FORKED}] = "
        "1.0 if fork_day[r] >= 0.0 and float(day) >= fork_day[r] else 0.0",
        "                return",
    ]


def begun_again() -> list[str]:
    """Return the text with which a run begins, or goes on after a pause."""
    return [
        f"    resumed = kept[{MODE}] > {PAUSES!r}",
        f"    for r in range(int(kept[{RUN}]), runs):",
        "        run = first + r",
        # Whose draws: those of the root and number, until the day of the fork if there is one.
        "        root = seed",
        "        number = int(numbers[r])",
        "        begun = 0",
        "        logged = 0",
        "        farthest = 0",
        "        crowd = 0.0",
        "        at = Address(root, number, -1)",
        "        if resumed:",
        f"            kept[{MODE}] = {PAUSES!r}",
        f"            begun = int(kept[{DAY}])",
        f"            logged = int(kept[{LOGGED}])",
        f"            farthest = int(kept[{FARTHEST}])",
        f"            crowd = kept[{CROWD}]",
        f"            if kept[{FORKED}] > 0.0:",
        "                root = seed_after",
        "                number = int(numbers_after[r])",
        "            at = Address(root, number, begun)",
        "        else:",
    ]
