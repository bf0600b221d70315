"""Records by day are what comparing every date gives."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from pullquote.store.index.days import DateIndex, Days
from pullquote.store.model.dates import DateOrDateTime, TimelineInterval
from pullquote.store.model.pages import InvalidTimeline

FIRST = date(1999, 11, 1).toordinal()
days = st.integers(FIRST, FIRST + 2500)


@given(st.lists(days, max_size=40), days)
def test_days(numbers: list[int], day: int) -> None:
    index = Days.of((number, ordinal) for ordinal, number in enumerate(numbers))
    assert set(index.before(day)) == {n for n, number in enumerate(numbers) if number < day}
    assert set(index.since(day)) == {n for n, number in enumerate(numbers) if number >= day}
    assert set(index.on(day)) == {n for n, number in enumerate(numbers) if number == day}


moments = st.builds(
    lambda minute, second, offset, form: form.format(
        datetime(2024, 2, 28, tzinfo=UTC) + timedelta(minutes=minute, seconds=second), offset
    ),
    st.integers(0, 3 * 24 * 60) | st.sampled_from([0, 24 * 60 - 1, 24 * 60, 24 * 60 + 1, 48 * 60]),
    st.sampled_from([0, 0, 1, 30, 59]),
    st.sampled_from(["Z", "+00:00", "+05:00", "-11:30", "+14:00"]),
    st.sampled_from(
        [
            "{0:%Y}",
            "{0:%Y-%m}",
            "{0:%Y-%m-%d}",
            "{0:%Y-%m-%dT%H:%M}{1}",
            "{0:%Y-%m-%dT%H:%M:%S}{1}",
            "{0:%Y-%m-%dT%H:%M:%S}.000001{1}",
        ]
    ),
)
dates = moments.map(DateOrDateTime.parse)


def is_since(record: DateOrDateTime, bound: DateOrDateTime) -> bool:
    return record.end > bound.start if bound.has_time else record.last_day >= bound.first_day


def is_until(record: DateOrDateTime, bound: DateOrDateTime) -> bool:
    return record.start < bound.end if bound.has_time else record.first_day <= bound.last_day


@given(st.lists(st.none() | dates, max_size=20), dates)
def test_ranges(known: list[DateOrDateTime | None], bound: DateOrDateTime) -> None:
    index = DateIndex.of(known.__getitem__, len(known))
    assert set(index.since(bound)) == {n for n, each in enumerate(known) if each and is_since(each, bound)}
    assert set(index.until(bound)) == {n for n, each in enumerate(known) if each and is_until(each, bound)}


@given(st.lists(st.none() | dates, max_size=20), st.sampled_from(TimelineInterval))
def test_a_timeline_counts_what_shares_a_moment_with_each_interval(
    known: list[DateOrDateTime | None], interval: TimelineInterval
) -> None:
    index = DateIndex.of(known.__getitem__, len(known))
    chosen = BitMap([number for number, each in enumerate(known) if each and number % 3])
    found = index.timeline(chosen, interval)
    assert sum(bucket.count > 0 for bucket in (*found[:1], *found[-1:])) == len((*found[:1], *found[-1:]))
    for bucket in found:
        sharing = index.since(bucket.date) & index.until(bucket.date) & chosen
        assert bucket.count == len(sharing)
    assert bool(found) == bool(chosen)


def test_a_timeline_has_no_gaps_and_is_in_order_of_time() -> None:
    known = [
        DateOrDateTime.parse(text)
        for text in ("2024-11-30", "2024-02-29T23:30-05:00", "2024-12", "2025-01-01")
    ]
    index = DateIndex.of(known.__getitem__, len(known))
    by_month = [(each.date.text, each.count) for each in index.timeline(range(4), TimelineInterval.MONTH)]
    assert by_month == [
        ("2024-02", 1),
        *((f"2024-{month:02}", 0) for month in range(3, 11)),
        ("2024-11", 1),
        ("2024-12", 1),
        ("2025-01", 1),
    ]
    by_year = [(each.date.text, each.count) for each in index.timeline(range(4), TimelineInterval.YEAR)]
    assert by_year == [("2024", 3), ("2025", 1)]
    assert sum(each.count for each in index.timeline(range(4), TimelineInterval.DAY)) == 3 + 31


def test_a_date_of_a_year_does_not_reach_beyond_what_was_asked_for() -> None:
    known = [DateOrDateTime.parse("2024")]
    index = DateIndex.of(known.__getitem__, 1)
    found = index.timeline(
        range(1), TimelineInterval.MONTH, DateOrDateTime.parse("2024-06"), DateOrDateTime.parse("2024-08-15")
    )
    assert [each.date.text for each in found] == ["2024-06", "2024-07", "2024-08"]


def test_a_timeline_of_too_many_buckets_is_refused() -> None:
    known = [DateOrDateTime.parse(text) for text in ("2000-01-01", "2004-12-31")]
    index = DateIndex.of(known.__getitem__, 2)
    message = (
        "A timeline by DAY from 2000-01-01 to 2004-12-31 has 1827 buckets, and 750 is the most. "
        'Give the filter "from" and "to", or divide by a longer interval.'
    )
    with pytest.raises(InvalidTimeline, match=re.escape(message)):
        index.timeline(range(2), TimelineInterval.DAY)
    assert len(index.timeline(range(2), TimelineInterval.MONTH)) == 60


def test_the_ends_of_the_calendar() -> None:
    known = [
        DateOrDateTime.parse(text)
        for text in ("0001", "0001-01-01T00:00Z", "9998-12-31", "9999-12-31T23:58Z")
    ]
    index = DateIndex.of(known.__getitem__, len(known))
    for bound in known:
        assert set(index.since(bound)) == {n for n, each in enumerate(known) if is_since(each, bound)}
        assert set(index.until(bound)) == {n for n, each in enumerate(known) if is_until(each, bound)}


def test_a_bound_that_comes_again_has_the_same_set() -> None:
    index = DateIndex.of(list(map(DateOrDateTime.parse, ("2023", "2024-02", "2024-02-28"))).__getitem__, 3)
    since, until = (DateOrDateTime.parse(text) for text in ("2024", "2024-01-31"))
    assert set(index.since(since)) == {1, 2}
    assert set(index.until(until)) == {0}
    assert index.since(since) is index.since(DateOrDateTime.parse("2024-01-01"))
    assert index.until(until) is index.until(DateOrDateTime.parse("2024-01"))
