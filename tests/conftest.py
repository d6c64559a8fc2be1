"""What every test shares: no clock decides, no window opens, no search is repeated by luck."""

import os

from hypothesis import settings

os.environ.setdefault("MPLBACKEND", "Agg")
# Tests draw from the declared ranges unless they say otherwise: a new fit is to change no test.
os.environ["INTERREGNUM_POSTERIOR"] = "none"

# A deadline would make a slow machine fail; a first call compiles. The examples are fixed, so
# that a commit passes or fails for everybody.
settings.register_profile("interregnum", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("interregnum")
