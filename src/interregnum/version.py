"""The version of the package, and of the model: the second changes whenever any number does."""

__version__ = "0.1.0"
MODEL_VERSION = "4"
