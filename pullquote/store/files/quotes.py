"""Makes the quotes of a story: who said the words, in which office, and by which address they are found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from urllib.parse import quote as percent_encoded

from pullquote.store.files.kinds import QuoteKeys, StoryKeys
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.ids import global_id
from pullquote.store.model.records import Organization, Person, Quote, Role, SourceKind, Speaker, Story
from pullquote.store.quotes.matching import Found

ID_HASH_DIGITS = 12
"""Hexadecimal digits of the hash in a quote's id: 48 bits, for the few quotes of one story."""
MAX_FRAGMENT = 300
"""Characters of a part that an address can point at; browsers look for longer ones by their ends."""
FRAGMENT_ENDS = 4
"""How many words of each end then stand for the part."""


def quotes_of(
    story: Story,
    keys: StoryKeys,
    found: Sequence[Found | None],
    speaker_of: Callable[[str], Speaker],
) -> Iterator[Quote]:
    """The quotes of a story in the order in which they stand in its body.

    ``found`` are their places in the order of the file, ``speaker_of`` gives the record of a slug.
    """
    placed = [(place, quote) for place, quote in zip(found, keys.quotes, strict=True) if place is not None]
    placed.sort(key=lambda each: [(part.paragraph, part.start, part.end) for part in each[0].parts])
    kind = type(story).__name__.lower()
    latest_date = latest(keys)
    repeated: dict[str, int] = {}
    for position, (place, quote) in enumerate(placed, 1):
        digest = sha256("\n".join(quote.text).encode()).hexdigest()[:ID_HASH_DIGITS]
        repeated[digest] = number = repeated.get(digest, 0) + 1
        key = f"{kind}/{story.slug}#{digest}" + (f"-{number}" if number > 1 else "")
        speaker = None if quote.speaker is None else speaker_of(quote.speaker)
        texts = [part.text for part in place.parts]
        date = quote.date_spoken or latest_date
        yield Quote(
            id=global_id("Quote", key),
            text=" ".join(texts),
            parts=place.parts,
            kind=place.kind,
            is_fragment=place.is_fragment,
            cue=quote.cue,
            speaker=speaker,
            source_kind=_source_kind(quote, speaker),
            speaker_as_printed=quote.as_ or (speaker.name if speaker else str(quote.source)),
            role=_role(quote.role, speaker, date),
            addressee=quote.addressee,
            occasion=quote.occasion,
            date_spoken=quote.date_spoken,
            date=date,
            is_translation=quote.translated,
            story=story,
            position=position,
            url=None if story.url is None else deep_link(story.url, texts),
        )


def _source_kind(quote: QuoteKeys, speaker: Speaker | None) -> SourceKind:
    match speaker:
        case Person():
            return SourceKind.NAMED_PERSON
        case Organization():
            return SourceKind.NAMED_ORGANIZATION
        case None:
            return SourceKind(quote.source)


def _role(title: str | None, speaker: Speaker | None, date: DateOrDateTime) -> Role | None:
    """The role that a quote names, or the only one that its speaker held at the time; of several of one title
    the first in the file that was held then."""
    if not isinstance(speaker, Person) or not speaker.roles:
        return None
    held = [role for role in speaker.roles if date.shares_a_moment_with(role.start_date, role.end_date)]
    if title is not None:
        return next((role for role in held if role.title == title), None)
    return held[0] if len(held) == 1 else None


def deep_link(url: str, parts: Sequence[str]) -> str:
    """An address that makes a browser scroll to the words and mark them (URL Fragment Text Directives)."""
    directives = []
    for part in parts:
        words = part.split()
        if len(part) > MAX_FRAGMENT and len(words) > 2 * FRAGMENT_ENDS:
            ends = [" ".join(words[:FRAGMENT_ENDS]), " ".join(words[-FRAGMENT_ENDS:])]
        else:
            ends = [" ".join(words)]
        # The syntax of the directive gives hyphen, comma and ampersand a meaning; quote() leaves the hyphen.
        directives.append(
            "text=" + ",".join(percent_encoded(end, safe="").replace("-", "%2D") for end in ends)
        )
    separator = ":~:" if "#" in url else "#:~:"
    return f"{url}{separator}{'&'.join(directives)}"


def quote_date(story: StoryKeys, date_spoken: DateOrDateTime | None) -> DateOrDateTime:
    """The date that a quote counts as spoken on: its own, or the later one of its story."""
    if date_spoken is not None:
        return date_spoken
    return latest(story)


def latest(story: StoryKeys) -> DateOrDateTime:
    """The later of the two dates of a story, by where they start; the modification if they start alike."""
    dates = (story.date_modified, story.date_published)
    return max((date for date in dates if date is not None), key=lambda date: date.start)
