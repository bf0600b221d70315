"""Dates of every shape."""

from __future__ import annotations

import pytest

from pullquote.importing.mapping.dates import UnknownZone, date_in_path, read_date, zone_of


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2021-09-21", "2021-09-21"),
        ("2014-05-09T13:49:34-04:00", "2014-05-09T13:49:34-04:00"),
        ("2015-12-17 12:00:00 -5", "2015-12-17T12:00:00-05:00"),
        ("2016-03-23 9:00:00 -4", "2016-03-23T09:00:00-04:00"),
        ("2020-07-07T00:00:00.000Z", "2020-07-07T00:00:00Z"),
        ("2014-01-28 3:02:41 -0400", "2014-01-28T03:02:41-04:00"),
        ("2020-01-01T00:00:00+0530", "2020-01-01T00:00:00+05:30"),
        ("2013-06-05T24:00:00Z", "2013-06-06T00:00:00Z"),
        ("Thu, 05 Sep 2002 00:00:01 GMT", "2002-09-05T00:00:01Z"),
        ("Thu, 05 Sep 02 00:00:01 EDT", "2002-09-05T00:00:01-04:00"),
        ("Mon, 7 Mar 2016 10:00:00 +0000 (UTC)", "2016-03-07T10:00:00Z"),
        ("Tuesday, September 22, 2015", "2015-09-22"),
        ("Tuesday 15 October 2019", "2019-10-15"),
        ("September 22nd, 2015 at 3:04 p.m. EST", "2015-09-22T15:04:00-05:00"),
        ("9 de mayo de 2018", "2018-05-09"),
        ("5. März 2019", "2019-03-05"),
        ("October 2024", "2024-10"),
        ("<2024-01-02 Tue>", "2024-01-02"),
        ("[2024-01-02 Di.]", "2024-01-02"),
        ("2022年3月4日", "2022-03-04"),
        ("24.12.2019", "2019-12-24"),
        ("24/12/2019", "2019-12-24"),
        ("2019/12/24", "2019-12-24"),
        ("20200102T030405Z", "2020-01-02T03:04:05Z"),
        ("1438102921", "2015-07-28T17:02:01Z"),
        (1438102921000, "2015-07-28T17:02:01Z"),
        (2002, "2002"),
    ],
)
def test_what_is_a_date(written: object, read: str) -> None:
    found = read_date(written)
    assert found is not None
    assert (found.text, found.guess, found.local) == (read, None, None)


@pytest.mark.parametrize(
    "written",
    ["PDT08:05:41-07:00", "yesterday", "2020-13-45", "30 February 2020", "", True, None, ["2020"], "0042"],
)
def test_what_is_none(written: object) -> None:
    assert read_date(written) is None


def test_a_time_without_a_zone_needs_to_be_told_which() -> None:
    found = read_date("2019-07-07 10:00:00")
    assert found is not None
    assert (found.text, found.local) == ("2019-07-07", "10:00:00")
    for zone, read in (
        ("America/New_York", "2019-07-07T10:00:00-04:00"),
        ("+05:00", "2019-07-07T10:00:00+05:00"),
    ):
        told = read_date("2019-07-07 10:00:00", zone)
        assert told is not None
        assert (told.text, told.local) == (read, None)


def test_month_and_day_that_could_be_either_are_a_guess() -> None:
    found = read_date("3/4/2015")
    assert found is not None
    assert (found.text, found.guess) == ("2015-03-04", "3/4/2015 is read as month/day/year")


def test_zones() -> None:
    with pytest.raises(UnknownZone, match="expected a name such as Europe/Berlin"):
        zone_of("Mars/Olympus")


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("2020/07/16/a", "2020-07-16"),
        ("2020-07-16-a", "2020-07-16"),
        ("a/2020/07/b", "2020-07"),
        ("a/2020/13/b", None),
        ("a-b", None),
    ],
)
def test_dates_in_paths(path: str, date: str | None) -> None:
    assert date_in_path(path) == date
