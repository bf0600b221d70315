"""Which edition is current, as the small document says it."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from pullquote.store.model.errors import StoreUnavailable
from pullquote.store.model.pages import Bucket
from pullquote.store.model.snapshots.change_feed import Change, ChangeKind
from pullquote.store.model.snapshots.remote import EditionKey
from pullquote.store.opensearch.client import ClusterClient
from pullquote.store.opensearch.editions import (
    CURRENT,
    AudienceState,
    CurrentEditions,
    CurrentState,
    change_fields,
    packed_problems,
    problems_document,
    read_current,
    unpacked_problems,
)
from pullquote.store.opensearch.mappings import (
    CHANGES,
    EDITIONS_BODY,
    MAPPING_VERSION,
    IndexNames,
    Sharding,
    index_body,
)
from tests.store.opensearch.newsrooms import loaded_from

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
STATE = AudienceState("v1", (("articles", "Articles", 3),), "", "0a0b", 2, 0)


def state(**changes: object) -> CurrentState:
    whole = CurrentState(MAPPING_VERSION, 7, NOW.isoformat(), NOW.isoformat(), STATE, STATE, "")
    return msgspec.structs.replace(whole, **changes)


async def put(client: ClusterClient, names: IndexNames, identity: str, content: object) -> None:
    await client.request("PUT", f"/{names.editions}/_doc/{identity}", {"content": content})


def test_problems_survive_as_they_are() -> None:
    problems = loaded_from("invented").problems
    assert problems
    text, digest = packed_problems(problems)
    assert unpacked_problems(text) == problems
    assert packed_problems(problems) == (text, digest)
    assert packed_problems(()) == ("", "")


@pytest.mark.anyio
async def test_nothing_is_current_before_something_was_published(
    client: ClusterClient, names: IndexNames
) -> None:
    assert await read_current(client, names) is None
    with pytest.raises(StoreUnavailable, match="pullquote publish FOLDER --to") as unpublished:
        await CurrentEditions(client, names).current()
    assert unpublished.value.reason == "unpublished"


@pytest.mark.anyio
async def test_the_document_says_which_edition_is_current(client: ClusterClient, names: IndexNames) -> None:
    await client.request("PUT", f"/{names.editions}", EDITIONS_BODY)
    problems = loaded_from("invented").problems
    text, digest = packed_problems(problems)
    await put(client, names, problems_document(digest), {"problems": text})
    preview = msgspec.structs.replace(STATE, version="v2", problems=digest)
    await put(client, names, CURRENT, msgspec.to_builtins(state(preview=preview, problems=digest)))

    edition = await CurrentEditions(client, names).current()
    assert (edition.number, edition.loaded_at) == (7, NOW)
    assert edition.public.version == "v1"
    assert edition.public.counts == (Bucket("articles", "Articles", 3),)
    assert (edition.public.origin, edition.public.change_number) == ("0a0b", 2)
    assert edition.public.problems == ()
    assert edition.preview.problems == edition.problems == problems


@pytest.mark.anyio
async def test_without_a_preview_it_is_what_the_public_sees(client: ClusterClient, names: IndexNames) -> None:
    await client.request("PUT", f"/{names.editions}", EDITIONS_BODY)
    await put(client, names, CURRENT, msgspec.to_builtins(state(preview=None)))
    edition = await CurrentEditions(client, names).current()
    assert edition.preview == edition.public


@pytest.mark.anyio
@pytest.mark.parametrize(
    "content",
    [{"mapping_version": 99, "edition": "seven"}, msgspec.to_builtins(state(mapping_version=99))],
)
async def test_another_version_of_the_mappings_is_named(
    client: ClusterClient, names: IndexNames, content: object
) -> None:
    await client.request("PUT", f"/{names.editions}", EDITIONS_BODY)
    await put(client, names, CURRENT, content)
    with pytest.raises(StoreUnavailable) as other:
        await CurrentEditions(client, names).current()
    assert other.value.reason == "mapping"


@pytest.mark.anyio
@pytest.mark.parametrize(
    "content",
    [None, {}, {"edition": "seven"}, msgspec.to_builtins(state(loaded_at="yesterday"))],
)
async def test_a_document_that_somebody_has_changed_is_named(
    client: ClusterClient, names: IndexNames, content: object
) -> None:
    await client.request("PUT", f"/{names.editions}", EDITIONS_BODY)
    path = f"/{names.editions}/_doc/{CURRENT}"
    await client.request("PUT", path, {} if content is None else {"content": content})
    with pytest.raises(
        StoreUnavailable, match=f"the document current of {names.editions} .* delete it"
    ) as damaged:
        await CurrentEditions(client, names).current()
    assert damaged.value.reason == "damaged"


@pytest.mark.anyio
@pytest.mark.parametrize("content", [{}, {"problems": "?"}, {"problems": "aGVsbG8="}])
async def test_a_list_of_problems_that_somebody_has_changed_is_named(
    client: ClusterClient, names: IndexNames, content: object
) -> None:
    await client.request("PUT", f"/{names.editions}", EDITIONS_BODY)
    await put(client, names, CURRENT, msgspec.to_builtins(state(problems="ab")))
    with pytest.raises(StoreUnavailable, match="to be published again") as missing:
        await CurrentEditions(client, names).current()
    assert missing.value.reason == "gone"
    await put(client, names, problems_document("ab"), content)
    with pytest.raises(StoreUnavailable, match="the document problems-ab of") as damaged:
        await CurrentEditions(client, names).current()
    assert damaged.value.reason == "damaged"


@pytest.mark.anyio
async def test_a_closed_index_is_named(client: ClusterClient, names: IndexNames) -> None:
    await client.request("PUT", f"/{names.editions}", EDITIONS_BODY)
    await client.request("POST", f"/{names.editions}/_close")
    with pytest.raises(StoreUnavailable) as closed:
        await CurrentEditions(client, names).current()
    assert closed.value.reason == "blocked"


@pytest.mark.anyio
async def test_changes_are_read_in_order_and_no_more_than_asked(
    client: ClusterClient, names: IndexNames
) -> None:
    index = names.of("public", CHANGES)
    await client.request("PUT", f"/{index}", index_body(CHANGES, Sharding()))
    changes = [
        Change(number, ChangeKind.UPDATED, f"id{number}", f"slug{number}", ("q1", "q2"), "v1", NOW)
        for number in range(1, 6)
    ]
    for change in changes:
        await client.request("PUT", f"/{index}/_doc/{change.number}", change_fields(change, 7))
    await client.request("POST", f"/{index}/_refresh")
    found = await CurrentEditions(client, names).changes(EditionKey(7, "public"), after=1, upto=4)
    assert list(found) == changes[1:4]
