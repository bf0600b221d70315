"""The dates of quotes are their own, or those of their stories."""

from __future__ import annotations

import pytest

from pullquote.store.files.kinds import StoryKeys, adapter_of
from pullquote.store.files.kinds.quote_dates import is_vague, latest, quote_date
from pullquote.store.model.dates import DateOrDateTime

DAY, MONTH = DateOrDateTime.parse("2024-10-29"), DateOrDateTime.parse("2024-11")


@pytest.mark.parametrize(("text", "vague"), [("2024", True), ("2024-10", True), ("2024-10-29", False)])
def test_a_year_and_a_month_are_vague(text: str, vague: bool) -> None:
    assert is_vague(DateOrDateTime.parse(text)) is vague


def test_a_quote_has_its_own_date_or_the_later_one_of_its_story() -> None:
    keys = {"headline": "x", "publication": "y", "datePublished": "2024-10-29", "dateModified": "2024-11"}
    story = adapter_of(StoryKeys).validate_python(keys)
    assert latest(story) == MONTH
    assert quote_date(story, None) == MONTH
    assert quote_date(story, DAY) == DAY
