"""How much speaks for it that capitalized words are the name of a person, and whether they are that of a company."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pullquote.importing.proposals.english.first_names import is_family_name, is_given_name
from pullquote.importing.proposals.english.roles import ADJECTIVES_TOO, FAMILY, is_role, may_be_role
from pullquote.importing.proposals.english.words import (
    ADJECTIVES,
    BODY_ENDS,
    COMPANIES,
    CUES,
    DETERMINERS,
    NO_NAME_ENDS,
    PLAIN,
    PREPOSITIONS,
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
SAYS = re.compile(r" (?:" + "|".join(sorted(PLAIN)) + r")\b")
"""A plain verb of speech, behind a name."""
_SAID = re.compile(r"\x01,? (?:" + "|".join(sorted(PLAIN)) + r") (?:[a-z][\w’-]*,? ){0,7}([a-z][\w’-]*) \Z")
LONGEST_OFFICE = 80
"""Characters between a passage and the name of who says it."""
_AGE = re.compile(rf", {AGE}[,.]")
_APPOSITION = re.compile(r", (?:a|an|the|who|whose|his|her|for (?:his|her) part)\b")
_SOMEBODY_BEHIND = re.compile(
    r", an? (?:[a-z][\w-]* ){0,3}?([a-z][\w-]+)(?=[,.]| (?:of|from|in|at|who|with)\b)"
)
"""What somebody is who has one name only: Lakshmamma, a flower seller."""
_ROLE_IN_BRACKETS = re.compile(r" \(((?:[a-z][\w-]+ ?){1,4})")
_ROLE_BEHIND = re.compile(r", ((?:[a-z][\w-]+ ?){1,4})")
_LETTERS_BEHIND = re.compile(r", (?:MP|MEP|MSP|MLA|MNA|MPA|MLC|TD|CEO|CFO|KC|QC)\b")
_ACTS = re.compile(
    r" (?:[a-z]+(?:ed|[^s]s|n’t)|" + "|".join(sorted(VERBS | {"is", "was", "has", "had"})) + r")\b"
)
_FROM = re.compile(
    r"(?:, (?:of|from) (?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+)*,| (?:of|from) the [A-Z]"
    r"| (?:of|from) [A-Z][\w-]+(?: [A-Z][\w-]+)* (?:said|says|told|added)\b)"
)
"""Where somebody is from, behind a name: Ida Brook, of Tidewell, …"""
_OFFICE_OF = re.compile(r"\b([a-z-]+) (?:of|at|for) \Z")
_COMPANY = "|".join(sorted(COMPANIES))
_CALLED_COMPANY = re.compile(
    rf"(?:(?:\b(?:[Tt]he|[Aa]n?|[Ii]ts?)|(?:\A|\n|\. )[A-Z][a-z-]+) (?:[a-z-]+ ){{0,2}}(?:(?:{_COMPANY}),? |(?:body|union|council|party|newspaper), )|\b[Ss]hares (?:in|of) )\Z"
)
"""In front of the name of a company: the operator, Northern Star."""
LONGEST_CALLED = 60
"""Characters of it."""
_BEFORE_COMPANY = COMPANIES | {"body", "union", "council", "party", "newspaper", "in", "of"}
_COMPANY_BEHIND = re.compile(
    rf", (?:the|an?) (?:[a-z][\w-]* ){{0,2}}(?:{_COMPANY}|app|website|newspaper|union)\b"
)
"""Behind its name: Chime, the company behind the bells."""
_SIGNED = re.compile(r"[—–-] $")
_PLACES = frozenset(["the", "a", "an", "in", "at", "from", "near"])
"""In front of what is a place or a thing rather than somebody."""
_OF = frozenset(["by", "to", "with", "and", "of", "for", "from"])
_FOR = re.compile(r"(?:^|[.\n\x01] ?)(?:For|To) $")
_NAME_AS = re.compile(
    r"\b(?:(?:[Hh]is|[Hh]er|whose) name (?:is|was)|(?:man|woman|boy|girl|being|lad|person) called|(?:name|identified|himself|herself)(?: only)? as|called only|known as|named) $"
)
_ONE_OF_THEM = re.compile(
    r"\b(?:one|another|a third|the other)(?: of (?:them|the [a-z]+))?, $", re.IGNORECASE
)
_LAST_WORD = re.compile(r"[\w-]+\Z")


def points_of(skeleton: str, place: tuple[int, int], words: Sequence[str], *, has_titles: bool) -> int:
    """How much speaks for a person: the words themselves, what stands before them, and what behind; ``place`` is where
    they begin and end."""
    start, end = place
    before, after = skeleton[max(0, start - 40) : start], skeleton[end : end + 40]
    is_several = len(words) > 1
    points = _points_of_words(words) + (3 if has_titles else 0) + _points_behind(after, is_several=is_several)
    word, is_apart = _last_word(before)
    in_capitals = all(each.isupper() for each in words)
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
        (3, is_several and not has_titles and _is_said_by(skeleton, start, end)),
        (-2 if is_from else -3, is_place and not has_titles and not has_role),
        (1, is_several and not is_apart and not is_place and word in _OF),
        (
            1,
            1 < len(words) <= 3
            and (_ACTS.match(after) or (_SIGNED.search(before) and not after.strip(" ."))),
        ),
        (2, is_several and not has_role and before.endswith(", ") and office_before(skeleton, start)),
        (-3, before.endswith(", of ")),
        (-3, not is_from and not has_titles and _is_what_one_leads(before, words[0])),
        (
            4,
            not in_capitals
            and word in {"as", "only", "named", "is", "was", "called"}
            and _NAME_AS.search(before),
        ),
        (3, is_apart and after.startswith(",") and _ONE_OF_THEM.search(before)),
        (1, word in {"For", "To"} and after.startswith(",") and _FOR.search(before)),
        (2, word == "as" and after.startswith(" put it")),
        (1, after.startswith(":") and (not before or before.endswith("\n"))),
    )
    return points + sum(each for each, found in tests if found)


def _is_said_by(skeleton: str, start: int, end: int) -> bool:
    """Whether a name ends what a verb of speech makes speak right behind a passage: “…,” said its head of repairs Ida Lane;
    “…,” Ida Lane said."""
    if skeleton.endswith(("\x01 ", "\x01, "), 0, start):
        return SAYS.match(skeleton, end) is not None
    found = _SAID.search(skeleton, max(0, start - LONGEST_OFFICE), start)
    return found is not None and found[1] not in PREPOSITIONS | DETERMINERS


def _is_what_one_leads(before: str, first: str) -> bool:
    """Whether what stands behind an office is of what: the president of Universities Together, not the widow of Ida Brook."""
    if not before.endswith((" of ", " at ", " for ")) or is_given_name(first):
        return False
    office = _OFFICE_OF.search(before)
    return office is not None and is_role(office[1]) and office[1] not in FAMILY


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
    is_other = last in _OTHER_ENDS or (first.lower() in _OTHER_STARTS and first != "Will")
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
    somebody = None if is_several else _SOMEBODY_BEHIND.match(after)
    tests = (
        (1 + is_several, _VERB_BEHIND.match(after)),
        (3, _AGE.match(after)),
        (1, is_article),
        (1, somebody is not None and is_role(somebody[1]) and somebody[1] not in COMPANIES),
        (2, is_several and _FROM.match(after)),
        (-3, not is_several and after[1:2].isdigit()),
        (2, has_role and not is_article),
    )
    return sum(each for each, found in tests if found)


def is_called_company(skeleton: str, start: int, end: int) -> bool:
    """Whether what stands before a name, or behind it, says that it is a company’s: the operator, Northern Star."""
    if _COMPANY_BEHIND.match(skeleton, end):
        return True
    before = skeleton[max(0, start - LONGEST_CALLED) : start]
    word = before.rstrip(", ").rpartition(" ")[2]
    return word in _BEFORE_COMPANY and _CALLED_COMPANY.search(before) is not None
