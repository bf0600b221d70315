"""Ranks and forms of address between what somebody is and the name: government spokesman Col. Idriss Maiga."""

from __future__ import annotations

from pullquote.importing.proposals.english.inflections import words_in
from pullquote.importing.proposals.english.roles import COURTESY, OF_THE_MOMENT, STYLES, is_role

_SHORT = words_in(
    "col gen capt lt maj sgt brig adm cmdr cdr cpl det con insp supt const pte cllr coun sheikh prince"
)
"""Ranks that are abbreviated, and others that are no office by themselves."""
RANKS = _SHORT | words_in(
    """
    colonel general captain major brigadier commander lieutenant sergeant justice judge ranger pastor rabbi imam father
    sister brother marshal
    """
)
"""What stands before a name, and behind what somebody is besides."""
_FIRST_OF = words_in("author minister secretary lady officer mate deputy vice lieutenant sergeant sea")
"""Behind ``first`` in an office."""
_OF_GENERALS = words_in("attorney solicitor surgeon governor secretary director consul auditor adjutant")
"""Before ``general``: one office, no rank."""
_NO_OFFICES = RANKS | COURTESY | STYLES
_ADDRESS = "|".join(
    sorted(
        {word.capitalize() for word in _NO_OFFICES}
        | words_in("Most Very Right Rt Revd Ch Wing Squadron Officer Inspector Chief Barrister")
    )
)
STYLED = (
    r"(?:the (?:great|late|legendary|celebrated|veteran|young) )?"
    rf"(?:(?:(?:the )?(?:{_ADDRESS}|[A-Z]{{2,4}})\.? ){{1,4}}|[\w-]+-(?:year-old|born|based) |(?:South |North |New )?[A-Z]\w+(?:an|ish|ese|ch|i|er) )?"
)
"""What can stand between the comma behind an office and the name, as a pattern."""


def without_rank(title: str) -> str:
    """An office without the rank behind it: spokesman Col.; not: Maj. Gen., Attorney General, Police Lt."""
    words = title.split()
    end = len(words)
    while end > 1 and words[end - 1][0].isupper() and words[end - 1].lower().rstrip(".") in _NO_OFFICES:
        end -= 1
    before = words[end - 1]
    lower = before.lower().rstrip(".")
    if end == len(words) or not is_role(lower) or lower in RANKS | _OF_GENERALS:
        return title
    is_rank = before[0].islower() or words[end].lower().rstrip(".") in _SHORT | COURTESY | STYLES
    return " ".join(words[:end]) if is_rank else title


def lasting(words: list[str]) -> list[str]:
    """The words of an office without how somebody is for now: the new mayor, the beaten finalist; not the first minister."""
    while len(words) > 1 and words[0].lower() in OF_THE_MOMENT:
        is_office = words[0] == "New" or (words[0].lower() == "first" and words[1].lower() in _FIRST_OF)
        if is_office or words[0] == "First":
            break
        words = words[1:]
    return words
