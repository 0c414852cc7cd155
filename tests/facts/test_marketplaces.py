"""Amazon's marketplaces."""

from __future__ import annotations

import pytest

from generator.errors import UsageError
from generator.facts import find_marketplace, locale_for, marketplaces
from generator.facts.locale import is_currency


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("DE", "DE"),
        ("de", "DE"),
        (" Amazon.de ", "DE"),
        ("www.amazon.de", "DE"),
        ("A1PA6795UKMFR9", "DE"),
        ("a1pa6795ukmfr9", "DE"),
        ("GB", "UK"),
        ("UK", "UK"),
        ("amazon.co.jp", "JP"),
        ("amazon.com", "US"),
    ],
)
def test_found(name, code):
    """A marketplace is found by code, id or site, whatever the case."""
    assert find_marketplace(name).code == code


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("amazon.dd", "did you mean amazon.de?"),
        ("amazon.co.jq", "did you mean amazon.co.jp?"),
        ("DEU", "did you mean DE?"),
        ("zzzzzz", ""),
        ("", ""),
    ],
)
def test_unknown(name, hint):
    """An unknown marketplace is refused with all codes and the nearest name, or no hint where none is near."""
    with pytest.raises(UsageError) as caught:
        find_marketplace(name)
    (problem,) = caught.value.problems
    assert problem.what() == f"there is no marketplace '{name}'; there are: {', '.join(marketplaces())}"
    assert problem.what("zh") == f"没有站点“{name}”；可用：{', '.join(marketplaces())}"
    assert problem.hint() == hint


@pytest.mark.parametrize("code", sorted(marketplaces()))
def test_entry(code):
    """Every marketplace has a currency that exists and languages with a local form."""
    market = marketplaces()[code]
    assert is_currency(market.currency)
    assert [locale_for(language, market.country) for language in market.languages] != []


def test_ids_are_unique():
    """No two marketplaces share an id or a site."""
    assert len({market.id for market in marketplaces().values()}) == len(marketplaces())
    assert len({market.site for market in marketplaces().values()}) == len(marketplaces())
