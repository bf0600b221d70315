"""Former slugs: what had one is found by it, in files and by whoever asks; each leads to one thing only."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pullquote.schema import Context, schema
from pullquote.store.files.loading import Reader
from pullquote.store.newsroom.editions import Edition, make_edition
from tests.store.written import SMALL, Files, article, found, records, story, write

NOW = datetime(2025, 1, 1, tzinfo=UTC)
IDA = SMALL["people/ida-brook.yaml"]
RENAMED: Files = {
    "people/ida-brook.yaml": None,
    "people/ida-stone.yaml": f"aliases: [ida-brook, Ida_Brook]\n{IDA}",
    "topics.yaml": "tides:\n  name: Tides\n  aliases: [ebb]\nferries:\n  name: Ferries\n",
    "sections.yaml": "news:\n  name: News\n  aliases: [local]\n",
    "publications/paper.yaml": f"aliases: [daily]\n{SMALL['publications/paper.yaml']}",
    "organizations/council.yaml": f"aliases: [town-hall]\n{SMALL['organizations/council.yaml']}",
    "articles/flood-wall.md": SMALL["articles/flood-wall.md"].replace(
        "---\n", "---\naliases: [wall, '2022/the-wall']\n", 1
    ),
}


def renamed(folder: Path, files: Files | None = None) -> Edition:
    read = Reader(write(folder, {**RENAMED, **(files or {})})).read()
    assert read.records is not None, read.problems
    return make_edition(read, now=NOW)


def ask(edition: Edition, query: str) -> Any:
    result = schema.execute_sync(query, context_value=Context(edition.public))
    assert result.errors is None, result.errors
    return result.data


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ('story(by: {slug: "wall"})', "flood-wall"),
        ('article(by: {slug: "2022/the-wall"})', "flood-wall"),
        ('person(by: {slug: "ida-brook"})', "ida-stone"),
        ('person(by: {slug: "Ida_Brook"})', "ida-stone"),
        ('organization(by: {slug: "town-hall"})', "council"),
        ('publication(by: {slug: "daily"})', "paper"),
        ('section(by: {slug: "local"})', "news"),
        ('topic(by: {slug: "ebb"})', "tides"),
    ],
)
def test_a_former_slug_finds_what_had_it(tmp_path: Path, query: str, slug: str) -> None:
    assert ask(renamed(tmp_path), f"{{ found: {query} {{ slug }} }}") == {"found": {"slug": slug}}


@pytest.mark.parametrize(
    "query",
    [
        'editorial(by: {slug: "wall"})',
        'person(by: {slug: "ebb"})',
        'topic(by: {slug: "local"})',
        'story(by: {slug: "Wall"})',
    ],
)
def test_it_finds_nothing_of_another_kind(tmp_path: Path, query: str) -> None:
    assert ask(renamed(tmp_path), f"{{ found: {query} {{ slug }} }}") == {"found": None}


@pytest.mark.parametrize(
    "criteria",
    [
        'speakers: ["ida-brook"]',
        'speakers: ["nobody", "Ida_Brook"]',
        'topics: ["ebb"]',
        'sections: ["local"]',
        'publications: ["daily"]',
        'organizations: ["town-hall"]',
        'slugs: ["wall"]',
        'sections: ["local"], exclude: {topics: ["nothing"]}',
    ],
)
def test_filters_take_it(tmp_path: Path, criteria: str) -> None:
    query = f"{{ stories(filter: {{{criteria}}}) {{ nodes {{ slug }} facets {{ topics {{ key }} }} }} }}"
    found = ask(renamed(tmp_path), query)["stories"]
    assert found == {
        "nodes": [{"slug": "flood-wall"}],
        "facets": {"topics": [{"key": "ferries"}, {"key": "tides"}]},
    }


def test_exclusions_quotes_and_lists_of_people_take_it_as_well(tmp_path: Path) -> None:
    query = """{
        without: stories(filter: {exclude: {topics: ["ebb"]}}) { totalCount }
        said: quotes(filter: {speakers: ["ida-brook"], stories: ["wall"], topics: ["ebb"]}) { totalCount }
        left: quotes(filter: {exclude: {stories: ["wall"]}}) { totalCount }
        people(filter: {organizations: ["town-hall"], slugs: ["ida-brook"]}) { nodes { slug aliases } }
    }"""
    assert ask(renamed(tmp_path), query) == {
        "without": {"totalCount": 0},
        "said": {"totalCount": 1},
        "left": {"totalCount": 0},
        "people": {"nodes": [{"slug": "ida-stone", "aliases": ["ida-brook", "Ida_Brook"]}]},
    }


def test_files_may_go_on_to_say_it(tmp_path: Path) -> None:
    loaded = records(
        tmp_path, {**RENAMED, "articles/more.md": article("topics: [ebb]\nmentions: [town-hall]\n")}
    )
    wall, more = story(loaded, "flood-wall"), story(loaded, "more")
    assert wall.quotes[0].speaker is loaded.people[0]
    assert wall.quotes[0].role is not None
    assert loaded.people[0].slug == "ida-stone"
    assert [topic.slug for topic in more.topics] == ["tides"]
    assert [each.slug for each in more.mentions] == ["council"]


def test_a_story_follows_when_what_it_names_by_a_former_slug_changes(tmp_path: Path) -> None:
    folder = write(tmp_path, RENAMED)
    reader = Reader(folder)
    before = make_edition(reader.read(), now=NOW)
    write(
        folder,
        {"people/ida-stone.yaml": f"aliases: [ida-brook]\n{IDA}".replace("Ida Brook", "Ida Stone")},
        base={},
    )
    after = make_edition(reader.read(), now=NOW, previous=before)
    query = '{ story(by: {slug: "wall"}) { quotes { nodes { speaker { ... on Person { name } } } } } }'
    assert ask(after, query)["story"]["quotes"]["nodes"] == [{"speaker": {"name": "Ida Stone"}}]
    write(folder, {"people/ida-stone.yaml": IDA}, base={})
    [problem] = reader.read().problems
    assert problem.message == 'unknown person or organization "ida-brook"'


def test_what_only_hidden_stories_were_called_is_not_found(tmp_path: Path) -> None:
    edition = renamed(tmp_path, {"articles/secret.md": article("status: draft\naliases: [scoop]\n")})
    assert ask(edition, '{ story(by: {slug: "scoop"}) { slug } }') == {"story": None}
    assert edition.preview.story("scoop") is not None


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"articles/b.md": article("aliases: [flood-wall]\n")},
            'articles/b.md:5:11 PQ210 the alias "flood-wall" is the slug of articles/flood-wall.md',
        ),
        (
            {"editorials/b.md": article("aliases: [x, flood-wall]\n")},
            'editorials/b.md:5:14 PQ210 the alias "flood-wall" is the slug of articles/flood-wall.md',
        ),
        (
            {"articles/b.md": article("aliases: [old]\n"), "editorials/c.md": article("aliases: [old]\n")},
            'editorials/c.md:5:11 PQ210 the alias "old" is a former slug of articles/b.md, too',
        ),
        (
            {"articles/b.md": article("aliases: [b]\n")},
            'articles/b.md:5:11 PQ210 the alias "b" is its own slug',
        ),
        (
            {"people/tom-reed.yaml": "name: Tom Reed\naliases: [council]\n"},
            'people/tom-reed.yaml:2:11 PQ210 the alias "council" is the slug of organizations/council.yaml',
        ),
        (
            {"topics.yaml": "tides:\n  name: Tides\nferries:\n  name: Ferries\n  aliases: [tides]\n"},
            'topics.yaml:5:13 PQ210 the alias "tides" is the slug of topics.yaml',
        ),
        (
            {"articles/b.md": article("aliases: [two words]\n")},
            'articles/b.md:5:11 PQ113 aliases[1]: expected a former slug, which has no spaces, found "two words"',
        ),
    ],
)
def test_each_leads_to_one_thing_only(tmp_path: Path, files: Files, expected: str) -> None:
    assert found(tmp_path, files) == [expected]


def test_other_kinds_may_have_the_same(tmp_path: Path) -> None:
    files = {
        "topics.yaml": "tides:\n  name: Tides\n  aliases: [old]\nferries:\n  name: Ferries\n",
        "articles/b.md": article("aliases: [old, old]\n"),
    }
    assert found(tmp_path, files) == []
