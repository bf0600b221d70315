"""The dates of stories and of the quotes in them."""

from __future__ import annotations

from pullquote.store.files.kinds.keys import StoryKeys
from pullquote.store.model.dates import DateOrDateTime


def quote_date(story: StoryKeys, date_spoken: DateOrDateTime | None) -> DateOrDateTime:
    """The date that a quote counts as spoken on: its own, or the later one of its story."""
    if date_spoken is not None:
        return date_spoken
    return latest(story)


def latest(story: StoryKeys) -> DateOrDateTime:
    """The later of the two dates of a story, by where they start; the modification if they start alike."""
    dates = (story.date_modified, story.date_published)
    return max((date for date in dates if date is not None), key=lambda date: date.start)


def is_vague(date: DateOrDateTime) -> bool:
    """Whether a date is less precise than a day."""
    return date.first_day != date.last_day
