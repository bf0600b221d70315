"""Whether the quotes of a story stand in it, each at a place of its own, and how its speakers are printed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pullquote.store.files.kinds.fields import MAX_ITEMS, MAX_WORDS
from pullquote.store.files.kinds.keys import StoryKeys
from pullquote.store.files.kinds.quote_dates import is_vague, quote_date
from pullquote.store.files.syntax.trees import MappingNode, Number, Position, Value, shortened
from pullquote.store.model.dates import DateOrDateTime, InvalidDate
from pullquote.store.model.file_problems import FileProblems
from pullquote.store.model.formats import slug_of
from pullquote.store.model.records import QuoteKind, StoryPart
from pullquote.store.quotes.bodies import ParsedBody
from pullquote.store.quotes.guessing import shown
from pullquote.store.quotes.matching import Found, Missing
from pullquote.store.quotes.story_text import StoryText

OTHER_TEXTS = {
    "headline": StoryPart.HEADLINE,
    "alternativeHeadline": StoryPart.ALTERNATIVE_HEADLINE,
    "standfirst": StoryPart.STANDFIRST,
}
"""The keys of a story that print words, beside its body."""
COMPARED_QUOTES = 3
"""With how many quotes before it, in the order of the story, each is compared."""
SHORT_WORDS = 2
"""Words of a slug that are as short as this, or shorter, name nobody in the lines of an interview."""
CACHED_NAMES = 4096
"""For how many names their words are kept: stories quote the same people again and again."""


class Entry(NamedTuple):
    """A quote as the file has it, and what was found of it; ``ranges`` are the places of its parts."""

    node: MappingNode
    found: Found
    ranges: list[tuple[int, int, int]]


def find_quotes(tree: MappingNode, body: ParsedBody | None, faults: FileProblems) -> tuple[Found | None, ...]:
    """The place of each quote of a story, None with a problem for those without one."""
    nodes = tree.items("quotes")[:MAX_ITEMS]
    if not nodes:
        return ()
    quotes = [node if isinstance(node, MappingNode) else None for node in nodes]
    text = _story_text(tree, body, quotes)
    sought = [None if quote is None else _sought(text, quote) for quote in quotes]
    if body is None and any(isinstance(place, Missing) for place in sought):
        faults.add(
            "PQ304", *tree.at(("quotes",)), "the story has quotes and no body that they could stand in"
        )
        return tuple(None for _ in nodes)
    entries = [
        entry
        for quote, place in zip(quotes, sought, strict=True)
        if quote is not None and (entry := _entry(text, quote, place, faults)) is not None
    ]
    _check_places(entries, faults)
    _check_dates(tree, entries, faults)
    by_node = {id(entry.node): entry.found for entry in entries}
    return tuple(by_node.get(id(node)) for node in nodes)


def _entry(
    text: StoryText, node: MappingNode, place: Found | Missing | None, faults: FileProblems
) -> Entry | None:
    """A quote with its place; None with a problem where it has none."""
    as_printed = _printed(text, node, faults)
    match place:
        case Found():
            ranges = [(part.block, part.start, part.end) for part in place.parts]
            return Entry(node, _described(text, node, place, as_printed, faults), ranges)
        case Missing():
            of_part = (
                place.code == "PQ301" and place.key == "text" and isinstance(node.value.get("text"), list)
            )
            position = node.at((place.key, place.part) if of_part else (place.key,))
            faults.add(place.code, *position, place.message, place.suggestion)
    return None


def _story_text(tree: MappingNode, body: ParsedBody | None, nodes: Sequence[MappingNode | None]) -> StoryText:
    others = {
        place: text.strip() for key, place in OTHER_TEXTS.items() if (text := _text(tree.value.get(key)))
    }
    quotes = [node.value for node in nodes if node is not None]
    named = {
        name
        for quote in quotes
        for name in (*_slugs(quote.get("speaker")), quote.get("as"))
        if isinstance(name, str)
    }
    names = set[str]().union(*map(_long_words, named))
    cues = [cue for quote in quotes if isinstance(cue := quote.get("cue"), str)]
    return StoryText(body.blocks if body else (), others, cues, names)


@lru_cache(CACHED_NAMES)
def _long_words(name: str) -> tuple[str, ...]:
    """The words of the slug for a name that are long enough to name somebody."""
    return tuple([word for word in slug_of(name).split("-") if len(word) > SHORT_WORDS])


def _text(value: Value) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _slugs(speaker: Value) -> list[Value]:
    return speaker if isinstance(speaker, list) else [speaker]


def _sought(text: StoryText, node: MappingNode) -> Found | Missing | None:
    """Where a quote stands; None where its keys are wrong, which is a problem already."""
    written = node.value.get("text")
    words_of_parts = [written] if isinstance(written, str) else written
    if not isinstance(words_of_parts, list) or not 0 < len(words_of_parts) <= MAX_ITEMS:
        return None
    parts = [part.strip() for part in words_of_parts if isinstance(part, str)]
    if len(parts) != len(words_of_parts) or not all(0 < len(part) <= MAX_WORDS for part in parts):
        return None
    after, before = (
        hint and hint.strip() for hint in (_text(node.value.get(key)) for key in ("after", "before"))
    )
    return text.find(parts, after, before)


def _printed(text: StoryText, node: MappingNode, faults: FileProblems) -> str | None:
    """The speaker as printed, if the file says so; that and the cue are words of the story."""
    as_printed: str | None = None
    for key, code, noun in (("as", "PQ401", "the speaker"), ("cue", "PQ402", "the cue")):
        words = _text(node.value.get(key))
        if words is not None and not text.has(words):
            faults.add(code, *node.at((key,)), f'{noun} "{shortened(words)}" does not stand in the body')
        elif key == "as":
            as_printed = words
    return as_printed


def _described(
    text: StoryText, node: MappingNode, found: Found, as_printed: str | None, faults: FileProblems
) -> Found:
    """A place with what the keys beside the words say of it."""
    written, kind = node.value.get("text"), node.value.get("kind")
    passage = text.one_passage(found) if isinstance(written, list) else None
    if passage is not None:
        message = "the parts stand in the story as one passage; a list is for what something interrupts"
        faults.add("PQ444", *node.at(("text",)), message, f"write it as one text: {shown(passage)}")
    if kind == "direct":
        found = found._replace(kind=QuoteKind.DIRECT)
    if as_printed is not None:
        return found._replace(as_printed=" ".join(as_printed.split()))
    slugs = [slug for slug in _slugs(node.value.get("speaker")) if isinstance(slug, str)]
    return found if all(text.names(slug) for slug in slugs) else found._replace(is_named=False)


def _check_places(entries: Sequence[Entry], faults: FileProblems) -> None:
    """No two quotes are the same words, and none is a piece of another, except for a quotation in a quotation."""
    in_order = sorted(entries, key=lambda entry: (entry.found.place.value, entry.ranges))
    for number, entry in enumerate(in_order):
        for earlier in in_order[max(0, number - COMPARED_QUOTES) : number]:
            if not _share_words(earlier, entry):
                continue
            one, other = sorted((earlier, entry), key=_reliability)
            line = one.node.position.line
            if one.ranges == other.ranges:
                faults.add("PQ320", *other.node.position, *_twice(one, other, line))
                break
            shorter = min(one.found, other.found, key=lambda each: sum(len(part.text) for part in each.parts))
            if not shorter.is_quoted_apart:
                message = f"some of the words are those of the quote on line {line}, too"
                faults.add("PQ441", *other.node.position, message, "keep each word in one quote")
                break


def _reliability(entry: Entry) -> tuple[bool, Position]:
    """Of two quotes of the same words a proposal is wrong, and else the second."""
    return entry.node.child("review") is not None, entry.node.position


def _twice(one: Entry, other: Entry, line: int) -> tuple[str, str]:
    """Message and suggestion for two quotes of the same words."""
    first, second = (_slugs(entry.node.value.get("speaker")) for entry in (one, other))
    if first == second or None in (*first, *second):
        return f"the same words are a quote on line {line} already", "delete one of the two"
    speakers = ", ".join(dict.fromkeys(map(str, (*first, *second))))
    return (
        f"the same words are given to {shortened(str(first[0]))} on line {line}",
        f"keep one; if they say it together, write speaker: [{shortened(speakers)}]",
    )


def _share_words(earlier: Entry, entry: Entry) -> bool:
    if earlier.found.place is entry.found.place:
        for paragraph, start, end in earlier.ranges:
            for other_paragraph, other_start, other_end in entry.ranges:
                if paragraph == other_paragraph and start < other_end and other_start < end:
                    return True
    return False


def _check_dates(tree: MappingNode, entries: Sequence[Entry], faults: FileProblems) -> None:
    """Nothing was said after it was published; nothing is said of it where the story's own dates are wrong."""
    dates = [date for key in ("datePublished", "dateModified") if (date := _date(tree.value.get(key)))]
    if len(dates) > 1 and dates[1].last_day < dates[0].first_day:
        return
    latest = max((date.last_day for date in dates), default=None)
    for entry in entries:
        spoken = _date(entry.node.value.get("dateSpoken"))
        if latest is not None and spoken is not None and spoken.first_day > latest:
            message = f"dateSpoken {shortened(spoken.text)} is after the story, which is of {latest}"
            faults.add("PQ442", *entry.node.at(("dateSpoken",)), message)


def _date(value: Value) -> DateOrDateTime | None:
    text = value.text if isinstance(value, Number) else value
    try:
        return DateOrDateTime.parse(text) if isinstance(text, str) else None
    except InvalidDate:
        return None


def has_doubts(keys: StoryKeys, found: Sequence[Found | None]) -> bool:
    """Whether a story may not name a speaker of its quotes, or a date may not decide their roles: the files of the
    speakers say so."""
    return any(quote.speakers for quote in keys.quotes) and (
        not all(place is None or place.is_named for place in found)
        or any(is_vague(quote_date(keys, quote.date_spoken)) for quote in keys.quotes)
    )
