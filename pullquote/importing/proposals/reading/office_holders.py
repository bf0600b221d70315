"""Whom a text names for the words that an office or a body is called by."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from operator import itemgetter

from pullquote.importing.proposals.english.roles import is_role
from pullquote.importing.proposals.english.synonyms import CALLED
from pullquote.importing.proposals.english.words import BODIES
from pullquote.importing.proposals.reading.passages import letters_of
from pullquote.importing.proposals.reading.people import Mention, Named
from pullquote.importing.proposals.reading.phrases import SpeechSource

MOST_HOLDERS = 20
"""People of one office, the last ones, among whom is looked for who has it by the same words."""
MOST_LETTERS = 4
"""Letters by which an office is called."""
_FIRST = re.compile(r"\b([Pp]rime|[Ff]irst|[Cc]hief) (?=[Mm]inister)")
_OF_GENERAL = re.compile(r"\b(postmaster|auditor|surgeon|secretary|director)[ -]general\b")
"""By what somebody is called as well who is the general of something: the postmaster."""
_INTRODUCED = re.compile(r"\b[Aa]n? ((?:[a-z-]+ ){0,2}[a-z-]+)\b")
"""Somebody who has no name: an interpreter, a former runner."""


class OfficeHolders:
    """Whom the text names for each word that an office or a body is called by, by where they are first and last named."""

    def __init__(self, mentions: Sequence[Mention], skeleton: str) -> None:
        self._skeleton = skeleton
        first: dict[Named, int] = {}
        last: dict[Named, int] = {}
        for each in mentions:
            first.setdefault(each.who, each.start)
            last[each.who] = each.start
        self._first = _by_word(first)
        self._last = _by_word({who: place for who, place in last.items() if who.kind == "people"})

    @cached_property
    def _introduced(self) -> dict[str, int]:
        """Where the text brings somebody up without a name for the first time, by the noun."""
        listed = reversed(list(_INTRODUCED.finditer(self._skeleton)))
        return {word: found.end() for found in listed for word in found[1].split()}

    def is_introduced(self, source: SpeechSource) -> bool:
        """Whether the text has brought up somebody without a name by the same noun: an interpreter."""
        return self._introduced.get(source.head, source.start) < source.start

    def named_before(self, source: SpeechSource) -> tuple[int, Named | None]:
        """How many of whom the words may mean are named before them, and the one who came up last."""
        listed = self._first.get(source.head, ())
        count = bisect_left(listed, source.start, key=itemgetter(0))
        words = self._skeleton[source.start : source.end]
        if _FIRST.search(words):  # the prime minister, beside the housing minister
            listed = [
                (place, who)
                for place, who in listed[max(0, count - MOST_HOLDERS) : count]
                if any(may_be_called(words, each.title) for each in who.offices)
            ]
            count = len(listed)
        if count > 1:  # the Chief Justice, beside a Justice
            title = self._skeleton[source.start : source.end].partition(" ")[2].lower()
            called = [
                who
                for _, who in listed[max(0, count - MOST_HOLDERS) : count]
                if any(each.title.lower() == title for each in who.offices)
            ]
            if len(called) == 1:
                return 1, called[0]
        return count, listed[count - 1][1] if count else None

    def named_behind(self, source: SpeechSource) -> Named | None:
        """The one person behind the words who has the office."""
        listed = self._last.get(source.head, ())
        at = bisect_right(listed, source.end, key=itemgetter(0))
        return listed[at][1] if at == len(listed) - 1 and is_role(source.head) else None


def _by_word(places: Mapping[Named, int]) -> dict[str, list[tuple[int, Named]]]:
    """Who is named at which place, in order, by the words for what they are."""
    listed: dict[str, list[tuple[int, Named]]] = defaultdict(list)
    for who, place in sorted(places.items(), key=itemgetter(1)):
        is_person = who.kind == "people"
        for word in words_for(who) if is_person else BODIES.intersection(who.name.lower().split()):
            listed[word].append((place, who))
    return listed


def may_be_called(words: str, title: str) -> bool:
    """Whether somebody of an office may be meant by words for one with the same noun: a housing minister is not the prime minister."""
    first = _FIRST.search(words)
    return first is None or first[1].lower() in title.lower()


def has_other(words: str, noun: str, who: Named) -> bool:
    """Whether somebody has an office of a noun, but none that may be called by the words."""
    titles = [each.title for each in who.offices if noun in each.title.lower().split()]
    return bool(titles) and not any(may_be_called(words, each) for each in titles)


def words_for(who: Named) -> frozenset[str]:
    """The words by which somebody may be called for their offices, in small letters."""
    nouns = [word for office in who.offices if (word := noun_of(office.title))]
    nouns += [word for office in who.offices for word in _OF_GENERAL.findall(office.title.lower())]
    letters = (each for office in who.offices for each in _letters_of(office.title))
    return frozenset([*nouns, *letters, *(called for word in nouns for called in CALLED.get(word, ()))])


def _letters_of(title: str) -> Iterator[str]:
    """The first letters by which an office may be called later, in small letters: cs for Cabinet Secretary."""
    words = [word for word in title.replace("-", " ").split() if word[0].isupper() and word.isalpha()]
    for count in range(2, min(len(words), MOST_LETTERS) + 1):
        yield from {letters_of(" ".join(part)).lower() for part in (words[:count], words[-count:])}


def noun_of(title: str) -> str | None:
    """The noun of an office: minister in finance minister of Norland."""
    words = title.lower().split()
    cut = next(
        (number for number, word in enumerate(words) if word in {"of", "for", "at", "from"}), len(words)
    )
    return words[cut - 1] if cut else None
