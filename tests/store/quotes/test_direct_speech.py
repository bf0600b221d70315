"""Direct speech is what stands in marks, and what a story sets as speech without any."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.model.bodies import BlockKind
from pullquote.store.quotes.direct_speech import direct_speech
from pullquote.store.quotes.html.blocks import ParsedBlock

PARAGRAPH, QUOTE = BlockKind.PARAGRAPH, BlockKind.BLOCK_QUOTE


def spoken(
    *blocks: tuple[BlockKind, str, str], cues: tuple[str, ...] = (), names: frozenset[str] = frozenset()
) -> list[str]:
    starts, at = [], 0
    for _, text, _ in blocks:
        starts.append(at)
        at += len(text) + 2
    whole = "\n\n".join(text for _, text, _ in blocks)
    ranges = direct_speech([ParsedBlock(*block) for block in blocks], starts, cues, names)
    return [whole[start:end] for start, end in ranges]


def lines(*texts: str, cues: tuple[str, ...] = (), names: frozenset[str] = frozenset()) -> list[str]:
    return spoken(*((PARAGRAPH, text, "") for text in texts), cues=cues, names=names)


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("— Le pont fermera, dit Ida Brook.", ["Le pont fermera,"]),
        ("— Le pont, dit Ida Brook, fermera.", ["Le pont,", " fermera."]),
        ("— Le pont fermera, a dit la maire. Il est vieux.", ["Le pont fermera,", " Il est vieux."]),
        ("— Le pont fermera en mai, près de Paris.", ["Le pont fermera en mai, près de Paris."]),
        ("—El puente cerrará —dijo Ida—. Nadie sabe.", ["El puente cerrará ", ". Nadie sabe."]),
        ("– Most – powiedziała Ida. – Zamkniemy go.", ["Most ", " Zamkniemy go."]),
        ("– Bron – en gammal bro – är stängd, säger Ida.", ["Bron ", " en gammal bro ", " är stängd,"]),
        ("— Мост закроют, — сказала мэр.", ["Мост закроют, "]),
        ("– Bron är gammal, sa Ida Brook.", ["Bron är gammal,"]),
        ("Brook säger: – Bron är gammal.", ["Bron är gammal."]),
        ("One line\n— Another, dit Ida.", ["Another,"]),
        ("The bridge – an old one – is shut.", []),
    ],
)
def test_a_dash_opens_dialogue(text: str, speech: list[str]) -> None:
    assert lines(text) == speech


def test_the_cues_of_a_story_are_known_in_its_dialogue() -> None:
    assert lines("— Le pont fermera, grommelle Ida.", cues=("grommelle",)) == ["Le pont fermera,"]


def test_block_quotations_and_quoting_elements_are_speech() -> None:
    assert spoken((QUOTE, "It is old.", "")) == ["It is old."]
    html = "<p>She said <q>it is <em>old</em></q> and left.</p>"
    assert spoken((PARAGRAPH, "She said it is old and left.", html)) == ["it", "is", "old"]


def test_the_lines_of_an_interview() -> None:
    assert lines("Q. Why?", "A. It is old.") == ["Why?", "It is old."]
    assert lines("A. Brook came.") == []
    assert lines("BROOK: It is old.", names=frozenset({"brook"})) == ["It is old."]
    assert lines("BROOK: It is old.") == []
    talk = ("Ash: Why?", "Brook: It is old.", "And it leaks.", "Ash: And?", "The end.")
    assert lines(*talk, names=frozenset({"ash", "brook"})) == ["Why?", "It is old.", "And it leaks.", "And?"]


def test_a_quotation_runs_over_paragraphs() -> None:
    assert lines("“One.", "“Two.” She left.") == ["One.", "Two."]
    assert lines("« Un.", "» Deux », dit-elle.") == [" Un.", " Deux "]
    assert lines("‘One.", "‘Two.’ She left.") == ["One.", "Two."]
    assert lines("“One.", "Two.", "Three.” She left.") == ["One.", "Two.", "Three."]
    assert lines("‘Tis the day.", "The end.") == []


@given(st.lists(st.text("—–\"“”«»‘’'ab ,.:AQ\n", max_size=30), min_size=1, max_size=5))
def test_ranges_are_in_order_and_apart(texts: list[str]) -> None:
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + 2
    ranges = direct_speech([ParsedBlock(PARAGRAPH, text, "") for text in texts], starts, (), frozenset())
    assert all(0 <= start < end < at for start, end in ranges)
    assert all(one[1] < other[0] for one, other in pairwise(ranges))
