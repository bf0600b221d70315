"""Which files are served otherwise than they are in the cache."""

from __future__ import annotations

from pullquote.store.files.parsing import parse_file
from pullquote.store.files.stamps import Stamped, StampedFile
from pullquote.store.files.versions.recent_changes import FEWEST_CHANGES, RecentChanges


def version(name: str) -> Stamped:
    return StampedFile(None, name.encode(), parse_file("topics.yaml", f"one: {{name: {name}}}\n".encode()))


ONE, OTHER = version("One"), version("Other")


def paths(changes: RecentChanges) -> dict[str, Stamped | None]:
    return {path: found for path, (_, found) in changes.unwritten().items()}


def test_what_is_served_otherwise_is_a_change_and_what_is_the_same_is_none() -> None:
    changes = RecentChanges()
    changes.add({"a": ONE, "b": OTHER, "c": None, "d": None}, {"a": ONE, "b": ONE, "c": ONE})
    assert paths(changes) == {"b": OTHER, "c": None}


def test_changes_that_were_found_while_the_cache_was_written_are_not_in_it() -> None:
    changes = RecentChanges()
    changes.add({"a": ONE}, {})
    number = changes.begin()
    changes.add({"b": ONE}, {})
    assert paths(changes) == {"a": ONE, "b": ONE}
    changes.written = number
    assert paths(changes) == {"b": ONE}


def test_a_cache_is_written_first_and_after_many_changes() -> None:
    changes = RecentChanges()
    assert changes.are_many(1)
    changes.begin()
    assert not changes.are_many(1)
    changes.add({str(number): ONE for number in range(FEWEST_CHANGES - 1)}, {})
    assert not changes.are_many(1)
    changes.add({"one more": ONE}, {})
    assert changes.are_many(1)
    assert not changes.are_many(100_000)
    changes.begin()
    assert not changes.are_many(1)


def test_what_was_beside_the_cache_goes_on_from_there() -> None:
    changes = RecentChanges()
    changes.restore({"a": ONE, "gone": None})
    assert paths(changes) == {"a": ONE, "gone": None}
    assert not changes.are_many(1)
