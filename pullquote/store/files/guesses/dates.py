"""What a date of another form is in ISO 8601, where it has exactly one meaning."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta

from pullquote.store.model.dates import DateOrDateTime, InvalidDate

NAMES_OF_MONTHS = (
    "january jan januar janvier enero gennaio janeiro",
    "february feb februar fevrier février febrero febbraio fevereiro",
    "march mar märz maerz mars marzo março",
    "april apr avril abril aprile",
    "may mai mayo maggio maio",
    "june jun juni juin junio giugno junho",
    "july jul juli juillet julio luglio julho",
    "august aug août aout agosto",
    "september sep sept septembre septiembre settembre setembro",
    "october oct okt oktober octobre octubre ottobre outubro",
    "november nov novembre noviembre novembro",
    "december dec dez dezember décembre decembre diciembre dicembre dezembro",
)
"""Of each month, in the languages that most dates of other systems are in: whole and shortened, English first."""
MONTHS = {name: number for number, names in enumerate(NAMES_OF_MONTHS, 1) for name in names.split()}
ENGLISH_MONTHS = tuple(names.partition(" ")[0] for names in NAMES_OF_MONTHS)
ZONES = {"Z": "Z", "UTC": "Z", "GMT": "Z", "UT": "Z", "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00",
         "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00",
         "CET": "+01:00", "CEST": "+02:00"}  # fmt: skip
"""Names of offsets: those of mail (RFC 5322, section 4.3), and those of Central Europe."""
DAYS = {
    word: days
    for days, words in {
        0: "today now tonight heute aujourd'hui hoy oggi hoje",
        -1: "yesterday gestern hier ayer ieri ontem",
        1: "tomorrow demain mañana domani amanhã",
    }.items()
    for word in words.split()
}
"""Words for a day, and how many days it is from the one on which they are written. (``morgen`` is a time of day, too.)"""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MAX_CHARACTERS = 80
"""No date is longer."""
SECONDS, MILLISECONDS = 10, 13
"""Digits of the seconds, or thousandths, since 1970, from the year 2001 on."""
DASHES = re.compile("[\u2010-\u2015\u2212]")
WEEKDAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.IGNORECASE
)
TIME = re.compile(
    r"(?:[T,]|\bat\b|\s)+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d+))?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>[A-Za-z]{1,4}|[+-]\d{1,2}(?::?\d{2})?(?:\s+UTC)?)?(?:\s*[\[(][^\])]*[\])])?"
    r"(?P<year>\s+\d{4})?\s*\Z",
    re.IGNORECASE,
)
YEAR_FIRST = re.compile(
    r"(\d{4})(?:([-/. ])(\d{1,2})(?:\2(\d{1,2}))?|(\d{2})(\d{2})|年(\d{1,2})月(\d{1,2})日)"
)
WEEK = re.compile(r"(\d{4})-?W(\d{2})-?([1-7])")
YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
DAY_AND_NAME = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th|er|\.|º)?(?:\s+(?:of|de))?[\s-]+)?([^\W\d_]{3,10})\.?,?(?:\s+de)?[\s-]+(\d{4})"
)
NAME_AND_DAY = re.compile(r"([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
COMPACT = re.compile(r"(\d{8})T(\d{2})(\d{2})(\d{2})?(?=Z|[+-]|$)", re.IGNORECASE)
"""ISO 8601's basic format."""


def in_iso_8601(text: str) -> str | None:
    """The date as this project reads it, as precise as it is written; None where it is not certain.

    A time without an offset gets ``Z``, and is not certain in that alone. ``03/04/2024`` is the third of April to
    some and the fourth of March to others, so it is None.
    """
    if len(text) > MAX_CHARACTERS:
        return None
    plain = DASHES.sub("-", unicodedata.normalize("NFKC", text)).strip()
    spaced = COMPACT.sub(lambda match: f"{match[1]}T{':'.join(filter(None, match.groups()[1:]))}", plain)
    found = _of_digits(plain) or _of_parts(WEEKDAY.sub("", spaced, count=1))
    try:
        return None if found is None else DateOrDateTime.parse(found).text
    except InvalidDate:
        return None


def day_meant(text: str, written: date, *, is_past: bool) -> date | None:
    """The day that a word names, seen from the day on which it was ``written``; None where that is not certain.

    A weekday is the last one before, where only the past can be meant. The one of the day itself may be a week before.
    """
    word = text.strip().lower().replace("’", "'")
    if word in DAYS:
        return written + timedelta(days=DAYS[word])
    if is_past and word in WEEKDAYS and (ago := (written.weekday() - WEEKDAYS.index(word)) % 7):
        return written - timedelta(days=ago)
    return None


def how_to_write(text: str) -> str | None:
    """What to do about a date of which either number may be the month, such as ``03/04/2024``; None for all others.

    Neither reading is shown: whoever is in a hurry would copy it.
    """
    match = YEAR_LAST.fullmatch(text.strip()) if len(text) <= MAX_CHARACTERS else None
    if match is None or not (1 <= int(match[1]) <= 12 and 1 <= int(match[3]) <= 12):
        return None
    return f"{match[1]} or {match[3]} may be the month; write {match[4]}-MM-DD, the month before the day"


def _of_digits(text: str) -> str | None:
    """Seconds or thousandths since the beginning of 1970."""
    if not text.isascii() or not text.isdigit() or len(text) not in (SECONDS, MILLISECONDS):
        return None
    moment = datetime.fromtimestamp(int(text[:SECONDS]), UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _of_parts(text: str) -> str | None:
    """A day, or a day and a time."""
    time = TIME.search(text)
    if time is None:
        return _day(text)
    day = _day(text[: time.start()] + (time["year"] or ""))
    clock = _clock(time)
    return None if day is None or clock is None else f"{day}T{clock}"


def _clock(time: re.Match[str]) -> str | None:
    hour = int(time["hour"])
    if half := (time["half"] or "").lower():
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    zone = _offset(time["zone"])
    if zone is None:
        return None
    seconds = f":{time['second']}" if time["second"] else ""
    fraction = (time["fraction"] or "").rstrip("0")[:6]
    return f"{hour:02}:{time['minute']}{seconds}{f'.{fraction}' if fraction else ''}{zone}"


def _offset(zone: str | None) -> str | None:
    if zone is None:
        return "Z"
    if zone[0] not in "+-":
        return ZONES.get(zone.upper())
    digits = zone[1:].split()[0].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
    return f"{zone[0]}{int(hours):02}:{minutes}"


def _day(text: str) -> str | None:
    """The day, or the month, that a text without a time names."""
    text = text.strip(" ,")
    if match := YEAR_FIRST.fullmatch(text):
        year, *parts = (part for part in match.groups() if part and part.isdigit())
        return _iso(year, *parts)
    if match := WEEK.fullmatch(text):
        try:
            return date.fromisocalendar(*(int(part) for part in match.groups())).isoformat()
        except ValueError:
            return None
    if match := YEAR_LAST.fullmatch(text):
        first, second = int(match[1]), int(match[3])
        if first > 12 or first == second:
            return _iso(match[4], second, first)
        return _iso(match[4], first, second) if second > 12 else None
    if match := NAME_AND_DAY.fullmatch(text):
        return _named(match[3], match[1], match[2])
    if match := DAY_AND_NAME.fullmatch(text):
        return _named(match[3], match[2], match[1])
    return None


def _named(year: str, month: str, day: str | None) -> str | None:
    """A day by the name of its month, whole or shortened."""
    number = MONTHS.get(month.lower())
    return None if number is None else _iso(year, number, *([day] if day else []))


def _iso(year: str, *parts: str | int) -> str:
    return "-".join([year, *(f"{int(part):02}" for part in parts)])
