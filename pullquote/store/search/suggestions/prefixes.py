"""What begins as the text in a search box, while it is typed: names and headlines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from heapq import merge
from itertools import islice
from threading import Lock
from typing import Any

from pyroaring import BitMap

from pullquote.store.index.building import NamedAppearances
from pullquote.store.index.collections import RecordCollection
from pullquote.store.index.dimensions import kind_of
from pullquote.store.index.renumbering import Renumbering
from pullquote.store.index.running_order import NEWEST_FIRST
from pullquote.store.index.sort_orders import place_in
from pullquote.store.model.criteria import NameOrder
from pullquote.store.model.errors import BadInput
from pullquote.store.model.kinds import Kind
from pullquote.store.model.records import Named, Story
from pullquote.store.model.snapshots.protocol import SUGGESTIONS
from pullquote.store.model.snapshots.questions import Suggestion
from pullquote.store.model.unread import one_at_a_time
from pullquote.store.search.highlights import marked
from pullquote.store.search.names import NameIndex
from pullquote.store.search.word_folding import WORD, FoldedText, folded, words

MAX_SUGGESTIONS = 20
"""Suggestions at most: nobody reads more while typing."""
MAX_PREFIX_CHARACTERS = 100
"""Of a prefix that are read: a long headline."""
HEADLINES = 20_000
"""Stories whose headlines are suggested, the latest: their words take some 10 MB and two seconds to gather."""
HEADLINE_SHARE = 3
"""One suggestion in so many is a headline, where there are headlines: names would leave no place for them."""
MOST_CHANGED = 500
"""Stories that may have come or gone since headlines were gathered, before they are gathered again: those of several
desks that save without pause."""


class InvalidSuggestions(BadInput):
    """More suggestions than there may be, or fewer than none."""


def check_count(first: int) -> None:
    """Check how many are asked for. Raises :class:`InvalidSuggestions`."""
    if not 0 <= first <= MAX_SUGGESTIONS:
        raise InvalidSuggestions(f'"first" must be from 0 to {MAX_SUGGESTIONS}, found {first}.')


@dataclass(frozen=True)
class Headlines:
    """The headlines of the latest stories, by their words.

    ``gathered`` are the stories that were gathered together, of which ``left`` are still there; ``changed`` are those
    that came later.
    """

    gathered: Sequence[Story]
    numbers: Mapping[Story, int]
    index: NameIndex
    left: BitMap
    changed: tuple[Story, ...]
    changed_index: NameIndex

    @classmethod
    def of(cls, stories: Sequence[Story]) -> Headlines:
        """Gather the headlines of stories that are in order, the latest first."""
        gathered = stories[:HEADLINES]
        return cls.restored(gathered, _by_words(gathered))

    def after(self, gone: Iterable[Story], added: Iterable[Story]) -> Headlines | None:
        """The same after some stories have gone and others have come; None where they are to be gathered again."""
        absent = set(gone)
        left = self.left - BitMap([self.numbers[story] for story in absent if story in self.numbers])
        changed = [*(story for story in self.changed if story not in absent), *added]
        if len(changed) + len(self.gathered) - len(left) > MOST_CHANGED:
            return None
        changed.sort(key=partial(place_in, NEWEST_FIRST))
        return replace(self, left=left, changed=tuple(changed), changed_index=_by_words(changed))

    def in_order(self, position: Callable[[Story], int]) -> tuple[list[int], NameIndex]:
        """The positions of the latest stories that there are headlines of, in order, and the words of those headlines by
        where in that list a story is: what :meth:`restored` takes."""
        known = {number: position(self.gathered[number]) for number in self.left}
        later = {number: position(story) for number, story in enumerate(self.changed)}
        positions = sorted([*known.values(), *later.values()])[:HEADLINES]
        numbers = {each: number for number, each in enumerate(positions)}
        words: defaultdict[str, BitMap] = defaultdict(BitMap)
        for index, stories in ((self.index, known), (self.changed_index, later)):
            moved = {number: numbers[each] for number, each in stories.items() if each in numbers}
            for word, found in zip(index.words, index.sets, strict=True):
                words[word] |= BitMap([moved[number] for number in found if number in moved])
        ordered = sorted(word for word, found in words.items() if found)
        return positions, NameIndex(tuple(ordered), tuple(map(words.__getitem__, ordered)))

    @classmethod
    def restored(cls, stories: Sequence[Story], index: NameIndex) -> Headlines:
        """The headlines of stories, the latest first, whose words are in ``index``."""
        numbers = {story: number for number, story in enumerate(stories)}
        return cls(stories, numbers, index, BitMap(range(len(stories))), (), _by_words(()))

    def beginning(self, text: str) -> Iterator[Story]:
        """The stories in whose headlines every word of ``text`` begins a word, the latest first."""
        known = map(self.gathered.__getitem__, self.index.search(text) & self.left)
        later = map(self.changed.__getitem__, self.changed_index.search(text))
        return merge(known, later, key=partial(place_in, NEWEST_FIRST))


def _by_words(stories: Iterable[Story]) -> NameIndex:
    return NameIndex.of([(story.headline,) for story in one_at_a_time(stories)], joined=False)


class Suggestions:
    """What a snapshot can suggest."""

    def __init__(
        self,
        stories: Sequence[Story],
        by_kind: Mapping[str, RecordCollection[Any, Any, NameOrder]],
        kinds: Iterable[Kind],
        appearances: NamedAppearances,
    ) -> None:
        """``stories`` are in order, the latest first."""
        self._stories = stories
        self._collections = [(kind, by_kind[kind.name]) for kind in kinds if not kind.is_story]
        self._appearances = appearances
        self._headlines: Headlines | None = None
        self._restore: Callable[[], Headlines | None] = lambda: None
        self._lock = Lock()

    def begin_with(self, restore: Callable[[], Headlines | None]) -> None:
        """Say how headlines can be had that were gathered before; None of it if they cannot."""
        self._restore = restore

    def continue_from(self, previous: Suggestions, change: Renumbering) -> None:
        """Take over what another snapshot has gathered, whose stories differ in this ``change``."""
        known = previous._headlines or previous._restore()
        if known is not None:
            gone = map(previous._stories.__getitem__, change.gone)
            added = map(self._stories.__getitem__, change.added)
            self._headlines = known.after(gone, added)

    def build(self) -> Headlines:
        """Gather the headlines, unless that was done."""
        with self._lock:
            if self._headlines is None:
                self._headlines = self._restore() or Headlines.of(self._stories)
            return self._headlines

    def suggest(
        self, prefix: str, nouns: Collection[str] | None = None, first: int = SUGGESTIONS
    ) -> tuple[Suggestion, ...]:
        """What has a word that begins so for every word of ``prefix``, of all kinds or some, by what one is called.

        Names come first, those that begin with the prefix itself before others, then those in most stories; then
        headlines, the latest first. Raises :class:`InvalidSuggestions`.
        """
        check_count(first)
        text = prefix[:MAX_PREFIX_CHARACTERS]
        typed = words(text)
        if not typed or not first:
            return ()
        return suggested(
            text, self._names(text, nouns, first), [*self._stories_of(text, nouns, first)], first
        )

    def _story_count(self, record: Named) -> int:
        return self._appearances.stories_of(record).total_count

    def _stories_of(
        self, text: str, nouns: Collection[str] | None, count: int
    ) -> Iterator[tuple[str, Story]]:
        found = ((kind_of(story).value, story) for story in (self._headlines or self.build()).beginning(text))
        return islice((each for each in found if nouns is None or each[0] in nouns), count)

    def _names(self, text: str, nouns: Collection[str] | None, count: int) -> list[tuple[str, Named, int]]:
        found: list[tuple[str, Named, int]] = []
        for kind, collection in self._collections:
            if nouns is None or kind.noun in nouns:
                selection = collection.select(kind.criteria(search=text), NameOrder.STORY_COUNT)
                records = selection.page(first=count).nodes
                found += [(kind.noun, record, self._story_count(record)) for record in records]
        return found


def suggested(
    text: str,
    names: Iterable[tuple[str, Named, int]],
    headlines: Sequence[tuple[str, Story]],
    first: int,
) -> tuple[Suggestion, ...]:
    """The suggestions for what was typed: of names, each with what one of its kind is called and in how many stories it
    is, and of the stories of headlines, the latest first."""
    beginning, mark = folded(text).strip(), partial(_marked, words(text))

    def place(found: tuple[str, Named, int]) -> tuple[bool, int, str]:
        _, record, count = found
        return not folded(record.name).startswith(beginning), -count, record.id

    ranked = sorted(names, key=place)
    share = min(len(headlines), max(first // HEADLINE_SHARE, first - len(ranked)))
    found = [
        Suggestion(noun, record.name, mark(record.name), count, record)
        for noun, record, count in ranked[: first - share]
    ]
    others = [Suggestion(noun, story.headline, mark(story.headline), 1, story) for noun, story in headlines]
    return (*found, *others[: first - len(found)])


def _marked(typed: Sequence[str], text: str) -> str:
    """A text as HTML, with the beginnings of words that were typed in ``<mark>``."""
    return marked(text, _beginnings(typed, text))


def _beginnings(typed: Sequence[str], text: str) -> Iterator[tuple[int, int]]:
    """Where the beginnings of words stand that were typed."""
    prepared, done = FoldedText(text), 0
    for place in WORD.finditer(prepared.folded):
        size = max([len(word) for word in typed if place[0].startswith(word)], default=0)
        start, end = prepared.span(place.start(), place.start() + size) if size else (0, 0)
        if size and start >= done:
            yield start, end
            done = end
