"""The later record, kept from the fit: how well the frozen posterior foretold it."""
