"""Calibration: where the record and the simulation first meet."""
