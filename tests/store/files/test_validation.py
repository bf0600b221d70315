"""Every mistake of shape has its place, says what was expected and found, and hides no other."""

from __future__ import annotations

import pytest

from pullquote.store.files.kinds import (
    KINDS,
    OrganizationKeys,
    PersonKeys,
    PublicationKeys,
    QuoteKeys,
    StoryKeys,
    TopicKeys,
    key_names,
)
from pullquote.store.files.kinds.fields import MAX_ITEMS, MAX_LINE
from pullquote.store.files.syntax.yaml import read_yaml
from pullquote.store.files.validation import checked
from pullquote.store.model.file_problems import FileProblems
from pullquote.store.model.records import OrganizationKind, StoryStatus


def check(kind: str, text: str) -> tuple[object, list[str]]:
    faults = FileProblems()
    tree = read_yaml(text, faults)
    assert tree is not None
    keys = checked(KINDS[kind], tree, faults)
    listed = [
        f"{fault.line}:{fault.column} {fault.code} {fault.message}"
        + (f"; {fault.suggestion}" if fault.suggestion else "")
        for fault in faults.listed()
    ]
    return keys, listed


def mistakes(kind: str, text: str) -> list[str]:
    keys, faults = check(kind, text)
    assert keys is None
    return faults


STORY = "headline: A\npublication: p\ndatePublished: 2024\n"


def story(text: str = "") -> StoryKeys:
    keys, faults = check("articles", STORY + text)
    assert faults == []
    assert isinstance(keys, StoryKeys)
    return keys


def test_a_story_needs_little() -> None:
    keys = story()
    assert (keys.headline, keys.publication, keys.status) == ("A", "p", StoryStatus.PUBLISHED)
    assert keys.date_published is not None
    assert keys.date_published.text == "2024"
    assert (keys.topics, keys.quotes, keys.body, keys.rights) == ([], [], None, None)


def test_keys_without_a_value_are_as_if_left_out() -> None:
    keys = story("section:\ntopics:\nrights:\n  license:\nquotes:\n  - text: a\n    speaker: b\n    cue:\n")
    assert (keys.section, keys.topics) == (None, [])
    assert keys.quotes[0].cue is None


def test_text_is_one_line_and_keeps_its_no_break_spaces() -> None:
    keys = story("standfirst: |\n  One  line\n  and\u00a0another\nbyline: ' By me '\n")
    assert keys.standfirst == "One line and\u00a0another"
    assert keys.byline == "By me"


def test_a_year_is_a_date_and_the_words_of_a_quote_may_be_a_list() -> None:
    keys = story(
        "quotes:\n  - {text: a b, speaker: x}\n  - {text: [a, b], source: unnamed group, dateSpoken: 2020}\n"
    )
    assert [quote.text for quote in keys.quotes] == [["a b"], ["a", "b"]]
    assert keys.quotes[1].source == "unnamed group"
    assert keys.quotes[1].date_spoken is not None


@pytest.mark.parametrize("kind", ["other", "armed group", "ngo"])
def test_the_kinds_of_organizations_are_written_as_words(kind: str) -> None:
    keys, faults = check("organizations", f"name: A\nkind: {kind}\n")
    assert faults == []
    assert isinstance(keys, OrganizationKeys)
    assert keys.kind is OrganizationKind(kind)


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("headlin: x", '4:1 PQ111 unknown key "headlin"; did you mean "headline"?'),
        ("HEADLINE: x", '4:1 PQ111 unknown key "HEADLINE"; did you mean "headline"?'),
        ("tags: x", '4:1 PQ111 unknown key "tags"'),
        (
            "byline: 1984",
            '4:9 PQ110 byline: expected text, found the number 1984; put it into quotation marks: "1984"',
        ),
        ("byline: true", '4:9 PQ110 byline: expected text, found true; put it into quotation marks: "true"'),
        (
            "quotes:\n  - {text: x, speaker: a, translated: no}",
            '5:39 PQ110 quotes[1].translated: expected true or false, found "no"; did you mean "false"?',
        ),
        ("byline: [a]", "4:9 PQ110 byline: expected text, found a list"),
        ("byline: {a: b}", "4:9 PQ110 byline: expected text, found a mapping"),
        ('byline: ""', "4:9 PQ113 byline is empty"),
        ('byline: " "', "4:9 PQ113 byline is empty"),
        ("section: \u202e", "4:10 PQ113 section is empty"),
        ("topics: [a, \u200b]", "4:13 PQ113 topics[2] is empty"),
        ("topics: world", '4:9 PQ110 topics: expected a list, found "world"; put it into brackets: [world]'),
        (
            "topics: [a, 1]",
            '4:13 PQ110 topics[2]: expected text, found the number 1; put it into quotation marks: "1"',
        ),
        ("topics: [a, ]\nauthors: [~]", "5:11 PQ110 authors[1]: expected text, found nothing"),
        ("topics: [a, {b: c}]", "4:13 PQ110 topics[2]: expected text, found a mapping"),
        (
            "status: drafd",
            '4:9 PQ113 status: expected published, draft or withdrawn, found "drafd"; did you mean "draft"?',
        ),
        ("status: true", "4:9 PQ113 status: expected published, draft or withdrawn, found true"),
        (
            "inLanguage: english_gb",
            '4:13 PQ113 inLanguage: expected a language tag such as en, ur or pt-BR, found "english_gb"',
        ),
        (
            "url: www.example.org",
            '4:6 PQ113 url: expected an address that begins with https:// or http://, found "www.example.org"',
        ),
        (
            "embargo: 2024-10-28",
            '4:10 PQ114 embargo: expected a time and its offset, as in 2024-10-28T06:00:00Z, found "2024-10-28"',
        ),
        (
            "dateModified: 2024-10-28T08:00:00",
            '4:15 PQ114 dateModified: "2024-10-28T08:00:00" has a time without its offset',
        ),
        ("dateModified: 28 October 2024", '4:15 PQ114 dateModified: "28 October 2024" is not a date'),
        ("dateModified: [2024]", "4:15 PQ114 dateModified: expected a date, found a list"),
        ("rights: MIT", '4:9 PQ110 rights: expected a mapping, found "MIT"'),
        ("rights: {licence: MIT}", '4:10 PQ111 unknown key "licence"; did you mean "license"?'),
        ("quotes: {text: a}", "4:9 PQ110 quotes: expected a list, found a mapping"),
        ("quotes:\n  - we will", '5:5 PQ110 quotes[1]: expected a mapping, found "we will"'),
        ("quotes:\n  - speaker: x", "5:5 PQ112 quotes[1].text is missing"),
        ("quotes:\n  - speaker: x\n    text:", "6:5 PQ112 quotes[1].text has no value"),
        ("quotes:\n  - speaker: x\n    text: []", "6:11 PQ113 quotes[1].text is an empty list"),
        ("quotes:\n  - speaker: x\n    text: [a, '']", "6:15 PQ113 quotes[1].text[2] is empty"),
        (
            "quotes:\n  - speaker: x\n    text: 10",
            '6:11 PQ110 quotes[1].text: expected text or a list of texts, found the number 10; put it into quotation marks: "10"',
        ),
        ("quotes:\n  - text: x", "5:5 PQ119 a quote needs a speaker, or a source that is not named"),
        (
            "quotes:\n  - {text: x, speaker: a, source: document}",
            "5:27 PQ119 a quote has a speaker or a source, and not both; delete source",
        ),
        ("quotes:\n  - {text: x, speeker: a}", '5:15 PQ111 unknown key "speeker"; did you mean "speaker"?'),
        (
            "quotes:\n  - {text: x, source: anon}",
            '5:23 PQ113 quotes[1].source: expected anonymous, unnamed person, unnamed group or document, found "anon"',
        ),
        ("quotes:\n  - {text: x, source: named person}", "5:23 PQ113 quotes[1].source: expected anonymous"),
        (
            "quotes:\n  - {text: x, speaker: a, translated: yes}",
            '5:39 PQ110 quotes[1].translated: expected true or false, found "yes"; did you mean "true"?',
        ),
        (f"byline: {'x' * (MAX_LINE + 1)}", "4:9 PQ115 byline: 2,001 characters; at most 2,000 are read"),
        (
            f"topics: [{', '.join(['a'] * (MAX_ITEMS + 1))}]",
            "4:9 PQ115 topics: 1,001 items; at most 1,000 are read",
        ),
    ],
    ids=lambda part: part[:40],
)
def test_a_mistake_in_a_story(lines: str, problem: str) -> None:
    [only] = mistakes("articles", STORY + lines + "\n")
    assert only.startswith(problem)


@pytest.mark.parametrize(
    ("kind", "text", "problems"),
    [
        (
            "articles",
            "datePublished: 2024\n",
            ["1:1 PQ112 headline is missing", "1:1 PQ112 publication is missing"],
        ),
        ("articles", "headline: A\npublication: p\n", ["1:1 PQ112 datePublished or dateModified is missing"]),
        (
            "articles",
            "headline: A\npublication: p\ndatePublishd: 2024\n",
            ['3:1 PQ111 unknown key "datePublishd"; did you mean "datePublished"?'],
        ),
        ("topics", "nam:\n", ['1:1 PQ111 unknown key "nam"; did you mean "name"?']),
        ("articles", "headline:\npublication: p\ndateModified: 2024\n", ["1:1 PQ112 headline has no value"]),
        ("people", "givenName: A\n", ["1:1 PQ112 name is missing"]),
        (
            "people",
            "name: A\nroles:\n  - organization: b\n    endDate: x\n",
            ["3:5 PQ112 roles[1].title is missing", '4:14 PQ114 roles[1].endDate: "x" is not a date'],
        ),
        ("organizations", "name: A\nkind: goverment\n", ["2:7 PQ113 kind: expected government, military"]),
        ("publications", "name: A\n", ["1:1 PQ112 inLanguage is missing"]),
        (
            "topics",
            "name: A\nmediatopic: 11000000\n",
            ["2:13 PQ110 mediatopic: expected text, found the number 11000000"],
        ),
        (
            "topics",
            "name: A\nmediatopic: politics\n",
            ["2:13 PQ113 mediatopic: expected a code such as medtop:11000000"],
        ),
        ("topics", "- a\n", ["1:1 PQ110 expected the keys of a topic, found a list"]),
    ],
)
def test_mistakes_elsewhere(kind: str, text: str, problems: list[str]) -> None:
    found = mistakes(kind, text)
    assert len(found) == len(problems)
    for one, expected in zip(found, problems, strict=True):
        assert one.startswith(expected)


def test_all_mistakes_are_told_at_once() -> None:
    text = "headline: 1984\npublicaton: x\nstatus: x\nurl: y\nquotes:\n  - text: []\n  - speaker: 1\n"
    assert [problem.split(" ")[1] for problem in mistakes("articles", text)] == [
        "PQ112", "PQ110", "PQ111", "PQ113", "PQ113", "PQ119", "PQ113", "PQ112", "PQ110",
    ]  # fmt: skip


URLS = [
    "https://example.org",
    "http://example.org/a?b=c#d",
    "HTTPS://EXAMPLE.ORG/",
    "https://bücher.example/ä",
    "https://[::1]:8000/",
    "https://e.example:443/a-b_c~d%20",
]
NO_URLS = [
    "example.org",
    "ftp://e.example",
    "https://",
    "https:///a",
    "https://user:pw@e.example",
    "https://e.example/a b",
    "javascript:alert(1)",
    "https://e.example:99999/",
    "https://[::1",
    "https://e.example/<x>",
    "//e.example",
]


@pytest.mark.parametrize("url", URLS)
def test_an_address(url: str) -> None:
    assert story(f'url: "{url}"\n').url == url


@pytest.mark.parametrize("url", NO_URLS)
def test_no_address(url: str) -> None:
    assert mistakes("articles", f'{STORY}url: "{url}"\n')[0].startswith("4:6 PQ113 url: ")


@pytest.mark.parametrize(
    "tag",
    [
        "en",
        "ur",
        "en-GB",
        "zh-Hant-TW",
        "sr-Latn-RS",
        "de-CH-1996",
        "es-419",
        "sl-rozaj-biske",
        "en-x-house",
        "x-private",
        "de-DE-u-co-phonebk",
    ],
)
def test_a_language(tag: str) -> None:
    assert story(f"inLanguage: {tag}\n").in_language == tag


@pytest.mark.parametrize(
    "tag", ["e", "en_GB", "en-", "-en", "english language", "en-GB-GB-toolongsubtag", "12", "en--GB", "é"]
)
def test_no_language(tag: str) -> None:
    assert mistakes("articles", f'{STORY}inLanguage: "{tag}"\n')[0].startswith("4:13 PQ113 inLanguage: ")


def test_the_keys_are_those_of_the_format() -> None:
    assert key_names(StoryKeys) == (
        "headline", "alternativeHeadline", "standfirst", "abstract", "image", "publication", "section", "topics",
        "keywords", "datePublished", "dateModified", "inLanguage", "url", "isBasedOn", "sourceOrganization",
        "byline", "authors", "dateline", "mentions", "rights", "status", "embargo", "expires", "corrections",
        "aliases", "extra", "quotes", "body",
    )  # fmt: skip
    assert key_names(QuoteKeys) == (
        "text", "speaker", "source", "as", "role", "cue", "addressee", "occasion", "dateSpoken", "translated",
        "kind", "after", "before", "review",
    )  # fmt: skip
    assert key_names(PersonKeys) == (
        "name", "givenName", "familyName", "alternateNames", "description", "sameAs", "roles", "image",
        "aliases", "extra",
    )  # fmt: skip
    assert key_names(PublicationKeys) == (
        "name", "description", "publisher", "inLanguage", "url", "sameAs", "rights", "image", "aliases", "extra",
    )  # fmt: skip
    assert key_names(TopicKeys) == ("name", "description", "mediatopic", "aliases", "extra")
