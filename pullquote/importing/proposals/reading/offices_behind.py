"""The offices that a text prints behind a name and a comma: Petra Lund, the finance minister."""

from __future__ import annotations

import re

from pullquote.importing.proposals.english.inflections import words_in
from pullquote.importing.proposals.english.roles import EPITHETS, is_role, may_be_role
from pullquote.importing.proposals.english.words import AUXILIARIES, CUES, VERBS
from pullquote.importing.proposals.reading.offices import AGE, Office
from pullquote.importing.proposals.reading.offices_by_place import may_be_office

MOST_WORDS_BEHIND = 14
_CLAUSE_VERBS = AUXILIARIES | CUES | VERBS
_STARTS = re.compile(
    rf"(?:,? (?:M\.?D|Ph\.?D|R\.?N|[JS]r|[OMC]BE|[KQ]C|MBA|FRS|CPA)\.?(?=,))?(?: \([^()\n]{{2,40}}\))?,? ?(?:\(?{AGE}\)?, )?,? ?(?P<who>who (?:is|was|works as|worked as|serves as|served as) |himself |herself |then |now |once |formerly |previously |until [^,’]{{4,20}}? (?=[A-Z]))?"
    r"(?P<article>the |a |an |his |her |its |their )?"
)
_BREAK = re.compile(
    r"[,.;:!?()\x01\n—–]|(?<=\w) (?:who|which|that|whose|when|where|while|since|until|at the time|in question|and (?:an?|one|(?:the )?[\w-]+(?:’s|s’))"
    r"|for (?:more|over|almost|nearly|the (?:past|last)|(?:about )?[\w-]+ (?:years|months|decades|seasons))|for life)\b"
)
_IN_BRACKETS = re.compile(r" \((?:the |an? |his |her |its )?(?P<title>[a-z][^()\x01\n,;]{3,70})\)")
"""(Treasurer), behind a name."""
_WORD = re.compile(r"[\w.’&/-]+")
_ABBREVIATED = words_in("Gov Gen Sen Rep Col Sgt Maj Capt Adm Rev Mrs Atty Supt Insp")
_OF = re.compile(r" (?:of|for|at|with|in|from|on|to|by|and|who)\b")


def office_behind(skeleton: str, name_end: int, *, by_place: bool = False) -> Office | None:
    """The office behind a name that ends at an offset, and a comma; ``by_place``: whatever the noun, if it has an article
    or says of what."""
    if skeleton[name_end : name_end + 1] not in {",", " "} or (
        skeleton[name_end] == " " and skeleton[name_end + 1 : name_end + 2] != "("
    ):
        return None
    opening = _STARTS.match(skeleton, name_end)
    if opening is None:
        return None
    bracketed = _IN_BRACKETS.match(skeleton, name_end)
    at, stop = bracketed.span("title") if bracketed else (opening.end(), _break(skeleton, opening.end()))
    words = skeleton[at:stop].split()
    if not words or len(words) > MOST_WORDS_BEHIND or words[0] == "both":
        return None
    phrase = skeleton[at:stop]
    of = _OF.search(phrase)
    cut = next(
        (
            number
            for number, word in enumerate(words)
            if number
            and word.endswith(("ing", "ed"))
            and word[0].islower()
            and is_role(words[number - 1].lower())
        ),
        None,
    )
    if cut is not None and (
        of is None or of.start() > len(" ".join(words[:cut]))
    ):  # the archaeologist leading the dig
        words, of = words[:cut], None
        phrase = " ".join(words)
        stop = at + len(phrase)
    head = phrase[: of.start()].split()[-1] if of and of.start() else words[-1]
    lower = head.lower().strip(".")
    is_noun = is_role(lower) or is_role(lower.removesuffix("s"))
    is_described = opening["article"] in {"a ", "an ", "the "}
    head_words = phrase[: of.start()].split() if of and of.start() else words
    is_placed = by_place and (opening["article"] or of) and head.islower() and may_be_office(head_words)
    if not is_noun and not is_placed and not (is_described and (may_be_role(lower) or lower in EPITHETS)):
        return None
    if any(word in _CLAUSE_VERBS for word in head_words):
        return None
    return Office(phrase.strip(), at, stop)


def _break(skeleton: str, at: int) -> int:
    """Where an apposition ends: at a mark, or where a verb of speech begins; a full stop of an abbreviation is none."""
    end = at
    for found in _BREAK.finditer(skeleton, at, at + 160):
        end = found.start()
        before = _WORD.findall(skeleton[at:end])
        is_short = before and (len(before[-1]) <= 2 or before[-1] in _ABBREVIATED)
        if found.group() == "." and is_short and end + 2 < len(skeleton):
            continue
        return end
    return min(at + 160, len(skeleton))
