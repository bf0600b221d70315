"""What somebody is, by where it stands beside a full name alone, whatever the noun: said welder Ida Brook; Ida Brook, the welder."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pullquote.importing.proposals.english.inflections import words_in
from pullquote.importing.proposals.english.roles import (
    COURTESY,
    OF_THE_MOMENT,
    STYLES,
    is_demonym,
)
from pullquote.importing.proposals.english.words import (
    ATTRIBUTES,
    BODIES,
    BODY_ENDS,
    COMPANIES,
    DOCUMENTS,
    GROUPS,
    PLACES,
    PRONOUNS,
    SAY,
    STOP_CAPITALS,
    UNNAMED,
    VERBS_TOO,
    WEEKDAYS,
)
from pullquote.importing.proposals.offices.before import COMPARED, LOOKED_AT
from pullquote.importing.proposals.offices.office import Office
from pullquote.importing.proposals.offices.ranks import lasting
from pullquote.importing.proposals.offices.right_before import NO_NOUNS, OPENING

_SAYS = "|".join(sorted(SAY))
_STYLE = r"(?:(?:[A-Z][a-z]{0,4}\.|Dr|Mr|Mrs|Ms|Miss|Sir|Dame|Prof|Professor|Rev|Lady|Lord) )*"
STYLED = 12
"""Characters of what may stand between a comma and the name: the yard’s welder, Dr Ida Brook."""
LONGEST_WORD = 24
"""Characters of a word in front of a name that is looked at."""
_NOUN = r"[a-z][a-z-]{2,}"
_CALLED = re.compile(
    rf"(?:\b(?P<article>[Aa]n?|[Tt]he) (?P<title>(?:[a-z-]+ ){{0,2}}(?P<head>{_NOUN})) (?:named|called) {_STYLE})\Z"
)
_APART = re.compile(
    rf"(?:(?:^|[.\n\x01:—–] ?|\d\d |, (?:and|but|while) |\b(?:[Bb]ut|[Aa]nd|[Ww]hile|that|as|by|to|of|from|{_SAYS}) )(?:[Tt]he|[Aa]nother|[Oo]ne|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Mm]y|[Oo]ur|[A-Z][\w’&-]+(?:’s|s’)"
    rf"|(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir) (?:[\w-]+ ){{1,3}}?[\w-]+(?:’s|s’)) |, (?:his|her|its|their) |[a-z]’s |s’ |\bwhose )"
    rf"(?P<title>(?:(?:[a-z][\w-]+|[A-Z][\w-]+) ){{0,3}}?(?P<head>{_NOUN})(?: (?:of|for|at|to) [^,.;:\x01\n]{{2,50}})?), {_STYLE}\Z"
)
"""The yard’s welder, in front of a comma and the name."""
_OF_A_NAME = re.compile(
    rf"(?:^|[.\n\x01:—–] ?|\d\d |\b[Tt]he )(?P<title>(?!(?:The|An?|In|At|On|His|Her|Its) )(?:[A-Z][a-z-]+ ){{0,2}}(?P<head>[A-Z][a-z-]{{3,}}) (?:of|for) (?:the (?=[a-z])|(?:the )?[A-Z])[^,.;:\x01\n]{{2,50}}), {_STYLE}\Z"
)
"""Tumuaki of Long Quay School, at the beginning of a sentence, in front of a comma and the name."""
_RIGHT_BEFORE = re.compile(
    rf"(?:(?:\b(?:{_SAYS}|by|with|of|and|that|to|when|where|because|while|but) |\x01,? ?|^|\n|[.!?:—–] |\d\d |, )|(?:(?<!\bin )(?<!\bat )(?<!\bon )\b(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Mm]y|[Oo]ur|fellow) |(?:’s|s’) ))"
    rf"(?P<title>(?:(?:[a-z][a-z-]+|[A-Z][\w-]+’?) ){{0,4}}?(?P<head>{_NOUN})) {_STYLE}\Z"
)
"""Welder, right in front of a name: behind a verb of speech, an article or an owner, or where a sentence begins."""
_NO_PART = NO_NOUNS | PRONOUNS
"""What is in no office."""
_NO_HEADS = (
    _NO_PART | VERBS_TOO | OF_THE_MOMENT | {"away", "outside", "inside", "under", "past", "long"} | DOCUMENTS | GROUPS | ATTRIBUTES | UNNAMED | BODIES | COMPANIES | COMPARED
    | words_in("""
    afternoon afternoons anniversary century date day days decade evening evenings future hour hours minute minutes moment
    month months morning mornings night nights noon past season second seconds time times week weekend weeks year years way
    thing things question answer problem result reason case place part turn rest kind sort lot number point end idea fact truth
    irony difference whole same very more most less least great late young old new big little good bad real only own other
    forum summit conference meeting event ceremony match game session hearing trial inquest festival exhibition tournament final
    race concert funeral vigil rally protest march debate interview briefing workshop seminar launch premiere wedding dinner visit
    famous legendary incoming outgoing men women people children him her them me us who when including such perhaps even like both
    """)
)  # fmt: skip
"""What says nothing of what somebody is."""
_WHERE = words_in(
    "across outside inside behind beside near through over under along around opposite beyond above below past into"
)
"""In front of a place: Across the square Ida Brook …"""
_NO_TITLES = PLACES | frozenset(WEEKDAYS) | words_in("young little old poor dear afterwards")
"""What stands in front of a name with a capital and says nothing of what somebody is: Young Ida Brook; on Sunday Ida Brook …"""
_NO_ENDS = ("ed", "ing", "ly")
"""How words end that are no noun."""


def office_of_titles(titles: Sequence[tuple[str, int, int]]) -> Office | None:
    """What stands in front of a name with a capital, as what somebody is, by its place alone: Cruiserweight Danilo Petkov."""
    own = [each for each in titles if each[0].lower() not in COURTESY]
    if not own or is_demonym(own[0][0]) or own[0][0].lower() in _NO_TITLES:
        return None
    return Office(" ".join(word for word, _, _ in own), own[0][1], own[-1][2])


def office_placed_before(skeleton: str, start: int, end: int) -> Office | None:
    """What somebody is whose full name stands at a place of a text, by what stands before it; None where nothing can say it."""
    near = max(0, start - LOOKED_AT)
    closed = skeleton.startswith((",", ".", " ("), end)
    return (
        (
            _nearest(_APART, skeleton, near, start) or _of_a_name(_OF_A_NAME.search(skeleton, near, start))
            if closed and ", " in skeleton[max(0, start - STYLED) : start]
            else None
        )
        or _office(_CALLED.search(skeleton, near, start))
        or (_nearest(_RIGHT_BEFORE, skeleton, near, start) if _may_end_so(skeleton, start) else None)
    )


def _may_end_so(skeleton: str, name: int) -> bool:
    """Whether the word in front of a name may be a noun, or how somebody is addressed: looked for first, as it costs less."""
    word = skeleton[max(0, name - LONGEST_WORD) : name].rstrip().rpartition(" ")[2]
    return (word[:1].islower() and word not in _NO_HEADS) or word.lower().rstrip(".") in COURTESY | STYLES


def _of_a_name(found: re.Match[str] | None) -> Office | None:
    """The office of a noun that has a capital, unless it is what a body or a place is called by."""
    if (
        found is None
        or found["head"].endswith("s")
        or found["head"].lower() in _NO_HEADS | BODY_ENDS | PLACES | STOP_CAPITALS
    ):
        return None
    return Office(found["title"], *found.span("title"))


def _nearest(pattern: re.Pattern[str], skeleton: str, first: int, name: int) -> Office | None:
    """The longest office that ends where a name begins, or the first shorter one that is one."""
    while found := pattern.search(skeleton, first, name):
        office = _office(found)
        before = skeleton[max(0, found.start() - LONGEST_WORD) : found.start()].lower().split()
        if office is not None and _WHERE.isdisjoint(before[-1:]):
            return office
        first = found.start() + 1
    return None


def _office(found: re.Match[str] | None) -> Office | None:
    if found is None:
        return None
    words, head = found["title"].split(), found["head"]
    while len(words) > 1 and words[0][0].isupper() and words[0].lower() in STOP_CAPITALS - OPENING:
        words = words[1:]
    words = lasting(words)
    title = " ".join(words)
    if not may_be_office(words[: words.index(head) + 1] if head in words else [head]):
        return None
    return Office(title, found.end("title") - len(title), found.end("title"))


def may_be_office(words: Sequence[str]) -> bool:
    """Whether words, of which the last is a noun, can say what somebody is, whatever the noun."""
    *before, head = words
    return not (
        head in _NO_HEADS
        or head.endswith(_NO_ENDS)
        or (head.endswith("s") and not head.endswith("ss"))
        or (is_demonym(words[0]) and not before)
    ) and may_stand_before(before)


def may_stand_before(words: Sequence[str]) -> bool:
    """Whether words can stand in an office, in front of its noun."""
    return not any(
        each in _NO_PART or (each.endswith(_NO_ENDS) and each.lower() not in ATTRIBUTES) for each in words
    )
