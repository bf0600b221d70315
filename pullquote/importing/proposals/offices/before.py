"""The offices that a text prints before a name: finance minister Petra Lund; the finance minister, Petra Lund."""

from __future__ import annotations

import re

from pullquote.importing.proposals.english.first_names import is_given_name
from pullquote.importing.proposals.english.inflections import words_in
from pullquote.importing.proposals.english.roles import (
    FAMILY,
    is_role,
    may_be_role,
)
from pullquote.importing.proposals.english.words import (
    AUXILIARIES,
    PREPOSITIONS,
    STOP_CAPITALS,
)
from pullquote.importing.proposals.offices.office import Office
from pullquote.importing.proposals.offices.ranks import STYLED, without_style
from pullquote.importing.proposals.offices.right_before import NO_PART, OPENING, office_right_before

LOOKED_AT = 130
"""Characters in front of a name that an office can take."""
NEAR_COMMA = 60
"""Characters in front of a name within which the comma behind an office stands."""
_WITH_SUBJECT = re.compile(
    r"(?<![\w.])(?P<title>(?:[A-Z][\w-]+ )*(?P<head>[A-Z][\w-]+) (?:of|for|to|in) (?:the )?(?:(?:(?:[A-Z][\w-]+ ){0,2}[A-Z][\w-]+, ){1,3}(?=(?:[A-Z][\w-]+ ){1,2}(?:and|&) ))?[A-Z][\w-]+(?: (?:and |& |of |for )?[A-Z][\w-]+){0,5})"
    r" (?:\([^()\n]{2,20}\) )?(?:Mr\.? |Mrs\.? |Ms\.? |Dr\.? )?\Z"
)
"""Minister of Education, Secretary of State: before a name."""
LISTED = r"(?:,(?= (?:[\w’-]+ ){0,2}[\w’-]+(?:, (?:[\w’-]+ ){0,2}[\w’-]+)?,? and [\w’-]+(?: [\w’-]+)?,))"
"""A comma between what somebody is minister of: Trade, Industry and Labour,"""
_APART = re.compile(
    r"(?:\b(?:(?P<where>\w+) )?(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Mm]y|[Oo]ur|[Aa]nother|[Oo]ne|[Tt]hat|[Tt]his|whose)|’s|s’) "
    rf"(?P<title>(?:(?!(?:the|an?|his|her|their) )(?:[\w-]+|(?:[Cc]hildren|[Ww]omen|[Mm]en|[Pp]eople|[Kk]ing|[Qq]ueen)’s) ){{0,4}}?(?P<head>[\w-]+)(?: (?:of|for|at|from|in|to|on|with|against) (?:[^,.;:\x01\n]|{LISTED}|(?<=\b[A-Z][a-z])\.|(?<=\b[A-Z][a-z][a-z])\.){{2,60}}?)?)"
    rf"(?: since [^,\x01]{{4,20}}| (?:who|that|he|she|they|representing|[a-z]+ed (?:by|at|in|on|for|to|with|from|near|outside)) [^,.;:\x01\n]{{3,60}})?(?: abroad| there| here| emeritus| designate| at large| responsible| concerned)?, {STYLED}\Z"
)
"""The minister for fisheries, in front of a comma and the name."""
_OPENS = re.compile(
    r"(?:^|[.\n\x01] ?)(?:(?!According)[A-Z]\w+ing|In|At|On|With|Through|After|Before|Beside) [^,.\x01]*\Z"
)
"""What opens a sentence and belongs to no name: Speaking through an interpreter, Ida Brook …"""
_FOR_A_TIME = re.compile(r" (?:at the time|in question|in \w+’s \w+)$")
_LINKS = (" of ", " for ", " to ", " in ", " at ")
_FOR_PLACE = re.compile(
    r"(?<![\w-])(?P<title>(?P<before>(?:[a-z][\w-]+ ){0,3})(?P<head>[a-z-]+) (?:of|for) (?:[a-z]+ )?[A-Z][\w-]+) \Z"
)
_APART_BARE = re.compile(
    r"(?:^|\n|[.\x01] |\b(?:[Bb]ut|[Aa]nd|[Ww]hile|by) )(?P<title>(?:(?!(?:The|An?|But|And|While|His|Her|Its|Their) )[A-Z][\w-]+ ){0,3}(?P<head>[\w-]+) (?:of|for|to|in) (?:the |his |her |its )[^,.;:\x01\n]{2,60})"
    rf", {STYLED}\Z"
)
_APART_FOR = re.compile(
    rf"(?:^|\n|[.\x01] )(?P<title>(?!The |An? )(?:[A-Z][\w-]+ ){{0,3}}(?P<head>[A-Z][\w-]+) (?:of|for) [A-Z][^,.;:\x01\n]{{2,60}}), {STYLED}\Z"
)
"""State Commissioner for Health, in front of a comma and the name."""
_APART_NAMED = re.compile(
    rf"(?:^|\n|[.\x01] )(?P<title>(?!(?:The|An?|His|Her|Its|Their|My|Our|One|Another|But|And|While|Former) )(?:[A-Z][\w&-]+ ){{1,6}}(?P<head>[A-Z]?[a-z-]+)), {STYLED}\Z"
)
"""Natural Rivers Chair, in front of a comma and the name, at the beginning of a sentence."""
_AS = re.compile(
    r"\b(?:Speaking|Writing|[Ii]n (?:his|her|their) (?:new |old )?(?:role|capacity|job|post|position|time)) as (?:an? |the )?"
    rf"(?P<title>(?:[\w-]+ ){{0,3}}?(?P<head>[\w-]+)(?: (?:of|for|at) [^,.;:\x01\n]{{2,50}})?), {STYLED}\Z"
)
"""Speaking as chair of the trust, in front of the name."""
_RETIRED = re.compile(
    r"(?P<rank>\b(?:(?:Col|Brig|Gen|Maj|Capt|Lt|Justice|Dr)\.? )*\((?:[Rr]e?td?|[Rr]etired)\.?\) )\Z"
)
_BRACKETED = re.compile(r"(?<=\w )\([A-Z][^()\n]{2,24}\) \Z")
"""Executive Engineer (Irrigation), in front of a name."""
_OF_NOUN = re.compile(
    r"(?<![\w-])(?P<title>(?:(?:[Ff]ormer|[Aa]cting|[Dd]eputy|[Vv]ice|[Aa]ssistant|[A-Z][\w-]+) ){0,3}(?P<head>[\w-]+) of (?:[a-z-]+ ){0,2}?(?P<last>[a-z-]+)) \Z"
)
_OPENING_OF_NOUN = re.compile(
    r"(?:^|\n|[.!?\x01] )(?P<title>(?=[A-Z])(?:[\w-]+ ){0,2}?(?P<head>[\w-]+)(?: (?:of|for|in|at|to) (?:the )?(?:[\w-]+ )?(?P<last>[\w-]+)){1,2}) \Z"
)
"""Leader of the council, at the beginning of a sentence."""
_BARE = re.compile(rf"(?:^|[.\n\x01] |, )(?P<title>(?:[a-z][\w-]+ ){{0,3}}(?P<head>[a-z-]+)), {STYLED}\Z")
"""Prosecuting counsel, in front of a comma and the name."""
COMPARED = frozenset(["elder", "younger", "eldest", "youngest", "former", "latter"])
"""One of two who are known: the elder, Ida Brook."""
_ABSTRACT = ("tion", "sion", "ment", "ness", "ity", "ance", "ence", "ure")
"""How words end that are nobody: accepting his resignation, Ida Brook."""
_RANKED = (" number ", " Number ", " no ", " No ", " no. ", " No. ")
_WORLD_RANK = re.compile(
    r"\b(?P<title>(?:[Ff]ormer )?(?:[Ww]orld|[A-Z][a-z]+) (?:[Nn]umber|[Nn]o\.?) (?:\d{1,3}|[a-z]{3,9})),? \Z"
)
_CALLED = re.compile(
    r"(?:\b(?:[Aa]n?|[Tt]he|[Oo]ne) )?(?<![\w-])(?P<title>(?:[a-z][\w-]+ ){0,2}(?P<head>[\w-]+)),? (?:whom? (?:I|we)(?:’ll| will| shall)? call|who (?:identified \w+|gave (?:his|her|their) name)(?: only)? as|named|called) \Z"
)
_ARTICLE = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir) \Z")
_OF_A_BODY = words_in(
    """
    chair chairman chairwoman chairperson president spokesman spokeswoman spokesperson coach manager director secretary treasurer
    captain leader convener convenor churchwarden principal head headteacher executive editor commissioner
    """
)
"""Who leads a body or speaks for it: said before what else somebody is."""
_CLOSED = re.compile(r"[A-Z][\w’-]+(?: [A-Z][\w’-]+){0,2}[,.;]")
"""A name, and what ends the words that it belongs to: with her sister, Anna."""
_OF_OFFICES = frozenset(
    ["children", "women", "men", "people", "king", "queen", "state", "sheriff", "girls", "boys"]
)
"""Whose an office is that is called so: Children’s Commissioner."""
_OF_SOMEBODY = re.compile(r"(?:\w+ )?(?:his|her|their|my|our|’s|s’) ", re.IGNORECASE)
"""How a description begins that says what somebody is to somebody else: her leading man."""
_GIVEN = re.compile(r"[^\W\d_a-z][\w-]+")


def office_before(skeleton: str, name: int) -> Office | None:
    """The office in front of a name that begins at an offset."""
    if (retired := _RETIRED.search(skeleton, max(0, name - 30), name)) is not None:
        name = retired.start("rank")
    if (bracketed := _BRACKETED.search(skeleton, max(0, name - 30), name)) is not None:
        name = bracketed.start()
    near = skeleton[max(0, name - LOOKED_AT) : name]
    has_comma = "," in near[-NEAR_COMMA:]  # looked for first: the patterns take long where they do not match
    return (
        (_without_article(skeleton, name) if has_comma else None)
        or (_in_front_of_comma(skeleton, name, name) if has_comma else None)
        or (_by_head(_APART_NAMED.search(skeleton, max(0, name - LOOKED_AT), name)) if has_comma else None)
        or (_by_head(_AS.search(skeleton, max(0, name - LOOKED_AT), name)) if has_comma else None)
        or (_world_ranked(skeleton, name) if any(rank in near[-NEAR_COMMA:] for rank in _RANKED) else None)
        or (_called(skeleton, name) if near.endswith(("as ", "named ", "called ", "call ")) else None)
        or (_linked(skeleton, name) if any(link in near for link in _LINKS) else None)
        or office_right_before(skeleton, name)
    )


def _without_article(skeleton: str, name: int) -> Office | None:
    """Counsel to the petitioner, in front of a comma and the name."""
    begin = max(0, name - LOOKED_AT)
    bare = _by_head(_BARE.search(skeleton, begin, name))
    if bare is not None and not any(word in NO_PART for word in bare.title.split()):
        return bare
    return _by_head(_APART_BARE.search(skeleton, begin, name) or _APART_FOR.search(skeleton, begin, name))


def office_outside(skeleton: str, office: Office, name: tuple[int, int]) -> Office | None:
    """The office in front of another one and a comma, which the name belongs to: Its chairperson, advocate Riaan Pretorius."""
    at = office.start
    if not skeleton[at].islower():
        return None
    if (article := _ARTICLE.search(skeleton, max(0, at - 8), at)) is not None:
        at = article.start()
    if not skeleton.endswith(", ", 0, at) or skeleton.startswith(" and ", name[1]):
        return None
    outside = _in_front_of_comma(skeleton, at, name[0])
    return (
        outside if outside is not None and not _OF_A_BODY.isdisjoint(outside.title.lower().split()) else None
    )


def _by_head(found: re.Match[str] | None) -> Office | None:
    if found is None or not is_role(found["head"].lower()) or is_given_name(found["title"].split()[0]):
        return None
    return Office(found["title"], *found.span("title"))


def _in_front_of_comma(skeleton: str, end: int, name: int) -> Office | None:
    at = begin = max(0, end - LOOKED_AT)
    before = ""
    while found := _APART.search(skeleton, at, end):
        follows_preposition = (found["where"] or "").lower() in PREPOSITIONS
        if (
            at > begin
            and follows_preposition
            and found["where"] != "of"
            and before not in AUXILIARIES
            and not (found["head"] in FAMILY and _CLOSED.match(skeleton, name))
        ):  # a letter from her landlord, Ida Brook
            return None
        is_opening = follows_preposition and _OPENS.search(skeleton, begin, found.start("title")) is not None
        if is_opening or (
            follows_preposition and found["head"][0].isupper() and not is_role(found["head"].lower())
        ):  # writing in the Courier, Ida Brook
            return None
        if found["title"].lower() in COMPARED:
            return None
        if (
            is_role(found["head"].lower())
            or (may_be_role(found["head"]) and not follows_preposition)
            or (
                _OF_SOMEBODY.match(found.group())
                and (found["where"] or "").lower() not in {"for", "in", "on", "at"}
                and not re.match(r"[A-Z]\w+ing\b", found["where"] or "")  # Reading her letter, Ida Brook
                and not found["head"].endswith(("s", *_ABSTRACT))
                and _is_given_at(skeleton, name)
                and not any(word in NO_PART for word in found["title"].split())
            )
        ):
            title, start = _FOR_A_TIME.sub("", found["title"]), found.start("title")
            owner, _, inner = title.rpartition("’s ")
            if (
                owner
                and owner.rpartition(" ")[2].lower() not in _OF_OFFICES
                and is_role(inner.rpartition(" ")[2].lower())
            ):  # the brother of the trust’s founder, Ida Brook
                title, start = inner, start + len(owner) + 3
            return Office(title, start, start + len(title))
        at, before = found.start("title"), found["head"].lower()
    return None


def _is_given_at(skeleton: str, name: int) -> bool:
    found = _GIVEN.match(skeleton, name)
    return found is not None and is_given_name(found.group())


def _world_ranked(skeleton: str, name: int) -> Office | None:
    """World number one, right before a name."""
    found = _WORLD_RANK.search(skeleton, max(0, name - LOOKED_AT), name)
    return Office(found["title"], *found.span("title")) if found else None


def _called(skeleton: str, name: int) -> Office | None:
    """A colonel who identified himself as Otto Reinholt; a former alderman named Silas Trench."""
    found = _CALLED.search(skeleton, max(0, name - LOOKED_AT), name)
    return Office(found["title"], *found.span("title")) if found and is_role(found["head"].lower()) else None


def _linked(skeleton: str, name: int) -> Office | None:
    """Chief of staff, managing director for central Europe, Minister of Education, right before a name."""
    begin, name = max(0, name - LOOKED_AT), without_style(skeleton, name)[0]
    office = _of_something(skeleton, begin, name)
    last = skeleton[max(0, name - NEAR_COMMA) : name].rstrip().rpartition(" ")[2]
    if office is not None or not (last[:1].isupper() or last.endswith(")")):
        return office
    return _for_a_place(skeleton, begin, name) or _of_a_body(skeleton, begin, name)


def _for_a_place(skeleton: str, begin: int, name: int) -> Office | None:
    found = _FOR_PLACE.search(skeleton, begin, name)
    if found is None or not is_role(found["head"]) or not NO_PART.isdisjoint(found["before"].split()):
        return None
    return Office(found["title"], *found.span("title"))


def _of_something(skeleton: str, begin: int, name: int) -> Office | None:
    found = _OF_NOUN.search(skeleton, begin, name) or _OPENING_OF_NOUN.search(skeleton, begin, name)
    if (
        found is None
        or not is_role(found["head"].lower())
        or is_role(found["last"].lower())
        or (found["last"].lower() in NO_PART and found["head"].lower() not in FAMILY)
    ):
        return None
    words = found["title"].split()
    start = (
        name - 1 - len(" ".join(words[1:]))
        if words[0].lower() in STOP_CAPITALS - OPENING
        else found.start("title")
    )
    return Office(skeleton[start : name - 1], start, name - 1)


def _of_a_body(skeleton: str, begin: int, name: int) -> Office | None:
    found = _WITH_SUBJECT.search(skeleton, begin, name)
    if found is None or not is_role(found["head"].lower()):
        return None
    return Office(found["title"], found.start("title"), name - 1)
