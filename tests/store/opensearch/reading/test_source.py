"""A newsroom that was published, as what a server follows: its edition, its changes, the answers of both audiences."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from pullquote.store.model.errors import StoreUnavailable
from pullquote.store.model.snapshots.questions import STORIES, ById, CountOf, Question, Selected
from pullquote.store.model.snapshots.remote import PREVIEW, PUBLIC, EditionKey
from pullquote.store.newsroom.editions import make_edition
from pullquote.store.opensearch.client import ClusterClient
from pullquote.store.opensearch.mappings import IndexNames, Sharding
from pullquote.store.opensearch.reading.source import ClusterSource, source_of
from pullquote.store.publishing.indices import make_indices
from tests.conftest import INVENTED, SHIPPED
from tests.store.newsrooms import all_of
from tests.store.opensearch.plain import plain
from tests.store.publishing.published import NOW, publish, read
from tests.store.rounds.memory_store import told

pytestmark = pytest.mark.anyio
SECONDS = 20.0


def source(opensearch: str, names: IndexNames) -> ClusterSource:
    return source_of(opensearch, name=names.newsroom, node_seconds=SECONDS)


async def test_both_audiences_see_what_they_may(
    opensearch: str, client: ClusterClient, names: IndexNames, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(INVENTED, tmp_path / "newsroom"))
    await publish(client, names, folder)
    following = source(opensearch, names)
    edition = await following.current()
    assert edition.public != edition.preview
    made = make_edition(read(folder), now=NOW)
    for audience, snapshot, facts in (
        (PUBLIC, made.public, edition.public),
        (PREVIEW, made.preview, edition.preview),
    ):
        key = EditionKey(edition.number, audience)
        questions: list[Question[Any]] = [ById(each.id) for each in all_of(snapshot)]
        questions.append(CountOf(Selected(STORIES)))
        answers = await following.store.answer(questions, key, seconds=SECONDS)
        assert [plain(answers[each]) for each in questions] == [
            plain(told(snapshot, each)) for each in questions
        ]
        changes = await following.changes(key, after=facts.oldest_change, upto=facts.change_number)
        assert [each.number for each in changes] == list(
            range(facts.oldest_change + 1, facts.change_number + 1)
        )
    await following.close()


async def test_without_a_preview_what_the_public_sees_is_read(
    opensearch: str, client: ClusterClient, names: IndexNames, tmp_path: Path
) -> None:
    await publish(client, names, SHIPPED, with_preview=False)
    following = source(opensearch, names)
    edition = await following.current()
    assert edition.public == edition.preview
    question = CountOf(Selected(STORIES))
    key = EditionKey(edition.number, PREVIEW)
    assert (await following.store.answer([question], key, seconds=SECONDS))[question] > 0
    changes = await following.changes(key, after=0, upto=edition.preview.change_number)
    assert len(changes) == edition.preview.change_number
    await following.close()


async def test_nothing_was_published(opensearch: str, names: IndexNames) -> None:
    following = source(opensearch, names)
    assert following.name == f"{names.newsroom} on {opensearch}"
    with pytest.raises(StoreUnavailable, match="nothing was published as"):
        await following.current()
    await following.close()


async def test_nothing_is_answered_about_editions_that_were_removed(
    opensearch: str, client: ClusterClient, names: IndexNames, tmp_path: Path
) -> None:
    """Numbers begin again then: what is being written, and what is written in the end, is not what was read."""
    await publish(client, names, SHIPPED)
    following = source(opensearch, names)
    question, key = CountOf(Selected(STORIES)), EditionKey(1, PUBLIC)
    await following.current()
    whole = (await following.store.answer([question], key, seconds=SECONDS))[question]
    assert whole > 0
    await client.request("DELETE", f"/pullquote-{names.newsroom}-*")
    with pytest.raises(StoreUnavailable) as gone:
        await following.store.answer([question], key, seconds=SECONDS)
    assert gone.value.reason == "gone"
    await make_indices(client, names, [PUBLIC], Sharding(), stories=1)
    for _ in range(2):
        with pytest.raises(StoreUnavailable, match="were removed"):
            await following.store.answer([question], key, seconds=SECONDS)
        with pytest.raises(StoreUnavailable, match="nothing was published as"):
            await following.current()
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "newsroom"))
    story = min((folder / "articles").iterdir())
    story.unlink()
    await publish(client, names, folder)
    assert (await following.current()).number == 1
    assert (await following.store.answer([question], key, seconds=SECONDS))[question] == whole - 1
    await following.close()


async def test_a_story_that_somebody_has_changed_on_the_cluster_is_named(
    opensearch: str, client: ClusterClient, names: IndexNames
) -> None:
    await publish(client, names, SHIPPED)
    following = source(opensearch, names)
    await following.current()
    index = names.of(PUBLIC, STORIES)
    hit = (await client.request("POST", f"/{index}/_search", {"size": 1}))["hits"]["hits"][0]
    path = f"/{index}/_update/{hit['_id']}"
    await client.request("POST", path, {"doc": {"record": "bm8gcmVjb3Jk"}}, params={"refresh": "true"})
    with pytest.raises(StoreUnavailable, match="delete the indices") as changed:
        await following.store.answer([ById(hit["_source"]["id"])], EditionKey(1, PUBLIC), seconds=SECONDS)
    assert changed.value.reason == "damaged"
    await following.close()
