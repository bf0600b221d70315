"""When, to whom and on what occasion words were said, as the sentence prints it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from pullquote.importing.proposals.english.inflections import words_in
from pullquote.importing.proposals.english.words import TAKES_A_HEARER, WEEKDAYS
from pullquote.store.files.guesses.dates import ENGLISH_MONTHS, MONTHS

_DAY_NAMES = "|".join(WEEKDAYS)
_MONTH = "|".join([*ENGLISH_MONTHS, *(f"{month[:3]}\\.?" for month in ENGLISH_MONTHS), "sept\\.?"])
_WHEN = (
    rf"(?:(?P<weekday>{_DAY_NAMES})\b|(?P<relative>yesterday|today)\b"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{_MONTH})\b(?:,? (?P<year>\d{{4}}))?"
    rf"|(?P<month2>{_MONTH}) (?P<day2>\d{{1,2}})\b(?:st|nd|rd|th)?(?:,? (?P<year2>\d{{4}}))?)"
)
_BEHIND = re.compile(
    rf",?(?: (?!that\b)[\w’]+){{0,4}}?,? (?:on |late |early |last |this |earlier )*{_WHEN}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(rf"^(?:[^,\x01]{{0,30}}? )?(?:on |late |early |last |earlier )*{_WHEN}", re.IGNORECASE)
_LEADING = re.compile(rf"(?:on |late on |early on |last ){_WHEN}", re.IGNORECASE)
_LEAD = re.compile(r"\s*(?:In|On|At|During|Speaking|Asked|Addressing|Late|Early|Last|After)\b[^,]*")
_SPEAKING_TO = re.compile(
    r"\b[Ss]peaking (?:to|with) (?P<to>(?:the |a )?(?:[A-Z][\w’.-]*(?: [A-Z][\w’.-]*)*|reporters|journalists))"
)
_OCCASION_NOUN = (
    "interview|statement|speech|letter|post|tweet|message|email|e-mail|conference|briefing|hearing|rally|debate|meeting|"
    "testimony|address|broadcast|podcast|programme|program|video|blog|article|essay|interviews|remarks|call|memo|"
    "ceremony|sermon|lecture|press release"
)
_OCCASION = re.compile(
    rf"\b(?P<whole>(?:[Ii]n|[Aa]t|[Dd]uring|[Oo]n) (?:an?|the|his|her|its|their) (?:[\w’-]+ ){{0,3}}?(?:{_OCCASION_NOUN})"
    r"(?: (?:with|to|on|of|for|in|from) (?:the |an? |his |her |its |their )?[^,.;:\x01\n]{2,60}?)?)(?=[,.;:\x01]|$| (?:that|said|told|on|in|and)\b)"
)
_PROGRAMME = re.compile(r"\b(?:programme|program|show|podcast) \x01+")
_HEARER = re.compile(
    r" (?P<to>(?:(?:the|a|an|his|her|their|its|our|local|several) )?(?:[\w’.-]+)(?: (?!that\b|in\b|on\b|at\b|after\b|during\b|as\b|when\b|of\b|to\b|he\b|she\b|it\b|they\b|there\b|about\b|was\b|had\b|by\b)[A-Z][\w’.-]*|(?: (?:conference|reporters|journalists|news|agency|newspaper)))*)"
)
_TO = re.compile(
    r",? to (?P<to>(?:the |a |his |her |local )?(?:reporters|journalists|lawmakers|supporters|parliament|the press|[A-Z][\w’.-]*(?: [A-Z][\w’.-]*)*))"
)
_NO_HEARER = words_in(
    """
    that he she it they there the a an about in on at as of
    """
)


class Circumstances(NamedTuple):
    """The day as ISO 8601, the hearer and the occasion; None where the sentence prints none."""

    day: str | None = None
    addressee: str | None = None
    occasion: str | None = None


def circumstances(
    printed: tuple[str, str],
    sentence: tuple[int, int],
    source: tuple[int, int] | None,
    cue: tuple[int, int],
    story: str | None,
) -> Circumstances:
    """What a sentence says around its cue; ``printed`` is the text with its passages made
    opaque, and as it is; ``story`` is the date of the story (ISO 8601)."""
    skeleton, text = printed
    start, end = sentence
    words = skeleton[start:end]
    found = _BEHIND.match(skeleton, cue[1], end)
    if found is None and source is not None and source[1] <= cue[0]:
        found = _BETWEEN.match(skeleton[source[1] : cue[0]])
    if found is None:
        lead = _LEAD.match(words)
        found = _LEADING.search(lead.group()) if lead else None
    if found is None and source is not None and skeleton[cue[0] : cue[1]].endswith("ing"):
        found = _LEADING.search(skeleton[source[1] : cue[0]])
    day = spoken_day(found, story) if found else None
    occasion = _OCCASION.search(words)
    where = text[start + occasion.start("whole") : start + occasion.end("whole")] if occasion else None
    if programme := _PROGRAMME.search(words):
        where = text[start : start + programme.end()][programme.start() :].partition(" ")[2].strip("“”\"'‘’ ")
    return Circumstances(day, _hearer(skeleton, text, start, cue), " ".join(where.split()) if where else None)


def _hearer(skeleton: str, text: str, start: int, cue: tuple[int, int]) -> str | None:
    verb = skeleton[cue[0] : cue[1]].lower()
    if verb in TAKES_A_HEARER:
        found = _HEARER.match(skeleton, cue[1])
        if found and found["to"].lower() not in _NO_HEARER and found["to"][0] != "\x01":
            last = found["to"].split()[-1].lower()
            if last not in {"the", "a", "his", "her", "him", "them", "me", "us", *WEEKDAYS}:
                return text[found.start("to") : found.end("to")]
    found = _TO.match(skeleton, cue[1]) or _SPEAKING_TO.search(skeleton, start, cue[0])
    return text[found.start("to") : found.end("to")] if found else None


def spoken_day(found: re.Match[str], story: str | None) -> str | None:
    """The day that is meant by a weekday or a date in a story of a day; None where the story says none."""
    day = found["day"] or found["day2"]
    is_in_a_month = story is not None and len(story) >= len("2024-10")
    year = found["year"] or found["year2"] or (story[:4] if story and is_in_a_month else None)
    if day:
        month = _month(found["month"] or found["month2"])
        if year is None or month is None:
            return None
        try:
            spoken = date(int(year), month, int(day))
            if story and spoken.isoformat()[: len(story[:10])] > story[:10]:
                if found["year"] or found["year2"]:
                    return None
                spoken = spoken.replace(year=spoken.year - 1)
        except ValueError:
            return None
        return spoken.isoformat()
    if story is None or len(story) < 10:
        return None
    try:
        published = date.fromisoformat(story[:10])
    except ValueError:
        return None
    if found["relative"]:
        return (published - timedelta(days=found["relative"].lower() == "yesterday")).isoformat()
    back = (published.weekday() - WEEKDAYS.index(found["weekday"].lower())) % 7
    return (published - timedelta(days=back)).isoformat()


def _month(name: str) -> int | None:
    return MONTHS.get(name.lower()[:3])
