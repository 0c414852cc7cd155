"""Messages: the one path from facts to a finished message, and the forms in which it leaves."""

from generator.message.check import check, mended
from generator.message.compose import choose_language, compose
from generator.message.draft import Draft
from generator.message.fact_file import read_fact_file, read_fact_options
from generator.message.gloss import Gloss, gloss
from generator.message.message import Message, Provenance
from generator.message.outputs import FORMS, write_as
from generator.message.refusal import RefusedError

__all__ = [
    "FORMS",
    "Draft",
    "Gloss",
    "Message",
    "Provenance",
    "RefusedError",
    "check",
    "choose_language",
    "compose",
    "gloss",
    "mended",
    "read_fact_file",
    "read_fact_options",
    "write_as",
]
