"""Encoded pieces of answers, cached by the records that they were written from, within a budget of bytes."""

from __future__ import annotations

from collections.abc import Hashable
from weakref import WeakSet

from pullquote.compiler.memory import compact

ENTRY_BYTES = 160
"""What an entry costs besides its text: the header of a bytes object and its share of a dictionary."""
MEMO_BYTES = 400
"""What a memo takes that has nothing yet."""
MOST_STATES = 64
"""Combinations of variables that one operation caches pieces for: pages of a few sizes, for two audiences."""
LARGEST_SHARE = 64
"""A piece larger than the budget divided by this is not cached: it would drive out too many others."""


class Memo:
    """The pieces that one field of one operation writes, by the record they are written from.

    The records are held, so that no other object can come by the identity of one of them.
    """

    __slots__ = ("__weakref__", "_fragments", "texts")

    def __init__(self, fragments: Fragments) -> None:
        self.texts: dict[object, bytes] = {}
        self._fragments = fragments

    def keep(self, record: object, text: bytes) -> bytes:
        """Keep ``text`` for ``record`` if the budget allows it; returns ``text``."""
        if self._fragments.spend(len(text)):
            self.texts[record] = compact(text)
        return text


class MemoTables:
    """The memos of one operation for what resolvers were asked, by what their answers depend on."""

    def __init__(self, fragments: Fragments, count: int) -> None:
        self._fragments = fragments
        self._count = count
        self._memos: dict[Hashable, tuple[Memo, ...]] = {}

    def of(self, key: Hashable) -> tuple[Memo, ...]:
        """The memos for one state of the context and one set of variables."""
        memos = self._memos.get(key)
        if memos is None:
            if len(self._memos) >= MOST_STATES:
                self._memos.clear()
            self._fragments.spend(MEMO_BYTES * self._count)
            memos = self._memos[key] = tuple(self._fragments.memo() for _ in range(self._count))
        return memos

    def clear(self) -> None:
        """Forget all, and what they depended on."""
        self._memos.clear()


class Fragments:
    """All memos of a compiler and what they take together. When they are full all are emptied.

    That is cheaper than an order of use that every read changes, and what is asked for often is back at once.
    """

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self.spent = 0
        self._memos: WeakSet[Memo] = WeakSet()
        self._tables: WeakSet[MemoTables] = WeakSet()

    def memo(self) -> Memo:
        """A new, empty memo."""
        memo = Memo(self)
        self._memos.add(memo)
        return memo

    def tables(self, count: int) -> MemoTables:
        """New tables of ``count`` memos each."""
        tables = MemoTables(self, count)
        self._tables.add(tables)
        return tables

    def spend(self, size: int) -> bool:
        """Whether a piece of ``size`` bytes may be cached; where it does not fit, all others are forgotten."""
        if size * LARGEST_SHARE > self.budget:
            return False
        self.spent += size + ENTRY_BYTES
        if self.spent > self.budget:
            self.forget()
            self.spent = size + ENTRY_BYTES
        return True

    def forget(self) -> None:
        """Drop every piece, and with it the records that the memos held."""
        for memo in self._memos:
            memo.texts.clear()
        for tables in self._tables:
            tables.clear()
        self.spent = 0
