"""Closed forms and numerical solutions that several mechanisms share."""
