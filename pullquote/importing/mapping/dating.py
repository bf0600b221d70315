"""The dates of a story: what its source says, else what its path says, else the day of its file."""

from __future__ import annotations

import re

from pullquote.importing.items import Draft, Item
from pullquote.importing.mapping.dates import BEFORE_NAME, date_in_path, read_date
from pullquote.importing.mapping.given import Given
from pullquote.importing.mapping.keys import EXTRA
from pullquote.importing.mapping.values import line_of
from pullquote.store.model.dates import DateOrDateTime

NO_ZONE = "has no time zone, so only its day is kept: --timezone says which it is in"
"""How the note of a time without its zone ends."""
_NO_DATE = "it has no date"
_PATHS = ("url", "aliases", "slug", "path")


def dates(given: Given, item: Item, zone: str | None, draft: Draft) -> None:
    """Put the dates of an item into its draft."""
    for ours in ("datePublished", "dateModified"):
        for key, value in given.take(ours):
            if isinstance(value, bool):
                given.give("published", key, value)  # published: false
            else:
                _date(given, draft, ours, (key, value), zone)
    _from_path(item, draft)
    _in_order(given, draft)
    for ours in ("expires", "embargo"):
        for key, value in given.take(ours):
            moment = _moment(value, zone)
            if moment is None or ours in draft.keys:
                given.give(EXTRA, key, value)
                draft.note(
                    "dropped", f"{key}: {line_of(value) or value} is no day or moment that can be read"
                )
            else:
                draft.keys[ours] = moment
                if moment != line_of(value):
                    draft.note("changed", f"{key}: {line_of(value)} is {moment}")


def _date(given: Given, draft: Draft, ours: str, said: tuple[str, object], zone: str | None) -> None:
    key, value = said
    read = read_date(value, zone)
    if read is None:
        given.give(EXTRA, key, value)
        draft.note("dropped", f"{key}: {line_of(value) or value} is no date that can be read; it is in extra")
    elif ours in draft.keys:
        if read.text != draft.keys[ours]:
            given.give(EXTRA, key, value)
    else:
        draft.keys[ours] = read.text
        if read.guess:
            draft.note("guessed", f"{key}: {read.guess}")
        if read.local:
            draft.note("changed", f"{key}: {line_of(value)} {NO_ZONE}")


def _in_order(given: Given, draft: Draft) -> None:
    """A story is not modified before it is published: what was scheduled, or counts time otherwise, says that it was."""
    published, modified = draft.keys.get("datePublished"), draft.keys.get("dateModified")
    if not (isinstance(published, str) and isinstance(modified, str)):
        return
    if DateOrDateTime.parse(modified).is_before(DateOrDateTime.parse(published)):
        given.give(EXTRA, "dateModified", draft.keys.pop("dateModified"))
        draft.note(
            "dropped",
            f"dateModified: {modified} is before {published}, when it was published; it is in extra",
        )


def day_of(value: object) -> str | None:
    """A value as a date, if it is one."""
    read = read_date(value)
    return read.text if read else None


def _from_path(item: Item, draft: Draft) -> None:
    """The date that a path names, where the item says none; and the day of its file, where nothing does."""
    paths = [
        item.name,
        *(
            str(item.values[key])
            for key in item.values
            if key.lower() in _PATHS and not isinstance(item.values[key], bool)
        ),
    ]
    paths += [
        str(each)
        for key in ("aliases", "redirect_from", "permalink", "link", "tumblr_url")
        for each in _listed(item.values.get(key))
    ]
    named = BEFORE_NAME.search(f"{item.name}-")
    from_path = next((date for path in paths if (date := date_in_path(f"{path}/"))), None)
    if named and (read := read_date(named["day"])):
        from_path = read.text
    published = draft.keys.get("datePublished")
    if isinstance(published, str):
        if from_path and len(from_path) == 10 and not published.startswith(from_path[:7]):
            draft.note("guessed", f"its path says {from_path}, and its date {published}: the date is used")
    elif from_path:
        draft.keys["datePublished"] = from_path
        draft.note("guessed", f"its date is read from its path: {from_path}")
    elif "dateModified" not in draft.keys and item.day:
        draft.keys["dateModified"] = item.day
        draft.note("guessed", f"{_NO_DATE}: {item.day} is the day of its file or feed, and it stays a draft")


def is_undated(draft: Draft) -> bool:
    """Whether a draft has only the date of its file or feed."""
    return any(note.what.startswith(_NO_DATE) for note in draft.notes)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _moment(value: object, zone: str | None) -> str | None:
    """A value as a moment: of a day, its beginning."""
    read = read_date(value, zone)
    if read is None:
        return None
    if "T" in read.text:
        return read.text
    day = re.sub(r"^(\d{4})$", r"\1-01", read.text)
    day = f"{day}-01" if len(day) == 7 else day
    start = read_date(f"{day} {read.local or '00:00:00'}", zone or "UTC")
    return start.text if start else None
