"""Scalars: written as clients read them, and refused in words that help."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from graphql import GraphQLError

from pullquote.schema.inputs.scalars import SCALARS
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
        (FROM, {"from": "2024-03-16T06:30:00+05:60"}, '"2024-03-16T06:30:00+05:60" is not in the calendar'),
        (FROM, {"from": "2024-03-16T06:30:00+05:99"}, '"2024-03-16T06:30:00+05:99" is not in the calendar'),
        (FROM, {"from": "2024-03-16T06:30:00-24:00"}, '"2024-03-16T06:30:00-24:00" is not in the calendar'),
        (FROM, {"from": "2024-03-16T24:00:00Z"}, '"2024-03-16T24:00:00Z" is not in the calendar'),
        (FROM, {"from": "2024-03-16T06:30"}, "has a time without its offset; write 2024-03-16T06:30Z"),
        (FROM, {"from": "29.10.2024"}, 'or a date-time with its offset; did you mean "2024-10-29"?'),
        (FROM, {"from": "Oct 29, 2024"}, 'or a date-time with its offset; did you mean "2024-10-29"?'),
        (FROM, {"from": 2024}, 'DateOrDateTime: expected a string such as "2024-10-28".'),
        (FROM, {"from": ["2024"]}, 'DateOrDateTime: expected a string such as "2024-10-28".'),
        (ON, {"on": "2024-10"}, 'Date: expected a day such as "2024-10-28", found "2024-10".'),
        (ON, {"on": "2024-13-01"}, 'Date: expected a day such as "2024-10-28", found "2024-13-01".'),
        (ON, {"on": "٢٠٢٤-01-01"}, 'Date: expected a day such as "2024-10-28"'),
        (ON, {"on": "x" * 1000}, f'found "{"x" * 60}…".'),
        (ON, {"on": True}, 'Date: expected a string such as "2024-10-28".'),
        (BY_URL, {"url": 5}, 'URL: expected a string such as "https://www.example.org/story".'),
        *[
            (
                BY_URL,
                {"url": url},
                f'URL: expected an address that begins with https:// or http://, found "{url}".',
            )
            for url in (
                "",
                "/bridge",
                "//a.example",
                "javascript:alert(1)",
                "mailto:a@b.example",
                "https://",
                "https:///x",
                "https://a.example/x y",
                "ftp://a.example",
                "https://a.example:0/",
                "https://[::1/",
            )
        ],
        *[
            (
                IN_LANGUAGE,
                {"tags": ["en", tag]},
                f'LanguageTag: expected a language tag such as "en", "ur" or "pt-BR", found "{tag}".',
            )
            for tag in ("", "en_GB", "e", "en-", "-en", "en GB", "en-x", "englishlanguage", "123", "en\n")
        ],
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


@pytest.mark.parametrize("tag", ["en", "EN", "pt-BR", "zh-Hant-TW", "sl-rozaj-biske", "de-CH-1996", "x-desk", "en-u-ca-gregory"])  # fmt: skip
def test_language_tags_are_those_of_bcp_47(newsroom: Newsroom, tag: str) -> None:
    assert newsroom.ask(IN_LANGUAGE, tags=[tag])["stories"]["totalCount"] >= 0


@pytest.mark.parametrize(
    "url", ["https://a.example", "HTTP://A.example/x?y#z", "https://xn--bcher-kva.example:8443/ü"]
)
def test_addresses_are_absolute(newsroom: Newsroom, url: str) -> None:
    assert newsroom.ask(BY_URL, url=url) == {"story": None}


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2024-10-28T09:30:00Z", "2024-10-28T09:30:00.000Z"),
        ("2024-10-28t09:30:00.5z", "2024-10-28T09:30:00.500Z"),
        ("2024-10-28T09:30:00+23:59", "2024-10-27T09:31:00.000Z"),
    ],
)
def test_an_instant_is_read_as_rfc_3339_has_it(text: str, instant: str) -> None:
    scalar = SCALARS[datetime]
    assert scalar.parse_value is not None
    assert scalar.serialize is not None
    assert scalar.serialize(scalar.parse_value(text)) == instant


@pytest.mark.parametrize(
    "text",
    ["2024-10-28", "2024-10-28T09:30:00", "2024-W44-1T09:30:00Z", "20241028T093000Z", "2024-10-28T09:30Z",
     "2024-10-28T09:30:00+05:60", "2024-10-28T09:30:00+24:00", "2024-10-28T09:30:00+05:30:30", "2024-02-30T09:30:00Z",
     "2024-10-28T25:00:00Z", "2024-10-28 09:30:00Z"],
)  # fmt: skip
def test_what_is_no_instant_is_refused(text: str) -> None:
    scalar = SCALARS[datetime]
    assert scalar.parse_value is not None
    with pytest.raises(GraphQLError, match="DateTime: expected a date and time with its offset"):
        scalar.parse_value(text)
