"""Where the model meets the record: worlds of simulated rulers, read as the record is read.

The record is a list of cases, so the model is made to give such lists too: rulers are followed
from entry to exit, laid end to end into countries, and written down in the columns of the
datasets. The functions that compute an effect of the record then compute the same effect of a
world, and a difference between the two is one of the model and not of the method.
"""
