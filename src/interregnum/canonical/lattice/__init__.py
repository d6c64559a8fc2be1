"""Published models of persons on a square without edges."""
