"""How much speaks for it that capitalized words are the name of a person."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pullquote.importing.proposals.english.first_names import is_family_name, is_given_name
from pullquote.importing.proposals.english.roles import ADJECTIVES_TOO, is_role, may_be_role
from pullquote.importing.proposals.english.words import (
    ADJECTIVES,
    BODY_ENDS,
    CUES,
    NO_NAME_ENDS,
    SAY,
    STOP_CAPITALS,
    SURNAMES_OF_PLACES,
    VERBS,
)
from pullquote.importing.proposals.offices.before import office_before
from pullquote.importing.proposals.offices.office import AGE

MOST_WORDS = 4
"""Words of a person's name."""
LONGEST_ACRONYM = 4
"""Letters of a word in capitals that is hardly a name."""
PERSON_FROM = 2
"""The points from which a run is a person."""
_OTHER_ENDS = BODY_ENDS | NO_NAME_ENDS
_OTHER_STARTS = STOP_CAPITALS | ADJECTIVES
"""How the name of no person ends, and begins."""
_VERB_BEHIND = re.compile(
    r"(?:, on \w+day)?,? (?:has |had |also |later |then |who )*(?:"
    + "|".join(sorted(CUES, key=len, reverse=True))
    + r")\b"
)
_VERB_BEFORE = re.compile(r"\x01,? (?:" + "|".join(sorted(SAY)) + r") $")
_AGE = re.compile(rf", {AGE}[,.]")
_APPOSITION = re.compile(r", (?:a|an|the|who|whose|his|her|for (?:his|her) part)\b")
_ROLE_IN_BRACKETS = re.compile(r" \(((?:[a-z][\w-]+ ?){1,4})")
_ROLE_BEHIND = re.compile(r", ((?:[a-z][\w-]+ ?){1,4})")
_LETTERS_BEHIND = re.compile(r", (?:MP|MEP|MSP|MLA|MNA|MPA|MLC|TD|CEO|CFO|KC|QC)\b")
_ACTS = re.compile(
    r" (?:[a-z]+(?:ed|[^s]s)|" + "|".join(sorted(VERBS | {"is", "was", "has", "had"})) + r")\b"
)
_FROM = re.compile(
    r"(?:, (?:of|from) (?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+)*,| (?:of|from) the [A-Z]"
    r"| (?:of|from) [A-Z][\w-]+(?: [A-Z][\w-]+)* (?:said|says|told|added)\b)"
)
"""Where somebody is from, behind a name: Ida Brook, of Tidewell, …"""
_SIGNED = re.compile(r"[—–-] $")
_PLACES = frozenset(["the", "a", "an", "in", "at", "from", "near"])
"""In front of what is a place or a thing rather than somebody."""
_OF = frozenset(["by", "to", "with", "and", "of", "for", "from"])
_FOR = re.compile(r"(?:^|[.\n\x01] ?)(?:For|To) $")
_NAME_AS = re.compile(r"\b(?:(?:name|identified|himself|herself)(?: only)? as|called only|known as|named) $")
_ONE_OF_THEM = re.compile(r"\b(?:one|another|a third|the other), $", re.IGNORECASE)
_LAST_WORD = re.compile(r"[\w-]+\Z")


def points_of(skeleton: str, place: tuple[int, int], words: Sequence[str], *, has_titles: bool) -> int:
    """How much speaks for a person: the words themselves, what stands before them, and what behind; ``place`` is where
    they begin and end."""
    start, end = place
    before, after = skeleton[max(0, start - 40) : start], skeleton[end : end + 40]
    is_several = len(words) > 1
    points = _points_of_words(words) + (3 if has_titles else 0) + _points_behind(after, is_several=is_several)
    word, is_apart = _last_word(before)
    has_role = is_role(word.lower()) and (is_several or word not in ADJECTIVES_TOO)
    is_place = not is_apart and word.lower() in _PLACES
    is_from = is_several and word == "from" and is_given_name(words[0])
    tests = (
        (2, has_role),
        (
            1,
            is_several and not has_role and word[:1].islower() and may_be_role(word),
        ),
        (2, word in SAY and _VERB_BEFORE.search(before)),
        (-2 if is_from else -3, is_place and not has_titles and not has_role),
        (1, is_several and not is_apart and not is_place and word in _OF),
        (
            1,
            1 < len(words) <= 3
            and (_ACTS.match(after) or (_SIGNED.search(before) and not after.strip(" ."))),
        ),
        (2, is_several and not has_role and before.endswith(", ") and office_before(skeleton, start)),
        (-3, before.endswith(", of ")),
        (4, word in {"as", "only", "named"} and _NAME_AS.search(before)),
        (3, is_apart and after.startswith(",") and _ONE_OF_THEM.search(before)),
        (1, word in {"For", "To"} and after.startswith(",") and _FOR.search(before)),
        (1, after.startswith(":") and (not before or before.endswith("\n"))),
    )
    return points + sum(each for each, found in tests if found)


def _last_word(before: str) -> tuple[str, bool]:
    """The word in front of a place, if nothing but a comma stands between, and whether one does."""
    if not before.endswith(" "):
        return "", False
    is_apart = before.endswith(", ")
    found = _LAST_WORD.search(before, max(0, len(before) - 24), len(before) - 1 - is_apart)
    return (found[0] if found else ""), is_apart


def _points_of_words(words: Sequence[str]) -> int:
    first, last = words[0], words[-1].lower()
    is_several = len(words) > 1
    is_given = is_given_name(first.capitalize() if first.isupper() else first)
    may_be_other = is_given and len(words) == 2 and last in SURNAMES_OF_PLACES
    is_other = last in _OTHER_ENDS or first.lower() in _OTHER_STARTS
    in_capitals = all(word.isupper() and len(word) > 1 for word in words)
    tests = (
        (-3, len(words) > MOST_WORDS),
        (-6, "&" in words),
        (-3 if may_be_other else -4, is_other),
        (1 + is_several, is_given),
        (1, is_family_name(words[-1])),
        (1, 1 < len(words) <= 3),
        (-1 if is_several else -3, in_capitals),
        (-3, in_capitals and not is_given and all(len(word) <= LONGEST_ACRONYM for word in words)),
        (1, any(len(word) == 2 and word[1] == "." for word in words)),
        (-4, words[-1].endswith("s") and words[-1][:-1].isupper() and len(words[-1]) > 2),
    )
    return sum(each for each, found in tests if found)


def _points_behind(after: str, *, is_several: bool) -> int:
    role = _ROLE_BEHIND.match(after) or _ROLE_IN_BRACKETS.match(after)
    has_role = (role is not None and any(map(is_role, role[1].split()))) or _LETTERS_BEHIND.match(after)
    is_article = _APPOSITION.match(after)
    tests = (
        (1 + is_several, _VERB_BEHIND.match(after)),
        (3, _AGE.match(after)),
        (1, is_article),
        (2, is_several and _FROM.match(after)),
        (-3, not is_several and after[1:2].isdigit()),
        (2, has_role and not is_article),
    )
    return sum(each for each, found in tests if found)
