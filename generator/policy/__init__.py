"""The policy: rules, lexicons, and the verdict on a text."""

from generator.policy.check import (
    UNRECOGNISED,
    check_insert,
    check_message,
    check_name,
    check_whole,
    check_writing,
    reads,
)
from generator.policy.finding import Finding, verdict
from generator.policy.mend import mend
from generator.policy.rulebook import Rule, find_rule, given_facts, rulebook

__all__ = [
    "UNRECOGNISED",
    "Finding",
    "Rule",
    "check_insert",
    "check_message",
    "check_name",
    "check_whole",
    "check_writing",
    "find_rule",
    "given_facts",
    "mend",
    "reads",
    "rulebook",
    "verdict",
]
