"""How a number is drawn from cases: regressions, life tables, matching and the shape of a hazard.

Nothing here knows a source. What counts as a case, and as an event, is decided where an effect
is defined.
"""
