"""Settings for all tests: the same examples in every run, so that a red run is red again."""

import os

from hypothesis import settings

settings.register_profile("fixed", derandomize=True)
settings.load_profile("fixed")

collect_ignore = [] if os.environ.get("PERMITTED_BROWSER") else ["browser"]
"""Tests that need a browser are run by ``.ci/run``, which installs one."""
