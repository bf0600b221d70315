"""Each edition is written into the history, and whoever listens hears of it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from pullquote.store.files.loading import Loaded
from pullquote.store.newsroom.editions import Edition, make_edition
from pullquote.store.newsroom.history import History, Seen
from pullquote.store.newsroom.live import Live
from tests.store.newsrooms import NOW, StorySpec, records_of

ONE, OTHER = StorySpec("one"), StorySpec("other")


def edition(*specs: StorySpec, previous: Edition | None = None) -> Edition:
    return make_edition(Loaded(records=records_of(specs), problems=()), now=NOW, previous=previous)


def slugs(served: Edition) -> list[str]:
    return [change.slug for change in served.public_changes.changes]


def test_an_edition_comes_with_the_changes_that_led_to_it() -> None:
    live = Live(History())
    first = live.publish(edition(ONE), seen=Seen("boot", 1), at=NOW)
    assert slugs(first) == []
    second = live.publish(edition(ONE, OTHER, previous=first), seen=Seen("boot", 2), at=NOW)
    assert slugs(second) == ["other"]
    assert slugs(first) == []
    assert not live.behind


def test_a_history_that_cannot_be_written_keeps_no_edition_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history = History(tmp_path / "history")
    live = Live(history)
    first = live.publish(edition(ONE), seen=Seen("boot", 1), at=NOW)
    history.close()
    second = live.publish(edition(ONE, OTHER, previous=first), seen=Seen("boot", 2), at=NOW)
    assert second.public.story("other") is not None
    assert slugs(second) == []
    assert live.behind
    assert live.failure is not None
    assert "the history was not written" in capsys.readouterr().out


def test_a_history_that_turns_out_to_be_damaged_is_written_again(tmp_path: Path) -> None:
    path = tmp_path / "history"
    history = History(path)
    first = Live(history).publish(edition(ONE), seen=Seen("boot", 1), at=NOW)
    ((page, size),) = history._database.execute(
        "SELECT rootpage, page_size FROM sqlite_schema, pragma_page_size WHERE name = 'state'"
    )
    history.close()
    data = path.read_bytes()
    path.write_bytes(data[: (page - 1) * size] + bytes(size) + data[page * size :])
    live = Live(History(path))
    served = live.publish(first, seen=Seen("boot", 2), at=NOW)
    live.check_history()
    assert live.behind
    served = live.publish(served, seen=Seen("boot", 3), at=NOW)
    assert not live.behind
    changed = live.publish(edition(ONE, OTHER, previous=served), seen=Seen("boot", 4), at=NOW)
    assert slugs(changed) == ["other"]


def test_a_process_that_is_behind_says_only_what_it_serves(tmp_path: Path) -> None:
    ahead, behind = (Live(History(tmp_path / "history")) for _ in range(2))
    first = edition(ONE)
    ahead.publish(first, seen=Seen("boot", 1), at=NOW)
    old = behind.publish(first, seen=Seen("boot", 1), at=NOW)
    ahead.publish(edition(ONE, OTHER, previous=first), seen=Seen("boot", 2), at=NOW)
    again = behind.publish(edition(ONE, StorySpec("two"), previous=old), seen=Seen("boot", 1), at=NOW)
    assert slugs(again) == []
    assert behind.behind


@pytest.mark.anyio
async def test_whoever_listens_is_notified_and_what_was_found_before_is_forgotten() -> None:
    live = Live(History())
    live.found["query"] = "an answer"
    waiting = asyncio.create_task(live.changed.wait())
    await asyncio.sleep(0)
    live.announce()
    async with asyncio.timeout(20):
        await waiting
    assert live.found == {}
