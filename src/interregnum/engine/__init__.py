"""Arrays from a scenario, ordered stages, the loop generated from them, and result tables."""
