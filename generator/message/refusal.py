"""The refusal: no message was written, and everything that stands against it."""

from __future__ import annotations

from collections.abc import Iterable

from generator.errors import PermittedError, Problem
from generator.policy import Finding

__all__ = ["RefusedError"]


class RefusedError(PermittedError):
    """No message was written: the facts, the contact or the text may not be so.

    ``findings`` holds what the policy check found in inserts, names or the finished message.
    """

    def __init__(self, problems: Iterable[Problem], findings: Iterable[Finding] = ()) -> None:
        super().__init__(problems)
        self.findings: tuple[Finding, ...] = tuple(findings)
        if self.findings:
            found = "\n".join(str(finding) for finding in self.findings)
            self.args = ("\n".join(filter(None, (str(self.args[0]), found))),)
