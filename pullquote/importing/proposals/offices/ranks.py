"""Ranks and forms of address between what somebody is and the name: government spokesman Col. Idriss Maiga."""

from __future__ import annotations

import re

from pullquote.importing.proposals.english.inflections import words_in
from pullquote.importing.proposals.english.roles import COURTESY, OF_THE_MOMENT, PEERS, STYLES, is_role

_SHORT = words_in(
    "flt sqn wg col gen capt lt maj sgt brig adm cmdr cdr cpl det con insp supt const pte pc cllr coun cr clr sheikh prince senator alderman"
)
"""Ranks that are abbreviated, and others that are no office by themselves."""
RANKS = _SHORT | words_in(
    """
    colonel general captain major brigadier commander lieutenant sergeant justice judge ranger pastor rabbi imam father
    sister brother marshal admiral commodore canon
    """
)
"""What stands before a name, and behind what somebody is besides."""
_FIRST_OF = words_in(
    "author minister secretary lady officer mate deputy baseman responder violinist vice lieutenant sergeant sea"
)
"""Behind ``first`` in an office."""
_OF_GENERALS = words_in("attorney solicitor surgeon governor secretary director consul auditor adjutant")
"""Before ``general``: one office, no rank."""
_NO_OFFICES = RANKS | COURTESY | STYLES | {"vice", "rear"}
_ADDRESS = "|".join(
    sorted(
        {word.capitalize() for word in _NO_OFFICES | {"councillor", "councilor"}}
        | words_in(
            "Most Very Right Rt Revd Ch Wing Squadron Officer Inspector Chief Barrister Superintendent Garda Deputy"
        )
    )
)
STYLED = (
    r"(?:the (?:great|late|legendary|celebrated|veteran|young) )?"
    rf"(?:(?:(?:the )?(?:{_ADDRESS}|[A-Z]{{2,4}}|\((?:Mrs|Ms|Miss|Mr|Dr)\.?\))\.? ){{1,4}}|[\w-]+-(?:year-old|born|based) |(?:South |North |New )?[A-Z]\w+(?:an|ish|ese|ch|i|er) )?"
)
"""What can stand between the comma behind an office and the name, as a pattern."""

LONGEST_WORD = 26
"""Characters of a word in front of a place that is looked at."""
LAST_WORD = re.compile(r"([\w.’&-]+?)(’s)?[ \n]\Z")
"""The word in front of a place, and whether it is whose something is."""
MEMBER = "MS"
"""Who sits in the Senedd, and no courtesy: in capitals."""
_THE = re.compile(r"\b([A-Z][\w-]+) (?P<the>the )\Z")


_RANKS_ALONE = (
    RANKS
    | words_in(
        "staff superintendent inspector councillor councilor constable detective chief pc dci dc ds dsupt sp asp dsp dcp acp"
    )
) - {"judge", "justice", "ranger", "marshal", "prince", "captain"}
"""Ranks that say less than another office of the same person: Major Ida Brook, chairwoman of the club."""


_BEHIND_OFFICES = _NO_OFFICES | _RANKS_ALONE


_OF_NO_POLICE = words_in(
    "officer churchwarden spokesman chairman president secretary treasurer director prosecutor trustee patron minister"
)
"""What somebody is besides a rank that stands behind it: Churchwarden Colonel Ted Rowsell."""


def is_rank(title: str) -> bool:
    """Whether an office is no more than a rank: Major, Detective Superintendent."""
    return title not in {"father", "brother", "sister"} and all(
        word.rstrip(".") in _RANKS_ALONE for word in title.lower().split()
    )


def without_rank(title: str) -> str:
    """An office without the rank behind it: spokesman Col.; not: Maj. Gen., Attorney General, Police Lt."""
    words = title.split()
    end = len(words)
    while end > 1 and words[end - 1][0].isupper() and words[end - 1].lower().rstrip(".") in _BEHIND_OFFICES:
        end -= 1
    before = words[end - 1]
    lower = before.lower().rstrip(".")
    if end == len(words) or not is_role(lower) or lower in RANKS | _OF_GENERALS:
        return title
    is_rank = (
        before[0].islower()
        or lower in _OF_NO_POLICE
        or words[end].lower().rstrip(".") in _SHORT | COURTESY | STYLES
    )
    return " ".join(words[:end]) if is_rank else title


def lasting(words: list[str]) -> list[str]:
    """The words of an office without how somebody is for now: the new mayor, the beaten finalist; not the first minister."""
    while len(words) > 1 and words[0].lower() in OF_THE_MOMENT:
        is_office = words[0] == "New" or (words[0].lower() == "first" and words[1].lower() in _FIRST_OF)
        if is_office or words[0] == "First":
            break
        words = words[1:]
    return words


def without_style(skeleton: str, name: int) -> tuple[int, bool]:
    """Where begins what stands right before a name and is no office by itself (Dr, Rev, 13-year-old), and whether it
    can be one where there is no other."""
    styled = False
    while found := LAST_WORD.search(skeleton, max(0, name - LONGEST_WORD), name):
        lower = found[1].lower().rstrip(".")
        is_letters = found[1].isalpha() and found[1].isupper() and 1 < len(lower) < 5 and not is_role(lower)
        if found[1] in {MEMBER, "professor"} or not (
            lower in COURTESY
            or lower in STYLES
            or lower in PEERS
            or lower.endswith("-year-old")
            or is_letters
        ):
            break
        name, styled = found.start(), styled or lower in STYLES
    between = _THE.search(skeleton, max(0, name - 40), name) if styled else None
    if between is not None and is_role(between[1].lower()):  # Vicar the Rev Tim Paddock
        name = between.start("the")
    return name, styled
