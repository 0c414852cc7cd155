"""Settings for all tests: the same examples in every run, so that a red run is red again."""

import os

from hypothesis import settings

settings.register_profile("fixed", derandomize=True)
settings.load_profile("fixed")

collect_ignore = [
    folder
    for folder, variable in (("browser", "PERMITTED_BROWSER"), ("stress", "PERMITTED_STRESS"))
    if not os.environ.get(variable)
]
"""Tests that need a browser, a server or minutes are run by ``.ci/run``, which sees to that; ``make stress`` for long."""
