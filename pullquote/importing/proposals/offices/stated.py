"""The offices that a text says in other words than those beside a name: She is the mayor. A clerk who stole … Ida Brook, 41, …"""

from __future__ import annotations

import re

from pullquote.importing.proposals.english.roles import FAMILY, is_demonym, is_role
from pullquote.importing.proposals.english.words import SAY
from pullquote.importing.proposals.offices.before import LOOKED_AT
from pullquote.importing.proposals.offices.behind import described, noun, office_behind, office_stated
from pullquote.importing.proposals.offices.by_place import may_stand_before
from pullquote.importing.proposals.offices.office import Office, trimmed
from pullquote.importing.proposals.offices.ranks import STYLED, lasting

_MAY_STATE = re.compile(
    r"\s*(?:(?:She|He) (?:also )?[a-z]|This [a-z]|(?:As|An?|The) [^.,\n\x01]{3,60}, (?:she|he)\b|The [\w-]+(?: [\w-]+)?, )"
)
"""How a sentence begins that may say what its subject is, who is no name."""
_AS = re.compile(r"(?:As|An?|The) (?P<article>an? |the |its |his |her |their )?")
"""As head of the school, she …; a former nurse, she …"""
_THIS = re.compile(r"This ")
_APPOINTED = re.compile(
    r"\b(?:appoint|nam|hir|sack|dismiss|replac|elect|promot|install|select|unveil|confirm|choos|chose|sworn in)\w*\b[^.\n\x01]{0,60}\Z"
)
_TO_BE = re.compile(
    r"(?P<noun>’s (?:appointment|election|promotion))? (?:as|to be|to become|its|their) (?:its |their |the |a |an |his |her )?"
    r"(?P<title>(?:(?:first|new|next) )?(?:[\w-]+ ){0,4}?(?P<head>[\w-]+)(?: of [^,.;:\x01\n]{2,40}?)?)(?=[,.;]|\n|\Z| (?:and|in|after|from|following|is|was|has|will) )"
)
"""As chief executive, behind the name of who is appointed."""
_TAKES = re.compile(
    r"(?:, who [^,.\n\x01]{2,60}(?:, [^,.\n\x01]{2,60})?,|,? who| \([^()\n]{1,20}\)|, \d\d,)?(?: (?:has|had|is|was|will be|will))?"
    r" (?:(?:take|step|stand|start|return|continue|serve|work|stay|remain|end|begin)(?:s|d|ed|ned|ning|ing|ped|ping|red|ring)?|joins|joining|t(?:ook|aken|aking)|stood|began|left|leave|leaves|leaving)"
    r"\b[^,.;:\n\x01]{0,40}? as (?P<article>(?:an?|the|its|his|her|their) )?"
)
_AND_IS = re.compile(
    r", who (?!is|was)[^,.\n\x01]{3,70} and (?:is|was|has been) (?:an? |the |its |his |her |the \w+’s |[A-Z][\w-]+’s )?(?=[a-z])"
)
_NAMED_BY = re.compile(
    r"(?:\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[Mm]y)|’s) (?P<title>(?:[\w-]+ ){0,4}?(?P<head>[\w-]+)(?: (?:of|for|at|on|in) [^,.;:\x01\n]{2,50}?)?)"
    r"(?:,? (?:and )?(?:who|a (?:man|woman|boy|girl))\b[^.;:\x01\n]{0,60}?)?"
    r" (?:(?:is|was|will be|becomes|became|remains)|(?:introduce|identifie|present|describe)[sd]? (?:him|her)self (?:only )?as"
    r"|g[ai]ve[sn]? (?:his|her|their) name (?:only )?as|(?:be )?(?:called|named|known|identified)(?: only)?(?: as)?(?: only)?)"
    rf" {STYLED}\Z"
)
"""The head of collections is, in front of a name."""
_ENDS_SO = (
    " is ",
    " was ",
    " be ",
    "becomes ",
    "became ",
    "remains ",
    " as ",
    "called ",
    "named ",
    "only ",
    ". ",
)
"""How what stands in front of such a name ends: looked for first, as it costs less."""
_LEAD = re.compile(
    r"(?:[A-Z][^\n—–]{2,60} ?[—–-]+ )?(?:[A-Z]\w+ly |Then |But |And )?(?P<article>(?:[Tt]he|[Aa]n?) )(?P<words>(?:[\w’-]+ ){1,7}[\w-]*)"
)
"""A former state trooper, where a story begins: behind where the report comes from, and an adverb."""
_OPENING = re.compile(
    r"(?:[A-Z][^\n—–]{2,60} ?[—–-]+ )?(?:\d[\d.:]* ?(?:[ap]m)? |[A-Z]\w+ly |Then |But |And )?(?P<article>(?:[Tt]he|THE|[Aa]n?|[Ii]ts|[Tt]heir|[A-Z][\w’&-]*(?: [A-Z][\w’&-]*)?(?:’s|s’)) )"
)
"""As well, with either article."""
_ACTS = re.compile(r" [a-z]+(?:s|ed)\b(?! of)")
_PLACE = re.compile(r"([A-Z][a-z]+) (?:(?:Bay|City|Town|Park|Hill|Beach|County|Island|Valley) )?(?=[a-z])")
_ARTICLES = ("a ", "an ", "the ")
_OF_SOMEBODY = re.compile(r" of (?:an?|the|one|somebody|his|her) .*")
"""Whose mother somebody is."""
_PARTICIPLE = re.compile(r" \w+ed (?:by|in|at|on|for|to|with|from|near|outside|after|over|under)\b.*")
_SAYS = re.compile(r", (?P<article>(?:the|an?|its|their|[A-Z][\w’&-]*’s) )")
_SAID = re.compile(rf" (?:has |have )?(?:{'|'.join(sorted(SAY))})\b")
_INDEFINITE = re.compile(r"\b(?P<article>an? )(?=(?P<words>(?:[a-z][\w-]* ){0,5}[a-z][\w-]*))")
"""A dog walker, anywhere."""
_LONGEST_LEAD = 5
"""Words of the office of somebody with whom a story begins."""


def office_appointed(skeleton: str, end: int) -> Office | None:
    """The office to which somebody is appointed whose name ends at an offset: named Ida Brook as its chief executive."""
    found = _TO_BE.match(skeleton, end)
    if (
        found is None
        or not is_role(found["head"].lower())
        or not (found["noun"] or _APPOINTED.search(skeleton, max(0, end - LOOKED_AT), end))
    ):
        return None
    title = " ".join(lasting(found["title"].split()))
    return Office(title, found.end("title") - len(title), found.end("title"))


def office_taken(skeleton: str, end: int) -> Office | None:
    """The office that somebody takes or leaves whose name ends at an offset: Ida Brook, who took over as chief executive."""
    found = _TAKES.match(skeleton, end)
    return described(skeleton, found.end(), found["article"] or "a ") if found is not None else None


def office_too(skeleton: str, end: int) -> Office | None:
    """The office that a text adds to what somebody does: Ida Brook, who directs the centre and was the trial’s investigator."""
    found = _AND_IS.match(skeleton, end)
    return described(skeleton, found.end(), "the ") if found is not None else None


def office_named_by(skeleton: str, name: int) -> Office | None:
    """The office of whom a sentence names by it: the head of collections is Ida Brook."""
    if not skeleton.endswith(_ENDS_SO, 0, name):
        return None
    found = _NAMED_BY.search(skeleton, max(0, name - LOOKED_AT), name)
    if found is None or not is_role(found["head"].lower()):
        return None
    title = " ".join(lasting(found["title"].split()))
    return trimmed(Office(title, found.end("title") - len(title), found.end("title")))


def opening_office(skeleton: str, start: int = 0) -> Office | None:
    """What a story calls somebody with whom it, or a sentence, begins, from the article on: The owner of a block of flats had
    been warned."""
    opening = _OPENING.match(skeleton, start)
    if opening is None:
        return None
    article = opening["article"].lower()
    office = described(skeleton, opening.end(), article if article in _ARTICLES else "the ")
    if office is None:
        lead = _LEAD.match(skeleton, start)
        office = _indefinite(lead) if lead is not None else None
        is_subject = article in {"a ", "an "} or (
            office is not None and _ACTS.match(skeleton, office.end) is not None
        )
        return office if is_subject else None
    title = _PARTICIPLE.sub("", office.title)
    if article in {"a ", "an "} and (place := _PLACE.match(title)) is not None and not is_demonym(place[1]):
        title = title[place.end() :]
        office = office._replace(start=office.start + place.end())
    if noun(title) in FAMILY:
        title = _OF_SOMEBODY.sub("", title)
    return Office(title, opening.start("article"), office.start + len(title))


def speaking_office(skeleton: str) -> Office | None:
    """What the first paragraph of a story calls somebody who says what it tells: …, its chief executive said on Tuesday."""
    for found in _SAYS.finditer(skeleton, 0, skeleton.find("\n\n")):
        article = found["article"].lower()
        office = described(skeleton, found.end(), article if article in _ARTICLES else "the ")
        if office is not None and _SAID.match(skeleton, office.end):
            return office._replace(start=found.start("article"))
    return None


def indefinite_offices(skeleton: str) -> list[Office]:
    """What the first paragraph of a story calls those whom it does not name, from the article on: found by a dog walker."""
    end = skeleton.find("\n\n")
    listed = (_indefinite(found) for found in _INDEFINITE.finditer(skeleton, 0, end))
    return [each for each in listed if each is not None]


def _indefinite(found: re.Match[str]) -> Office | None:
    """The office of somebody who has no name: a former state trooper (pleaded guilty)."""
    words, start = found["words"].split(), found.start("words")
    roles = [is_role(word.lower()) for word in words]
    end = next((at for at in range(1, len(words) + 1) if roles[at - 1] and not any(roles[at : at + 1])), None)
    while end and end > 1 and words[0].endswith(("ing", "ed")) and not may_stand_before(words[:1]):
        start, words, end = start + len(words[0]) + 1, words[1:], end - 1  # a grieving widow
    if end is None or end > _LONGEST_LEAD or not may_stand_before(words[: end - 1]):
        return None
    title = " ".join(words[:end])
    return trimmed(Office(title, start, start + len(title)))._replace(start=found.start("article"))


def may_say(skeleton: str, start: int) -> bool:
    """Whether a sentence that begins at an offset may say what its subject is, without the name."""
    return _MAY_STATE.match(skeleton, start) is not None


def office_said(skeleton: str, start: int, subject: tuple[int, int] | None) -> Office | None:
    """What a sentence that begins at an offset says of its subject, who is no name and stands at a place: She is the mayor;
    the 54-year-old, a welder, …; this mother of two …; as head of the school, she …"""
    if (this := _THIS.match(skeleton, start)) is not None:
        return described(skeleton, this.end(), "the ")
    opening = _AS.match(skeleton, start)
    if opening is not None:
        office = described(skeleton, opening.end(), opening["article"] or "a ")
        if office is not None and skeleton.startswith(",", office.end):
            return office
    if subject is None or subject[0] != start:
        return None
    office = office_stated(skeleton, subject[1]) or office_behind(skeleton, subject[1])
    return office and trimmed(office)
