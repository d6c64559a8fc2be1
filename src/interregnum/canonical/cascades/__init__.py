"""Published cascades person by person: crowds drawn at random, complete or on random networks."""
