"""Where model and record first meet: what is fitted to what, and what the fit may be called."""
