"""What a file says of who may see its stories is read even where the rest of it is wrong."""

from __future__ import annotations

import pytest

from pullquote.store.files.kinds import StoryKeys
from pullquote.store.files.parsing import ParsedFile, parse_file
from pullquote.store.files.slugs.entries import FileOutline
from pullquote.store.files.versions.restrictions import restricted
from pullquote.store.model.records import StoryStatus

GOOD = (
    "---\nheadline: Gates\npublication: paper\ndatePublished: 2024\n"
    "embargo: 2024-05-01T00:00:00Z\nexpires: 2030-01-01T00:00:00Z\n---\n\nText.\n"
)


def parsed(text: str, path: str = "articles/gates.md") -> ParsedFile:
    return parse_file(path, text.encode())


def keys_of(file: FileOutline | None) -> dict[str, StoryKeys]:
    return {entity.slug: entity.read().keys for entity in file.entities} if file else {}


@pytest.mark.parametrize(
    "now",
    [
        "---\nheadline: One: two\nstatus: draft\n---\n",
        "---\nstatus:draft\nheadline: Gates\n---\n",
        "---\nheadline: [\nstatus: draft\n",
        "---\nStatus: draft\n---\n",
        "---\nstaus: draft\n---\n",
        "---\nstatus: draf\n---\n",
        "---\nstatus: pulled\n---\n",
        "---\nstatus: unpublished\n---\n",
        "---\ndraft: true\n---\n",
        "---\npublished: false\n---\n",
        "---\nstatus: published\nstatus: draft\nnonsense: 1\n---\n",
        "---\nembargo: tomorrow\n---\n",
        "---\nexpires: 2024-13-01T00:00:00Z\n---\n",
        "---\nheadline: [\n  embargo: 2024-13-01T00:00:00Z\n---\n",
        "---\n{headline: Gates, publication: paper, status: draft\n---\n",
        '---\n{headline: Gates, embargo: tomorrow, standfirst: "\\q"}\n---\n',
        "---\nheadline: Gates\n{status: draft}\n---\n",
        '---\n{"status": "draft", "standfirst": "\\q"}\n---\n',
    ],
)
def test_a_story_is_hidden_by_a_file_that_says_so_somehow(now: str) -> None:
    assert keys_of(restricted(parsed(GOOD), parsed(now)))["gates"].status is StoryStatus.DRAFT


@pytest.mark.parametrize(
    "now",
    [
        "---\nheadline: One: two\n---\n\nstatus: draft\n",
        "---\nheadline: [\nstatus: published\n---\n\nstatus: draft\n",
        "---\nstatus:\nembargo:\n---\n",
        "---\nstatus: Published\n---\n",
        "---\ndraft: false\n---\n",
        "",
        "\x00",
    ],
)
def test_a_file_that_does_not_say_so_hides_nothing(now: str) -> None:
    good = parsed(GOOD)
    assert restricted(good, parsed(now)) is good


def test_json_is_read_by_its_keys_where_it_is_none() -> None:
    good = parsed(
        '{"headline": "Gates", "publication": "paper", "datePublished": 2024}', "articles/gates.json"
    )
    now = parsed('{"headline": "Gates", "status": "withdrawn", ', "articles/gates.json")
    assert keys_of(restricted(good, now))["gates"].status is StoryStatus.WITHDRAWN


def test_the_stricter_of_two_moments_counts() -> None:
    def moments(now: str) -> tuple[str, str]:
        keys = keys_of(restricted(parsed(GOOD), parsed(f"---\nnonsense: 1\n{now}---\n")))["gates"]
        assert keys.embargo
        assert keys.expires
        return keys.embargo.text, keys.expires.text

    assert moments("embargo: 2025-01-01T00:00:00Z\nexpires: 2029-01-01T00:00:00Z\n") == (
        "2025-01-01T00:00:00Z",
        "2029-01-01T00:00:00Z",
    )
    assert moments("embargo: 2023-01-01T00:00:00Z\nexpires: 2031-01-01T00:00:00Z\n") == (
        "2024-05-01T00:00:00Z",
        "2030-01-01T00:00:00Z",
    )


def test_a_good_version_keeps_what_it_says_itself() -> None:
    good = parsed(GOOD.replace("headline", "status: draft\nheadline", 1))
    assert restricted(good, parsed("---\nstatus: published\nnonsense: 1\n---\n")) is good
    assert restricted(good, None) is good


def test_a_file_that_is_right_in_itself_is_read_as_well() -> None:
    now = parsed(GOOD.replace("publication: paper", "publication: nowhere\nstatus: draft"))
    assert not now.has_errors
    assert keys_of(restricted(parsed(GOOD), now))["gates"].status is StoryStatus.DRAFT


ENTRY = "  headline: {}\n  publication: paper\n  datePublished: 2024\n"
MANY = f"one:\n{ENTRY.format('One')}two:\n{ENTRY.format('Two')}"


def test_of_many_stories_in_a_file_each_has_its_own() -> None:
    good = parsed(MANY, "articles.yaml")
    unreadable = MANY.replace("One", "a: b").replace("headline: Two", "headline: Two\n  status: draft")
    for now in (unreadable, unreadable.replace("a: b", "1")):
        found = keys_of(restricted(good, parsed(now, "articles.yaml")))
        assert [keys.status for keys in found.values()] == [StoryStatus.PUBLISHED, StoryStatus.DRAFT]


def test_of_many_stories_in_a_file_one_in_brackets_has_its_own() -> None:
    good = parsed(MANY, "articles.yaml")
    now = 'one: {headline: One, publication: paper}\ntwo: {headline: Two, status: draft, standfirst: "\\q"}\n'
    found = keys_of(restricted(good, parsed(now, "articles.yaml")))
    assert [keys.status for keys in found.values()] == [StoryStatus.PUBLISHED, StoryStatus.DRAFT]


def test_a_story_that_was_taken_out_of_its_file_is_gone() -> None:
    good = parsed(MANY, "articles.yaml")
    left = restricted(good, parsed(f"two:\n{ENTRY.format(1)}", "articles.yaml"))
    assert [*keys_of(left)] == ["two"]
    assert restricted(good, parsed(f"three:\n{ENTRY.format(1)}", "articles.yaml")) is None
    assert [*keys_of(restricted(good, parsed("one:\n  headline: [", "articles.yaml")))] == ["one", "two"]
