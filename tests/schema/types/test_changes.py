"""Catching up: what changed since a cursor."""

from __future__ import annotations

from typing import Any

import pytest

from pullquote.store.model.cursors import Cursor
from pullquote.store.newsroom.history import History
from tests.api.desk import Desk, draft, story

pytestmark = pytest.mark.anyio

CHANGES = """query ($first: Int, $after: String) {
    changes(first: $first, after: $after) {
        edges { cursor node { kind slug storyId story { slug } newQuotes { text } version at } }
        nodes { slug }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
}"""


async def changes(desk: Desk, **variables: Any) -> Any:
    return (await desk.ask(CHANGES, **variables))["data"]["changes"]


async def cursor(desk: Desk, *, preview: bool = False) -> str:
    answered = await desk.ask("{ dataset { cursor } }", preview=preview)
    return str(answered["data"]["dataset"]["cursor"])


async def refused(desk: Desk, after: str, **options: Any) -> tuple[str, str]:
    [error] = (
        await desk.ask("query ($a: String) { changes(after: $a) { nodes { slug } } }", a=after, **options)
    )["errors"]
    return error["extensions"]["code"], error["message"]


async def test_whoever_was_away_asks_what_happened_since() -> None:
    desk = Desk(story("first", "one"), story("second"))
    since = await cursor(desk)
    assert (await changes(desk, after=since))["edges"] == []
    desk.save(story("third", "three"))
    desk.correct("second", headline="Second thoughts")
    desk.save(story("first", "one", "two", modified="2024-11-01"))
    desk.save(gone=["third"])
    page = await changes(desk, after=since)
    assert [
        (node["kind"], node["slug"], node["story"], [quote["text"] for quote in node["newQuotes"]])
        for node in (edge["node"] for edge in page["edges"])
    ] == [
        ("PUBLISHED", "third", None, []),
        ("CORRECTED", "second", {"slug": "second"}, []),
        ("UPDATED", "first", {"slug": "first"}, ["two"]),
        ("WITHDRAWN", "third", None, []),
    ]
    assert page["edges"][0]["node"]["at"] == "2025-01-01T00:02:00.000Z"
    assert page["edges"][-1]["node"]["version"] == desk.edition.public.version
    assert page["pageInfo"]["endCursor"] == page["edges"][-1]["cursor"] == await cursor(desk)


async def test_what_was_withdrawn_cannot_be_fetched_by_its_id() -> None:
    desk = Desk(story("first", "one"))
    desk.save(gone=["first"])
    [edge] = (await changes(desk))["edges"]
    withdrawn = edge["node"]["storyId"]
    assert (await desk.ask("query ($id: ID!) { node(id: $id) { id } }", id=withdrawn))["data"] == {
        "node": None
    }


async def test_pages_follow_each_other_without_loss_or_repetition() -> None:
    desk = Desk()
    slugs = [f"story-{number}" for number in range(7)]
    for slug in slugs:
        desk.save(story(slug))
    found: list[str] = []
    after = None
    while True:
        page = await changes(desk, first=3, after=after)
        assert page["pageInfo"]["hasPreviousPage"] is bool(found)
        found += [node["slug"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert found == slugs
    desk.save(story("more"))
    assert [node["slug"] for node in (await changes(desk, after=after))["nodes"]] == ["more"]


async def test_one_moment_has_the_order_of_the_front_page() -> None:
    desk = Desk()
    desk.save(story("older", published="2024-10-01"), story("newer", published="2024-12-01"))
    assert [node["slug"] for node in (await changes(desk))["nodes"]] == ["newer", "older"]


async def test_the_public_hears_nothing_of_drafts_and_embargoes() -> None:
    desk, twin = Desk(story("first")), Desk(story("first"))
    desk.save(draft("secret", "psst"))
    desk.save(story("later", embargo="2025-01-01T00:04:30Z"))
    desk.correct("secret", headline="More secret")
    twin.minutes = desk.minutes
    for each in (desk, twin):
        each.save(story("later", embargo="2025-01-01T00:04:30Z"))
    query = "{ dataset { version cursor } changes { edges { cursor node { slug at version } } } }"
    assert await desk.ask(query) == await twin.ask(query)
    [edge] = (await changes(desk))["edges"]
    assert edge["node"]["slug"] == "later"
    preview = (await desk.ask(CHANGES, preview=True))["data"]["changes"]
    assert [node["slug"] for node in preview["nodes"]] == ["secret", "later", "secret"]


async def test_a_cursor_that_is_none_is_refused() -> None:
    desk = Desk(story("first"))
    code, message = await refused(desk, "nonsense")
    assert code == "BAD_USER_INPUT"
    assert message.startswith('"after" is not a cursor')
    stories = (await desk.ask("{ stories { pageInfo { endCursor } } }"))["data"]["stories"]["pageInfo"]
    assert (await refused(desk, stories["endCursor"]))[0] == "BAD_USER_INPUT"
    negative = Cursor("changes/public", (-1, 0), desk.edition.public_changes.origin).encode()
    assert (await refused(desk, negative))[0] == "BAD_USER_INPUT"


async def test_a_cursor_of_the_preview_is_not_one_of_the_public() -> None:
    desk = Desk(story("first"), draft("secret"))
    assert (await refused(desk, await cursor(desk, preview=True)))[0] == "BAD_USER_INPUT"
    assert (await refused(desk, await cursor(desk), preview=True))[0] == "BAD_USER_INPUT"


async def test_a_cursor_that_is_too_old_says_to_begin_anew() -> None:
    desk = Desk(history=History(retained=2))
    old = await cursor(desk)
    for slug in ("one", "two", "three"):
        desk.save(story(slug))
    code, message = await refused(desk, old)
    assert code == "HISTORY_EXPIRED"
    assert message.startswith("The history no longer reaches back")
    assert [node["slug"] for node in (await changes(desk))["nodes"]] == ["two", "three"]


async def test_a_cursor_of_a_lost_history_does_not_mean_something_else() -> None:
    lost, desk = Desk(story("first")), Desk(story("other"))
    for each in (lost, desk):
        each.save(story("second"))
    assert (await refused(desk, await cursor(lost)))[0] == "HISTORY_EXPIRED"


async def test_a_cursor_of_a_process_that_is_ahead_waits_for_what_comes() -> None:
    desk = Desk(story("first"))
    desk.save(story("second"))
    ahead = await cursor(desk)
    behind = Desk(story("first"))
    assert (await changes(behind, after=ahead))["nodes"] == []
    behind.save(story("second"))
    behind.save(story("third"))
    assert [node["slug"] for node in (await changes(behind, after=ahead))["nodes"]] == ["third"]


async def test_a_page_of_a_size_that_is_too_large_is_refused() -> None:
    desk = Desk(story("first"))
    answered = await desk.ask(CHANGES, first=101)
    assert answered["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
