"""Hold plain data against a ``msgspec`` struct and tell everything that is wrong at once.

``msgspec.convert`` is fast and stops at the first fault; only when it does are the declarations walked to name every
unknown key, missing key and wrong value with its place.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from generator.errors import ContentError, Problem, nearest, one_of
from generator.sources.yaml_source import Plain, Source, Trail

__all__ = ["convert"]

T = TypeVar("T")


def convert(source: Source, kind: type[T]) -> T:
    """Build ``kind`` from a source.

    Raises:
        ContentError: with every fault of form and shape, in the order of the file.
    """
    problems = list(source.problems)
    result: T | None = None
    try:
        result = msgspec.convert(source.data, kind, strict=False)
    except msgspec.ValidationError as error:
        found = _Shape(source).walk(msgspec.inspect.type_info(kind), source.data, ())
        problems += found or [source.problem("S020", reason=str(error))]
    if problems or result is None:
        raise ContentError(sorted(problems, key=lambda problem: (problem.location is None, problem.location)))
    return result


class _Shape:
    def __init__(self, source: Source) -> None:
        self.source = source

    def walk(self, info: Any, data: Plain, trail: Trail) -> list[Problem]:
        if isinstance(info, msgspec.inspect.UnionType):
            fits = [part for part in info.types if self._same_kind(part, data)]
            return self.walk(fits[0], data, trail) if fits else [self._wrong(info, trail)]
        if isinstance(info, msgspec.inspect.StructType):
            return self._struct(info, data, trail)
        if isinstance(info, msgspec.inspect.DictType):
            if not isinstance(data, dict):
                return [self._wrong(info, trail)]
            return [p for key, item in data.items() for p in self.walk(info.value_type, item, (*trail, key))]
        if isinstance(info, msgspec.inspect.ListType | msgspec.inspect.VarTupleType):
            if not isinstance(data, list):
                return [self._wrong(info, trail)]
            return [p for index, item in enumerate(data) for p in self.walk(info.item_type, item, (*trail, index))]
        return self._scalar(info, data, trail)

    def _struct(self, info: Any, data: Plain, trail: Trail) -> list[Problem]:
        if not isinstance(data, dict):
            return [self._wrong(info, trail)]
        fields = {item.encode_name: item for item in info.fields}
        inside = str(trail[-1]) if trail else "this file"
        problems = [
            self.source.problem(
                "S021",
                (*trail, key),
                key=key,
                inside=inside,
                near=nearest(key, fields) or "–",
                known=one_of(fields),
            )
            for key in data
            if key not in fields
        ]
        for name, item in fields.items():
            if name in data:
                problems += self.walk(item.type, data[name], (*trail, name))
            elif item.required:
                problems.append(self.source.problem("S022", trail, key=name, inside=inside))
        return problems

    def _scalar(self, info: Any, data: Plain, trail: Trail) -> list[Problem]:
        if isinstance(info, msgspec.inspect.LiteralType):
            if data in info.values:
                return []
            known = [str(value) for value in info.values]
            return [
                self.source.problem(
                    "S024",
                    trail,
                    key=self._key(trail),
                    found=data,
                    near=nearest(str(data), known) or "–",
                    known=one_of(known),
                )
            ]
        return [] if self._same_kind(info, data) else [self._wrong(info, trail)]

    def _same_kind(self, info: Any, data: Plain) -> bool:
        if isinstance(info, msgspec.inspect.StructType | msgspec.inspect.DictType):
            return isinstance(data, dict)
        if isinstance(info, msgspec.inspect.ListType | msgspec.inspect.VarTupleType):
            return isinstance(data, list)
        if isinstance(info, msgspec.inspect.NoneType):
            return data is None
        try:
            msgspec.convert(data, _PYTHON[type(info)], strict=False)
        except (msgspec.ValidationError, KeyError):
            return isinstance(info, msgspec.inspect.LiteralType) and isinstance(data, str)
        return True

    def _wrong(self, info: Any, trail: Trail) -> Problem:
        return self.source.problem("S023", trail, key=self._key(trail), wanted=_WORDS.get(type(info), "a text"))

    def _key(self, trail: Trail) -> str:
        names = [part for part in trail if isinstance(part, str)]
        return names[-1] if names else "this file"


_PYTHON: dict[type, type] = {
    msgspec.inspect.StrType: str,
    msgspec.inspect.BoolType: bool,
    msgspec.inspect.IntType: int,
    msgspec.inspect.FloatType: float,
}
_WORDS: dict[type, dict[str, str]] = {
    msgspec.inspect.StructType: {"en": "a set of keys with values", "zh": "一组键和值"},
    msgspec.inspect.DictType: {"en": "a set of keys with values", "zh": "一组键和值"},
    msgspec.inspect.ListType: {"en": "a list", "zh": "列表"},
    msgspec.inspect.VarTupleType: {"en": "a list", "zh": "列表"},
    msgspec.inspect.BoolType: {"en": "true or false", "zh": "true 或 false"},
    msgspec.inspect.IntType: {"en": "a whole number", "zh": "整数"},
    msgspec.inspect.StrType: {"en": "a text", "zh": "一段文字"},
}
