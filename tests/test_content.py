"""The newsroom that ships: what the page says that it reports, and nothing of how the page says it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from pullquote.store.files.loading import load
from pullquote.store.model.kinds import Records
from pullquote.store.model.records import Quote, QuoteKind, SourceKind
from tests.conftest import ROOT, SHIPPED

SHINGLES = Path(__file__).parent / "content" / "shingles.txt"
"""Hashes of every eight words in a row of the page's own prose, so that the page itself need not be here."""
SHINGLE_WORDS = 8
MONDAY, SUNDAY, EARLIER = "2024-10-28", "2024-10-27", "2024-10-23"
NOMINEE = "Republican vice presidential nominee"


@pytest.fixture(scope="module")
def newsroom() -> Records:
    loaded = load(SHIPPED)
    assert [str(problem) for problem in loaded.problems] == []
    assert loaded.records is not None
    return loaded.records


@dataclass(frozen=True)
class Passage:
    """What the page prints in quotation marks, and about it."""

    words: str
    speaker: str
    role: str
    cue: str
    spoken: str
    addressee: str | None = None
    occasion: str | None = None
    fragment: bool = False


PASSAGES = (
    Passage(
        "We believe that the DPRK has sent around 10,000 soldiers in total to train in eastern Russia that will "
        "probably augment Russian forces near Ukraine over the next several weeks",
        "sabrina-singh",
        "Deputy Pentagon Press Secretary",
        "told",
        MONDAY,
        "journalists",
    ),
    Passage(
        "A portion of those soldiers have already moved closer to Ukraine, and we are increasingly concerned "
        "that Russia intends to use these soldiers in combat or to support combat operations against Ukrainian "
        "forces in Russia’s Kursk Oblast",
        "sabrina-singh",
        "Deputy Pentagon Press Secretary",
        "said",
        MONDAY,
        "journalists",
    ),
    Passage(
        "as Putin’s desperation continues to rise",
        "sabrina-singh",
        "Deputy Pentagon Press Secretary",
        "said",
        MONDAY,
        "journalists",
        fragment=True,
    ),
    Passage(
        "legitimate military targets",
        "john-kirby",
        "National Security Council spokesman",
        "warning",
        EARLIER,
        fragment=True,
    ),
    Passage(
        "growing desperation", "mark-rutte", "Secretary General of Nato", "decried", MONDAY, fragment=True
    ),
    Passage("necessary", "jd-vance", NOMINEE, "said", SUNDAY, "NBC News", "Meet the Press", fragment=True),
    Passage(
        "I think it’s important if we’re ever going to end the war in Ukraine, fundamentally, at some level, "
        "we’re going to have to engage in some sort of negotiation between Ukraine, between Russia, between our "
        "Nato allies in Europe.",
        "jd-vance",
        NOMINEE,
        "said",
        SUNDAY,
        "NBC News",
        "Meet the Press",
    ),
    Passage(
        "just a necessary part",
        "jd-vance",
        NOMINEE,
        "added",
        SUNDAY,
        "NBC News",
        "Meet the Press",
        fragment=True,
    ),
    Passage(
        "I believe he’s clearly an adversary. He is a competitor.",
        "jd-vance",
        NOMINEE,
        "said",
        SUNDAY,
        "Kristen Welker",
        "Meet the Press",
    ),
    Passage(
        "Just because we don’t like somebody, doesn’t mean that we can’t occasionally engage in conversations "
        "with them.",
        "jd-vance",
        NOMINEE,
        "saying",
        SUNDAY,
        "NBC News",
        "Meet the Press",
    ),
)

EDITORIALS = {
    # slug: headline, date of publication, date of modification
    "at-breaking-point": ("At breaking point", None, "2025-01-20"),
    "lower-growth": ("Lower growth", "2025-01-20", None),
    "nutrition-challenge": ("Nutrition challenge", "2025-01-20", None),
    "kurram-conundrum": ("Kurram conundrum", None, "2025-01-19"),
    "ev-policy": ("EV policy", "2025-01-19", None),
    "varsity-woes": ("Varsity woes", "2025-01-19", None),
}


def quotes(newsroom: Records) -> list[Quote]:
    return [quote for story in newsroom.stories for quote in story.quotes]


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage.words[:24])
def test_every_passage_in_marks_is_a_quote_with_its_circumstances(
    newsroom: Records, passage: Passage
) -> None:
    [quote] = [quote for quote in quotes(newsroom) if quote.text == passage.words]
    assert quote.kind is QuoteKind.DIRECT
    assert quote.source_kind is SourceKind.NAMED_PERSON
    assert quote.speaker is not None
    assert quote.speaker.slug == passage.speaker
    assert quote.role is not None
    assert quote.role.title == passage.role
    assert quote.date_spoken is not None
    assert quote.date_spoken.text == passage.spoken
    found = (quote.cue, quote.addressee, quote.occasion, quote.is_fragment)
    assert found == (passage.cue, passage.addressee, passage.occasion, passage.fragment)
    assert not quote.is_translation


def test_what_is_not_in_marks_is_indirect_and_what_vance_declined_is_no_quote(newsroom: Records) -> None:
    others = [quote for quote in quotes(newsroom) if quote.text not in {p.words for p in PASSAGES}]
    assert [(quote.speaker_as_printed, quote.kind) for quote in others] == [
        ("The Pentagon", QuoteKind.INDIRECT),
        ("Nato", QuoteKind.INDIRECT),
        ("US National Security Council spokesman John Kirby", QuoteKind.INDIRECT),
        ("Experts", QuoteKind.INDIRECT),
    ]
    assert not any("enemy" in quote.text for quote in quotes(newsroom))


def test_the_article_is_dated_to_the_month_and_has_its_second_part(newsroom: Records) -> None:
    [article] = [story for story in newsroom.stories if story.slug not in EDITORIALS]
    assert article.slug == "north-korean-troops-in-russia"
    assert article.date_published is not None
    assert article.date_published.text == "2024-10"
    assert article.date_modified is None
    assert article.publication.slug == "dawn"
    assert article.body is not None
    assert [block.text for block in article.body.blocks if block.kind.name == "HEADING"] == [
        "Vance on how the war should end"
    ]
    assert [quote.position for quote in article.quotes] == list(range(1, 15))


def test_everybody_who_is_named_is_there(newsroom: Records) -> None:
    [article] = [story for story in newsroom.stories if story.slug not in EDITORIALS]
    named = {speaker.slug for speaker in (*article.speakers, *article.mentions)}
    assert named == {
        "sabrina-singh",
        "john-kirby",
        "mark-rutte",
        "jd-vance",
        "kristen-welker",
        "vladimir-putin",
        "pentagon",
        "nato",
        "nbc-news",
        "united-nations",
        "republican-party",
        "government-of-russia",
        "government-of-ukraine",
        "government-of-north-korea",
    }


@pytest.mark.parametrize("slug", EDITORIALS)
def test_the_editorials_have_the_date_that_is_printed(newsroom: Records, slug: str) -> None:
    [editorial] = [story for story in newsroom.stories if story.slug == slug]
    headline, published, modified = EDITORIALS[slug]
    assert editorial.headline == headline
    assert (editorial.date_published and editorial.date_published.text) == published
    assert (editorial.date_modified and editorial.date_modified.text) == modified
    assert editorial.body is not None


def test_the_shipped_counts(newsroom: Records) -> None:
    found = {
        name: len(getattr(newsroom, name)) for name in ("stories", "people", "organizations", "publications")
    }
    assert found == {"stories": 7, "people": 6, "organizations": 12, "publications": 1}


@pytest.mark.parametrize(
    "path", sorted(SHIPPED.rglob("*.*")), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_no_prose_of_the_page_is_copied(path: Path) -> None:
    known = set(SHINGLES.read_text(encoding="utf-8").split())
    assert len(known) > 300
    assert [words for words in shingles(path.read_text(encoding="utf-8")) if hashed(words) in known] == []


def shingles(text: str) -> list[str]:
    """Every eight words in a row outside quotation marks and outside the words of quotes."""
    text = re.sub(r"“[^”]*”", " | ", text)
    text = re.sub(r"^  - text: .*(\n {6,}.*)*$", " | ", text, flags=re.MULTILINE)
    words = re.findall(r"[a-z0-9’]+|\|", text.lower().replace("'", "’"))
    runs = [words[start : start + SHINGLE_WORDS] for start in range(len(words) - SHINGLE_WORDS + 1)]
    return [" ".join(run) for run in runs if "|" not in run]


def hashed(words: str) -> str:
    """Eight hexadecimal digits for eight words."""
    return hashlib.sha256(words.encode()).hexdigest()[:8]
