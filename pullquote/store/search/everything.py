"""The search over everything that can be searched, of whatever kind."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any, cast

from pyroaring import BitMap

from pullquote.store.index.bitmaps import NONE
from pullquote.store.index.selections import RowSelection
from pullquote.store.index.sort_positions import Members
from pullquote.store.model.kinds import Kinds
from pullquote.store.search.fields import QUOTE_FIELDS, TextField
from pullquote.store.search.text_search import RecordSearch, SearchIndex


class Everything:
    """All documents of an index, by what one of them is called: ``article``, ``quote``, ``person``.

    ``stories`` has the numbers of the stories of each kind.
    """

    def __init__(self, index: SearchIndex, kinds: Kinds, stories: Mapping[str, BitMap]) -> None:
        self._index = index
        self._members = {
            **stories,
            **{noun: BitMap(found) for noun, found in index.documents.numbers.items()},
        }
        self._fields: dict[str, tuple[TextField, ...]] = {"quote": QUOTE_FIELDS}
        for kind in kinds.values():
            if kind.noun in self._members:
                self._fields[kind.noun] = index.fields.by_type[kind.record]

    def search(self, query: str, nouns: Collection[str] | None = None) -> RowSelection[Any]:
        """What has all words of ``query`` (or, when nothing has, any), of all kinds or some, the most relevant
        first."""
        wanted = [noun for noun in self._members if nouns is None or noun in nouns]
        fields = dict.fromkeys(field for noun in wanted for field in self._fields[noun])
        searcher = RecordSearch(self._index, "search", tuple(fields), 0, forgiving=True)
        members: Members = range(len(self._index.documents))
        if len(wanted) < len(self._members):
            members = NONE.union(*[self._members[noun] for noun in wanted])
        row = searcher.row(query, descending=True)
        highlight = partial(searcher.highlight, query)
        documents = cast("Sequence[Any]", self._index.documents)
        return RowSelection(documents, row, members, None, highlight)
