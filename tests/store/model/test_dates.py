"""Dates are as precise as their source, and count as their whole interval."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.model.dates import DateOrDateTime, InvalidDate

parse = DateOrDateTime.parse


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]  # year, month, day and so on


@pytest.mark.parametrize(
    ("text", "start", "end", "first_day", "last_day"),
    [
        ("2024", utc(2024, 1, 1), utc(2025, 1, 1), date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", utc(2024, 2, 1), utc(2024, 3, 1), date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-12", utc(2023, 12, 1), utc(2024, 1, 1), date(2023, 12, 1), date(2023, 12, 31)),
        ("2024-10-29", utc(2024, 10, 29), utc(2024, 10, 30), date(2024, 10, 29), date(2024, 10, 29)),
    ],
)
def test_a_reduced_date_is_its_whole_interval(
    text: str, start: datetime, end: datetime, first_day: date, last_day: date
) -> None:
    parsed = parse(text)
    assert (parsed.start, parsed.end) == (start, end)
    assert (parsed.first_day, parsed.last_day) == (first_day, last_day)
    assert not parsed.has_time
    assert parsed.text == text


@pytest.mark.parametrize(
    ("text", "start", "precision"),
    [
        ("2025-01-20T08:00+05:00", utc(2025, 1, 20, 3), timedelta(minutes=1)),
        ("2025-01-20T08:00:00+05:00", utc(2025, 1, 20, 3), timedelta(seconds=1)),
        ("2025-01-20T01:00:00.5+05:00", utc(2025, 1, 19, 20, 0, 0, 500_000), timedelta(microseconds=1)),
        ("2025-01-20T08:00:00Z", utc(2025, 1, 20, 8), timedelta(seconds=1)),
    ],
)
def test_a_date_time_is_an_instant_on_the_day_it_is_written_on(
    text: str, start: datetime, precision: timedelta
) -> None:
    parsed = parse(text)
    assert (parsed.start, parsed.end) == (start, start + precision)
    assert parsed.first_day == parsed.last_day == date(2025, 1, 20)
    assert parsed.has_time


@pytest.mark.parametrize(
    "text",
    ["0001", "9999", "9999-12", "9999-12-31", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00+14:00"],
)
def test_the_ends_of_the_calendar_are_dates_too(text: str) -> None:
    parsed = parse(text)
    assert parsed.start <= parsed.end
    assert parsed.start.tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2024-10-29T08:00:00", "has a time without its offset; write 2024-10-29T08:00:00Z"),
        ("2024-02-30", "is not in the calendar"),
        ("2024-00", "is not in the calendar"),
        ("2024-01-00", "is not in the calendar"),
        ("0000", "is not in the calendar"),
        ("2024-10-29T25:00Z", "is not in the calendar"),
        ("2024-10-29T10:00:60Z", "is not in the calendar"),
        ("2024-10-29T10:00+24:00", "is not in the calendar"),
        ("2024-10-29T10:00+05:60", "is not in the calendar"),
        ("2024-10-29T10:00-05:99", "is not in the calendar"),
        ("29.10.2024", "is not a date; expected a year (2024)"),
        ("2024-10-29 08:00", "is not a date"),
        ("2024-1-2", "is not a date"),
        ("٢٠٢٤", "is not a date"),
        ("", "is not a date"),
        ("2024\n", "is not a date"),
        ("1" * 10_000, "…"),
    ],
)
def test_what_is_no_date_says_why(text: str, message: str) -> None:
    with pytest.raises(InvalidDate, match=r".") as error:
        parse(text)
    assert message in str(error.value)
    assert len(str(error.value)) < 250


def test_dates_are_equal_when_they_are_written_alike() -> None:
    assert parse("2024-10-29") == parse("2024-10-29")
    assert parse("2024-10-29T00:00Z") != parse("2024-10-29T00:00:00Z")
    assert len({parse("2024"), parse("2024"), parse("2024-01")}) == 2
    assert pickle.loads(pickle.dumps(parse("2024-10"))) == parse("2024-10")


@pytest.mark.parametrize(
    ("when", "start", "end", "shares"),
    [
        ("2024-10-28", None, None, True),
        ("2024-10-28", "2024-10", "2024-10", True),
        ("2024-10", "2024-10-31", None, True),
        ("2024-10", None, "2024-10-01", True),
        ("2024-09", "2024-10", None, False),
        ("2024-11-01", None, "2024-10", False),
        ("2024", "2024-06", "2024-07", True),
        # Calendar days as written: 23:30 in New York is the next day in UTC.
        ("2024-10-28T23:30:00-05:00", "2024-10-28", "2024-10-28", True),
        ("2024-10-28T23:30:00-05:00", "2024-10-29", None, False),
        # Instants where the bound has a time.
        ("2024-10-28T23:30:00-05:00", "2024-10-29T04:30:00Z", "2024-10-29T04:30:00Z", True),
        ("2024-10-28", "2024-10-28T23:59:59Z", None, True),
        ("2024-10-28", "2024-10-29T00:00:00Z", None, False),
        ("2024-10-28", None, "2024-10-27T23:59:59Z", False),
    ],
)
def test_what_shares_a_moment_with_a_range(
    when: str, start: str | None, end: str | None, shares: bool
) -> None:
    bounds = (parse(bound) if bound else None for bound in (start, end))
    assert parse(when).shares_a_moment_with(*bounds) is shares


@given(st.dates())
def test_every_day_of_the_calendar_is_read_back(day: date) -> None:
    parsed = parse(day.isoformat())
    assert (parsed.first_day, parsed.last_day) == (day, day)
    assert parsed.start.date() == day


@given(st.text(max_size=40) | st.from_regex(r"[0-9T:+.Z-]{1,30}", fullmatch=True))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        parsed = parse(text)
    except InvalidDate:
        return
    assert parsed.text == text
    assert parsed.start < parsed.end or parsed.last_day.year == 9999
    assert parsed.first_day <= parsed.last_day


@pytest.mark.parametrize(
    ("one", "other", "is_before"),
    [
        ("2024-05-05", "2024-05-06", True),
        ("2024-05-06", "2024-05-06T10:00:00Z", False),
        ("2024-05", "2024-05-06", False),
        ("2024-05-06T10:00:00+02:00", "2024-05-06T09:00:00Z", True),
        ("2024-05-06T12:00:00+02:00", "2024-05-06T09:00:00Z", False),
    ],
)
def test_what_is_before_another(one: str, other: str, is_before: bool) -> None:
    assert parse(one).is_before(parse(other)) is is_before
