"""The runs of capitalized words of a text: what may be a name, and the titles before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pullquote.importing.proposals.english.first_names import is_given_name
from pullquote.importing.proposals.english.inflections import words_in
from pullquote.importing.proposals.english.roles import (
    COURTESY,
    EPITHETS,
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
    BODIES,
    BODY_ENDS,
    GROUPS,
    NO_NAME_ENDS,
    PLACES,
    STOP_CAPITALS,
    SUFFIXES,
)
from pullquote.importing.proposals.reading.evidence import MOST_WORDS, points_of

LONGEST_MEMBERS = 30
"""Characters of the word for the members of a body."""
LONGEST_RUN = 40
"""Words of a run: each that joins two is compared with all behind it."""
_PARTICLE = r"(?:de la|de los|de las|de|la|von der|von dem|van der|van den|van de|van|von|der|den|bin|ibn|al|el|du|da|di|do|das|le|dos|del|ter|ten|af|av|ul|ur|della|zu|y|á|wa|binti|binte|bint|ap|ole|dela|degli|dei)"
_WORD = r"(?:(?:al|el|ad|an|ar|as|ash|at|az|ul)-(?=[A-Z])|[dl]’(?=[A-Z]))?(?:[A-Z]\.(?:[A-Z]\.)*(?= [A-Z])|[^\W\d_a-z][\w]*(?:[’][^\W\d_]\w+)?(?:-\w+)*)"
_ABBREVIATED = words_in(
    """
    Dr Mr Ms St Lt Fr Rt Jr Sr Sgt Sen Gov Rep Gen Col Maj Adm Mrs Rev Hon Det Pvt Cpl Del Amb Capt
    Con Const Coun Cr Clr Engr Barr Smt Cde Hajj Arch Cmdr Prof Insp Supt Cllr Pres Asst Atty Msgr Supt Comm Brig
    """
)
_STOP = "|".join(rf"(?<=\b{title})\.(?= [A-Z])" for title in sorted(_ABBREVIATED))
"""Behind a title that is abbreviated: Dr., Sen., Capt."""
RUN = re.compile(
    rf"(?<![\w’-])(?:{_WORD})(?:{_STOP})?(?:[ \u00a0](?:(?:{_PARTICLE}|of|for|on|and|&) )?(?:the (?=[A-Z]))?(?:\x01{{3,28}} )?{_WORD}(?:{_STOP})?){{0,{LONGEST_RUN - 1}}}"
)
"""Capitalized words one after another, with particles, and ``of``, ``for`` and ``and`` as in names of bodies."""
_PIECE = re.compile(r"\S+")
_PARTY = re.compile(r"(?:R|D|I|DFL)-[A-Z]|[\w-]+-(?:born|based)\Z")
"""What begins no name: R-Ohio, behind the name of an American legislator; Polish-born."""
_LINKS = frozenset({"of", "for", "on", "and", "&"})
LONGEST_LETTERS = 4
"""Letters of an office that is written in capitals: Opposition TD Grainne Mulvihill."""
_BEGINS = re.compile(r"[.!?:\n\x01] *\Z")
_PORTFOLIO = re.compile(r"\b(?P<office>[A-Z][\w-]+) (?:of|for)(?P<the> the)?(?: [A-Z]\w+)*(?: (?:and|&))? \Z")
"""What stands before the words that say for what somebody is a minister."""


_MEMBERS = re.compile(
    r"\b(?:[A-Z]\w*(?:(?:men|women|people|children)[’']s|s[’'])"
    r"|(?:President|Prime Minister|Governor|Mayor|Chancellor|Ombudsman|Coroner|Sheriff|Speaker|(?:Public |State )?Prosecutor"
    r"|Attorney General)[’']s) \Z"
)
_BEFORE_GIVEN = BODY_ENDS | NO_NAME_ENDS | ADJECTIVES | PORTFOLIOS | PLACES
"""What belongs to an office in front of a given name."""

_OFFICE_OF = PORTFOLIOS | BODY_ENDS | {"opposition", "house"}
_OTHER_ENDS = BODY_ENDS | NO_NAME_ENDS
_NO_TITLES = (
    ADJECTIVES | STOP_CAPITALS | PLACES | words_in("san santa santo saint st port fort lake mount new")
)
"""What begins a name that is no title in front of a given name: New Charlotte Street."""

_NO_SURNAMES = GROUPS | BODY_ENDS | NO_NAME_ENDS | STOP_CAPITALS | ADJECTIVES
SHORTEST_SURNAME = 3
"""Letters of a word that alone can be a person, if it is no given name."""


class Piece(NamedTuple):
    """A word of a run as it is printed, without a full stop behind it, and where it stands."""

    word: str
    start: int
    end: int


class CapitalRun(NamedTuple):
    """What may be a name: the titles before it, its words (those that follow it, as Jr, left out), the name as it is
    printed, and how much speaks for a person."""

    titles: tuple[Piece, ...]
    pieces: tuple[Piece, ...]
    words: tuple[str, ...]
    name: str
    points: int


def runs_in(skeleton: str, start: int, end: int) -> Iterator[CapitalRun]:
    """The runs of a paragraph, in order."""
    for found in RUN.finditer(skeleton, start, end):
        pieces_of_run = _pieces(skeleton, *found.span())
        if len(pieces_of_run) > 1 and _is_verb(skeleton, pieces_of_run):  # Said Price: “…”
            pieces_of_run.pop(0)
        for pieces in _apart(pieces_of_run):
            run = _run(skeleton, pieces)
            if run is not None:
                yield run


def _pieces(skeleton: str, start: int, end: int) -> list[Piece]:
    pieces = []
    for found in _PIECE.finditer(skeleton, start, end):
        word = found.group()
        if word[0] == "\x01":  # Tomas “the Anchor” Hale
            continue
        bare = word.rstrip(".") if len(word) > 2 and word.count(".") == 1 else word
        pieces.append(Piece(bare, found.start(), found.start() + len(bare)))
    while pieces and (
        pieces[0].word in _LINKS or _PARTY.match(pieces[0].word) or _is_stop(pieces[0].word, len(pieces))
    ):
        pieces.pop(0)
    return pieces


def _is_verb(skeleton: str, pieces: list[Piece]) -> bool:
    """Whether a run begins with a verb of speech, in front of the name of who speaks: Said Price: “…”."""
    first, end = pieces[0], pieces[-1].end
    return (
        first.word in {"Said", "Says", "Added", "Adds", "Wrote", "Writes"}
        and skeleton[end : end + 1] in {":", ","}
        and (first.start == 0 or _BEGINS.search(skeleton, max(0, first.start - 4), first.start) is not None)
    )


def _is_stop(word: str, count: int) -> bool:
    lower = word.lower()
    return lower in STOP_CAPITALS and not (count > 1 and is_title_of_office(word))


def _apart(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """A run with ``and``, ``of`` or ``for`` in it is one only as the name of a body: Institute for Public Health."""
    at = 0
    for number, piece in enumerate(pieces):
        if piece.word in _LINKS:
            before = pieces[number - 1].word.lower()
            if piece.word == "&":  # Lindgren & Pell
                continue
            is_body = (before in BODY_ENDS or before in BODIES) and piece.word != "and"
            is_body = is_body and pieces[number + 1].word.lower() not in NO_NAME_ENDS
            joined = any(each.word.lower() in BODY_ENDS for each in pieces[number + 1 :]) and (
                piece.word == "and" and pieces[number + 1].word != "the"
            )
            of_a_person = any(is_given_name(each.word) for each in pieces[number + 1 :])
            if not (is_body or (joined and not is_given_name(pieces[at].word))) or of_a_person:
                yield pieces[at:number]
                at = number + 1
                if pieces[at].word == "the":
                    at += 1
    yield pieces[at:]


def _run(skeleton: str, pieces: list[Piece]) -> CapitalRun | None:
    if not pieces:
        return None
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
    courtesies = [number for number, piece in enumerate(pieces[:-1]) if piece.word.lower() in COURTESY]
    letters = [
        number
        for number, piece in enumerate(pieces[:-2])
        if number and piece.word.isupper() and 1 < len(piece.word) <= LONGEST_LETTERS and piece.word.isalpha()
    ]
    cut = max([cut, *(number + 1 for number in [*courtesies, *letters])])
    while 0 < cut < len(pieces) - 2 and pieces[cut].word.isupper() and pieces[cut].word.lower() in PORTFOLIOS:
        cut += 1  # MINISTER FOR ENERGY IDA BROOK
    cut = _given(skeleton, pieces, cut)
    titles, rest = tuple(pieces[:cut]), tuple(pieces[cut:])
    if not rest:
        return CapitalRun(titles, (), (), "", 0)
    words = tuple(piece.word for piece in rest if piece.word not in SUFFIXES)
    if not words:
        return None
    place = rest[0].start, rest[-1].end
    points = points_of(skeleton, place, words, has_titles=bool(titles))
    return CapitalRun(titles, rest, words, " ".join(words), points)


def _is_name(pieces: list[Piece], number: int) -> bool:
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
    return is_given_name(before) or (
        word in SURNAMES_TOO and (before.lower() in COURTESY or is_title_of_office(before))
    )


def _is_trade(skeleton: str, pieces: list[Piece]) -> bool:
    """Whether what somebody is stands before the name: Forecaster Delroy Speight, and at the beginning of a sentence
    before a given name Cruiserweight Danilo Petkov; PCSO Leanne Gower."""
    first = pieces[0].word
    if len(pieces) < 3 or is_given_name(first):
        return False
    start = pieces[0].start
    begins = start == 0 or _BEGINS.search(skeleton, max(0, start - 4), start) is not None
    before_given = (
        len(pieces) == 3
        and is_given_name(pieces[1].word)
        and (begins or first.isupper())
        and "." not in first
    )
    return before_given or (may_be_role(first.lower()) and first[1:].islower())


def _given(skeleton: str, pieces: list[Piece], cut: int) -> int:
    """Where the given name is, behind what belongs to an office: (Minister of) Education Stefania Giannini."""
    if cut and (pieces[cut - 1].word.lower() in COURTESY or is_role(pieces[cut - 1].word.lower())):
        return cut
    office = _PORTFOLIO.search(skeleton, max(0, pieces[0].start - 60), pieces[0].start) if cut == 0 else None
    is_bare = office is not None and (not office["the"] or pieces[0].word == "Opposition")
    is_office = office is not None and is_bare and is_role(office["office"].lower())
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


def is_same(one: str, other: str) -> bool:
    """Whether two given names can be one, or its first letter."""
    return one == other or (one[0] == other[0] and "." in {one[1:2], other[1:2]})


def titled(word: str) -> str:
    """A word in capitals as a name is written."""
    return (
        "-".join(part.capitalize() for part in word.split("-")) if word.isupper() and len(word) > 1 else word
    )


def with_members(skeleton: str, start: int) -> int:
    """Where the name of a body begins that is its members’: the Fishermen’s Union."""
    found = _MEMBERS.search(skeleton, max(0, start - LONGEST_MEMBERS), start)
    return found.start() if found else start


def can_be_alone(word: str) -> bool:
    """Whether a word can be the name of somebody by itself."""
    lower = word.lower()
    return (
        (len(word) >= SHORTEST_SURNAME or is_given_name(word))
        and lower not in _NO_SURNAMES
        and not (
            (lower in EPITHETS or lower.endswith(("ian", "ean", "ish", "ese", "ican", "afghan")))
            and not is_given_name(word)
        )
        and not (word.isupper() and not is_given_name(titled(word)))
    )
