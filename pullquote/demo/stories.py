"""The demo newspaper's articles and editorials: prose from the sentences of :mod:`.words`, with its quotes.

A story is made from its number and the seed alone, so that it is the same in whatever order stories are made.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from pullquote.demo import words
from pullquote.demo.drafts import Placeholders, StoryDraft
from pullquote.demo.extras import extras, keywords
from pullquote.demo.quoting import Keys, attribute, quote_next
from pullquote.demo.world import FIRST_DAY, LAST_DAY, InventedOrganization, InventedPerson, World, slug_of

QUOTES_AN_ARTICLE = (3, 4, 5, 5, 6, 6, 6, 7, 8, 10)
"""How many quotes an article has: six on average."""
ATTEMPTS = 20
"""How often a story is written again whose words are in its body twice; one in some hundred has to be."""
TOPIC_SLUGS = tuple(words.TOPICS)


@dataclass(frozen=True)
class DemoStory:
    """A story ready to be written: its slug, its keys, its text, and whom it needs to exist."""

    slug: str
    keys: Keys
    body: str
    people: tuple[InventedPerson, ...]
    organizations: tuple[InventedOrganization, ...]
    topic: str
    section: str
    quotes: int = 0


def article(world: World, number: int, seed: int) -> DemoStory:
    """The article of that number."""
    for attempt in range(ATTEMPTS):
        draft, topic = _draft(world, _random("article", seed, number, attempt))
        quotes, body = _report(draft)
        if all(body.count(part) == 1 for quote in quotes for part in _parts(quote)):
            break
    headline = draft.sentence(words.HEADLINES)
    rng = draft.rng
    reporter = world.reporters.one(rng)
    facts = draft.sentence(words.FACTS), draft.sentence(words.FACTS)
    slug = f"{slug_of(headline)}-{number}"
    keys: Keys = {
        "headline": headline,
        "standfirst": draft.sentence(words.FACTS),
        "publication": "the-paper",
        "section": draft.section,
        "topics": [topic],
        **_published(draft, slug),
        "byline": f"By {reporter.name}",
        "authors": [reporter.slug],
        "dateline": draft.placeholders["p"],
        "mentions": [organization.slug for organization in draft.organizations],
        **extras(_random("extras", seed, number), number, topic, draft.day, facts),
        "quotes": [*quotes],
    }
    people = (*draft.people, reporter)
    return DemoStory(slug, keys, body, people, tuple(draft.organizations), topic, draft.section, len(quotes))


def editorial(world: World, number: int, seed: int) -> DemoStory:
    """The editorial of that number: no byline, and no quotes."""
    draft, topic = _draft(world, _random("editorial", seed, number))
    headline = draft.sentence(words.EDITORIAL_HEADLINES)
    paragraphs = [
        " ".join(draft.sentence(words.OPINIONS) for _ in range(draft.rng.randint(2, 3))) for _ in range(3)
    ]
    slug = f"{slug_of(headline)}-editorial-{number}"
    keys: Keys = {
        "headline": headline,
        "publication": "the-paper",
        "section": "opinion",
        "topics": [topic],
        **_published(draft, slug),
        "keywords": keywords(draft.rng, topic),
        "mentions": [organization.slug for organization in draft.organizations],
    }
    return DemoStory(slug, keys, "\n\n".join(paragraphs), (), tuple(draft.organizations), topic, "opinion")


def _random(*numbers: object) -> Random:
    """Numbers by chance, the same ones for the same arguments on every machine."""
    return Random(" ".join(map(str, numbers)))  # noqa: S311 - a newsroom is no secret


def _draft(world: World, rng: Random) -> tuple[StoryDraft, str]:
    topic = rng.choice(TOPIC_SLUGS)
    _, section, _, matters = words.TOPICS[topic]
    first, second = rng.sample(world.places, 2)
    matter = rng.choice(matters).format(p=first)
    organization = world.organizations[section].one(rng)
    day = FIRST_DAY + timedelta(days=rng.randint(0, (LAST_DAY - FIRST_DAY).days))
    placeholders = Placeholders(rng, matter, (first, second), organization.name)
    return StoryDraft(world, rng, day, section, placeholders, organizations=[organization]), topic


def _published(draft: StoryDraft, slug: str) -> Keys:
    """When it appeared: mostly a moment, often a day, seldom a month; one in seven was changed later. And where."""
    rng, day = draft.rng, draft.day
    chance = rng.random()
    if chance < 0.02:
        return {"datePublished": f"{day:%Y-%m}", "url": f"{draft.world.site}/{day:%Y/%m}/{slug}"}
    keys: Keys = {"datePublished": day.isoformat(), "url": f"{draft.world.site}/{day:%Y/%m/%d}/{slug}"}
    if chance < 0.7:
        keys["datePublished"] = f"{day}T{rng.randint(5, 22):02}:{rng.randint(0, 59):02}:00+01:00"
    if rng.random() < 0.15:
        keys["dateModified"] = (day + timedelta(days=rng.randint(1, 9))).isoformat()
    return keys


def _report(draft: StoryDraft) -> tuple[list[Keys], str]:
    """The quotes of an article, in order, and its body."""
    rng = draft.rng
    paragraphs = [draft.sentence(words.LEADS)]
    quotes: list[Keys] = []
    speakers = draft.world.speakers_on(draft.day, draft.section, rng, rng.randint(1, 4))
    for _ in range(rng.choice(QUOTES_AN_ARTICLE)):
        if rng.random() < 0.5:
            paragraphs.append(f"{draft.sentence(words.FACTS)} {draft.sentence(words.FACTS)}")
        quote, paragraph = quote_next(draft, attribute(draft, speakers))
        quotes.append(quote)
        paragraphs.append(paragraph)
    paragraphs.append(draft.sentence(words.FACTS))
    return quotes, "\n\n".join(paragraphs)


def _parts(quote: Keys) -> list[str]:
    text = quote["text"]
    return [str(part) for part in text] if isinstance(text, list) else [str(text)]
