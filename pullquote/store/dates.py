"""Dates as precise as their source, and no more (ISO 8601, reduced precision included)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from pullquote.store.errors import BadInput

EXPECTED = "a year (2024), a month (2024-10), a day (2024-10-28) or a date-time with its offset"
_REDUCED = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?", re.ASCII)
_DATE_TIME = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?P<seconds>:\d{2})?(?P<fraction>\.\d{1,6})?(?P<offset>Z|[+-]\d{2}:\d{2})?",
    re.ASCII,
)


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
        try:
            if match := _REDUCED.fullmatch(text):
                return cls._reduced(text, match)
            if match := _DATE_TIME.fullmatch(text):
                return cls._instant(text, match)
        except InvalidDate:
            raise
        except (ValueError, OverflowError):
            raise InvalidDate(f'"{text}" is not in the calendar; expected {EXPECTED}') from None
        raise InvalidDate(f'"{text[:40]}" is not a date; expected {EXPECTED}')

    @classmethod
    def _reduced(cls, text: str, match: re.Match[str]) -> DateOrDateTime:
        year, month, day = (int(part) if part else None for part in match.group("year", "month", "day"))
        first = date(year or 0, month or 1, day or 1)
        if day:
            following = first + timedelta(days=1)
        elif month:
            following = (first + timedelta(days=31)).replace(day=1)
        else:
            following = first.replace(year=first.year + 1)
        start, end = (datetime.combine(each, time(), UTC) for each in (first, following))
        return cls(
            text=text,
            start=start,
            end=end,
            first_day=first,
            last_day=following - timedelta(days=1),
            has_time=False,
        )

    @classmethod
    def _instant(cls, text: str, match: re.Match[str]) -> DateOrDateTime:
        if not match["offset"]:
            raise InvalidDate(
                f'"{text[:40]}" has a time without its offset; write {text[:32]}Z or {text[:32]}+05:00'
            )
        written = datetime.fromisoformat(text)
        if match["fraction"]:
            precision = timedelta(microseconds=1)
        else:
            precision = timedelta(seconds=1) if match["seconds"] else timedelta(minutes=1)
        start = written.astimezone(UTC)
        return cls(
            text=text,
            start=start,
            end=start + precision,
            first_day=written.date(),
            last_day=written.date(),
            has_time=True,
        )

    def shares_a_moment_with(self, start: DateOrDateTime | None, end: DateOrDateTime | None) -> bool:
        """Whether this date's interval meets the one from ``start`` to ``end``; ``None`` is open."""
        return (start is None or self.end > start.start) and (end is None or self.start < end.end)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DateOrDateTime) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)
