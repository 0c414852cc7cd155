"""JSON Schemas of content files, so that an editor completes them."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from generator.clauses import clauses
from generator.content import Intent, Route, routes
from generator.errors import Problem, UsageError, nearest, one_of
from generator.facts import FACT_TYPES
from generator.policy import Rule

__all__ = ["SCHEMAS", "schema_of"]

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def _of_intent() -> dict[str, Any]:
    schema = msgspec.json.schema(Intent, ref_template="#/$defs/{name}")
    intent, fact = schema["$defs"]["Intent"], schema["$defs"]["Fact"]
    intent["properties"].pop("id")
    intent["properties"]["clauses"]["items"] = {"enum": [*clauses()]}
    intent["properties"]["route"] = {"enum": [*routes()]}
    intent["properties"]["facts"]["additionalProperties"] = {"anyOf": [{"const": "shared"}, {"$ref": "#/$defs/Fact"}]}
    fact["properties"]["type"] = {"enum": [*FACT_TYPES]}
    return schema


def _of_rules() -> dict[str, Any]:
    schema = msgspec.json.schema(dict[str, Rule], ref_template="#/$defs/{name}")
    schema["$defs"]["Rule"]["properties"].pop("id")
    schema["$defs"]["Rule"]["properties"]["clause"] = {"enum": [*clauses()]}
    return schema


def _of_routes() -> dict[str, Any]:
    return msgspec.json.schema(dict[str, Route], ref_template="#/$defs/{name}")


SCHEMAS: Final = {"intent": _of_intent, "rules": _of_rules, "routes": _of_routes}


def schema_of(kind: str) -> dict[str, Any]:
    """Give the JSON Schema of a kind of file.

    Raises:
        UsageError: there is no such kind.
    """
    if kind not in SCHEMAS:
        values = {"found": kind, "near": nearest(kind, SCHEMAS) or "–", "known": one_of(SCHEMAS)}
        raise UsageError([Problem("U023", "schema", values)])
    return {"$schema": _DIALECT, "title": f"permitted {kind}", **SCHEMAS[kind]()}
