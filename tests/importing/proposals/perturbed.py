"""Annotated passages with some of their words replaced by words that no list has: what unseen text is like.

Given names, surnames, verbs of speech and nouns for what somebody is are replaced, each in the whole passage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from pullquote.importing.proposals.english.inflections import words_in
from pullquote.importing.proposals.english.roles import PEERS, is_role
from pullquote.importing.proposals.english.words import CUES
from tests.importing.proposals.annotated import Gold, Passage, passages

GIVEN = sorted(
    words_in(
        """
        Zorvane Teklis Ombry Quillon Vashti Ardwen Brannock Ilkay Soraye Nuriel Dzhamil Pexley Thurlo Kestrin Oriane Malvo
        Hettrick Jinan Uzma Ekow Ploy Xiadani
        """
    )
)
SURNAMES = sorted(
    words_in(
        """
        Vantongeren Oduro Kessling Marchuk Pellow Thistlewood Abiodun Quist Raghunath Szabo Lindgard Corrigan Tamura Dlamini
        Prokop Estrella Winslade Nakashima Ferro
        """
    )
)
USUAL = words_in(
    """
    said says say saying told tells tell telling added adds add adding asked asks ask asking wrote writes write writing
    called calls call calling described describes describe announced announces
    """
)
"""Verbs that every text has: they are not replaced."""
SHARES = {"given": 0.3, "surname": 0.2, "verb": 0.3, "role": 0.25}
"""How often each sort of word is replaced."""
_WORD = re.compile(r"[^\W\d_][\w’-]*")
_BEGINS = sorted(words_in("bl br cl cr dr fl gr pl pr st sw tr v z k m n w l j h"))
_MIDDLES = sorted(words_in("a e i o u ee oo ai"))
_ENDS = sorted(words_in("b d g m n p rk lt nd sk ft mp"))


def perturbed(name: str, seed: int) -> Iterator[Passage]:
    """The passages of a file, each with other words for some of its own."""
    for passage in passages(name):
        other = _replacements(passage, Random(f"{seed} {name} {passage.about}"))
        yield _replaced(passage, other) if other else passage


def _replacements(passage: Passage, random: Random) -> dict[str, str]:
    other: dict[str, str] = {}
    for gold in passage.quotes:
        name = gold.name or ""
        given, _, surname = name.partition(" ")
        if not surname or " " in surname or given.lower() in PEERS or name not in passage.text:
            continue
        if len(given) > 2 and random.random() < SHARES["given"]:
            other[given] = random.choice(GIVEN)
        if len(surname) > 2 and random.random() < SHARES["surname"]:
            other[surname] = random.choice(SURNAMES)
    for word in sorted(set(_WORD.findall(passage.text)) - other.keys()):
        lower = word.lower()
        if lower in CUES and word == lower and lower not in USUAL:
            form = next((end for end in ("ing", "ed", "s") if word.endswith(end)), None)
            if form is not None and random.random() < SHARES["verb"]:
                other[word] = _invented(random) + form
        elif is_role(lower) and lower not in CUES and random.random() < SHARES["role"]:
            noun = _invented(random) + random.choice(["el", "ock", "ar", "om"]) + "s" * lower.endswith("s")
            other[word] = noun.capitalize() if word[0].isupper() else noun
    return other


def _invented(random: Random) -> str:
    return random.choice(_BEGINS) + random.choice(_MIDDLES) + random.choice(_ENDS)


def _replaced(passage: Passage, other: dict[str, str]) -> Passage:
    longest = sorted(map(re.escape, other), key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w’-])(?:{'|'.join(longest)})(?![\w-])")

    def new(text: str | None) -> str | None:
        return pattern.sub(lambda found: other[found.group()], text) if text else text

    quotes = [
        Gold(new(each.words) or "", new(each.name), new(each.office), each.is_direct)
        for each in passage.quotes
    ]
    return Passage(
        passage.about, new(passage.text) or "", quotes, [new(each) or "" for each in passage.no_quotes]
    )
