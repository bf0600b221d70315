"""The texts that a story prints, in which its quotes are looked for: the body, and the headlines above it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

from pullquote.store.model.bodies import BlockKind
from pullquote.store.model.records import StoryPart
from pullquote.store.quotes.html.blocks import ParsedBlock
from pullquote.store.quotes.matching import Found, Missing, find
from pullquote.store.quotes.prose import Prose


class StoryText:
    """Where a story prints words: its body, and besides it the headline, the alternative headline and the standfirst
    (``others``, by their places). Words are looked for in those only if they are not in the body."""

    def __init__(
        self,
        blocks: Sequence[ParsedBlock],
        others: Mapping[StoryPart, str],
        cues: Collection[str] = (),
        names: AbstractSet[str] = frozenset(),
    ) -> None:
        self._body = Prose(blocks, cues, names)
        self._texts, self._cues, self._names = others, cues, names

    @cached_property
    def _others(self) -> Mapping[StoryPart, Prose]:
        """The texts besides the body, which most stories never need."""
        return {
            place: Prose([ParsedBlock(BlockKind.PARAGRAPH, text, "")], self._cues, self._names)
            for place, text in self._texts.items()
        }

    def has(self, words: str) -> bool:
        """Whether the words stand in one of the texts, in capitals or not."""
        return self._body.has(words) or any(prose.has(words) for prose in self._others.values())

    def find(
        self, words: Sequence[str], after: str | None = None, before: str | None = None
    ) -> Found | Missing:
        """Place a quote: see :func:`~pullquote.store.quotes.matching.find`."""
        found = find(self._body, words, after, before)
        if isinstance(found, Missing) and found.code in {"PQ301", "PQ303"}:
            for place, prose in self._others.items():
                elsewhere = find(prose, words, after, before)
                if isinstance(elsewhere, Found):
                    return elsewhere._replace(place=place)
        return found

    def names(self, slug: str) -> bool:
        """Whether the words of a slug stand in one of the texts one after another, in whatever script."""
        return self._body.names(slug) or any(prose.names(slug) for prose in self._others.values())

    def one_passage(self, found: Found) -> str | None:
        """The passage that the parts of a quote are where nothing interrupts them; None where something does."""
        prose = self._body if found.place is StoryPart.BODY else self._others[found.place]
        return prose.one_passage(found.parts)
