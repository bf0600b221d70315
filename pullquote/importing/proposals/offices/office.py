"""An office as a text prints it, and where it begins and ends: not with an age, whose it is, or where somebody is from."""

from __future__ import annotations

import re
from typing import NamedTuple

from pullquote.importing.proposals.english.roles import is_role

AGE = (
    r"(?:aged )?(?:\d{1,3}|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen)"
)
"""How old somebody is, behind a name."""
_BEGINS = re.compile(
    r"(?:(?:[Aa]s|now|then|once|also|himself|herself|the|an?|his|her|its|their|our|my|your|own) |[\w-]+-(?:year-old|born|based|placed|raised) (?!from )(?=\w)"
    r"|(?:(?!(?:of|at|for|in|to|with|from|and|on) )[\w-]+ ){0,3}?(?P<owner>[\w-]+)(?<!men)(?<!eople)(?<!hildren)(?<!heriff)’s )+"
)
"""What stands in front of an office and is no part of it: our; the company’s; 54-year-old."""
_ENDS = re.compile(
    r"(?: from (?:the )?[A-Z]| with (?:an?|two|three|four|five|six|seven|eight|nine|ten|\d+) | (?:for|to|of|with) (?:him|her|them|it|us)\b| aged \d| in nearby | of \d+\Z| of (?:[a-z]+ )?(?:\d+|[a-z]+) (?:years|months|decades)\b| turned | by (?:trade|profession|training)\b| (?:in|since|until|from|after) (?:\d{4}|(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)\w*|last|the \d{4}s)\b| last \w+day\b| here\b| there\b|,? who\b| (?:of|for|at|in|to|with|on|by|from|and)\Z).*\Z"
)
"""What stands behind an office and is no part of it: from Tidewell; with a wild beard; for him; aged 54."""


class Office(NamedTuple):
    """An office as printed, without its article, and where it stands."""

    title: str
    start: int
    end: int


def trimmed(office: Office) -> Office:
    """An office without what stands before and behind it; as it is where nothing would be left, and where the owner is a
    part of it: Sheriff’s Deputy."""
    title, start = office.title, office.start
    begins = _BEGINS.match(title)
    rest = title[begins.end() :] if begins else ""
    is_whole = begins is not None and rest[:1].isupper() and is_role((begins["owner"] or "").lower())
    if begins is not None and not is_whole:
        title, start = title[begins.end() :], start + begins.end()
    ends = _ENDS.search(title)
    if ends is not None and ends.start():
        title = title[: ends.start()]
    is_trimmed = title not in {"", office.title}
    return Office(title, start, start + len(title)) if is_trimmed else office
