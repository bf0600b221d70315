"""The demo newspaper's articles and editorials: prose from the sentences of :mod:`.words`, with its quotes.

A story is made from its number and the seed alone, so that it is the same in whatever order stories are made.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from pullquote.demo import words
from pullquote.demo.cast import FIRST_DAY, LAST_DAY, Cast, House, Voice, slug_of
from pullquote.demo.desk import Desk, Slots
from pullquote.demo.quoting import Keys, attribute, quote_next

QUOTES_AN_ARTICLE = (3, 4, 5, 5, 6, 6, 6, 7, 8, 10)
"""How many quotes an article has: six on average."""
ATTEMPTS = 20
"""How often a story is written anew whose words are in its body twice; one in some hundred has to be."""
TOPIC_SLUGS = tuple(words.TOPICS)


@dataclass(frozen=True)
class Draft:
    """A story ready to be written: its slug, its keys, its text, and whom it needs to exist."""

    slug: str
    keys: Keys
    body: str
    voices: tuple[Voice, ...]
    houses: tuple[House, ...]
    topic: str
    section: str
    quotes: int = 0


def article(cast: Cast, number: int, seed: int) -> Draft:
    """The article of that number."""
    for attempt in range(ATTEMPTS):
        desk, topic = _desk(cast, _random("article", seed, number, attempt))
        quotes, body = _report(desk)
        if all(body.count(part) == 1 for quote in quotes for part in _parts(quote)):
            break
    headline = desk.sentence(words.HEADLINES)
    rng = desk.rng
    reporter = cast.reporters.one(rng)
    keys: Keys = {
        "headline": headline,
        "standfirst": desk.sentence(words.FACTS),
        "publication": "the-paper",
        "section": desk.section,
        "topics": [topic],
        **_dates(rng, desk.day),
        "byline": f"By {reporter.name}",
        "authors": [reporter.slug],
        "dateline": desk.slots["p"],
        "mentions": [house.slug for house in desk.houses],
        "quotes": [*quotes],
    }
    voices = (*desk.voices, reporter)
    return Draft(
        f"{slug_of(headline)}-{number}",
        keys,
        body,
        voices,
        tuple(desk.houses),
        topic,
        desk.section,
        len(quotes),
    )


def editorial(cast: Cast, number: int, seed: int) -> Draft:
    """The editorial of that number: no byline, and no quotes."""
    desk, topic = _desk(cast, _random("editorial", seed, number))
    headline = desk.sentence(words.EDITORIAL_HEADLINES)
    paragraphs = [
        " ".join(desk.sentence(words.OPINIONS) for _ in range(desk.rng.randint(2, 3))) for _ in range(3)
    ]
    keys: Keys = {
        "headline": headline,
        "publication": "the-paper",
        "section": "opinion",
        "topics": [topic],
        **_dates(desk.rng, desk.day),
        "mentions": [house.slug for house in desk.houses],
    }
    slug = f"{slug_of(headline)}-editorial-{number}"
    return Draft(slug, keys, "\n\n".join(paragraphs), (), tuple(desk.houses), topic, "opinion")


def _random(*numbers: object) -> Random:
    """Numbers by chance, the same ones for the same arguments on every machine."""
    return Random(" ".join(map(str, numbers)))  # noqa: S311 - a newsroom is no secret


def _desk(cast: Cast, rng: Random) -> tuple[Desk, str]:
    topic = rng.choice(TOPIC_SLUGS)
    _, section, _, matters = words.TOPICS[topic]
    first, second = rng.sample(cast.places, 2)
    matter = rng.choice(matters).format(p=first)
    house = cast.houses[section].one(rng)
    day = FIRST_DAY + timedelta(days=rng.randint(0, (LAST_DAY - FIRST_DAY).days))
    slots = Slots(rng, matter, (first, second), house.name)
    return Desk(cast, rng, day, section, slots, houses=[house]), topic


def _dates(rng: Random, day: date) -> Keys:
    """When it appeared: mostly a moment, often a day, seldom a month; one in seven was changed later."""
    chance = rng.random()
    if chance < 0.02:
        return {"datePublished": f"{day:%Y-%m}"}
    keys: Keys = {"datePublished": day.isoformat()}
    if chance < 0.7:
        keys["datePublished"] = f"{day}T{rng.randint(5, 22):02}:{rng.randint(0, 59):02}:00+01:00"
    if rng.random() < 0.15:
        keys["dateModified"] = (day + timedelta(days=rng.randint(1, 9))).isoformat()
    return keys


def _report(desk: Desk) -> tuple[list[Keys], str]:
    """The quotes of an article, in order, and its body."""
    rng = desk.rng
    paragraphs = [desk.sentence(words.LEADS)]
    quotes: list[Keys] = []
    speakers = desk.cast.speakers[desk.section].some(rng, rng.randint(1, 4))
    for _ in range(rng.choice(QUOTES_AN_ARTICLE)):
        if rng.random() < 0.5:
            paragraphs.append(f"{desk.sentence(words.FACTS)} {desk.sentence(words.FACTS)}")
        quote, paragraph = quote_next(desk, attribute(desk, speakers))
        quotes.append(quote)
        paragraphs.append(paragraph)
    paragraphs.append(desk.sentence(words.FACTS))
    return quotes, "\n\n".join(paragraphs)


def _parts(quote: Keys) -> list[str]:
    text = quote["text"]
    return [str(part) for part in text] if isinstance(text, list) else [str(text)]
