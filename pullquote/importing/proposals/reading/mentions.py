"""Every place where a text names a person or an organization, with the offices that stand beside the name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pullquote.importing.proposals.english.first_names import Gender
from pullquote.importing.proposals.english.inflections import words_in
from pullquote.importing.proposals.english.roles import FEMALE, MALE
from pullquote.importing.proposals.offices.beside import is_style, of_one, offices_beside
from pullquote.importing.proposals.offices.office import Office
from pullquote.importing.proposals.reading.names import CapitalRun, runs_in, with_members
from pullquote.importing.proposals.reading.people import KnownNames, Mention, Named, People

SAME_NAME = words_in("wife husband son daughter widow widower")
"""Relatives who mostly have the same family name."""
BORN_WITH = words_in("brother sister mother father")
"""Those of a man: a woman's may have the name with which she was born."""
_WHOSE = re.compile(r"(?:\b(?:[Hh]is|[Hh]er|[Tt]heir)|’s) (?:\w+ )?\Z")
_NOW = re.compile(r", (?:now|by then) (?:an? |the |its |his |her )?\Z")
"""In front of what somebody is at the time of which the text tells: now a lecturer."""
_OF_PRONOUN: dict[str, Gender] = {"his": "m", "her": "f"}
BESIDE = 60
"""Characters within which two offices stand beside one name."""
MOST_OFFICES = 30
"""Offices of one person that are told apart in a text."""
FAMILY_WITHIN = 200
"""Mentions before a given name among which is looked for whose daughter or husband it is."""


def mentions_in(skeleton: str, paragraphs: Iterable[tuple[int, int]], known: KnownNames) -> list[Mention]:
    """Everybody whom the paragraphs of a text name, and where, in order."""
    runs = [run for start, end in paragraphs for run in runs_in(skeleton, start, end) if run.pieces]
    people = People(runs, known, skeleton)
    mentions: list[Mention] = []
    shared: Office | None = None
    for run in runs:
        who = people.person(run) or people.organization(run, skeleton)
        if who is None:
            continue
        start, end = run.pieces[0].start, run.pieces[-1].end
        start = start if who.kind == "people" else with_members(skeleton, start)
        printed = run.titles[0].start if run.titles else start
        if who.kind == "people":
            is_open = all(map(is_style, who.offices))
            by_place = is_open and " " in who.name
            if shared is not None and skeleton[mentions[-1].end : start] == " and " and not who.offices:
                _learn_office(who, shared, skeleton)
            shared = None
            for office in offices_beside(
                skeleton, (start, end), run.titles, is_open=is_open, by_place=by_place
            ):
                one = of_one(office)
                shared = one if one is not office else shared
                _learn_office(who, one, skeleton)
                printed = min(printed, office.start) if start > office.end >= printed - 1 else printed
            _learn_gender(who, run)
            before = who.name
            _learn_family(who, skeleton, mentions)
            people.joins(who, before)
        mentions.append(Mention(start, end, who, printed))
    return mentions


def _learn_office(who: Named, office: Office, skeleton: str) -> None:
    """Add an office, unless it is known already."""
    if len(who.offices) < MOST_OFFICES and all(each.title != office.title for each in who.offices):
        is_now = _NOW.search(skeleton, max(0, office.start - 20), office.start) is not None
        is_later = bool(who.offices) and who.offices[0].end < office.start - BESIDE
        who.offices.insert(0 if is_now and is_later else len(who.offices), office)


def _learn_gender(who: Named, run: CapitalRun) -> None:
    titles = {piece.word.lower() for piece in run.titles}
    titles |= {word for office in who.offices for word in office.title.lower().split()[:3]}
    if titles & MALE:
        who.gender = "m"
    elif titles & FEMALE:
        who.gender = "f"


def _learn_family(who: Named, skeleton: str, before: Sequence[Mention]) -> None:
    """Give somebody who has only a given name that of the family whose daughter or husband the text says they are."""
    if " " in who.name:
        return
    office = next((each for each in who.offices if _relation(each) in SAME_NAME | BORN_WITH), None)
    if office is None:
        return
    whose = _WHOSE.search(skeleton, max(0, office.start - 20), office.start)
    if whose is None:
        return
    gender = _OF_PRONOUN.get(whose[0].strip().lower())
    near = before[-FAMILY_WITHIN:]
    people = [each for each in reversed(near) if each.who.kind == "people" and each.who is not who]
    if gender is None and people and whose[0].startswith("’") and people[0].end != whose.start():
        return
    fitting = [each.who for each in people if gender is None or each.who.gender in {None, gender}]
    owner = fitting[0] if gender is None and fitting else max(fitting, key=fitting.count, default=None)
    is_born = _relation(office) in BORN_WITH
    if owner is not None and " " in owner.name and (not is_born or owner.gender == "m"):
        who.name, who.is_inferred = f"{who.name} {owner.name.split()[-1]}", True


def _relation(office: Office) -> str:
    return office.title.split()[-1].lower()
