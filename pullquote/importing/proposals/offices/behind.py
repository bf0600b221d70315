"""The offices that a text prints behind a name and a comma: Petra Lund, the finance minister."""

from __future__ import annotations

import re

from pullquote.importing.proposals.english.first_names import is_given_name
from pullquote.importing.proposals.english.inflections import words_in
from pullquote.importing.proposals.english.roles import EPITHETS, is_role, may_be_role
from pullquote.importing.proposals.english.words import (
    ATTRIBUTES,
    AUXILIARIES,
    BODIES,
    BODY_ENDS,
    CUES,
    PLACES,
    VERBS,
    VERBS_TOO,
)
from pullquote.importing.proposals.offices.before import LISTED
from pullquote.importing.proposals.offices.by_place import may_be_office, may_stand_before
from pullquote.importing.proposals.offices.office import AGE, Office, trimmed

MOST_WORDS_BEHIND = 14
_CLAUSE_VERBS = AUXILIARIES | CUES | VERBS
"""What ends an office that is the subject of a sentence, and stands in none."""
ARTICLE = r"(?P<article>the |an? |another |his |her |its |their |our |my )?"
"""In front of what somebody is."""
IS = (
    r"(?:is|was|has been|had been|will be|became|becomes|has become|remains|used to be|makes (?:a|his|her) living as"
    r"|(?:has |had |once )?(?:work|serve|act|train|retire|qualifie|double|earn|volunteer)(?:s|d|ed)?(?: [\w-]+){0,2}? as|(?:was )?(?:elected|re-elected|appointed|named)(?: as)?) "
    r"(?:(?:also|now|then|once|still|already|currently|formerly|previously|by then|until [^,.]{3,12}?|for (?:[\w-]+ ){1,3}(?:years|decades|months)|elected|appointed|named|made|sworn in as) )?"
    rf"(?:{AGE} and )?"
)
"""How a sentence says what somebody is, in front of it."""
_STARTS = re.compile(
    rf"(?:,? (?:M\.?D|Ph\.?D|R\.?N|[JS]r|[OMC]BE|[KQ]C|MBA|FRS|CPA)\.?(?=,))?(?: of [A-Z][\w’-]+(?: [A-Z][\w’-]+){{0,3}}(?=, ))?(?: \([^()\n]{{2,40}}\))?,? ?(?:\(?{AGE}\)?, )?,? ?(?P<who>who {IS}|himself |herself |then |now |once |formerly |previously |by then |(?:until|for) [^,’]{{4,20}}? (?=[A-Z]|the |an? |its ))?"
    rf"{ARTICLE}"
)
_BREAK = re.compile(
    r"[,.;:!?()\x01\n—–]|(?<=\w) (?:near|outside|behind|during|among|after|before|under|because|but|who|which|that|whose|when|where|while|since|until|here|there|on \w+day|at the time|in question|and (?:an?|one|(?:the )?[\w-]+(?:’s|s’))"
    r"|for (?:more|over|almost|nearly|the (?:past|last)|(?:about )?[\w-]+ (?:years|months|weeks|decades|seasons|terms))|for life|all (?:his|her|their) li(?:fe|ves))\b"
)
_STATES = re.compile(
    rf"(?:,? \(?{AGE}\)?)?(?:, who (?:has |had )?died [^,.\n\x01]{{2,60}}(?=,))?,? {IS}{ARTICLE}"
)
_OF_THE = (" of the ", " for the ")
"""Behind a noun with a capital that says what somebody is: Chief Scout of the Northern Rovers."""
_ADVERBS = words_in("later named soon never always often")
"""What stands in front of no noun for what somebody is: later named player of the match."""
_DETERMINERS = words_in("the a an his her its their my our your this that no not")
_OF_NO_OFFICE = words_in(
    """
    fan user winner loser favourite favorite guest passenger visitor opponent rival supporter victim suspect defendant stranger
    legend genius star witness survivor successor predecessor
    """
)
"""What somebody is in a sentence that says no office."""
_SECOND = re.compile(r"(?<=\w) and (?P<office>[a-z].*)\Z")
"""A second office, behind where somebody has the first."""
_IN_BRACKETS = re.compile(r" \((?:the |an? |his |her |its )?(?P<title>[a-z][^()\x01\n,;]{3,70})\)")
"""(Treasurer), behind a name."""
_LISTING = re.compile(r" (?:of|for) ")
_LISTED = re.compile(rf"{LISTED}[^,]+")
_BODY = re.compile(
    r", (?P<name>[A-Z][\w’-]+(?: (?:(?:of|for|and) (?:the )?)?[A-Z][\w’-]+){1,6})(?=, (?:said|says|told|tells|added|commented|writes|wrote)\b|:)"
)
"""Where somebody works, behind what they are there and a comma: Senior Lecturer in Neurology, Carrow Medical School, said."""
_WORD = re.compile(r"[\w.’&/-]+")
_LETTERS = re.compile(r"[A-Za-z]{1,2}|(?:[A-Z]\.)+[A-Z]")
"""What has a full stop behind it inside a sentence: the U.N. coordinator."""
_ABBREVIATED = words_in("Gov Gen Sen Rep Col Sgt Maj Capt Adm Rev Mrs Atty Supt Insp")
_OF = re.compile(r" (?:of|for|at|with|in|from|on|to|by|against|and|who)\b")


def office_behind(skeleton: str, name_end: int, *, by_place: bool = False) -> Office | None:
    """The office behind a name that ends at an offset, and a comma; ``by_place``: whatever the noun, if it has an article
    or says of what."""
    if not skeleton.startswith((",", " (", " of "), name_end):
        return None
    opening = _STARTS.match(skeleton, name_end)
    if opening is None or (skeleton.startswith(" of ", name_end) and opening.end() <= name_end + 1):
        return None
    bracketed = _IN_BRACKETS.match(skeleton, name_end)
    at, stop = bracketed.span("title") if bracketed else (opening.end(), _break(skeleton, opening.end()))
    office = _described(skeleton, at, stop, opening["article"] or "", by_place=by_place)
    body = _BODY.match(skeleton, office.end) if office is not None else None
    if office is None or body is None or not (BODIES | BODY_ENDS).intersection(body["name"].lower().split()):
        return office
    return Office(skeleton[office.start : body.end("name")], office.start, body.end("name"))


def office_stated(skeleton: str, end: int) -> Office | None:
    """The office that a sentence says of its subject, which ends at an offset: Ida Brook, 52, is its chief executive."""
    opening = _STATES.match(skeleton, end)
    if opening is None:
        return None
    office = described(skeleton, opening.end(), opening["article"] or "")
    return office if office is None or noun(office.title) not in _OF_NO_OFFICE else None


def described(skeleton: str, at: int, article: str) -> Office | None:
    """The office that is printed from an offset on, behind an article or none: mother of two (has been fighting)."""
    stop = _clause_verb(skeleton, at, _break(skeleton, at))
    office = _described(skeleton, at, stop, article, by_place=False)
    if office is None:
        return None
    title = _without_clause(office.title)
    is_office = (
        is_role(noun(title)) and not title.endswith("-year-old") and may_stand_before(_head_words(title)[:-1])
    )
    return trimmed(Office(title, at, at + len(title))) if is_office else None


def _clause_verb(skeleton: str, at: int, end: int) -> int:
    """Where the first verb begins that ends an office which is a subject, or where the phrase ends."""
    before = ""
    for found in _WORD.finditer(skeleton, at, end):
        word = found.group()
        if before and word in _CLAUSE_VERBS and (word not in VERBS_TOO or is_role(before)):
            return found.start() - 1
        before = word.lower()
    return end


def _without_clause(title: str) -> str:
    """An office without what else somebody does: a solicitor and gets seasick; not: a farmer and chair of the union."""
    office, link, rest = title.partition(" and ")
    is_one = not link or rest[:1].isupper() or is_role(noun(rest))
    return title if is_one else office


def _of(title: str) -> re.Match[str] | None:
    """Where it is said of what somebody is what: not in the name of a body (University of Hexley vice-chancellor)."""
    of = _OF.search(title)
    last = title[: of.start()].rpartition(" ")[2] if of is not None else ""
    is_body = last[:1].isupper() and last.lower() in BODIES | BODY_ENDS
    is_before_noun = title[-1:].islower() and is_role(title.rpartition(" ")[2])
    return None if is_body and is_before_noun else of


def noun(title: str) -> str:
    """The noun of an office, in small letters: minister in minister for fisheries."""
    return _head_words(title)[-1].lower().rstrip(".")


def _head_words(title: str) -> list[str]:
    of = _of(title)
    return title[: of.start()].split() if of and of.start() else title.split()


def _described(skeleton: str, at: int, stop: int, article: str, *, by_place: bool) -> Office | None:
    words = skeleton[at:stop].split()
    if not words or len(words) > MOST_WORDS_BEHIND or words[0] == "both":
        return None
    phrase = skeleton[at:stop]
    of = _of(phrase)
    cut = next(
        (
            number
            for number, word in enumerate(words)
            if number
            and word.endswith(("ing", "ed"))
            and word[0].islower()
            and not (word in ATTRIBUTES and is_role(words[-1].lower() if of is None else noun(phrase)))
            and is_role(words[number - 1].lower())
        ),
        None,
    )
    if cut is not None and (
        of is None or of.start() > len(" ".join(words[:cut]))
    ):  # the archaeologist leading the dig
        phrase, of = " ".join(words[:cut]), None
        stop = at + len(phrase)
    head_words = _head_words(phrase)
    head = head_words[-1]
    lower = head.lower().strip(".")
    is_noun = is_role(lower) or is_role(lower.removesuffix("s")) or (lower == "lead" and len(head_words) > 1)
    is_described = article in {"a ", "an ", "the ", "another "}
    is_titled = (
        of is not None and phrase.startswith(_OF_THE, of.start()) and lower not in BODIES | BODY_ENDS | PLACES
    )
    is_noun_here = head.islower() or is_titled
    is_verb = not article and head_words[0].endswith("s")  # his brother, Cole, plays defence for …
    is_placed = by_place and not is_verb and (article or of) and is_noun_here and may_be_office(head_words)
    if not is_noun and not is_placed and not (is_described and (may_be_role(lower) or lower in EPITHETS)):
        return None
    if any(
        (word in _CLAUSE_VERBS and word not in VERBS_TOO) or word in _DETERMINERS or word in _ADVERBS
        for word in head_words
    ):
        return None
    second = _SECOND.search(phrase)
    if (
        second is not None
        and of is not None
        and of.start() < second.start()
        and is_role(noun(second["office"]))
    ):  # an ecologist at Quay College and lead author of the study
        stop = at + second.start()
    return Office(skeleton[at:stop].strip(), at, stop)


def _goes_on(skeleton: str, at: int, comma: int) -> bool:
    """Whether a comma stands between what somebody is minister of: Secretary for Food, Health and Welfare."""
    of = _LISTING.search(skeleton, at, comma)
    listed = _LISTED.match(skeleton, comma) if of is not None else None
    return listed is not None and not any(map(is_given_name, listed.group().replace(",", "").split()))


def _break(skeleton: str, at: int) -> int:
    """Where an apposition ends: at a mark, or where a verb of speech begins; a full stop of an abbreviation is none."""
    end = at
    for found in _BREAK.finditer(skeleton, at, at + 160):
        end = found.start()
        before = _WORD.findall(skeleton[at:end])
        is_short = before and (_LETTERS.fullmatch(before[-1]) or before[-1] in _ABBREVIATED)
        if found.group() == "." and is_short and end + 2 < len(skeleton):
            continue
        if found.group() == "," and _goes_on(skeleton, at, end):
            continue
        return end
    return min(at + 160, len(skeleton))
