"""Forecasts from what was known at the time, scored beside baselines."""
