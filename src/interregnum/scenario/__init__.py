"""Scenarios: a political case and its options, written as data and checked before anything runs."""
