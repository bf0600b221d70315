"""Where the name begins in a run of capitalized words: behind the titles, the office, what is no part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pullquote.importing.proposals.english.first_names import is_given_name
from pullquote.importing.proposals.english.inflections import words_in
from pullquote.importing.proposals.english.roles import (
    COURTESY,
    GIVEN_TOO,
    NAMES_TOO,
    PORTFOLIOS,
    SURNAMES_TOO,
    is_demonym,
    is_role,
    is_title_of_office,
    may_be_role,
)
from pullquote.importing.proposals.english.words import (
    ADJECTIVES,
    BODY_ENDS,
    NO_NAME_ENDS,
    PLACES,
    STOP_CAPITALS,
    SUFFIXES,
)
from pullquote.importing.proposals.reading.evidence import MOST_WORDS

LONGEST_LETTERS = 4
"""Letters of an office that is written in capitals: Opposition TD Grainne Mulvihill."""
BEGINS = re.compile(r"[.!?:\n\x01] *\Z")
_PORTFOLIO = re.compile(r"\b(?P<office>[A-Z][\w-]+) (?:of|for)(?: [A-Z]\w+)*(?: (?:and|&))? \Z")
"""What stands before the words that say for what somebody is a minister."""
_BEFORE_GIVEN = BODY_ENDS | NO_NAME_ENDS | ADJECTIVES | PORTFOLIOS | PLACES
"""What belongs to an office in front of a given name."""

_OFFICE_OF = PORTFOLIOS | BODY_ENDS | {"opposition", "house"}
_FAMILIES = frozenset(["sen", "sheikh", "contractor"])
"""Titles that are family names wherever nothing follows them: Farheen Sheikh."""
_OF_CHILDREN = frozenset(["boy", "girl"])
"""Behind an office at school: Head Boy Arjun Nair."""
_HOW_SOMEBODY_IS = frozenset(["young", "little", "poor", "old", "dear", "don"])
"""In front of a given name, and no part of it: Young Ida Brook."""
_OTHER_ENDS = BODY_ENDS | NO_NAME_ENDS
_NO_TITLES = (
    ADJECTIVES | STOP_CAPITALS | PLACES | words_in("san santa santo saint st port fort lake mount new")
)
"""What begins a name that is no title in front of a given name: New Charlotte Street."""


class Piece(NamedTuple):
    """A word of a run as it is printed, without a full stop behind it, and where it stands."""

    word: str
    start: int
    end: int


def name_from(skeleton: str, pieces: Sequence[Piece]) -> int:
    """The number of the word of a run with which the name begins, behind the titles."""
    cut = 0
    ends_a_body = pieces[-1].word.lower() in BODY_ENDS
    for number, piece in enumerate(pieces):
        if (
            is_title_of_office(piece.word)
            and not (number and piece.word in SUFFIXES)  # Ida Brook MP
            and not _is_name(pieces, number)
            and not (ends_a_body and number < len(pieces) - 1 and cut == 0 and number == 0)
        ):
            cut = number + 1
    if ends_a_body and cut < len(pieces) - 1 and not any(is_given_name(each.word) for each in pieces[cut:]):
        cut = 0
    if cut == 0 and _is_trade(skeleton, pieces) and not ends_a_body:
        cut = 1
    if (
        cut == 0
        and len(pieces) > 2
        and is_demonym(pieces[0].word)
        and (is_given_name(pieces[1].word) or skeleton[: pieces[0].start].endswith("the "))
    ):
        cut = 1  # the American Ida Brook
    if (
        cut == 0
        and len(pieces) > 2
        and pieces[0].word.lower() in _HOW_SOMEBODY_IS
        and is_given_name(pieces[1].word)
    ):
        cut = 1
    if 0 < cut < len(pieces) - 1 and pieces[cut].word.lower() in _OF_CHILDREN:
        cut += 1
    courtesies = [number for number, piece in enumerate(pieces[:-1]) if piece.word.lower() in COURTESY]
    letters = [
        number
        for number, piece in enumerate(pieces[:-2])
        if number and piece.word.isupper() and 1 < len(piece.word) <= LONGEST_LETTERS and piece.word.isalpha()
    ]
    cut = max([cut, *(number + 1 for number in [*courtesies, *letters])])
    while 0 < cut < len(pieces) - 2 and pieces[cut].word.isupper() and pieces[cut].word.lower() in PORTFOLIOS:
        cut += 1  # MINISTER FOR ENERGY IDA BROOK
    return _given(skeleton, pieces, cut)


def _is_name(pieces: Sequence[Piece], number: int) -> bool:
    """Whether a word for a role is a name where it stands: Simon Baker, Captain Baker, Dean Wilson."""
    word, following = (
        pieces[number].word.lower(),
        [piece for piece in pieces[number + 1 :] if piece.word not in SUFFIXES],
    )
    if following:
        is_first = number == 0 or is_title_of_office(pieces[number - 1].word)
        return word in GIVEN_TOO and is_first and len(following) == 1
    if number == 0:
        return word in NAMES_TOO
    before = pieces[number - 1].word
    if word in _FAMILIES:
        return not is_title_of_office(before)
    return is_given_name(before) or (
        word in SURNAMES_TOO and (before.lower() in COURTESY or is_title_of_office(before))
    )


def _is_trade(skeleton: str, pieces: Sequence[Piece]) -> bool:
    """Whether what somebody is stands before the name: Forecaster Delroy Speight, and at the beginning of a sentence
    before a given name Cruiserweight Danilo Petkov; PCSO Leanne Gower."""
    first = pieces[0].word
    if len(pieces) < 3 or is_given_name(first):
        return False
    start = pieces[0].start
    begins = start == 0 or BEGINS.search(skeleton, max(0, start - 4), start) is not None
    before_given = (
        len(pieces) == 3
        and is_given_name(pieces[1].word)
        and (begins or first.isupper())
        and "." not in first
    )
    return before_given or (may_be_role(first.lower()) and first[1:].islower())


def _given(skeleton: str, pieces: Sequence[Piece], cut: int) -> int:
    """Where the given name is, behind what belongs to an office: (Minister of) Education Stefania Giannini."""
    if cut and (pieces[cut - 1].word.lower() in COURTESY or is_role(pieces[cut - 1].word.lower())):
        return cut
    if (
        cut == 0 and len(pieces) > 2 and pieces[0].word == "Opposition"
    ):  # Leader of the Opposition R. Manivannan
        return 1
    office = _PORTFOLIO.search(skeleton, max(0, pieces[0].start - 60), pieces[0].start) if cut == 0 else None
    is_office = office is not None and is_role(office["office"].lower())
    if is_office:
        ends = [number for number, piece in enumerate(pieces[:-2]) if piece.word.lower() in _OFFICE_OF]
        cut = max(ends, default=-1) + 1
    rest = pieces[cut:]
    at = next((number for number, piece in enumerate(rest[:-1]) if is_given_name(piece.word)), 0)
    before_it = skeleton[max(0, pieces[0].start - 20) : pieces[0].start].rstrip().rpartition(" ")[2]
    if at and (rest[at - 1].word.endswith(".") or (cut == 0 and before_it.islower() and is_role(before_it))):
        return cut  # V. Sridhar Menon; manager Pat Joe Mernagh
    if is_office and at:  # (Member for) Western Plains Ida Brook
        return cut + at
    if at and len(rest) > 2:
        before = rest[at - 1].word.lower()
        is_body = rest[-1].word.lower() in _OTHER_ENDS or rest[0].word.lower() in _NO_TITLES
        if len(rest) > MOST_WORDS or before in _BEFORE_GIVEN or not (is_body or at > len(rest) - 2):
            return cut + at
    return cut
