"""Published models as exact settings or small solvers, each with its reference values."""
