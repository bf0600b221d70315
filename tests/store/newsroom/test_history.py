from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest

from pullquote.store.model.snapshots.change_feed import ChangeKind, ExpiredCursor
from pullquote.store.newsroom.changes import Standing, StoryState
from pullquote.store.newsroom.history import History, Seen

NOW = datetime(2026, 1, 1, tzinfo=UTC)
FIRST = StoryState("a", "first", "1", "2026-01-01", ("q1",))
SECOND = StoryState("b", "second", "1", "", ())


def seen(nanoseconds: int) -> Seen:
    return Seen("boot", nanoseconds)


def standing(version: str, *states: StoryState, since: str | None = None, touched: str = "") -> Standing:
    by_id = {state.id: state for state in states}
    digests = {state.id: state.digest for state in states}
    return Standing(version, lambda: digests, by_id.get, since, frozenset(touched))


def record(history: History, version: str, *states: StoryState, at: int) -> int:
    return history.record("public", standing(version, *states), seen=seen(at), at=NOW)


def test_the_first_state_is_no_change() -> None:
    history = History()
    assert record(history, "v1", FIRST, at=1) == 0
    assert history.changes("public", after=0, upto=0) == ()


def test_what_came_changed_and_went_is_told_apart() -> None:
    history = History()
    record(history, "v1", FIRST, at=1)
    record(history, "v2", FIRST, SECOND, at=2)
    record(history, "v3", replace(FIRST, digest="2", quotes=("q1", "q2")), SECOND, at=3)
    record(history, "v4", replace(FIRST, digest="3", modified="2026-01-02"), SECOND, at=4)
    assert record(history, "v5", SECOND, at=5) == 4
    changes = history.changes("public", after=0, upto=4)
    assert [(each.kind, each.slug, each.quotes, each.version) for each in changes] == [
        (ChangeKind.PUBLISHED, "second", (), "v2"),
        (ChangeKind.CORRECTED, "first", ("q2",), "v3"),
        (ChangeKind.UPDATED, "first", (), "v4"),
        (ChangeKind.WITHDRAWN, "first", (), "v5"),
    ]
    assert [each.number for each in history.changes("public", after=1, upto=3)] == [2, 3]


def test_of_a_version_that_is_known_only_what_was_touched_is_looked_at() -> None:
    history = History()
    record(history, "v1", FIRST, SECOND, at=1)
    changed = replace(FIRST, digest="2")
    touching = standing("v2", changed, replace(SECOND, digest="not looked at"), since="v1", touched="a")
    assert history.record("public", touching, seen=seen(2), at=NOW) == 1
    assert (
        history.record("public", standing("v3", changed, since="v2", touched="b"), seen=seen(3), at=NOW) == 2
    )
    assert [(each.kind, each.slug) for each in history.changes("public", after=0, upto=2)] == [
        (ChangeKind.CORRECTED, "first"),
        (ChangeKind.WITHDRAWN, "second"),
    ]


def test_of_another_version_everything_is_looked_at() -> None:
    history = History()
    record(history, "v1", FIRST, at=1)
    both = standing("v3", replace(FIRST, digest="2"), SECOND, since="v2", touched="b")
    assert history.record("public", both, seen=seen(2), at=NOW) == 2


def test_a_process_that_is_behind_writes_nothing() -> None:
    history = History()
    record(history, "v1", FIRST, at=1)
    record(history, "v3", FIRST, SECOND, at=3)
    assert record(history, "v2", FIRST, at=2) == 1
    assert [each.slug for each in history.changes("public", after=0, upto=1)] == ["second"]


def test_two_processes_tell_one_story(tmp_path: Path) -> None:
    one, other = History(tmp_path / "history"), History(tmp_path / "history")
    for at, version in enumerate(["v1", "v2", "v3"]):
        states = [FIRST, SECOND][: 1 + at % 2]
        numbers = {record(one, version, *states, at=at), record(other, version, *states, at=at)}
        assert len(numbers) == 1
    assert one.changes("public", after=0, upto=2) == other.changes("public", after=0, upto=2)
    one.close()
    other.close()


def test_many_writers_at_once_number_without_gaps(tmp_path: Path) -> None:
    def write(offset: int) -> None:
        history = History(tmp_path / "history")
        for step in range(20):
            at = step * 4 + offset
            record(history, f"v{at}", StoryState("a", "first", str(at), "", ()), at=at)
        history.close()

    threads = [Thread(target=write, args=(offset,)) for offset in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    history = History(tmp_path / "history")
    last = record(history, "v79", at=79)
    changes = history.changes("public", after=0, upto=last)
    assert [each.number for each in changes] == list(range(1, last + 1))
    assert changes[-1].version == "v79"
    history.close()


def test_audiences_do_not_hear_of_each_other() -> None:
    history = History()
    history.record("public", standing("v1"), seen=seen(1), at=NOW)
    history.record("preview", standing("v1"), seen=seen(1), at=NOW)
    assert history.record("preview", standing("v2", FIRST), seen=seen(2), at=NOW) == 1
    assert history.record("public", standing("v1"), seen=seen(2), at=NOW) == 0


def test_what_is_too_old_is_forgotten_and_said_so() -> None:
    history = History(retained=3)
    for at in range(10):
        record(history, f"v{at}", StoryState("a", "first", str(at), "", ()), at=at)
    assert history.oldest("public") == 6
    assert [each.number for each in history.changes("public", after=6, upto=9)] == [7, 8, 9]
    with pytest.raises(ExpiredCursor, match="no longer reaches back"):
        history.changes("public", after=5, upto=9)


def test_after_a_restart_of_the_machine_its_new_clock_counts() -> None:
    history = History()
    record(history, "v1", FIRST, at=1000)
    assert history.record("public", standing("v2", FIRST, SECOND), seen=Seen("next boot", 5), at=NOW) == 1


def test_a_file_that_cannot_be_opened_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="cannot be opened"):
        History(tmp_path / "missing" / "history")


def test_a_history_that_cannot_be_written_stays_as_it_was(tmp_path: Path) -> None:
    history = History(tmp_path / "history")
    record(history, "v1", FIRST, at=1)
    history._database.execute("PRAGMA query_only = ON")
    with pytest.raises(OSError, match="cannot be written"):
        record(history, "v2", FIRST, SECOND, at=2)
    history._database.execute("PRAGMA query_only = OFF")
    assert record(history, "v2", FIRST, SECOND, at=3) == 1
    history.close()


def test_a_damaged_history_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "history"
    history = History(path)
    for at in range(50):
        record(history, f"v{at}", StoryState("a" * 200, "first", str(at), "", ()), at=at)
    history.close()
    whole = path.read_bytes()
    for data in (b"?" * 5000, whole[:5000], whole[:4096] + bytes(4096) + whole[8192:], whole[:100]):
        path.write_bytes(data)
        history = History(path)
        assert record(history, "v1", FIRST, at=1) == 0
        assert record(history, "v2", FIRST, SECOND, at=2) == 1
        history.close()
    history = History(path)
    assert [each.slug for each in history.changes("public", after=0, upto=1)] == ["second"]
    history.close()


def with_damaged_states(path: Path) -> History:
    """A history of FIRST, whose states are damaged while it is closed; it is open again."""
    history = History(path)
    record(history, "v1", FIRST, at=1)
    ((page, size),) = history._database.execute(
        "SELECT rootpage, page_size FROM sqlite_schema, pragma_page_size WHERE name = 'state'"
    )
    history.close()
    data = path.read_bytes()
    path.write_bytes(data[: (page - 1) * size] + bytes(size) + data[page * size :])
    return History(path)


def test_states_that_nobody_needs_are_not_looked_at(tmp_path: Path) -> None:
    history = with_damaged_states(tmp_path / "history")
    known = history.latest("public")
    assert record(history, "v1", FIRST, at=2) == 0
    assert history.latest("public") == known
    history.close()


def test_a_history_with_damaged_states_is_begun_anew_before_they_are_needed(tmp_path: Path) -> None:
    history = with_damaged_states(tmp_path / "history")
    assert record(history, "v2", FIRST, SECOND, at=2) == 0
    assert record(history, "v3", FIRST, at=3) == 1
    history.close()


def test_a_history_is_looked_at_once_and_begun_anew_where_it_is_damaged(tmp_path: Path) -> None:
    history = with_damaged_states(tmp_path / "history")
    assert history.check()
    assert history.latest("public") is None
    assert not history.check()
    assert record(history, "v1", FIRST, at=2) == 0
    history.close()
    whole = History(tmp_path / "history")
    assert not whole.check()
    assert whole.latest("public") is not None
    whole.close()
