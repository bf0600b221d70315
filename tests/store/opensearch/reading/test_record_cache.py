"""Records that are remembered: as many as fit, and as long as they are what they were."""

from __future__ import annotations

from pullquote.store.model.ids import global_id
from pullquote.store.model.snapshots.questions import QUOTES, ById, PageOf, Selected
from pullquote.store.opensearch.reading.record_cache import UNKNOWN, RecentRecords
from tests.store.opensearch.reading.conftest import Both


def test_the_record_that_was_not_used_for_longest_is_forgotten() -> None:
    recent = RecentRecords(2)
    for identity in ("a", "b"):
        recent.put(identity, identity.upper())
    assert recent.get("a") == "A"
    recent.put("c", "C")
    assert [recent.get(identity) for identity in ("a", "b", "c")] == ["A", UNKNOWN, "C"]
    assert len(recent) == 2


def test_an_id_that_nothing_has_is_remembered() -> None:
    recent = RecentRecords(2)
    recent.put("a", None)
    assert recent.get("a") is None


def test_what_refers_to_a_changed_record_is_forgotten_too() -> None:
    recent = RecentRecords(9)
    recent.put("state", 1)
    recent.put("ministry", 2, ["state"])
    recent.put("minister", 3, ["ministry"])
    recent.put("writer", 4, ["union"])
    left = recent.without({"state", "somebody"})
    assert [left.get(each) for each in ("state", "ministry", "minister", "writer")] == [UNKNOWN] * 3 + [4]
    assert recent.get("minister") == 3, "of the edition before it stays"


def test_records_are_linked_as_in_memory(example: Both) -> None:
    for quote in example.ask(PageOf(Selected(QUOTES), first=100)).nodes:
        expected = example.memory.node(quote.id)
        assert quote.story.quotes[quote.position - 1] is quote
        assert repr(quote) == repr(expected)


def test_an_id_of_nobody(example: Both) -> None:
    assert example.same(ById(global_id("Person", "nobody")), ById("nonsense"), ById("")) == [None] * 3
