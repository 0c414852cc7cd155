"""Relations: which concepts stand so to each other that a rule is broken."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from generator.policy.concepts import Spot
from generator.policy.lexicon import Lexicon
from generator.policy.reading import Token
from generator.policy.rulebook import Pattern, Rule

__all__ = ["Relations"]

NEGATION = "NEGATION"
_FAR = 10**9


class Relations:
    """The concepts found in one text, ready to be asked for relations."""

    def __init__(self, tokens: list[Token], spots: list[Spot], book: Lexicon) -> None:
        self._tokens = tokens
        self._settings = book.settings
        self._spots: dict[str, list[Spot]] = {}
        for spot in spots:
            self._spots.setdefault(spot.concept, []).append(spot)

    def met(self, rule: Rule) -> Iterator[tuple[int, int]]:
        """Give the spans of the original text where a rule is met; spans may overlap."""
        for pattern in rule.patterns:
            for group in self._groups(pattern):
                first = min(spot.first for spot in group)
                last = max(spot.last for spot in group)
                yield self._tokens[first].start, self._tokens[last].end

    def _named(self, names: str) -> list[Spot]:
        lists = [self._spots[name] for name in names.split("|") if name in self._spots]
        return sorted(spot for spots in lists for spot in spots) if len(lists) > 1 else (lists[0] if lists else [])

    def _groups(self, pattern: Pattern) -> Iterator[list[Spot]]:
        choices = [self._named(names) for names in pattern.all]
        if not all(choices):
            return
        anchors, others = choices[0], choices[1:]
        for anchor in anchors:
            group = [anchor]
            for spots in others:
                partner = self._nearest(anchor, spots, group, pattern)
                if partner is None:
                    break
                group.append(partner)
            else:
                if not self._lifted(sorted(group), pattern):
                    yield group

    def _nearest(self, anchor: Spot, spots: list[Spot], taken: list[Spot], pattern: Pattern) -> Spot | None:
        at = bisect_left(spots, anchor)
        best, best_distance = None, _FAR
        for spot in spots[max(0, at - 4) : at + 4]:
            if self._shares_words(spot, taken) or (
                pattern.ordered and (spot.first < anchor.first) != self._settings.verb_last
            ):
                continue
            distance = max(spot.first - anchor.last, anchor.first - spot.last, 0)
            apart = abs(self._tokens[spot.first].sentence - self._tokens[anchor.first].sentence)
            if (
                apart < pattern.sentences
                and (pattern.gap is None or distance - 1 <= pattern.gap * self._settings.stretch)
                and distance < best_distance
            ):
                best, best_distance = spot, distance
        return best

    def _shares_words(self, spot: Spot, taken: list[Spot]) -> bool:
        """Whether a concept stands on the words of one already taken and so cannot be its partner.

        A phrase may carry two concepts when each has words of its own, or one of them is longer.
        """
        return any(
            spot.first <= other.last
            and other.first <= spot.last
            and (spot.concept == other.concept or (spot.first, spot.last) == (other.first, other.last))
            for other in taken
        )

    def _lifted(self, group: list[Spot], pattern: Pattern) -> bool:
        first, last = group[0].first, max(spot.last for spot in group)
        low, high = self._tokens[first].sentence, self._tokens[last].sentence
        for name in pattern.unless:
            for spot in self._spots.get(name, ()):
                inside = any(part.first <= spot.first and spot.last <= part.last for part in group)
                if not inside and low <= self._tokens[spot.first].sentence <= high:
                    return True
        for name in pattern.not_between:
            if any(first < spot.first and spot.last < last for spot in self._spots.get(name, ())):
                return True
        return pattern.negatable and self._negated(group)

    def _negated(self, group: list[Spot]) -> bool:
        """Whether a negation stands close by; one that belongs to a concept's own words is none."""
        first, last = group[0].first, max(spot.last for spot in group)
        before, after = self._settings.negation_before, self._settings.negation_after
        for spot in self._spots.get(NEGATION, ()):
            if any(part.first <= spot.first and spot.last <= part.last for part in group):
                continue
            if self._tokens[spot.first].sentence not in (
                self._tokens[first].sentence,
                self._tokens[last].sentence,
            ):
                continue
            if spot.last < first:
                near = first - spot.last <= before and self._tokens[spot.last].clause == self._tokens[first].clause
            elif spot.first > last:
                near = spot.first - last <= after and self._tokens[spot.first].clause == self._tokens[last].clause
            else:
                near = True
            if near:
                return True
        return False
