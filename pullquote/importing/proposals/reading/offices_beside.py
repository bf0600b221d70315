"""The offices that stand beside a name, before it and behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pullquote.importing.proposals.english.roles import STYLES, is_role
from pullquote.importing.proposals.english.words import PREPOSITIONS
from pullquote.importing.proposals.reading.names import Piece
from pullquote.importing.proposals.reading.offices import Office, office_before
from pullquote.importing.proposals.reading.offices_behind import office_behind
from pullquote.importing.proposals.reading.offices_by_place import (
    office_of_titles,
    office_placed_before,
    office_stated,
)


def offices_beside(
    skeleton: str, place: tuple[int, int], titles: Sequence[Piece], *, by_place: bool
) -> Iterator[Office]:
    """What somebody is, by what stands before and behind the name at a place; ``by_place``: whatever the noun."""
    start, end = place
    before = office_before(skeleton, start) or office_of_titles(titles)
    if by_place and (before is None or is_style(before)):
        before = office_placed_before(skeleton, start, end) or before
    behind = office_behind(skeleton, end, by_place=by_place)
    if by_place and behind is None:
        behind = office_stated(skeleton, end)
    yield from (each for each in (before, behind) if each is not None)


def is_style(office: Office) -> bool:
    """Whether an office is no more than how somebody is addressed: Prof, the Rev."""
    return office.title.lower().rstrip(".") in STYLES


def of_one(office: Office) -> Office:
    """An office of several as that of each of them: co-founders Ida Brook and Tom Hale."""
    head = office.title.rpartition(" ")[2].lower()
    is_plain = PREPOSITIONS.isdisjoint(office.title.split())
    is_shared = is_plain and head.endswith("s") and is_role(head.removesuffix("s")) and not is_role(head)
    return office._replace(title=office.title.removesuffix("s")) if is_shared else office
