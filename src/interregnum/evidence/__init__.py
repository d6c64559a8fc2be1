"""The record: open datasets become tidy cases, cases become effects and scored forecasts.

Nothing here can see the simulation.
"""
