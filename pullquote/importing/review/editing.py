"""A file of stories with one proposal confirmed, rejected, changed or given to another speaker, as text.

The lines are found by their positions. What comes out is read again: if any value is another than the decision makes
it, nothing is changed. That makes it safe for every style of YAML.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, NamedTuple

from pullquote.importing.review.cutting import cut_entry, cut_key
from pullquote.importing.review.positions import Cut, FileText, NoEnd
from pullquote.store.files.syntax.documents import Document, read_document
from pullquote.store.files.syntax.trees import MappingNode
from pullquote.store.model.dates import DateOrDateTime, InvalidDate
from pullquote.store.model.file_problems import FileProblems
from pullquote.store.model.records import ReviewTier

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
WORDS = frozenset({"null", "true", "false"})
"""Slugs that are no text in YAML."""
EDITABLE = ("as", "cue", "dateSpoken")
"""Keys of a proposal whose values a person can change without opening the file."""
OF_THE_SPEAKER = ("role", "as")
"""Keys that are right for one speaker only."""
TIERS = frozenset(tier.value for tier in ReviewTier)


class CannotDecide(Exception):
    """A decision that is not written into a file; the message is one line for the user."""


@dataclass(frozen=True, slots=True)
class Confirm:
    """The proposal is right."""


@dataclass(frozen=True, slots=True)
class Reject:
    """Nobody said so: the entry is deleted."""


@dataclass(frozen=True, slots=True)
class CorrectSpeaker:
    """Somebody else said it, the person or the organization of that slug. What is said of the speaker goes with the
    former one; all else is right."""

    slug: str


@dataclass(frozen=True, slots=True)
class ChangeValues:
    """Other values for some of the keys in EDITABLE; a key without a value is deleted. It stays a proposal."""

    values: Mapping[str, str]


Decision = Confirm | Reject | CorrectSpeaker | ChangeValues


class QuoteEntry(NamedTuple):
    """Which quote of a file is meant: its number in the story, from 0, and the slug of the story in a file of several."""

    number: int
    story: str | None = None


def decided(name: str, data: bytes, entry: QuoteEntry, decision: Decision) -> bytes:
    """The bytes of a file of that name once the decision is written into it. Raises CannotDecide."""
    if isinstance(decision, ChangeValues):
        _check(decision.values)
    for each in _steps(_proposal(name, _read(name, data), entry)[1], decision):
        data = _decided(name, data, entry, each)
    return data


def _steps(quote: MappingNode, decision: Decision) -> Iterator[Decision]:
    """One after the other, since what is cut of neighbours in brackets is a comma of both."""
    if isinstance(decision, CorrectSpeaker) and quote.value.get("speaker") != decision.slug:
        yield from (ChangeValues({key: ""}) for key in OF_THE_SPEAKER if key in quote.keys)
    yield decision


def _decided(name: str, data: bytes, entry: QuoteEntry, decision: Decision) -> bytes:
    document = _read(name, data)
    story, quote = _proposal(name, document, entry)
    mark = BYTE_ORDER_MARK if data.startswith(BYTE_ORDER_MARK) else b""
    written = FileText(data.removeprefix(mark).decode())
    try:
        text = written.without(_cuts(written, story, quote, entry, decision))
    except (NoEnd, ValueError):
        text = ""
    after = mark + text.encode()
    if not _is_as_expected(name, after, _expected(document, entry, decision), document):
        line = quote.keys["review"].line
        raise CannotDecide(
            f"{name}:{line}: the way this is written is for people to change; open it in an editor"
        )
    return after


def _check(values: Mapping[str, str]) -> None:
    for key, value in values.items():
        if key not in EDITABLE:
            raise CannotDecide(f"{key} is for people to change in an editor; here, {', '.join(EDITABLE)} are")
        if "\n" in value or "\r" in value:
            raise CannotDecide(f"{key} must be on one line")
        if key == "dateSpoken" and value:
            try:
                DateOrDateTime.parse(value)
            except InvalidDate as error:
                raise CannotDecide(f"dateSpoken: {error}") from None


def _read(name: str, data: bytes) -> Document:
    document = read_document(PurePath(name).suffix, data, FileProblems())
    if document is None:
        raise CannotDecide(f"{name} cannot be read; `pullquote check` says why")
    return document


def _proposal(name: str, document: Document, entry: QuoteEntry) -> tuple[MappingNode, MappingNode]:
    """The story and the quote that an entry means. Raises CannotDecide where that is no proposal."""
    story = document.tree if entry.story is None else document.tree.child(entry.story)
    if isinstance(story, MappingNode):
        quotes = story.items("quotes")
        quote = quotes[entry.number] if 0 <= entry.number < len(quotes) else None
        if isinstance(quote, MappingNode) and quote.value.get("review") in TIERS:
            return story, quote
    raise CannotDecide(f"{name}: there is no proposal {entry.number + 1} to review")


def _cuts(
    written: FileText, story: MappingNode, quote: MappingNode, entry: QuoteEntry, decision: Decision
) -> list[Cut]:
    match decision:
        case Confirm():
            return [cut_key(written, quote, "review")]
        case Reject():
            return cut_entry(written, story, entry.number)
        case CorrectSpeaker(slug):
            return [_speaker(written, quote, slug), cut_key(written, quote, "review")]
        case ChangeValues(values):
            return [cut for key, value in values.items() for cut in _value(written, quote, key, value)]


def _speaker(written: FileText, quote: MappingNode, slug: str) -> Cut:
    """The slug in place of the speakers or of the source. A list of several lines is too much to replace."""
    is_plain = not written.is_flow(quote) and slug[:1].isalpha() and slug not in WORDS
    value = slug if is_plain else json.dumps(slug)
    if "speaker" in quote.keys:
        speakers = quote.children["speaker"]
        return Cut(written.offset(speakers.position), written.end_of(speakers), value)
    if "source" not in quote.keys:
        raise NoEnd
    start = written.offset(quote.keys["source"])
    key = json.dumps("speaker") if written.text[start] == '"' else "speaker"
    return Cut(start, written.end_of(quote.children["source"]), f"{key}: {value}")


def _value(written: FileText, quote: MappingNode, key: str, value: str) -> list[Cut]:
    """A value in place of that of a key, or a new key in front of ``review``; nothing in place of an empty one."""
    text = json.dumps(value, ensure_ascii=False)
    if key in quote.keys:
        if not value:
            return [cut_key(written, quote, key)]
        node = quote.children[key]
        return [Cut(written.offset(node.position), written.end_of(node), text)]
    if not value:
        return []
    review = quote.keys["review"]
    start = written.offset(review)
    name = json.dumps(key) if written.text[start] == '"' else key
    line = written.lines[review.line - 1]
    newline = line[len(line.rstrip("\r\n")) :] or "\n"
    between = ", " if written.is_flow(quote) else newline + " " * (review.column - 1)
    return [Cut(start, start, f"{name}: {text}{between}")]


def _expected(document: Document, entry: QuoteEntry, decision: Decision) -> object:
    """The values of the file once the decision is in it."""
    value: Any = deepcopy(document.tree.value)
    story = value if entry.story is None else value[entry.story]
    quotes = story["quotes"]
    quote = quotes[entry.number]
    if decision == Reject():
        del quotes[entry.number]
        if not quotes:
            del story["quotes"]
        return value
    if isinstance(decision, ChangeValues):
        for key, new in decision.values.items():
            quote.pop(key, None)
            quote.update({key: new} if new else {})
        return value
    del quote["review"]
    if isinstance(decision, CorrectSpeaker):
        quote.pop("source", None)
        quote["speaker"] = decision.slug
    return value


def _is_as_expected(name: str, data: bytes, expected: object, before: Document) -> bool:
    after = read_document(PurePath(name).suffix, data, FileProblems())
    return after is not None and after.tree.value == expected and after.below.text == before.below.text
