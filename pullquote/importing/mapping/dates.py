"""Dates of every shape that other systems write, as ISO 8601, as precise as they are and no more."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pullquote.store.files.guesses.dates import MONTHS

ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "mez": 1, "cest": 2, "mesz": 2,
    "eet": 2, "eest": 3, "msk": 3, "pkt": 5, "ist": 5.5, "jst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
"""Hours from UTC of the abbreviations that are in use for one zone, or for one by far."""
LATEST_YEAR = 2999
MILLISECONDS_FROM = 100_000_000_000
"""A number above is of milliseconds since 1970: in seconds it would be after the year 5000."""

_CLOCK = (
    r"(?:[T\s,]+(?:at\s+|um\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,](?P<fraction>\d+))?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?)?\s*(?:\(?(?P<zone>Z|[A-Za-z]{2,4}|[A-Za-z]+/[A-Za-z_/]+|(?:UTC|GMT)?\s*[+-]\d{1,2}(?::?\d{2})?)\)?)?"
    r"(?:\s*\([^()]*\)|\.)?"
)
_ISO = re.compile(
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?" + _CLOCK, re.ASCII | re.IGNORECASE
)
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?P<zone>Z|[+-]\d{4})?)?"
)
_WORDS = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(?:(?P<day>\d{1,2})(?:st|nd|rd|th|\.|º)?\s+(?:of\s+|de\s+)?(?P<month>[^\W\d]+)\.?"
    r"|(?P<month2>[^\W\d]+)\.?\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?),?\s+(?:de\s+)?(?P<year>\d{4}|\d{2}(?=\s+\d{1,2}:))"
    + _CLOCK,
    re.IGNORECASE,
)
_MONTH = re.compile(r"(?P<month>[^\W\d]+)\.?,?\s+(?P<year>\d{4})", re.IGNORECASE)
_SLASHES = re.compile(
    r"(?P<one>\d{1,2})(?P<mark>[/.-])(?P<two>\d{1,2})[/.-](?P<year>\d{4})" + _CLOCK, re.ASCII | re.IGNORECASE
)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_NUMBER = re.compile(r"\d{9,13}(?:\.\d+)?", re.ASCII)
_EAST_ASIAN = re.compile(
    r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月(?:\s*(?P<day>\d{1,2})\s*日)?.*", re.ASCII
)
_ORG = re.compile(r"[<\[](?P<day>\d{4}-\d\d-\d\d)(?: [^\W\d]+\.?)?(?: (?P<clock>\d{1,2}:\d\d))?[>\]]")
"""A date of Org mode: <2024-01-02 Tue 10:30>."""
IN_PATH = re.compile(
    r"(?:^|/)(?P<year>(?:19|20)\d{2})[-/](?P<month>0\d|1[0-2])(?:[-/](?P<day>[0-2]\d|3[01]))?(?=[-_/.]|$)"
)
BEFORE_NAME = re.compile(r"(?P<day>(?:19|20)\d{2}-\d{1,2}-\d{1,2})[-_.]")


class Read(NamedTuple):
    """A date in ISO 8601, and what was guessed to read it; ``local`` is a time whose zone is not known."""

    text: str
    guess: str | None = None
    local: str | None = None


class UnknownZone(Exception):
    """No time zone has the name."""


def zone_of(name: str) -> tzinfo:
    """The time zone of a name (``Europe/Berlin``), abbreviation or offset (``+05:00``); raises UnknownZone."""
    if (offset := _offset(name)) is not None:
        return timezone(offset)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownZone(
            f"no time zone is called {name!r}; expected a name such as Europe/Berlin, or an offset such as +05:00"
        ) from None


def read_date(value: object, zone: str | None = None) -> Read | None:
    """A date of any shape; None where it is none. A time without its zone is in ``zone``, and else left away."""
    match value:
        case datetime() | date():
            return _read(value.isoformat(), zone)
        case bool() | None:
            return None
        case int() | float():
            return _read(str(value), zone)
        case str():
            text = " ".join(value.split())
            if found := _ORG.fullmatch(text):
                text = f"{found['day']} {found['clock'] or ''}".strip()
            return _read(text, zone)
        case _:
            return None


@lru_cache(4096)
def _read(text: str, zone: str | None) -> Read | None:
    try:
        if _YEAR.fullmatch(text):
            return Read(text) if 1000 <= int(text) <= LATEST_YEAR else None
        if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text) or _EAST_ASIAN.fullmatch(text):
            parts = found.groupdict()
            return _made(int(parts["year"]), int(parts["month"]), int(parts["day"] or 0), parts, zone)
        if _NUMBER.fullmatch(text):
            number = float(text)
            moment = datetime.fromtimestamp(number / 1000 if number >= MILLISECONDS_FROM else number, UTC)
            return Read(moment.replace(microsecond=0).isoformat().replace("+00:00", "Z"))
        if found := _WORDS.fullmatch(text):
            month = MONTHS.get((found["month"] or found["month2"]).lower())
            day = int(found["day"] or found["day2"])
            year = int(found["year"])
            year += 0 if year > 99 else 1900 if year > 68 else 2000  # as POSIX reads two digits
            return _made(year, month, day, found.groupdict(), zone) if month else None
        if found := _MONTH.fullmatch(text):
            month = MONTHS.get(found["month"].lower())
            return _made(int(found["year"]), month, 0, {}, zone) if month else None
        if found := _SLASHES.fullmatch(text):
            return _slashes(found, text, zone)
    except (ValueError, OverflowError, UnknownZone):
        return None
    return None


def _slashes(found: re.Match[str], text: str, zone: str | None) -> Read | None:
    """3/4/2015: the month first, as where such dates come from, unless it cannot be or there are full stops."""
    one, two = int(found["one"]), int(found["two"])
    month, day = (two, one) if found["mark"] == "." or one > 12 else (one, two)
    read = _made(int(found["year"]), month, day, found.groupdict(), zone)
    if found["mark"] == "." or one > 12 or two > 12 or one == two:
        return read
    return read._replace(guess=f"{text} is read as month/day/year")


def _made(year: int, month: int, day: int, parts: dict[str, str | None], zone: str | None) -> Read:
    if not day:
        date(year, month, 1)
        return Read(f"{year:04}-{month:02}")
    on = date(year, month, day)
    if parts.get("hour") is None:
        return Read(on.isoformat())
    hour = int(parts["hour"] or 0)
    half = (parts.get("half") or "")[:1].lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    over = hour == 24
    clock = datetime(
        year,
        month,
        day,
        0 if over else hour,
        int(parts["minute"] or 0),
        int(parts.get("second") or 0),
        tzinfo=UTC,
    )
    if over:
        clock += timedelta(days=1)
    named = (parts.get("zone") or "").strip()
    offset = _offset(named) if named else None
    if offset is not None:
        return Read(_written(clock.replace(tzinfo=timezone(offset))))
    if (known := named if "/" in named else zone) is not None:
        return Read(_written(clock.replace(tzinfo=zone_of(known))))
    return Read(clock.date().isoformat(), local=clock.strftime("%H:%M:%S"))


def _written(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def _offset(text: str) -> timedelta | None:
    """An offset from UTC: ``-5``, ``+0530``, ``+05:30``, ``UTC+1``, ``EDT``."""
    named = text.strip().lower()
    if named in ZONES:
        return timedelta(hours=ZONES[named])
    found = re.fullmatch(r"(?:utc|gmt)?\s*([+-])(\d{1,2}):?(\d{2})?", named)
    if found is None:
        return None
    distance = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    if distance >= timedelta(days=1):
        return None
    return -distance if found[1] == "-" else distance


def date_in_path(path: str) -> str | None:
    """The date that a path has in it (``/2020/07/16/name``, ``2020-07-16-name``); a month where there is no day."""
    best = None
    for found in IN_PATH.finditer(path):
        try:
            on = date(int(found["year"]), int(found["month"]), int(found["day"] or 1))
        except ValueError:
            continue
        best = on.isoformat() if found["day"] else on.isoformat()[:7]
        if found["day"]:
            return best
    return best
