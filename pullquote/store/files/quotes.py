"""Makes the quotes of a story: who said the words, in which office, and by which address they are found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from urllib.parse import quote as percent_encoded

from pullquote.store.files.kinds import QuoteKeys, StoryKeys
from pullquote.store.files.kinds.quote_dates import latest
from pullquote.store.files.parsing import ParsedEntity
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.ids import global_id
from pullquote.store.model.records import (
    Organization,
    Person,
    PublicReview,
    Quote,
    QuoteAttribution,
    ReviewTier,
    Role,
    SourceKind,
    Speaker,
    Story,
    StoryPart,
)
from pullquote.store.quotes.bodies import ParsedBody
from pullquote.store.quotes.matching import Found
from pullquote.store.quotes.printed_names import Names, PrintedText, all_printed

ATTRIBUTIONS = {tier: QuoteAttribution(tier) for tier in (None, *ReviewTier)}
ID_HASH_DIGITS = 12
"""Hexadecimal digits of the hash in a quote's id: 48 bits, for the few quotes of one story."""
MAX_FRAGMENT = 300
"""Characters of a part that an address can point at; browsers look for longer ones by their ends."""
PLACES = tuple(StoryPart)
"""Where words are printed, in the order of the page."""
FRAGMENT_ENDS = 4
"""How many words of each end then stand for the part."""


def quotes_of(
    story: Story,
    keys: StoryKeys,
    entity: ParsedEntity,
    speaker_of: Callable[[str], Speaker],
    seen: PublicReview,
) -> Iterator[Quote]:
    """The quotes of a story in the order in which it prints them: those of its headlines, then those of its body.

    ``speaker_of`` gives the record of a slug; ``seen`` says which of those are left out that nobody has confirmed.
    """
    placed = [
        (place, quote)
        for place, quote in zip(entity.found, keys.quotes, strict=True)
        if place is not None and seen.shows(quote.review)
    ]
    placed.sort(key=lambda each: _order(each[0]))
    kind = type(story).__name__.lower()
    latest_date = latest(keys)
    text: PrintedText | None = None
    names = _names(f"{kind}/{story.slug}", [quote for _, quote in placed])
    for position, (place, quote) in enumerate(placed, 1):
        speakers = tuple(dict.fromkeys(map(speaker_of, quote.speakers)))
        texts = [part.text for part in place.parts]
        date = quote.date_spoken or latest_date
        as_printed = place.as_printed
        if as_printed is None and speakers:
            text = text or PrintedText(text_of(keys, entity.body))
            as_printed = all_printed(text, [*map(names_of, speakers)])
        yield Quote(
            id=global_id("Quote", names[id(quote)]),
            text=" ".join(texts),
            printed_in=place.place,
            spans=place.parts,
            kind=place.kind,
            is_fragment=place.is_fragment,
            cue=quote.cue,
            speakers=speakers,
            source_kind=_source_kind(quote, speakers),
            speaker_as_printed=as_printed,
            roles=_roles(quote.role, speakers, date),
            attribution=ATTRIBUTIONS[quote.review],
            addressee=quote.addressee,
            occasion=quote.occasion,
            date_spoken=quote.date_spoken,
            date=date,
            is_translation=quote.translated,
            story=story,
            position=position,
            url=None if story.url is None else deep_link(story.url, texts),
        )


def _names(story: str, quotes: Sequence[QuoteKeys]) -> dict[int, str]:
    """What each quote is known by: its story, its words, and a number where those are there more than once.

    The safest are numbered first, so that one has the same number for those who do not see the others.
    """
    names: dict[int, str] = {}
    repeated: dict[str, int] = {}
    for quote in sorted(quotes, key=lambda quote: quote.review.value if quote.review else ""):
        digest = sha256("\n".join(quote.text).encode()).hexdigest()[:ID_HASH_DIGITS]
        repeated[digest] = number = repeated.get(digest, 0) + 1
        names[id(quote)] = f"{story}#{digest}" + (f"-{number}" if number > 1 else "")
    return names


def _order(found: Found) -> tuple[int, list[tuple[int, int, int]]]:
    """Where a quote comes among those of its story."""
    return PLACES.index(found.place), [(part.block, part.start, part.end) for part in found.parts]


def text_of(keys: StoryKeys, body: ParsedBody | None) -> str:
    """All that a story prints, where the names of its speakers are looked for."""
    texts = (keys.headline, keys.alternative_headline, keys.standfirst, body.text if body else None)
    return "\n\n".join(text for text in texts if text)


def names_of(speaker: Speaker) -> Names:
    """What a speaker may be called."""
    match speaker:
        case Person():
            offices = dict.fromkeys(role.title for role in speaker.roles)
            return Names.of_person(speaker.name, speaker.alternate_names, speaker.family_name, offices)
        case Organization():
            return Names((speaker.name, *speaker.alternate_names), None)


def _source_kind(quote: QuoteKeys, speakers: Sequence[Speaker]) -> SourceKind:
    match speakers:
        case [Person(), *_]:
            return SourceKind.NAMED_PERSON
        case [Organization(), *_]:
            return SourceKind.NAMED_ORGANIZATION
        case _:
            return SourceKind(quote.source)


def _roles(title: str | None, speakers: Sequence[Speaker], date: DateOrDateTime) -> tuple[Role, ...]:
    """The roles of the speakers, of each at most one: the one that the quote names, or the only one held at the
    time. Of several of one title it is the first in the file that was held then."""
    roles = []
    for speaker in speakers:
        if isinstance(speaker, Person) and speaker.roles:
            held = [
                role for role in speaker.roles if date.shares_a_moment_with(role.start_date, role.end_date)
            ]
            named = [role for role in held if role.title == title]
            if named or (len(held) == 1 and (title is None or len(speakers) > 1)):
                roles.append(named[0] if named else held[0])
    return tuple(roles)


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
