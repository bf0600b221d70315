"""Dates as precise as their source, and no more (ISO 8601, reduced precision included)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from functools import lru_cache

from pullquote.store.model.errors import BadInput

EXPECTED = "a year (2024), a month (2024-10), a day (2024-10-28) or a date-time with its offset"
CACHED_DATES = 4096
"""How many dates are kept to be shared: a newsroom repeats its days far more often than it has them."""
SHOWN_CHARACTERS = 40
"""How much of a refused text its message repeats."""
_REDUCED = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?", re.ASCII)
_DATE_TIME = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?P<seconds>:\d{2}(?P<fraction>\.\d{1,6})?)?(?P<offset>Z|[+-]\d{2}:(?P<minutes>\d{2}))?",
    re.ASCII,
)
_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


class TimelineInterval(Enum):
    """How finely time is divided: into days, months or years of the calendar. They are numbered without a gap."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"

    def number(self, day: date) -> int:
        """The number of the interval that a day is in."""
        match self:
            case TimelineInterval.DAY:
                return day.toordinal()
            case TimelineInterval.MONTH:
                return day.year * 12 + day.month - 1
            case TimelineInterval.YEAR:
                return day.year

    def text(self, number: int) -> str:
        """The interval of a number, as dates are written: ``2024-10``."""
        match self:
            case TimelineInterval.DAY:
                return date.fromordinal(number).isoformat()
            case TimelineInterval.MONTH:
                return f"{number // 12:04}-{number % 12 + 1:02}"
            case TimelineInterval.YEAR:
                return f"{number:04}"


class InvalidDate(BadInput):
    """A text is not a date of ISO 8601 as this project reads it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DateOrDateTime:
    """A date as written, with the interval that it stands for.

    ``start`` and ``end`` are instants in UTC, ``end`` exclusive: the whole year, month or day of a date
    without a time (read in UTC), the minute, second or microsecond of a date-time. ``first_day`` and
    ``last_day`` are calendar days as written, inclusive. Two dates are equal when they are written alike.
    """

    text: str
    start: datetime
    end: datetime
    first_day: date
    last_day: date
    has_time: bool

    @classmethod
    def parse(cls, text: str) -> DateOrDateTime:
        """Read ``text``; raises :class:`InvalidDate`, whose message says what was expected."""
        return _parse(text)

    def shares_a_moment_with(self, start: DateOrDateTime | None, end: DateOrDateTime | None) -> bool:
        """Whether this date's interval meets the one from ``start`` to ``end``; ``None`` is open.

        A bound without a time is compared by calendar days as written (what is dated 23:30-05:00 on a day
        belongs to that day), a bound with a time by instants.
        """
        return (
            start is None or (self.end > start.start if start.has_time else self.last_day >= start.first_day)
        ) and (end is None or (self.start < end.end if end.has_time else self.first_day <= end.last_day))

    def is_before(self, other: DateOrDateTime) -> bool:
        """Whether this date ends before the other begins: by instants where both have a time, else by calendar days as
        written."""
        if self.has_time and other.has_time:
            return self.end <= other.start
        return self.last_day < other.first_day

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DateOrDateTime) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)


@lru_cache(CACHED_DATES)
def _parse(text: str) -> DateOrDateTime:
    shown = text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"
    try:
        if match := _REDUCED.fullmatch(text):
            return _reduced(text, match)
        if match := _DATE_TIME.fullmatch(text):
            if match["offset"]:
                return _instant(text, match)
            problem = f"has a time without its offset; write {shown}Z or {shown}+05:00"
        else:
            problem = f"is not a date; expected {EXPECTED}"
    except ValueError:
        problem = f"is not in the calendar; expected {EXPECTED}"
    raise InvalidDate(f'"{shown}" {problem}')


def _reduced(text: str, match: re.Match[str]) -> DateOrDateTime:
    year, month, day = (int(part) if part else None for part in match.group("year", "month", "day"))
    first = date(int(year or 0), 1 if month is None else month, 1 if day is None else day)
    if day is not None:
        last = first
    elif month is not None:
        # The last day of a month is the one before the first of the next, and December has 31.
        last = first.replace(day=31) if month == 12 else first.replace(month=month + 1) - timedelta(days=1)
    else:
        last = first.replace(month=12, day=31)
    start = datetime.combine(first, time(), UTC)
    return DateOrDateTime(
        text=text,
        start=start,
        end=_clamped(datetime.combine(last, time(), UTC), timedelta(days=1)),
        first_day=first,
        last_day=last,
        has_time=False,
    )


def _instant(text: str, match: re.Match[str]) -> DateOrDateTime:
    if match["minutes"] and int(match["minutes"]) > 59:
        raise ValueError("an offset of hours that are longer than others")  # Python reads +05:99
    written = datetime.fromisoformat(text)
    if written.day != int(text[8:10]):
        raise ValueError("24:00 of a day is 00:00 of the next")  # which Python 3.14 reads
    if match["fraction"]:
        precision = timedelta(microseconds=1)
    else:
        precision = timedelta(seconds=1) if match["seconds"] else timedelta(minutes=1)
    start = _clamped(written.replace(tzinfo=UTC), -(written.utcoffset() or timedelta()))
    return DateOrDateTime(
        text=text,
        start=start,
        end=_clamped(start, precision),
        first_day=written.date(),
        last_day=written.date(),
        has_time=True,
    )


def _clamped(instant: datetime, distance: timedelta) -> datetime:
    """The instant moved, as far as years 1 to 9999 reach (``9999-12-31`` is how some write "for good")."""
    try:
        return instant + distance
    except OverflowError:
        return _LAST if distance > timedelta() else _FIRST
