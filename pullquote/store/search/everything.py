"""The search over everything that can be searched, of whatever kind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from pyroaring import BitMap

from pullquote.store.index.bitmaps import NONE
from pullquote.store.index.selections import RowSelection
from pullquote.store.index.sort_positions import Members
from pullquote.store.model.criteria import SearchMatch
from pullquote.store.model.dates import TimelineInterval
from pullquote.store.model.kinds import Kinds
from pullquote.store.model.pages import Bucket, InvalidFacet, TimelineBucket, facet_size
from pullquote.store.search.fields import QUOTE_FIELDS, TextField
from pullquote.store.search.ranking import Ranking
from pullquote.store.search.suggestions.corrections import Corrections
from pullquote.store.search.text_search import RecordSearch, SearchIndex


class RankedSelection(RowSelection[Any]):
    """What a search over everything found.

    ``did_you_mean`` is the query with its mistyped words corrected, None where nothing was corrected;
    ``match`` is what was looked for in the end.
    """

    __slots__ = ("did_you_mean", "match")

    did_you_mean: str | None
    match: SearchMatch


@dataclass(frozen=True)
class ByKind:
    """How what was found divides by kind (:class:`~pullquote.store.index.selections.Division`); ``found`` is of all
    kinds, ``wanted`` are those that were asked for."""

    found: Callable[[], Ranking]
    kinds: Mapping[str, BitMap]
    labels: Mapping[str, str]
    within: Members
    wanted: Collection[str]

    def facet(self, name: str, members: Members, first: int) -> tuple[Bucket, ...]:  # noqa: ARG002  it counts all kinds
        """By kind: the only facet."""
        if name != "kinds":
            raise InvalidFacet(f'There is no facet "{name}" here.')
        size, found = facet_size(first), self.found().among(self.within)
        chosen = found if isinstance(found, BitMap) else BitMap(found)
        buckets = [
            Bucket(
                noun.upper(), self.labels[noun], chosen.intersection_cardinality(each), noun in self.wanted
            )
            for noun, each in self.kinds.items()
        ]
        return most(buckets, size)

    def timeline(
        self,
        interval: TimelineInterval,  # noqa: ARG002  there is none
        members: Members,  # noqa: ARG002
    ) -> tuple[TimelineBucket, ...]:
        """There is none: people have no date."""
        raise InvalidFacet("There is no timeline here.")


def most(buckets: Iterable[Bucket], first: int) -> tuple[Bucket, ...]:
    """The ``first`` buckets of those that have any, and behind them the others that are selected."""
    ranked = sorted(buckets, key=lambda bucket: (-bucket.count, bucket.key))
    shown = [bucket for bucket in ranked if bucket.count][:first]
    return (*shown, *[each for each in ranked if each.is_selected and each not in shown]) if first else ()


class Everything:
    """All documents of an index, by what one of them is called: ``article``, ``quote``, ``person``.

    ``stories`` has the numbers of the stories of each kind.
    """

    def __init__(self, index: SearchIndex, kinds: Kinds, stories: Mapping[str, BitMap]) -> None:
        self._index = index
        self._corrections = Corrections(index)
        self._members = {
            **stories,
            **{noun: BitMap(found) for noun, found in index.documents.numbers.items()},
        }
        self._fields: dict[str, tuple[TextField, ...]] = {"quote": QUOTE_FIELDS}
        self._labels = {noun: noun.capitalize() for noun in self._members}
        for kind in kinds.values():
            if kind.noun in self._members:
                self._fields[kind.noun] = index.fields.by_type[kind.record]

    def search(
        self, query: str, nouns: Collection[str] | None = None, within: BitMap | None = None
    ) -> RankedSelection:
        """What has all words of ``query``, of all kinds or some, the most relevant first; ``within`` are the numbers of
        documents to choose from. Where nothing has all words, words that no document has are corrected, and then any
        of the words is enough."""
        wanted = [noun for noun in self._members if nouns is None or noun in nouns]
        among: Members = range(len(self._index.documents)) if within is None else within
        members = among
        if len(wanted) < len(self._members):
            members = NONE.union(*[self._members[noun] for noun in wanted])
            members = members if within is None else members & within
        fields = self._fields_of(wanted)
        for text, searcher, match in self._attempts(query, fields):
            row = searcher.row(text, descending=True)
            if match is SearchMatch.NOTHING or row.holds(members, 0, row.size):
                break
        everywhere = RecordSearch(self._index, "search", self._fields_of(self._members), 0, searcher.any_word)
        division = ByKind(
            partial(everywhere.row, text, descending=True),
            self._members,
            self._labels,
            among,
            wanted if nouns else (),
        )
        documents = cast("Sequence[Any]", self._index.documents)
        found = RankedSelection(documents, row, members, division, partial(searcher.highlight, text))
        found.match, found.did_you_mean = match, text if text != query else None
        return found

    def _fields_of(self, nouns: Collection[str]) -> tuple[TextField, ...]:
        return tuple(dict.fromkeys(field for noun in nouns for field in self._fields[noun]))

    def _attempts(
        self, query: str, fields: tuple[TextField, ...]
    ) -> Iterator[tuple[str, RecordSearch, SearchMatch]]:
        """What is looked for until something is found: a text, how, and what that is called."""
        exact = RecordSearch(self._index, "search", fields, 0)
        any_word = RecordSearch(self._index, "search", fields, 0, any_word=True)
        yield query, exact, SearchMatch.ALL
        corrected = self._corrections.corrected(query, fields) if fields else None
        if corrected is not None:
            yield corrected, exact, SearchMatch.CORRECTED
            yield corrected, any_word, SearchMatch.ANY
        yield query, any_word, SearchMatch.ANY
        yield query, exact, SearchMatch.NOTHING
