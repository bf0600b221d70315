"""Scalars: written as clients read them, and refused in words that help."""

from __future__ import annotations

from typing import Any

import pytest

from tests.schema.conftest import Newsroom

FROM = "query ($from: DateOrDateTime) { stories(filter: { from: $from }) { totalCount } }"
ON = 'query ($on: Date) { person(by: { slug: "ilse-marrow" }) { roles(on: $on) { title } } }'
BY_URL = "query ($url: URL!) { story(by: { url: $url }) { slug } }"
IN_LANGUAGE = "query ($tags: [LanguageTag!]) { stories(filter: { inLanguage: $tags }) { totalCount } }"


@pytest.mark.parametrize(
    "given", ["2024", "2024-03", "2024-03-16", "2024-03-16T00:00Z", "2024-03-16T06:30:00+01:00"]
)
def test_dates_are_as_precise_as_they_are(newsroom: Newsroom, given: str) -> None:
    literal = FROM.replace("query ($from: DateOrDateTime)", "").replace("$from", f'"{given}"')
    assert newsroom.ask(FROM, **{"from": given}) == newsroom.ask(literal)


@pytest.mark.parametrize(
    ("query", "variables", "message"),
    [
        (FROM, {"from": "yesterday"}, '"yesterday" is not a date; expected a year (2024)'),
        (FROM, {"from": "2024-02-30"}, '"2024-02-30" is not in the calendar; expected a year (2024)'),
        (FROM, {"from": "2024-03-16T06:30"}, "has a time without its offset; write 2024-03-16T06:30Z"),
        (FROM, {"from": 2024}, 'DateOrDateTime: expected a string such as "2024-10-28".'),
        (FROM, {"from": ["2024"]}, 'DateOrDateTime: expected a string such as "2024-10-28".'),
        (ON, {"on": "2024-10"}, 'Date: expected a day such as "2024-10-28", found "2024-10".'),
        (ON, {"on": "2024-13-01"}, 'Date: expected a day such as "2024-10-28", found "2024-13-01".'),
        (ON, {"on": "٢٠٢٤-01-01"}, 'Date: expected a day such as "2024-10-28"'),
        (ON, {"on": "x" * 1000}, f'found "{"x" * 60}…".'),
        (ON, {"on": True}, 'Date: expected a string such as "2024-10-28".'),
        (BY_URL, {"url": 5}, 'URL: expected a string such as "https://www.example.org/story".'),
        (IN_LANGUAGE, {"tags": [{}]}, 'LanguageTag: expected a string such as "en-GB".'),
    ],
)
def test_what_is_none_is_refused_in_words(
    newsroom: Newsroom, query: str, variables: dict[str, Any], message: str
) -> None:
    error = newsroom.refusal(query, **variables)
    assert message in error["message"]
    for name in ("ValueError", "isoformat", "NoneType", "Traceback", "datetime."):
        assert name not in error["message"]


def test_a_literal_is_refused_as_a_variable_is(newsroom: Newsroom) -> None:
    error = newsroom.refusal('{ stories(filter: { from: "soon" }) { totalCount } }')
    assert error["message"].startswith('DateOrDateTime: "soon" is not a date; expected a year (2024)')
    assert error["locations"] == [{"line": 1, "column": 27}]
