"""Where record and model meet: what is fitted to what, how, and what may be called calibrated."""
