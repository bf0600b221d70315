"""The offices that stand beside a name, before it and behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pullquote.importing.proposals.english.roles import COURTESY, FAMILY, STYLES, is_role
from pullquote.importing.proposals.english.words import PREPOSITIONS
from pullquote.importing.proposals.offices.before import office_before, office_outside
from pullquote.importing.proposals.offices.behind import office_behind, office_stated
from pullquote.importing.proposals.offices.by_place import (
    office_of_titles,
    office_placed_before,
)
from pullquote.importing.proposals.offices.office import Office, trimmed
from pullquote.importing.proposals.offices.ranks import is_rank
from pullquote.importing.proposals.offices.stated import (
    office_appointed,
    office_named_by,
    office_taken,
    office_too,
)

_NO_OFFICE = re.compile(
    r"\A(?:whose?|(?:one|two|three)(?!-)|[A-TV-Z]?\d+)\b|-(?:born|based|year)\Z|\A(?:third|fourth|fifth)\Z"
)
"""What stands where an office does and is none."""


_APART_FROM = ("For ", "To ", "Without ", "Like ", "Unlike ", "As for ")
"""In front of a name that a sentence begins with and is not about."""


def offices_beside(
    skeleton: str,
    place: tuple[int, int],
    titles: Sequence[tuple[str, int, int]],
    *,
    is_open: bool,
    by_place: bool,
) -> Iterator[Office]:
    """What somebody is, by what stands before and behind the name at a place; ``is_open``: whose office is not known yet;
    ``by_place``: whatever the noun."""
    start, end = place
    first = titles[0][1] if titles else start
    before = office_before(skeleton, start)
    if titles and _says_little(before):
        before = office_before(skeleton, first) or before or office_of_titles(titles)
    is_full = " " in skeleton[start:end]
    if by_place and is_full and _says_little(before):
        before = office_placed_before(skeleton, first, end) or before
    if is_open and _says_little(before):
        before = office_named_by(skeleton, first) or before
    is_set_apart = skeleton.endswith(_APART_FROM, 0, first)  # For Ida Brook, the sound of spring …
    behind = office_behind(skeleton, end, by_place=by_place)
    if (
        is_set_apart
        and behind is not None
        and skeleton.startswith(", the ", end)
        and not skeleton.startswith(",", behind.end)
    ):
        behind = None
    if is_open and behind is None and _says_little(before):
        behind = (
            office_stated(skeleton, end)
            or office_appointed(skeleton, end)
            or office_taken(skeleton, end)
            or office_too(skeleton, end)
        )
    outside = office_outside(skeleton, before, place) if before is not None else None
    listed = (trimmed(each) for each in (outside, before, behind) if each is not None)
    yield from (each for each in listed if _NO_OFFICE.search(each.title) is None)


def _says_little(office: Office | None) -> bool:
    return office is None or is_style(office) or is_rank(office.title)


def is_style(office: Office) -> bool:
    """Whether an office is no more than how somebody is addressed: Prof, the Rev."""
    return is_address(office.title)


def is_address(title: str) -> bool:
    """Whether a title is no more than how somebody is addressed."""
    return all(word.rstrip(".") in STYLES | COURTESY for word in title.lower().split())


def is_personal(title: str) -> bool:
    """Whether a title is how somebody is addressed, or what they are to another one."""
    return is_address(title) or title.rsplit(maxsplit=1)[-1].lower() in FAMILY


def of_one(office: Office) -> Office:
    """An office of several as that of each of them: co-founders Ida Brook and Tom Hale."""
    head = office.title.rpartition(" ")[2].lower()
    is_plain = PREPOSITIONS.isdisjoint(office.title.split())
    is_shared = is_plain and head.endswith("s") and is_role(head.removesuffix("s")) and not is_role(head)
    return office._replace(title=office.title.removesuffix("s")) if is_shared else office
