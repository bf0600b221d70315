"""The people and organizations that a text names: who is who."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal, NamedTuple

from pullquote.importing.proposals.english.first_names import Gender, gender_of, is_given_name
from pullquote.importing.proposals.english.inflections import words_in
from pullquote.importing.proposals.english.roles import FEMALE, MALE, PORTFOLIOS, is_demonym, is_role
from pullquote.importing.proposals.english.synonyms import CALLED
from pullquote.importing.proposals.english.words import (
    ADJECTIVES,
    BODIES,
    BODY_ENDS,
    NO_NAME_ENDS,
    PLACE_STARTS,
    PLACES,
    PRINTS,
    STOP_CAPITALS,
    SURNAMES_OF_PLACES,
)
from pullquote.importing.proposals.offices.beside import is_personal
from pullquote.importing.proposals.offices.office import Office
from pullquote.importing.proposals.reading.evidence import PERSON_FROM, SAYS, is_called_company
from pullquote.importing.proposals.reading.names import (
    CapitalRun,
    can_be_alone,
    is_same,
    titled,
    with_members,
)
from pullquote.importing.proposals.reading.titles import LONGEST_LETTERS

SpeakerKind = Literal["people", "organizations"]
_SPEAKS = re.compile(
    r"(?:, (?:which|the|an?) (?:[^,\x01]|,\d){3,80},)? (?:has |had |also |have )?(?:said|says|told|tells|announced|confirmed|declined|denied|warned|insisted|argued|claimed|admitted|apologi[sz]ed|promised|blamed|called|described|acknowledged|responded|replied|stated)\b"
)
_OWNERS = words_in(
    "owner operator client contractor retailer supplier insurer broker landlord developer publisher distributor"
)
"""What a company can be called before its name: owner Tarkhan Group."""
_DATELINE = re.compile(
    r"(?<![^\n])[A-Z]{2}[A-Z .-]*(?:, [A-Z][\w.]*(?: \d{1,2})?){0,2}(?: \([\w/ ]+\))? [—–-]"
)
"""Where a report comes from, at the beginning of a paragraph: TIDEWELL (AP) —."""
_DOES = re.compile(
    r"(?:, \d\d,)? (?:is|was|has|had|will|does|did|[a-z]+ed|nods|smiles|laughs|shrugs|says|said)\b"
)
"""Behind a surname that stands alone: Halloway is less mystical."""
MOST_WORDS_OF_PLACE = 2
"""Words of a name that ends as that of a place, and speaks by that word: Ida Park, of whom the text says that Park said."""
LEAST = -3
"""Points of a run that is a person only because its last word does something."""
_IN_NAMES = words_in("lord lady king queen prince princess pope emperor baroness earl viscount duke duchess")
"""What belongs to a name of one word: Lord Ashgrove."""
_NO_GIVEN = ADJECTIVES | STOP_CAPITALS | BODIES | PLACES | PLACE_STARTS
"""How the name of a place begins that ends as somebody's: Port Hanley."""
_PARTICLES = words_in(
    "mac mc van von de der den del della di da du le la el al ben bin ibn san santa abu ní nic ó"
)
"""How a family name of several words begins: Van Ness."""
MOST_WORDS_OF_PEOPLE = 3
"""Words of what somebody is called by a country: the South African."""
MOST_NAMESAKES = 100
"""People of a text with one family name, or one given name, among whom is looked for who is meant by it alone."""


@dataclass(slots=True, eq=False)
class Named:
    """Somebody whom a text names: as fully as it does, and the offices that it prints, in order."""

    kind: SpeakerKind
    name: str
    gender: Gender | None = None
    offices: list[Office] = field(default_factory=list)
    is_inferred: bool = False
    """Whether the family name is that of a relative: Ida Brook and her son, Tom; or a single word is held for an
    organization because it speaks."""

    @property
    def is_full(self) -> bool:
        """Whether the name is more than a surname."""
        return not self.is_inferred and (self.kind == "organizations" or " " in self.name)

    @property
    def is_plain(self) -> bool:
        """Whether nothing of the name may be a title: Ida Brook; not Flugelmaster Ida Brook."""
        first, *rest = self.name.split()
        return self.kind == "organizations" or len(rest) < 2 or "." in first or is_given_name(first)

    @property
    def passes_on(self) -> bool:
        """Whether it is a newspaper or an agency, which says what others have said."""
        return self.kind == "organizations" and self.name.rpartition(" ")[2].lower() in PRINTS


class Mention(NamedTuple):
    """Where somebody is named; ``printed`` is where the name with the titles before it begins."""

    start: int
    end: int
    who: Named
    printed: int


def start_of(mention: Mention) -> int:
    """Where somebody is named: mentions are in order of it."""
    return mention.start


class KnownNames(NamedTuple):
    """The names of the newsroom: who is a person, and what an organization, by name or alias."""

    people: Collection[str] = frozenset()
    organizations: Collection[str] = frozenset()


class People:
    """Who is who: full names first, then surnames and given names that belong to one of them."""

    def __init__(self, runs: Sequence[CapitalRun], known: KnownNames, skeleton: str) -> None:
        self._known = known
        self._by_name: dict[str, Named] = {}
        self._by_last: dict[str, list[Named]] = defaultdict(list)
        self._by_first: dict[str, list[Named]] = defaultdict(list)
        self._by_inner: dict[str, list[Named]] = defaultdict(list)
        self._bodies: dict[str, Named] = {}
        self._titles = {piece.word for run in runs for piece in run.titles[-1:]}
        points: dict[str, int] = {}
        for run in runs:
            points[run.name] = max(points.get(run.name, -9), run.points)
        alone = {run.name for run in runs if len(run.words) == 1 and can_be_alone(run.name)}
        acting = {run.name for run in runs if run.name in alone and _DOES.match(skeleton, run.pieces[-1].end)}
        speaking = {
            run.name
            for run in runs
            if len(run.words) == 1
            and run.name.lower() in SURNAMES_OF_PLACES
            and SAYS.match(skeleton, run.pieces[-1].end)
        }
        for run in sorted(runs, key=_is_family_name):
            is_again = run.words[0].lower() not in _NO_GIVEN and (
                (points[run.name] == 1 and run.words[-1] in alone)
                or (points[run.name] > LEAST and run.words[-1] in acting)
            )
            is_again |= len(run.words) == MOST_WORDS_OF_PLACE and run.words[-1] in speaking
            if len(run.words) > 1 and (is_again or self._is_person(run, points[run.name])):
                self._add(run)
        for run in runs:
            words = run.words
            if len(words) == 1 and self._is_person(run, points[run.name]) and can_be_alone(words[0]):
                word = titled(words[0])
                if not any(word in names for names in (self._by_last, self._by_first, self._by_inner)):
                    self._add(run)

    def _is_person(self, run: CapitalRun, points: int) -> bool:
        if run.name in self._known.organizations:
            return False
        return points >= PERSON_FROM or run.name in self._known.people

    def _add(self, run: CapitalRun) -> None:
        words = [titled(word) for word in run.words] if run.name.isupper() else list(run.words)
        name = " ".join(words)
        first, last = words[0], words[-1]
        if len(words) > 1:
            # Donald J. Trump is Donald Trump.
            same = next(
                (
                    each
                    for each in self._by_last[last]
                    if is_same(each.name.split()[0], first)
                    or (_is_family_name(run) and each.name.lower().endswith(f" {name.lower()}"))
                    or (len(words) == 2 and _is_rank(first))
                ),
                None,
            )
            if same is not None and same.name[1:2] == "." and " " in same.name:  # L. Hale is Lena Hale
                same.name, same.gender = name, gender_of(first)
            if same is None:
                same = self._by_name.get(name) or Named("people", name, gender_of(first))
                inner = [self._by_inner[word] for word in words[1:-1] if not is_given_name(word)]
                for namesakes in (self._by_last[last], self._by_first[first], *inner):
                    if len(namesakes) < MOST_NAMESAKES:
                        namesakes.append(same)
            self._by_name[run.name] = self._by_name[name] = same
        else:
            title = run.titles[-1].word if run.titles else ""
            who = Named("people", f"{title} {name}" if title.lower() in _IN_NAMES else name, gender_of(name))
            self._by_name[run.name] = self._by_name[name] = who
            self._by_last[name].append(who)

    def person(self, run: CapitalRun) -> Named | None:
        """The person of a run."""
        who = self._by_name.get(run.name)
        if who is None and run.name.isupper():
            who = self._by_name.get(" ".join(map(titled, run.words)))
        if who is not None or len(run.words) != 1:
            return who
        word = titled(run.words[0]) if len(run.words[0]) > 3 else run.words[0]
        candidates = self._by_last.get(word) or self._by_first.get(word) or self._by_inner.get(word) or []
        titles = {piece.word.lower() for piece in run.titles}
        gender: Gender | None = "m" if titles & MALE else "f" if titles & FEMALE else None
        fitting = [each for each in candidates if gender is None or each.gender in (None, gender)]
        if len(fitting) > 1:  # Mrs Hale: the one who is a woman; Father Hale: the one who is a priest
            called = titles.union(*(CALLED.get(title, ()) for title in titles))
            fitting.sort(
                key=lambda each: (called.isdisjoint(_words_of(each)), gender not in {None, each.gender})
            )
        if candidates and not fitting:  # Mrs Hale, of whom the text has named the sons
            fitting = [self._relative(word, gender) or Named("people", word, gender)]
            self._by_last[word].extend(fitting)
        return fitting[0] if fitting else None

    def _relative(self, family: str, gender: Gender | None) -> Named | None:
        """The one whom the text has named by the given name alone, as somebody's brother or mother: her brother, Tom … Mr Hale."""
        near = islice(self._by_name.values(), MOST_NAMESAKES)
        alone = [each for each in near if " " not in each.name and each.gender in {None, gender}]
        listed = [each for each in alone if any(is_personal(office.title) for office in each.offices)]
        if len(listed) != 1:
            return None
        listed[0].name, listed[0].is_inferred = f"{listed[0].name} {family}", True
        return listed[0]

    def joins(self, who: Named, before: str) -> None:
        """Take note of the family whose name somebody has got who was named by the given name alone."""
        if who.name != before:
            self._by_last[who.name.rpartition(" ")[2]].append(who)

    def organization(self, run: CapitalRun, skeleton: str) -> Named | None:
        """The organization of a run; what is no place, day or person and stands like one."""
        pieces = [*run.titles, *run.pieces]
        if len(pieces) > 2 and pieces[0].word.lower() in _OWNERS:
            pieces = pieces[1:]
        last, first = pieces[-1].word.lower(), pieces[0].start
        is_company = is_called_company(skeleton, first, pieces[-1].end)
        start = with_members(skeleton, first) if last in BODY_ENDS else first
        name = skeleton[start : pieces[-1].end]
        is_body = name in self._known.organizations or (
            name not in self._known.people
            and (
                (len(pieces) > 1 and (last in BODY_ENDS or any(_is_body(p.word) for p in pieces[:-1])))
                or (is_company and last not in PLACES and not run.titles)
                or start < first
                or any(each.word == "&" for each in pieces[1:])
                or (last.isalpha() and name.isupper() and 2 < len(name) < 8)
                or last in {"pentagon", "kremlin", "treasury", "nato", "unesco", "unicef", "opec"}
                or (len(pieces) > 1 and not run.titles and _SPEAKS.match(skeleton, pieces[-1].end))
                or (
                    len(pieces) == 1
                    and last not in PLACES | PORTFOLIOS
                    and not is_role(last.removesuffix("s"))
                    and can_be_alone(name)
                    and _SPEAKS.match(skeleton, pieces[0].end)
                )
            )
            and last not in NO_NAME_ENDS
            and not (is_demonym(pieces[-1].word) and len(pieces) < MOST_WORDS_OF_PEOPLE)
        )
        if not is_body or name in self._titles or _DATELINE.match(skeleton, start):
            return None
        if len(pieces) == 1:  # Callaway, of which the text has said that it is Callaway Motors
            near = islice(self._bodies.items(), MOST_NAMESAKES)
            longer = next((body for known, body in near if known.startswith(f"{name} ")), None)
            if longer is not None:
                return longer
        is_guess = " " not in name and not name.isupper() and name not in self._known.organizations
        return self._bodies.setdefault(name, Named("organizations", name, is_inferred=is_guess))


def _words_of(who: Named) -> set[str]:
    return {word for office in who.offices for word in office.title.lower().split()}


def family_of(name: str) -> str:
    """The family name of a full name, with what belongs to it: Mac Suibhne."""
    words = name.split()[1:]
    start = next((number for number, word in enumerate(words) if word.lower() in _PARTICLES), len(words) - 1)
    return " ".join(words[start:])


def _is_rank(word: str) -> bool:
    """Whether a word is the first letters of a rank: SP Brook, of Ida Brook; not PJ Brook."""
    return word.isupper() and word.isalpha() and 1 < len(word) <= LONGEST_LETTERS and word[1:] != "J"


def _is_family_name(run: CapitalRun) -> bool:
    """Whether several words may be a family name alone: Van Ness, García Márquez."""
    first = run.words[0]
    return len(run.words) > 1 and (first.lower() in _PARTICLES or not is_given_name(first))


def _is_body(word: str) -> bool:
    return word.lower() in BODIES and word.lower() not in {"group", "team"}
