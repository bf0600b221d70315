"""The runs of capitalized words of a text: what may be a name, and the titles before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pullquote.importing.proposals.english.first_names import is_given_name
from pullquote.importing.proposals.english.inflections import words_in
from pullquote.importing.proposals.english.roles import (
    COURTESY,
    EPITHETS,
    is_title_of_office,
)
from pullquote.importing.proposals.english.words import (
    ADJECTIVES,
    BODIES,
    BODY_ENDS,
    GROUPS,
    NO_NAME_ENDS,
    STOP_CAPITALS,
    SUFFIXES,
)
from pullquote.importing.proposals.reading.evidence import points_of
from pullquote.importing.proposals.reading.titles import BEGINS, Piece, name_from

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
    rf"(?<![\w’-])(?:{_WORD})(?:{_STOP})?(?:[ \u00a0](?:(?:{_PARTICLE}|of|for|on|and|&) )?(?:the (?=[A-Z]))?(?:\x01{{3,28}} |\([A-Z]\w{{1,14}}\.?\) )?{_WORD}(?:{_STOP})?){{0,{LONGEST_RUN - 1}}}"
)
"""Capitalized words one after another, with particles, and ``of``, ``for`` and ``and`` as in names of bodies."""
_PIECE = re.compile(r"\S+")
_DISTRICT = re.compile(r"(?:R|D|I|DFL)-[A-Z\d]")
"""Where an American legislator is elected, behind the name: R-Ohio, D-3rd Ward."""
_NO_NAME = re.compile(r"[\w-]+-(?:born|based)\Z|Q\d+\Z")
"""What begins no name: Polish-born, Q14."""
_LINKS = frozenset({"of", "for", "on", "and", "&"})
_MEMBERS = re.compile(
    r"\b(?:[A-Z]\w*(?:(?:men|women|people|children)[’']s|s[’'])"
    r"|(?:President|Prime Minister|Governor|Mayor|Chancellor|Ombudsman|Coroner|Sheriff|Speaker|(?:Public |State )?Prosecutor(?: General)?"
    r"|Attorney General)[’']s) \Z"
)
_NO_SURNAMES = GROUPS | BODY_ENDS | NO_NAME_ENDS | STOP_CAPITALS | ADJECTIVES
SHORTEST_SURNAME = 3
"""Letters of a word that alone can be a person, if it is no given name."""


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
    pieces: list[Piece] = []
    for found in _PIECE.finditer(skeleton, start, end):
        word = found.group()
        if word[0] == "\x01":  # Tomas “the Anchor” Hale
            continue
        if word[0] == "(":  # Lady (Ida) Brook, Chief (Mrs) Ida Brook; not Robert (Bob) Hale
            bare = word.strip("(.)")
            if pieces and _is_style(pieces[-1].word) and (_is_style(bare) or is_given_name(bare)):
                pieces.append(Piece(bare, found.start() + 1, found.start() + 1 + len(bare)))
            continue
        bare = word.rstrip(".") if len(word) > 2 and word.count(".") == 1 else word
        pieces.append(Piece(bare, found.start(), found.start() + len(bare)))
    while pieces and (
        pieces[0].word in _LINKS or _NO_NAME.match(pieces[0].word) or _is_stop(skeleton, pieces)
    ):
        pieces.pop(0)
    return [] if pieces and _DISTRICT.match(pieces[0].word) else pieces


def _is_style(word: str) -> bool:
    return is_title_of_office(word) or word.lower() in COURTESY


def _is_verb(skeleton: str, pieces: list[Piece]) -> bool:
    """Whether a run begins with a verb of speech, in front of the name of who speaks: Said Price: “…”."""
    first, end = pieces[0], pieces[-1].end
    return (
        first.word in {"Said", "Says", "Added", "Adds", "Wrote", "Writes"}
        and skeleton[end : end + 1] in {":", ","}
        and (first.start == 0 or BEGINS.search(skeleton, max(0, first.start - 4), first.start) is not None)
    )


def _is_stop(skeleton: str, pieces: Sequence[Piece]) -> bool:
    """Whether the first word of a run has a capital only because a sentence begins with it: not the spokesman Will Hale."""
    word, start = pieces[0].word, pieces[0].start
    is_inside = word == "Will" and start > 0 and BEGINS.search(skeleton, max(0, start - 4), start) is None
    is_one_of_several = len(pieces) > 1 and (is_inside or is_title_of_office(word))
    return word.lower() in STOP_CAPITALS and not is_one_of_several


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
    cut = name_from(skeleton, pieces)
    titles, rest = tuple(pieces[:cut]), tuple(pieces[cut:])
    if not rest:
        return CapitalRun(titles, (), (), "", 0)
    words = tuple(piece.word for piece in rest if piece.word not in SUFFIXES)
    if not words:
        return None
    place = rest[0].start, rest[-1].end
    points = points_of(skeleton, place, words, has_titles=bool(titles))
    return CapitalRun(titles, rest, words, " ".join(words), points)


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
