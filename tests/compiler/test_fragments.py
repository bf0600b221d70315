"""Kept text stays within its budget, and is never that of another object."""

from __future__ import annotations

from pullquote.compiler.fragments import ENTRY_BYTES, LARGEST_SHARE, Fragments


class Record:
    pass


def test_full_means_beginning_again() -> None:
    size = 100
    fragments = Fragments(10 * (size + ENTRY_BYTES))
    fragments.budget = 10 * (size + ENTRY_BYTES)
    memo, other = fragments.memo(), fragments.memo()
    other.keep(Record(), b"x" * (fragments.budget // LARGEST_SHARE))
    records = [Record() for _ in range(25)]
    for record in records:
        assert memo.keep(record, b"x" * (fragments.budget // LARGEST_SHARE))
        assert fragments.spent <= fragments.budget
    assert memo.texts.get(records[-1])
    assert memo.texts.get(records[0]) is None
    assert not other.texts


def test_a_piece_that_would_drive_out_all_others_is_not_kept() -> None:
    fragments = Fragments(6_400)
    memo = fragments.memo()
    assert memo.keep(Record(), b"x" * 101) == b"x" * 101
    assert not memo.texts
    assert fragments.spent == 0


def test_nothing_is_kept_without_room() -> None:
    fragments = Fragments(0)
    memo = fragments.memo()
    assert memo.keep(Record(), b"{}") == b"{}"
    assert not memo.texts


def test_a_memo_that_nobody_uses_is_forgotten_by_its_fragments() -> None:
    fragments = Fragments(100_000)
    memo = fragments.memo()
    memo.keep(Record(), b"{}")
    del memo
    fragments.forget()
    assert fragments.spent == 0
