"""Matches are where a reader sees the words of a query, however they are spelled."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.search.matches import ALTERED, Match, matches
from pullquote.store.search.queries import ENGLISH, PLAIN, STEMMERS, Unit, english, parse, splits
from pullquote.store.search.word_folding import WORD, FoldedText, compounds
from tests.store.newsrooms import phrases


def found_in(text: str, query: str, analyzer: str = ENGLISH) -> list[str]:
    return [text[match.start : match.end] for match in matches(text, parse(query), analyzer)]


def test_matches() -> None:
    text = (
        "The ferries’ harbour: a ferry-boat, José’s, ran. “Growing  desperation”, he said; desperation grows."
    )
    assert found_in(text, "ferry") == ["ferries", "ferry"]
    assert found_in(text, "jose") == ["José"]
    assert found_in(text, '"growing desperation"') == ["Growing  desperation"]
    assert found_in(text, '"growing desperation" desperation') == ["Growing  desperation", "desperation"]
    assert found_in(text, "ferry-boat") == ["ferry-boat"]
    assert found_in(text, "nowhere") == []


def test_names_are_not_stemmed() -> None:
    assert found_in("Eve Banks", "bank", PLAIN) == []
    assert found_in("Eve Banks", "banks", PLAIN) == ["Banks"]
    assert found_in("Eve Banks", "banks", ENGLISH) == ["Banks"]


def test_a_word_in_parts_is_found_beside_the_same_word_whole() -> None:
    assert found_in("Wellbeing is well being", "wellbeing") == ["Wellbeing", "well being"]
    assert found_in("Reelected, re-elected", "re-elected") == ["Reelected", "re-elected"]
    assert found_in("Murmur mur mur", "murmur") == ["Murmur", "mur mur"]
    assert found_in("CPlusPlus, C++", "cplusplus") == ["CPlusPlus", "C++"]
    assert found_in("“Café” – café’s", "cafe") == ["Café", "café"]


@given(st.text(), st.text())
def test_matches_are_in_order_and_apart(text: str, query: str) -> None:
    found = matches(text, parse(query), ENGLISH)
    ends = [0, *(match.end for match in found)]
    assert all(end <= match.start < match.end for end, match in zip(ends, found, strict=False))


def looked_up(text: str, units: tuple[Unit, ...], analyzer: str) -> list[Match]:
    """The same by trying every spelling at every word of the text."""
    prepared = FoldedText(text)
    words = list(WORD.finditer(prepared.folded))
    joined = {compound.start: compound for compound in compounds(prepared.folded)}
    stem = STEMMERS[analyzer]

    def ends(at: int, wanted: tuple[str, ...], *, in_two: bool) -> Iterator[int]:
        if not wanted:
            yield at
        elif at < len(words):
            first, rest = words[at], wanted[1:]
            if stem[first[0]] == wanted[0]:
                yield from ends(at + 1, rest, in_two=in_two)
                return
            compound = joined.get(first.start())
            if compound and stem[compound.joined] == wanted[0]:
                inside = [word for word in words if compound.start <= word.start() < compound.end]
                yield from ends(at + len(inside), rest, in_two=in_two)
            elif in_two and at + 1 < len(words):
                pair = first[0], words[at + 1][0]
                if stem["".join(pair)] == wanted[0] and pair in splits("".join(pair)):
                    yield from ends(at + 2, rest, in_two=in_two)

    found: list[Match] = []
    at = 0
    while at < len(words):
        fitting = [
            (end, -number)
            for number, unit in enumerate(units)
            for plain, spelling in zip(unit.spellings(PLAIN), unit.spellings(analyzer), strict=True)
            for end in ends(at, spelling, in_two=plain == unit.plain)
        ]
        if fitting:
            end, number = max(fitting)
            found.append(Match(*prepared.span(words[at].start(), words[end - 1].end()), -number))
            at = end
        else:
            at += 1
    return found


written = st.text(alphabet="aAeéÉiIlyYnNsz ss_-'’ßKſ²५ж市.,1")


@given(written | phrases, written | phrases, st.sampled_from(sorted(STEMMERS)))
def test_matches_are_what_comparing_every_word_finds(text: str, query: str, analyzer: str) -> None:
    for asked in (query, text[:9], f'"{text[:12]}" {text[3:7]}'):
        units = parse(asked)
        assert matches(text, units, analyzer) == looked_up(text, units, analyzer)


ENDINGS = """
ability ably al alism alli ally ate ation ator ed eed eedly edly ely ement ence enci ency ent entli er es
ful fulness fully ible ibly ic ical icate iciti icity ied ies ing ingly ion ism ities ity ive iveness
iviti ivity ization ize izer less lessly li logi logical logy ly ness ous ousli ousness s sion sses tion
tional us y
"""
BEGINNINGS = "a d ap ba cr fl hop bedd gentl oper relat rat sens vil sk t"
IRREGULAR = "skis skies dying lying tying idly gently ugly early only singly news outing herring proceed"


def test_a_word_begins_as_its_stem_does() -> None:
    endings = ENDINGS.split()
    stemmed = [
        f"{start}{one}{two}" for start, one, two in product(BEGINNINGS.split(), endings, ("", *endings))
    ]
    for word in (*stemmed, *IRREGULAR.split()):
        stem = english(word)
        assert word.startswith(stem[:-2] if stem[-1] in ALTERED else stem)
        assert word[0] == stem[0]
