"""A date of another system is guessed where it has one meaning, and else it is not."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.files.guesses.dates import day_meant, how_to_write, in_iso_8601
from pullquote.store.model.dates import DateOrDateTime


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2024-10-29 08:00:00 -0400", "2024-10-29T08:00:00-04:00"),
        ("2024-10-29 08:00:00 -4", "2024-10-29T08:00:00-04:00"),
        ("2024-10-29 8:00:00 +0500", "2024-10-29T08:00:00+05:00"),
        ("2024-10-29 08:00:00", "2024-10-29T08:00:00Z"),
        ("2024-10-29 18:30", "2024-10-29T18:30Z"),
        ("2024-10-29 08:00:00 UTC", "2024-10-29T08:00:00Z"),
        ("2024-10-29 08:00:00.000 +0000 UTC", "2024-10-29T08:00:00+00:00"),
        ("2024-10-29T08:00:00-04:00[America/New_York]", "2024-10-29T08:00:00-04:00"),
        ("Tue, 29 Oct 2024 08:00:00 GMT", "2024-10-29T08:00:00Z"),
        ("Tue, 5 Nov 2024 08:00:00 EST", "2024-11-05T08:00:00-05:00"),
        ("29 Oct 2024 08:00 +0200", "2024-10-29T08:00+02:00"),
        ("Tue Oct 29 08:00:00 2024", "2024-10-29T08:00:00Z"),
        ("Oct 29, 2024 at 6:30 p.m. EDT", "2024-10-29T18:30-04:00"),
        ("12:05 AM", None),
        ("29 October 2024 12:05 AM", "2024-10-29T00:05Z"),
        ("13/02/2025", "2025-02-13"),
        ("02/13/2025", "2025-02-13"),
        ("12/12/2025", "2025-12-12"),
        ("29.10.2024", "2024-10-29"),
        ("4 March 2025", "2025-03-04"),
        ("4th of March, 2025", "2025-03-04"),
        ("March 4, 2025", "2025-03-04"),
        ("Sept. 4, 2025", "2025-09-04"),
        ("Tuesday, 4 March 2025", "2025-03-04"),
        ("March 2025", "2025-03"),
        ("2025/3/4", "2025-03-04"),
        ("2025-3", "2025-03"),
        ("20250304", "2025-03-04"),
        ("2024-W44-2", "2024-10-29"),
        ("1730188800", "2024-10-29T08:00:00Z"),
        ("1730188800000", "2024-10-29T08:00:00Z"),
        ("2024\u201310\u201329", "2024-10-29"),
        ("２０２４-10-29", "2024-10-29"),
        ("2024年10月29日", "2024-10-29"),
        ("20241029T080000Z", "2024-10-29T08:00:00Z"),
        ("20241029T0800+0500", "2024-10-29T08:00+05:00"),
        ("29 octobre 2024", "2024-10-29"),
        ("1er mai 2024", "2024-05-01"),
        ("29. Oktober 2024, 08:00 +0100", "2024-10-29T08:00+01:00"),
        ("29 de octubre de 2024", "2024-10-29"),
        ("3 März 2024", "2024-03-03"),
        ("03/04/2024", None),
        ("3.4.2024", None),
        ("03/04/24", None),
        ("2025-02-30", None),
        ("31 June 2025", None),
        ("2024-10-29 25:00", None),
        ("2024-10-29 08:00 XYZ", None),
        ("4 Marching 2025", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_date_has_one_meaning_or_none(text: str, meant: str | None) -> None:
    assert in_iso_8601(text) == meant


@given(st.text("0123456789 -/:.,TZ+apmOctMarch年月日", max_size=40))
def test_what_is_guessed_is_a_date(text: str) -> None:
    guess = in_iso_8601(text)
    assert guess is None or DateOrDateTime.parse(guess).text == guess


@given(
    st.datetimes(min_value=datetime(1000, 1, 1)),  # noqa: DTZ001 - its offset is in the text
    st.sampled_from(["%Y-%m-%d %H:%M:%S +0000", "%d %B %Y %H:%M:%S GMT", "%a %b %d %H:%M:%S %Y"]),
)
def test_a_moment_is_the_same_in_any_form(moment: datetime, form: str) -> None:
    guess = in_iso_8601(f"{moment:{form}}")
    assert guess is not None
    assert guess[:19] == f"{moment:%Y-%m-%dT%H:%M:%S}"


@pytest.mark.parametrize(
    ("word", "is_past", "day"),
    [
        ("today", False, date(2024, 10, 29)),
        ("Aujourd’hui", False, date(2024, 10, 29)),
        ("yesterday", True, date(2024, 10, 28)),
        ("mañana", False, date(2024, 10, 30)),
        ("Monday", True, date(2024, 10, 28)),
        ("Wednesday", True, date(2024, 10, 23)),
        ("Tuesday", True, None),  # the day itself, or the one a week before
        ("Monday", False, None),
        ("soon", True, None),
        ("morgen", False, None),
    ],
)
def test_a_word_for_a_day_is_counted_from_the_day_on_which_it_is_written(
    word: str, is_past: bool, day: date | None
) -> None:
    assert day_meant(word, date(2024, 10, 29), is_past=is_past) == day


@pytest.mark.parametrize("text", ["03/04/2024", "03.04.2024", " 03-04-2024 "])
def test_of_a_date_with_two_readings_neither_is_guessed(text: str) -> None:
    assert how_to_write(text) == "03 or 04 may be the month; write 2024-MM-DD, the month before the day"


@pytest.mark.parametrize(
    "text", ["31/04/2024", "13.13.2024", "0/1/2024", "03/04/24", "2024-03-04", "3/4/2024" * 100]
)
def test_other_dates_have_no_two_readings(text: str) -> None:
    assert how_to_write(text) is None
