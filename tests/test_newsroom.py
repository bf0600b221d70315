"""The invented newsroom of the tests exercises everything that the file format has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from pullquote.store.files.kinds import KINDS, adapter_of
from pullquote.store.files.loading import load
from pullquote.store.model.bodies import BlockKind
from pullquote.store.model.kinds import Records
from pullquote.store.model.problems import TO_REVIEW
from pullquote.store.model.records import OrganizationKind, QuoteKind, SourceKind, StoryStatus
from tests.conftest import INVENTED

STORIES = {"articles", "editorials"}
"""Kinds with the same keys."""


@pytest.fixture(scope="module")
def newsroom() -> Records:
    loaded = load(INVENTED)
    assert [problem.code for problem in loaded.problems] == [TO_REVIEW]  # one quote is a proposal
    assert loaded.records is not None
    return loaded.records


def keys_of(schema: dict[str, Any]) -> Iterator[str]:
    """Every key of a kind, those of its inner mappings included."""
    for part in (schema, *schema.get("$defs", {}).values()):
        yield from part.get("properties", ())


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_every_kind_is_used(kind: str) -> None:
    names = STORIES if kind in STORIES else {kind}
    files = [path for path in INVENTED.rglob("*.*") if names & {path.parent.name, path.stem}]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    keys = keys_of(adapter_of(KINDS[kind].keys).json_schema())
    assert {key for key in keys if not re.search(rf'\b{key}"?:', text)} == set()


def test_every_value_of_every_enumeration_is_used(newsroom: Records) -> None:
    stories = newsroom.stories
    quotes = [quote for story in stories for quote in story.quotes]
    used: dict[type[Enum], set[Enum]] = {
        StoryStatus: {story.status for story in stories},
        SourceKind: {quote.source_kind for quote in quotes},
        QuoteKind: {quote.kind for quote in quotes},
        BlockKind: {block.kind for story in stories if story.body for block in story.body.blocks},
    }
    assert {enum: values ^ set(enum) for enum, values in used.items()} == {enum: set() for enum in used}


def test_every_kind_of_organization_is_read(tmp_path: Path) -> None:
    organizations = "".join(
        f"the-{kind.value.replace(' ', '-')}: {{name: The {kind.value}, kind: {kind.value}}}\n"
        for kind in OrganizationKind
    )
    (tmp_path / "organizations.yaml").write_text(organizations, encoding="utf-8")
    loaded = load(tmp_path)
    assert {problem.code for problem in loaded.problems} == {"PQ403"}  # no story leads to any of them
    assert loaded.records is not None
    kinds = {each.slug: each.kind for each in loaded.records.organizations}
    assert kinds == {f"the-{kind.value.replace(' ', '-')}": kind for kind in OrganizationKind}


def test_every_way_to_write_a_file_is_used() -> None:
    files = [path.relative_to(INVENTED) for path in INVENTED.rglob("*.*") if "media" not in path.parts]
    assert {path.suffix for path in files} == {".md", ".yaml", ".yml", ".json"}
    assert {path.stem for path in files if len(path.parts) == 1} == {
        "people",
        "organizations",
        "sections",
        "topics",
    }
    assert {path.parts[0] for path in files if len(path.parts) == 2} == set(KINDS) - {"sections"}


def test_every_precision_of_dates_is_used(newsroom: Records) -> None:
    texts = [story.date_published.text for story in newsroom.stories if story.date_published]
    assert {4, 7, 10, 20, 25} <= set(map(len, texts))
    assert any(text.endswith("Z") for text in texts)


def test_quotes_stand_in_every_way_in_the_prose(newsroom: Records) -> None:
    quotes = [quote for story in newsroom.stories for quote in story.quotes]
    blocks = [quote.story.body.blocks[quote.parts[0].block].kind for quote in quotes if quote.story.body]
    assert {BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.BLOCK_QUOTE} <= set(blocks)
    assert any(len({part.block for part in quote.parts}) > 1 for quote in quotes)
    assert any(len(quote.parts) > 1 and len({part.block for part in quote.parts}) == 1 for quote in quotes)
    assert any(part.utf16_start > part.start for quote in quotes for part in quote.parts)
    assert any(quote.is_translation for quote in quotes)
    assert {"en", "en-GB", "fr", "de"} <= {story.in_language for story in newsroom.stories}


def test_offices_change_with_the_date(newsroom: Records) -> None:
    said = {
        quote.text: quote.role.title
        for story in newsroom.stories
        for quote in story.quotes
        if quote.role is not None
    }
    assert said["Yesterday I was the deputy"] == "Harbour Master"
    assert said["Tomorrow the whole harbour is mine"] == "Deputy Harbour Master"
    assert said["It will cost what a breakwater costs"] == "Mayor of Port Lissom"


def test_something_is_hidden_in_every_way(newsroom: Records) -> None:
    statuses = {
        story.slug: story.status.value for story in newsroom.stories if story.status.value != "published"
    }
    assert statuses == {"audit-draft": "draft", "unwritten": "draft", "wrong-whale": "withdrawn"}
    assert {story.slug for story in newsroom.stories if story.embargo} == {"ferry-merger", "budget-speech"}
