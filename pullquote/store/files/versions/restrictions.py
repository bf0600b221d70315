"""What a file says of who may see its stories, even where the rest of it is wrong.

A file with a mistake is served as it last was good. What its owner takes back with the same save must not stay public
with that: so these few keys are read where they can be, and what cannot be read of them hides the story.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from typing import TYPE_CHECKING, Any, NamedTuple

from pullquote.store.files.kinds import StoryKeys
from pullquote.store.files.syntax.documents import FENCE
from pullquote.store.files.syntax.text import UTF_16
from pullquote.store.files.syntax.trees import MappingNode, Number
from pullquote.store.files.versions.reviews import (
    SaidQuotes,
    quotes_in,
    quotes_in_text,
    quotes_of,
    reviewed,
)
from pullquote.store.model.dates import DateOrDateTime, InvalidDate
from pullquote.store.model.problems import closest
from pullquote.store.model.records import StoryStatus

if TYPE_CHECKING:
    from pullquote.store.files.parsing import ParsedEntity
    from pullquote.store.files.slugs.entries import FileOutline

STATUS = "status"
MOMENTS = {"embargo": max, "expires": min}
"""Keys with a moment, and which of two moments lets the public see less."""
KEYS = (STATUS, *MOMENTS)
FLAGS = {"draft": ("true", "yes", "on"), "published": ("false", "no", "off")}
"""Keys of other systems that say that a story is not for the public, with the values that say so."""
_SLUG_LINE = re.compile(r"""["']?([a-z0-9]+(?:-[a-z0-9]+)*)["']?[ \t]*:""")
_WRITTEN = re.compile(
    rf"""(?:^|(?<=[{{,\[]))[ \t]*["']?({"|".join([*KEYS, *FLAGS])})["']?[ \t]*:[ \t]*["']?([^"'#,}}]*)""",
    re.IGNORECASE,
)
"""A key and its value, at the beginning of a line or in brackets."""


class Restriction(NamedTuple):
    """Who may see a story: ``status``, and moments by their keys; and what is said of its quotes."""

    status: StoryStatus = StoryStatus.PUBLISHED
    moments: tuple[tuple[str, DateOrDateTime], ...] = ()
    quotes: SaidQuotes = SaidQuotes()


Restrictions = tuple[tuple[str, Restriction], ...]
"""The restrictions of the stories of a file, by slug."""


def restrictions_in(
    data: bytes, tree: MappingNode | None, slugs: Sequence[str], *, is_single: bool, has_duplicates: bool
) -> Restrictions:
    """What a file of stories says: by its ``tree`` if it could be read as one, else (and where keys are in it twice) by
    its lines. ``slugs`` are those of its stories, ``is_single`` says that it is the file of one."""
    found: dict[str, Restriction] = {}
    if tree is not None:
        nodes = [tree if is_single else tree.children.get(slug) for slug in slugs]
        for slug, node in zip(slugs, nodes, strict=True):
            if isinstance(node, MappingNode):
                found[slug] = restriction_of(_written(node))._replace(quotes=quotes_in(node))
    if tree is None or has_duplicates:
        text = data.decode("utf-16" if data.startswith(UTF_16) else "utf-8-sig", "replace")
        for slug, restriction in of_text(text, slugs[0] if is_single else None):
            found[slug] = _both(found.get(slug, restriction), restriction)
    return tuple(found.items())


def of_text(text: str, slug: str | None) -> Iterator[tuple[str, Restriction]]:
    """What a file says, by its lines, that could not be read as a mapping; ``slug`` is that of its only story, None
    where it may have many."""
    if slug is None:
        found: dict[str, list[str]] = {}
        for line in text.splitlines():
            if start := _SLUG_LINE.match(line):
                found[start[1]] = lines_of = [line[start.end() :]]
            elif found:
                lines_of.append(line)
        for each, lines in found.items():
            yield each, _of_lines(lines)
        return
    head, _, rest = text.partition("\n")
    if head.strip().startswith(FENCE):
        text = re.split(rf"(?m)^{FENCE}\s*$", rest, maxsplit=1)[0]
    yield slug, _of_lines(text.splitlines())


def _of_lines(lines: Sequence[str]) -> Restriction:
    """What lines of a file say of one story."""
    found = [match for line in lines for match in _WRITTEN.finditer(line)]
    restriction = restriction_of([(match[1].lower(), match[2].strip()) for match in found])
    return restriction._replace(quotes=quotes_in_text("\n".join(lines)))


def _written(node: MappingNode) -> Iterator[tuple[str, object]]:
    """The keys of a story that are, or were meant to be, of those that say who may see it."""
    names = sorted({"headline", "publication", "section", "topics", "quotes", *KEYS, *FLAGS})
    for key, value in node.value.items():
        name = key.casefold()
        meant = name if name in names else closest(name, names)
        if meant in KEYS or meant in FLAGS:
            yield meant, value


def restriction_of(written: Iterable[tuple[str, Any]]) -> Restriction:
    """The restriction that keys and values say, the strictest of each; what cannot be read of them hides the story."""
    status = StoryStatus.PUBLISHED
    moments: dict[str, DateOrDateTime] = {}
    for key, value in written:
        text = (value.text if isinstance(value, Number) else str(value)).strip()
        if value is None or not text:
            continue
        if key in FLAGS:
            if text.casefold() in FLAGS[key]:
                status = StoryStatus.DRAFT
        elif key == STATUS:
            found = _status(text)
            status = found if status is StoryStatus.PUBLISHED else status
        else:
            moment = _moment(text)
            if moment is None:
                status = StoryStatus.DRAFT
            else:
                moments[key] = _strictest(key, moments.get(key), moment) or moment
    return Restriction(status, tuple(moments.items()))


def _status(text: str) -> StoryStatus:
    """The status that a word means: nobody who writes another word than ``published`` means that."""
    return next((status for status in StoryStatus if status.value == text.casefold()), StoryStatus.DRAFT)


def _moment(text: str) -> DateOrDateTime | None:
    try:
        date = DateOrDateTime.parse(text)
    except InvalidDate:
        return None
    return date if date.has_time else None


def _both(one: Restriction, other: Restriction) -> Restriction:
    """The stricter of what is said twice; of quotes what the ``other`` says, which has all of them."""
    status = other.status if one.status is StoryStatus.PUBLISHED else one.status
    mine, theirs = dict(one.moments), dict(other.moments)
    return Restriction(
        status,
        tuple(
            (key, moment)
            for key in MOMENTS
            if (moment := _strictest(key, mine.get(key), theirs.get(key))) is not None
        ),
        other.quotes,
    )


def _strictest(key: str, one: DateOrDateTime | None, other: DateOrDateTime | None) -> DateOrDateTime | None:
    return MOMENTS[key]((each for each in (one, other) if each), key=lambda date: date.start, default=None)


def restricted(good: FileOutline, now: FileOutline | None) -> FileOutline | None:
    """The version of a file with stories that was ``good``, with what its owner takes back ``now``; None where nothing
    of it is left."""
    if now is None:
        return good
    said = {**_restrictions_of_keys(now), **dict(now.restrictions)}
    stays = {entity.slug for entity in (now.entities if now.complete else good.entities)}
    entities = []
    for entity in good.entities:
        restriction = said.get(entity.slug, Restriction())
        if entity.slug in stays:
            parsed = entity.read()
            now_of_it = _restricted_entity(parsed, restriction)
            entities.append(entity if now_of_it is parsed else now_of_it)
    if not entities:
        return None
    if entities == list(good.entities):
        return good
    return good.with_entities(tuple(entities))


def _restrictions_of_keys(file: FileOutline) -> Mapping[str, Restriction]:
    found = {}
    for entity in file.entities:
        keys = entity.read().keys
        if isinstance(keys, StoryKeys):
            moments = ((key, getattr(keys, key, None)) for key in MOMENTS)
            found[entity.slug] = Restriction(
                keys.status,
                tuple((key, moment) for key, moment in moments if moment),
                quotes_of(keys.quotes),
            )
    return found


def _restricted_entity(parsed: ParsedEntity, restriction: Restriction) -> ParsedEntity:
    """A story with the stricter of what it and a restriction say; itself where that is its own.

    Quotes that are taken back are those without a place, so that all others keep their numbers.
    """
    keys = parsed.keys
    stricter: dict[str, object] = {}
    if keys.status is StoryStatus.PUBLISHED and restriction.status is not StoryStatus.PUBLISHED:
        stricter[STATUS] = restriction.status
    for key, moment in restriction.moments:
        before = getattr(keys, key, None)
        if hasattr(keys, key) and (strictest := _strictest(key, before, moment)) != before:
            stricter[key] = strictest
    quotes = reviewed(keys.quotes, restriction.quotes)
    found = tuple(
        [None if quote is None else place for quote, place in zip(quotes, parsed.found, strict=True)]
    )
    remain = [quote or before for quote, before in zip(quotes, keys.quotes, strict=True)]
    if remain != keys.quotes:
        stricter["quotes"] = remain
    if not stricter and found == parsed.found:
        return parsed
    keys = copy(keys)
    for key, value in stricter.items():
        object.__setattr__(keys, key, value)  # keys are frozen, and nobody else has these
    return parsed._replace(keys=keys, found=found)
