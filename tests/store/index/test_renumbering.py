"""Ordinals move with their records, however records come and go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from pullquote.store.index import renumbering
from pullquote.store.index.renumbering import Renumbering, of_parts, renumber


@pytest.fixture(autouse=True)
def any_number_of_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many differ, none are numbered again, unless a test says otherwise."""
    monkeypatch.setattr(renumbering, "MOST_CHANGES", 100)


@dataclass(frozen=True, eq=False)
class Thing:
    """Something with a key and some parts; two are never equal."""

    key: int
    parts: int = 0


things = st.builds(Thing, st.integers(0, 20), st.integers(0, 3))


@st.composite
def changes(draw: st.DrawFn) -> tuple[list[Thing], list[Thing]]:
    """Things in order, and other things in any order, some of them the same."""
    old = sorted(draw(st.lists(things, max_size=15)), key=lambda thing: thing.key)
    staying = draw(st.lists(st.sampled_from(old), unique_by=id)) if old else []
    new = draw(st.permutations([*staying, *draw(st.lists(things, max_size=6))]))
    return old, new


def renumbered(old: list[Thing], new: list[Thing]) -> tuple[Sequence[Thing], Renumbering]:
    found = among(old, new)
    assert found
    return found


def among(old: list[Thing], new: list[Thing]) -> tuple[Sequence[Thing], Renumbering] | None:
    """What becomes of old things where there are new ones."""
    gone = [thing for thing in old if thing not in new]
    return renumber(old, gone, [thing for thing in new if thing not in old], lambda thing: thing.key)


@given(changes(), st.data())
def test_everything_moves_together(change: tuple[list[Thing], list[Thing]], data: st.DataObject) -> None:
    old, new = change
    merged, moves = renumbered(old, new)
    assert sorted(map(id, merged)) == sorted(map(id, new))
    assert [thing.key for thing in merged] == sorted(thing.key for thing in new)
    assert (moves.before, moves.after) == (len(old), len(new))
    assert {merged[ordinal] for ordinal in moves.added} == set(new) - set(old)
    assert {old[ordinal] for ordinal in moves.gone} == set(old) - set(new)
    some = data.draw(st.lists(st.sampled_from(range(len(old))), unique=True)) if old else []
    expected = [merged.index(old[ordinal]) for ordinal in some if old[ordinal] in merged]
    assert moves.row(some) == expected
    assert moves.moved(BitMap(some)) == BitMap(expected)


@given(changes(), st.data())
def test_what_is_alike_stays_where_another_took_its_place(
    change: tuple[list[Thing], list[Thing]], data: st.DataObject
) -> None:
    old, new = change
    merged, moves = renumbered(old, new)
    for before, now in moves.replaced:
        assert old[before] not in new
        assert merged[now] not in old
        assert old[before].key == merged[now].key
    alike = (
        set(data.draw(st.lists(st.sampled_from(moves.replaced), unique=True))) if moves.replaced else set()
    )
    kept = moves.keeping(lambda before, now: (before, now) in alike)
    place = {before: merged.index(thing) for before, thing in enumerate(old) if thing in merged} | dict(alike)
    assert kept.gone == BitMap(range(len(old))) - BitMap(place)
    assert set(kept.added) == set(range(len(merged))) - set(place.values())
    assert kept.changes_nothing == (place == {each: each for each in range(max(len(old), len(merged)))})
    some = data.draw(st.lists(st.sampled_from(range(len(old))), unique=True)) if old else []
    expected = [place[each] for each in some if each in place]
    assert kept.row(some) == expected
    assert kept.moved(BitMap(some)) == BitMap(expected)


def test_what_is_replaced_alike_leaves_few_runs() -> None:
    old = [Thing(number) for number in range(100)]
    merged, moves = renumbered(old, [*old[1:50], *[Thing(number) for number in range(50, 100)]])
    assert moves.replaced == tuple((number, number - 1) for number in range(50, 100))
    assert moves.keeping(lambda _old, _new: True).runs == ((1, 100, 0),)
    assert len(merged) == 99


@given(changes())
def test_parts_move_with_their_wholes(change: tuple[list[Thing], list[Thing]]) -> None:
    old, new = change

    def parts(of: Sequence[Thing]) -> list[tuple[Thing, int]]:
        return [(thing, number) for thing in of for number in range(thing.parts)]

    def starts(of: Sequence[Thing]) -> list[int]:
        return list(accumulate((thing.parts for thing in of), initial=0))

    merged, moves = renumbered(old, new)
    moved = of_parts(moves, starts(old), starts(merged))
    new_parts = [(merged[number], part) for number in moves.added for part in range(merged[number].parts)]
    assert list(moved.merged(parts(old), new_parts)) == parts(merged)
    assert (moved.before, moved.after) == (len(parts(old)), len(parts(merged)))
    wholes = {(old[before], merged[now]) for before, now in moves.replaced}
    assert [(parts(old)[before], parts(merged)[now]) for before, now in moved.replaced] == [
        ((before, part), (now, part))
        for before, now in sorted(wholes, key=lambda pair: old.index(pair[0]))
        for part in range(min(before.parts, now.parts))
    ]
    ordinals = [ordinal for ordinal, (thing, _) in enumerate(parts(old)) if thing in merged]
    assert [parts(merged)[ordinal] for ordinal in moved.row(range(len(parts(old))))] == [
        parts(old)[ordinal] for ordinal in ordinals
    ]


def test_what_is_not_touched_is_the_very_same_set() -> None:
    old = [Thing(1), Thing(2), Thing(3)]
    _, moves = renumbered(old, [old[0], Thing(2), old[2]])
    kept, touched = BitMap([0, 2]), BitMap([0, 1])
    assert not moves.moves
    assert moves.moved(kept) is kept
    assert moves.moved(touched) == BitMap([0])
    assert moves.added == (1,)


def test_many_changes_are_not_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renumbering, "MOST_CHANGES", 2)
    monkeypatch.setattr(renumbering, "CHANGED_SHARE", 0.02)
    old = [Thing(number) for number in range(10)]
    assert among(old, [*old[1:], Thing(4)])
    assert among(old, [*old[2:], Thing(4)]) is None
