"""Claims: prose made into estimands, tested in the model and in the record, and judged by one rule.

A claim is a file. What it says is fixed and registered before anything is run; the model's and
the record's verdicts are given by the same code and never merged.
"""
