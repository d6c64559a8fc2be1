"""Calibration: the first place where the model and the record meet."""
