"""Fragments of text around what a search found, as HTML with ``<mark>`` around each find."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from html import escape

from pullquote.store.model.pages import Highlight
from pullquote.store.search.characters import is_unspaced
from pullquote.store.search.fields import SearchedFields
from pullquote.store.search.matches import Match, finder
from pullquote.store.search.queries import MAX_QUERY_CHARACTERS, STEMMERS, Unit, parse
from pullquote.store.search.text_index.documents import Documents

FRAGMENT_CHARACTERS = 160
"""Of a fragment: two lines under a headline."""
REMEMBERED_QUERIES = 64
"""Queries that are kept as what finds their words in a text."""
REMEMBERED_HIGHLIGHTS = 4_096
"""Records whose highlights are kept, each for one query: those of some hundred pages of results. Most take less than
a kilobyte; when they are full, all are forgotten."""
LONGEST_REMEMBERED = 4_000
"""Characters of highlights that are kept: several times those of ten fields."""
ELLIPSIS = "…"
_WHITE_SPACE = re.compile(r"\s+")
_UNEVEN = re.compile(r"[^\S ]\s*| \s+")
"""White space but for single spaces, of which there are many, and which stay as they are."""


def fragment(text: str, found: Sequence[Match]) -> str:
    """The part of ``text`` that shows most of what was found, as safe HTML.

    ``found`` are matches from left to right. The fragment has about :data:`FRAGMENT_CHARACTERS` and begins
    and ends between words; what is left out shows as an ellipsis.
    """
    start, end = _window(text, found)
    spans = [(each.start, each.end) for each in found if each.start >= start and each.end <= end]
    shown = (
        f"{ELLIPSIS if start else ''}{marked(text, spans, start, end)}{ELLIPSIS if end < len(text) else ''}"
    )
    return shown if shown.isprintable() and "  " not in shown else _UNEVEN.sub(" ", shown)


def marked(text: str, spans: Iterable[tuple[int, int]], start: int = 0, end: int | None = None) -> str:
    """A text, or the part from ``start`` to ``end``, as HTML with ``<mark>`` around spans from left to right."""
    pieces, position = [], start
    for first, last in spans:
        pieces += [escape(text[position:first]), f"<mark>{escape(text[first:last])}</mark>"]
        position = last
    return "".join([*pieces, escape(text[position:end])])


def _window(text: str, found: Sequence[Match]) -> tuple[int, int]:
    """The best stretch: most different finds, then most finds, then the first."""
    if len(text) <= FRAGMENT_CHARACTERS:
        return 0, len(text)
    best: tuple[int, int, int] = (0, 0, 0)
    chosen = found[0], found[0]
    behind = 0
    for ahead in range(len(found)):
        while found[ahead].end - found[behind].start > FRAGMENT_CHARACTERS and behind < ahead:
            behind += 1
        inside = found[behind : ahead + 1]
        worth = (len({match.unit for match in inside}), len(inside), -behind)
        if worth > best:
            best, chosen = worth, (found[behind], found[ahead])
    first, last = chosen
    spare = max(0, FRAGMENT_CHARACTERS - (last.end - first.start))
    start = max(0, min(first.start - spare // 2, len(text) - FRAGMENT_CHARACTERS))
    end = max(last.end, min(len(text), start + FRAGMENT_CHARACTERS))
    return _after_space(text, start, first.start), _before_space(text, end, last.end)


def _after_space(text: str, start: int, at_most: int) -> int:
    """The beginning of the next word, unless ``start`` is one already."""
    if start == 0 or text[start - 1].isspace() or is_unspaced(text[start]):
        return start
    space = _WHITE_SPACE.search(text, start, at_most)
    return space.end() if space else at_most


def _before_space(text: str, end: int, at_least: int) -> int:
    """The end of the last whole word before ``end``, and never before ``at_least``."""
    if end == len(text) or text[end].isspace() or is_unspaced(text[end]):
        return end
    cut = max((text.rfind(space, at_least, end) for space in " \n\t"), default=-1)
    return max(cut, at_least)


class Highlights:
    """The highlights of some documents, by their numbers; those of the last pages are remembered."""

    def __init__(self, documents: Documents, fields: SearchedFields) -> None:
        self._documents = documents
        self._fields = fields
        self._known: dict[tuple[str, int], tuple[Highlight, ...]] = {}

    def of(self, text: str, number: int) -> tuple[Highlight, ...]:
        """Where the words of a query are in a document; see :func:`highlights_in`."""
        key = text[:MAX_QUERY_CHARACTERS], number
        known = self._known.get(key)
        if known is None:
            known = highlights_in(self._documents[number], text, self._fields)
            if sum([len(each.html) for each in known]) <= LONGEST_REMEMBERED:
                if len(self._known) >= REMEMBERED_HIGHLIGHTS:
                    self._known.clear()
                self._known[key] = known
        return known


def highlights_in(record: object, text: str, fields: SearchedFields) -> tuple[Highlight, ...]:
    """Where words are in a record: for each of its searched fields that has any, the best fragment."""
    units = parse(text)
    found = []
    finders = _finders(units)
    for field in fields.by_type[type(record)] if units else ():
        for searched in filter(None, field.texts(record)):
            if matches := finders[field.analyzer](searched):
                found.append(Highlight(field.name, fragment(searched, matches)))
                break
    return tuple(found)


@lru_cache(maxsize=REMEMBERED_QUERIES)
def _finders(units: tuple[Unit, ...]) -> dict[str, Callable[[str], list[Match]]]:
    return {analyzer: finder(units, analyzer) for analyzer in STEMMERS}
