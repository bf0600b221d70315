"""Every place where a text names a person or an organization, with the offices that stand beside the name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pullquote.importing.proposals.english.first_names import Gender, is_given_name
from pullquote.importing.proposals.english.inflections import words_in
from pullquote.importing.proposals.english.roles import FEMALE, MALE
from pullquote.importing.proposals.english.words import COMPANIES
from pullquote.importing.proposals.offices.beside import is_style, of_one, offices_beside
from pullquote.importing.proposals.offices.office import Office
from pullquote.importing.proposals.reading.names import CapitalRun, runs_in, with_members
from pullquote.importing.proposals.reading.people import (
    KnownNames,
    Mention,
    Named,
    People,
    family_of,
    start_of,
)

SAME_NAME = words_in("wife husband son daughter widow widower mum mom dad")
"""Relatives who mostly have the same family name."""
BORN_WITH = words_in("brother sister mother father mum mom dad")
"""Those of a man: a woman's may have the name with which she was born."""
_WHOSE = re.compile(r"(?:\b(?:[Hh]is|[Hh]er|[Tt]heir|whose)|’s) (?:\w+ )?\Z|(?:\n|[.!?\x01] )\Z")
_TOGETHER = ("couple", "family", "pair", "parents", "boy", "girl", "teenager", "child", "toddler")
"""Those whose son or mother somebody is: the couple’s son, Tom."""
_CHILD = re.compile(
    r"\b(?:[1-9]|1[0-7]|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve|\w+(?:[rfuxn]|gh)teen)-year-old \Z"
)
_NOW = re.compile(r", (?:now|by then) (?:an? |the |its |his |her )?\Z")
"""In front of what somebody is at the time of which the text tells: now a lecturer."""
_OF_PRONOUN: dict[str, Gender] = {"his": "m", "her": "f"}
BESIDE = 60
"""Characters within which two offices stand beside one name."""
_BORN = re.compile(r"(?<![\w-])(?:born|née|nee) \Z")
"""In front of the name that somebody had before."""
LONGEST_BORN = 6
_DATELINE = re.compile(
    r"(?:[A-Z]{3}[A-Z .-]*(?:, [A-Z][\w.]*(?: \d{1,2})?){0,2}|[A-Z]\w+(?=,? \())(?: \([\w/ ]+\))?(?: [—–-]|:)(?= [A-Z\x01])"
)
"""Where a report comes from, and by which agency: LAHORE:, TIDEWELL (AP) —."""
_SIBLINGS = re.compile(r"\b[Tt]he ([A-Z][\w’-]+) (sisters|brothers|twins|siblings)\b")
_CHILDREN = re.compile(
    r"\b(?:[Hh]is|[Hh]er|[Tt]heir|a|two|three|four|five|’s) (?:\w+ ){0,2}(?:sons|daughters|children|kids),? "
    r"(?:[A-Z]\w+(?:, \d+,| \(\d+\))?,? )+and [A-Z]\w+"
)
_SIBLING_WORDS = (" sisters", " brothers", " twins", " siblings")
_CHILD_WORDS = (" sons", " daughters", " children", " kids")
"""Looked for first, as it costs less."""
_LABELS = re.compile(r"(?:\A|\n)[A-Z][A-Z .]+:")
MOST_OFFICES = 30
"""Offices of one person that are told apart in a text."""
FAMILY_WITHIN = 200
"""Mentions before a given name among which is looked for whose daughter or husband it is."""


def mentions_in(skeleton: str, paragraphs: Iterable[tuple[int, int]], known: KnownNames) -> list[Mention]:
    """Everybody whom the paragraphs of a text name, and where, in order."""
    spans = list(paragraphs)
    begin = _behind_dateline(skeleton, spans)
    listed = [
        run
        for start, end in spans
        for run in runs_in(skeleton, start, end)
        if (run.pieces or run.titles) and (run.titles + run.pieces)[0].start >= begin
    ]
    runs = [run for run in _surnames(listed) if not _is_born_as(skeleton, run.pieces[0].start)]
    runs = _couples(runs, skeleton)
    people = People(runs, known, skeleton)
    mentions: list[Mention] = []
    shared: Office | None = None
    for run in runs:
        who = people.person(run) or people.organization(run, skeleton)
        if who is None or (who.kind != "people" and _is_beside(skeleton, run, mentions)):
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
    _learn_siblings(skeleton, mentions)
    _learn_children(skeleton, mentions)
    return mentions


def _is_beside(skeleton: str, run: CapitalRun, before: Sequence[Mention]) -> bool:
    """Whether a run stands in brackets behind the name of somebody: Ida Brook (PRP, Cross Delta)."""
    start = run.pieces[0].start
    return bool(before) and before[-1].who.kind == "people" and skeleton[before[-1].end : start] == " ("


def _learn_siblings(skeleton: str, mentions: Sequence[Mention]) -> None:
    """Give brothers and sisters who are named by their given names alone that of their family: the Hale sisters."""
    is_told = any(word in skeleton for word in _SIBLING_WORDS)
    found = _SIBLINGS.search(skeleton) if is_told else None
    if found is None:
        return
    gender = "m" if found[2] == "brothers" else "f" if found[2] == "sisters" else None
    for who in dict.fromkeys(each.who for each in mentions if each.who.kind == "people"):
        if " " not in who.name and is_given_name(who.name) and {who.gender, gender} != {"m", "f"}:
            who.name, who.is_inferred = f"{who.name} {found[1]}", True


def _learn_children(skeleton: str, mentions: Sequence[Mention]) -> None:
    """Give several children the family name of whom the text has named before them: their daughters, Ida and Ana."""
    if not any(word in skeleton for word in _CHILD_WORDS):
        return
    for found in _CHILDREN.finditer(skeleton):
        first, end = (bisect_left(mentions, at, key=start_of) for at in found.span())
        before = [
            each.who for each in mentions[max(0, first - FAMILY_WITHIN) : first] if " " in each.who.name
        ]
        owner = next((each for each in reversed(before) if each.kind == "people"), None)
        for who in [each.who for each in mentions[first:end] if each.who.kind == "people"]:
            if owner is not None and " " not in who.name:
                who.name, who.is_inferred = f"{who.name} {family_of(owner.name)}", True


def _behind_dateline(skeleton: str, paragraphs: Sequence[tuple[int, int]]) -> int:
    """Where a report begins behind the place and the agency from which it comes, which name nobody who speaks."""
    if not paragraphs:
        return 0
    start = paragraphs[0][0]
    found = _DATELINE.match(skeleton, start)
    is_label = found is not None and found[0].endswith(":") and len(_LABELS.findall(skeleton)) > 1
    return found.end() if found is not None and not is_label else start


def _is_born_as(skeleton: str, start: int) -> bool:
    is_so = skeleton.endswith(("born ", "née ", "nee "), 0, start)
    return is_so and _BORN.search(skeleton, max(0, start - LONGEST_BORN), start) is not None


def _surnames(runs: Sequence[CapitalRun]) -> Iterator[CapitalRun]:
    """The runs that name somebody, with those of a title alone that is the family name of one whom the text names:
    Zubin Contractor … Contractor said."""
    families = {run.words[-1] for run in runs if len(run.words) > 1}
    for run in runs:
        if run.pieces:
            yield run
        elif run.titles[-1].word in families:
            *titles, piece = run.titles
            yield CapitalRun(tuple(titles), (piece,), (piece.word,), piece.word, 0)
        elif len(run.titles) > 1 and run.titles[-1].word.lower() in COMPANIES:  # the Charities Regulator
            words = tuple(piece.word for piece in run.titles)
            yield CapitalRun((), run.titles, words, " ".join(words), -9)


def _couples(runs: Sequence[CapitalRun], skeleton: str) -> list[CapitalRun]:
    """The runs, with the family name that one of two has who are named together: Ben and Carly Hale."""
    listed = list(runs)
    known = {run.words[0] for run in runs if len(run.words) > 1}
    for number, (run, other) in enumerate(pairwise(runs)):
        is_couple = (
            not run.titles
            and not other.titles
            and len(run.words) == 1
            and len(other.words) == len(other.pieces) == 2
            and all(map(is_given_name, (run.words[0], other.words[0])))
            and run.words[0] not in known
            and skeleton[run.pieces[-1].end : other.pieces[0].start] == " and "
        )
        if is_couple:
            words = run.words[0], other.words[1]
            listed[number] = run._replace(words=words, name=" ".join(words), points=other.points)
    return listed


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
    is_of_both = skeleton.endswith(_TOGETHER, 0, whose.start())
    if (
        gender is None
        and people
        and whose[0].startswith("’")
        and people[0].end != whose.start()
        and not is_of_both
    ):
        return
    fitting = [each.who for each in people if gender is None or each.who.gender in {None, gender}]
    owner = fitting[0] if gender is None and fitting else max(fitting, key=fitting.count, default=None)
    is_born = _relation(office) in BORN_WITH
    is_child = any(
        _CHILD.search(skeleton, max(0, each.start - 20), each.start) for each in people if each.who is owner
    )
    is_his = owner is not None and (owner.gender or gender) == "m"
    is_father = _relation(office) == "father" and bool(people) and people[0].end == whose.start()
    if owner is not None and " " in owner.name and (not is_born or is_child or is_his or is_father):
        who.name, who.is_inferred = f"{who.name} {family_of(owner.name)}", True


def _relation(office: Office) -> str:
    """What somebody is to another one: brother, of brother and bandmate."""
    words = office.title.lower().split()
    return next((word for word in words if word in SAME_NAME | BORN_WITH), words[-1])
