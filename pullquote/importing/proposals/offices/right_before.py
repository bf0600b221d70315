"""The office in the words right before a name: finance minister Petra Lund."""

from __future__ import annotations

import re

from pullquote.importing.proposals.english.inflections import words_in
from pullquote.importing.proposals.english.roles import (
    BEFORE_RANK,
    COURTESY,
    PORTFOLIOS,
    is_demonym,
    is_role,
    may_be_role,
)
from pullquote.importing.proposals.english.words import (
    ADVERBS,
    ATTRIBUTES,
    AUXILIARIES,
    BODIES,
    CONJUNCTIONS,
    CUES,
    DETERMINERS,
    PREPOSITIONS,
    SAY,
    STOP_CAPITALS,
    VERBS,
    VERBS_TOO,
    WEEKDAYS,
)
from pullquote.importing.proposals.offices.office import Office
from pullquote.importing.proposals.offices.ranks import (
    LAST_WORD,
    LONGEST_WORD,
    MEMBER,
    without_rank,
    without_style,
)

MOST_WORDS = 8
"""Words of an office before a name."""
LONGEST_DEMONYM = 20
"""Characters of the first word of an office that may say of which country somebody is."""
LONGEST_ABBREVIATION = 5
"""Letters of a role in front of a full stop that does not end a sentence: Capt., Const."""
_OF_OFFICES = frozenset(["women", "men", "people", "children", "boys", "girls"])
"""Whose an office is that is called so: women’s coach."""
NO_NOUNS = (
    (
        DETERMINERS
        | PREPOSITIONS
        | CONJUNCTIONS
        | AUXILIARIES
        | ADVERBS
        | VERBS
        | frozenset(WEEKDAYS)
        | CUES
        | words_in(
            "how why what meet meets face faces play plays join joins beats replace replaces succeed succeeds"
        )
    )
    - VERBS_TOO
    - words_in("first other head down away long past inside outside under")
)
"""Words that no office is made of."""
NO_PART = NO_NOUNS | {"him", "her", "them", "me", "us", "who"}
"""What is in no office in front of a name."""
OPENING = words_in("watch first second third former new police editorial photo video image opinion picture")
"""Words with a capital that belong to an office at the beginning of a sentence: Watch manager."""
_ABBREVIATED = re.compile(r"[A-Z]\.|(?:[A-Z]\.)+|[A-Z][a-z]{1,2}\.")
_NUMBERED = re.compile(
    r"\b(?:(?:[Yy]ear|[Ff]orm|[Gg]rade|[Cc]lass|[Ww]ard|District|Local|Unit) (?:\d+|One|Two|Three|Four|Five|Six)"
    r"|(?!Jan|Feb|Mar|Apr|May|June|July|Aug|Sep|Oct|Nov|Dec)[A-Z]\w+ \d{1,3}) \Z"
)
"""Year 8 (pupil)."""
_BEFORE_ATTRIBUTE = SAY | {"the", "a", "an", "by"}
"""In front of a word that belongs to a noun."""
_ACRONYM = re.compile(r"\([A-Z]{2,8}\) \Z")
"""Harbour Workers’ Union (HWU) (president)."""
_JOINED = re.compile(r"(?<![\w-])(?P<head>[\w-]+) and \Z")
"""Co-founder and (chief technology officer)."""
_BODY_OF = re.compile(
    r"(?<![\w.])(?:University|Department|Ministry|Bank|House|Institute|Friends|Board|Chamber|Office|League|Church|College"
    r"|School|Society|Centre|Center|Bureau|Federation|Association|Council|Museum|City|Union|Alliance|Congress|Confederation|Guild"
    r"|Order|Movement|Faculty|Institution|Fund|Network|Club|Party|Commission) $"
)
"""How the name of a body begins that has ``of`` in it: University of Fjellvik geologist."""
_LINK = re.compile(r"(?:of|for) (?:the )?\Z")


def office_right_before(skeleton: str, name: int) -> Office | None:
    """The office in the words right before a name that begins at an offset, word by word, the nearest first."""
    whole, name, styled = name, *without_style(skeleton, name)
    start, has_head, is_rank = name, False, False
    for _ in range(MOST_WORDS):
        start = _in_front_of_more(skeleton, start) if has_head else start
        found = LAST_WORD.search(skeleton, max(0, start - LONGEST_WORD), start)
        if found is None or (has_head and not _goes_on(skeleton, start, found, is_rank=is_rank)):
            break
        word, lower = found[1], found[1].lower().rstrip(".")
        if not has_head and word != MEMBER:
            if _owns(found) or not _is_part(word, lower):
                break
            is_head_pupil = lower in {"boy", "girl"} and skeleton.endswith(
                ("Head ", "head "), 0, found.start()
            )
            if not (is_head_pupil or is_role(lower) or (word[0].islower() and may_be_role(lower))):
                return None
            is_rank = word[0].isupper() and word[1:2].islower()
        elif is_role(lower) and word.islower():  # incident controller Superintendent
            is_rank = False
        has_head, start = True, found.start()
        if start and skeleton[start - 1] not in " \n":
            break
    if has_head:
        return Office(without_rank(skeleton[start:name].strip()), start, name - 1)
    return Office(skeleton[name:whole].strip(), name, whole - 1) if styled else None


def _in_front_of_more(skeleton: str, start: int) -> int:
    """Where an office begins with what belongs to it and is not a word: Year 8 (pupil); University of Fjellvik (geologist);
    Harbour Workers’ Union (HWU) (president); co-founder and (chief technology officer)."""
    acronym = _ACRONYM.search(skeleton, max(0, start - 14), start)
    start = acronym.start() if acronym is not None else start
    numbered = _NUMBERED.search(skeleton, max(0, start - 20), start)
    if numbered is not None:
        return numbered.start()
    link = _LINK.search(skeleton, max(0, start - 9), start)
    body = _BODY_OF.search(skeleton, max(0, start - 60), link.start()) if link is not None else None
    return body.start() if body is not None else _joined(skeleton, start)


def _goes_on(skeleton: str, start: int, found: re.Match[str], *, is_rank: bool) -> bool:
    """Whether a word belongs to the office that begins behind it, at an offset."""
    word, lower = found[1], found[1].lower().rstrip(".")
    is_apart = is_rank or is_demonym(skeleton[start : start + LONGEST_DEMONYM].split(" ", 1)[0] or "a")
    if _owns(found) or (is_apart and not _goes_before_rank(word, lower)):
        return False
    return _is_part(word, lower) or _is_attribute(skeleton, found)


def _is_attribute(skeleton: str, found: re.Match[str]) -> bool:
    """Whether a word on -ing or -ed stands where nobody acts by it: said selling agent (Ida Brook); the injured sailor."""
    before = LAST_WORD.search(skeleton, max(0, found.start() - 20), found.start())
    if not found[1].endswith(("ing", "ed")):
        return False
    if before is None:
        return found[1].endswith("ing") and skeleton.endswith("\x01 ", 0, found.start())
    return before[1] in _BEFORE_ATTRIBUTE or (found[1].endswith("ing") and before[1][0].isupper())


def _owns(found: re.Match[str]) -> bool:
    """Whether a word is whose somebody is: Ida Brook’s (spokesman); not the women’s coach, the fishermen’s leader."""
    lower = found[1].lower().rstrip(".")
    is_part = is_role(lower) or lower in _OF_OFFICES or lower.endswith(("men", "women"))
    return found[2] is not None and not is_part


def _goes_before_rank(word: str, lower: str) -> bool:
    return word[0].isupper() or lower in BEFORE_RANK or lower in BODIES or is_role(lower)


def _joined(skeleton: str, office: int) -> int:
    """Where the first of two offices begins that are one person's, or the one: co-founder and chief executive."""
    found = _JOINED.search(skeleton, max(0, office - 60), office)
    head = found["head"].lower() if found else ""
    return found.start("head") if found and (is_role(head) or head in PORTFOLIOS) else office


def _is_part(word: str, lower: str) -> bool:
    """Whether a word can stand in an office, in front of its noun: Deputy Pentagon Press Secretary."""
    is_abbreviated = (_ABBREVIATED.fullmatch(word) and word != "May.") or (
        is_role(lower) and len(lower) <= LONGEST_ABBREVIATION
    )
    if word == MEMBER or (word.isupper() and len(word) > 1 and word.isalpha()) or word == "&":
        return True
    if lower in COURTESY or (word.endswith(".") and not is_abbreviated):
        return False
    if is_role(lower):
        return lower not in CUES
    if word[0].isdigit():  # 1500m champion, not: 7.12am
        return word[-1].isalpha() and not lower.endswith(("am", "pm"))
    if word[0].isupper():
        return lower not in STOP_CAPITALS or lower in OPENING
    is_verb = lower.endswith(("ing", "ly", "ed")) and lower not in ATTRIBUTES and "-" not in lower
    return word[0].islower() and lower not in NO_PART and not is_verb
