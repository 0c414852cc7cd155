"""Coverage-guided fuzzing of the check: ``.ci/run`` gives it a bounded time, libFuzzer's arguments are taken as they are.

Any bytes read as text give findings with spans inside the text, and what is offered instead passes.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["generator.policy"]):
    from generator.policy import check_insert, mend
    from generator.policy.lexicon import languages_read

LANGUAGES = [*languages_read()]


def one(data: bytes) -> None:
    """Check one text; the first byte chooses its language."""
    source = atheris.FuzzedDataProvider(data)
    language = source.PickValueInList(LANGUAGES)
    text = source.ConsumeUnicode(600)
    findings = check_insert(text, language=language)
    for finding in findings:
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.text == text[finding.start : finding.end]
    rest = mend(text, findings, language=language)
    assert rest == "" or check_insert(rest, language=language) == ()


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
