"""The same statement in the conventions of the world's newspapers is the same quote each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullquote.store.model.records import QuoteKind
from tests.store.written import article, records, story

STATEMENT = "The bridge is old. It must shut in May"
"""In every convention the same words: what differs is how a language sets them."""
FIRST, SECOND = "The bridge is old.", "It must shut in May"
SAID = "Ida Brook said"
CONVENTIONS = {
    # language and habit: the paragraphs of a body, with {words} or {first} and {second} for the statement
    "en curly": "“{words},” {said}.",
    "en-GB single": "‘{words},’ {said}.",
    "en straight": '"{words}," {said}.',
    "en straight single": "'{words},' {said}.",
    "en typed as TeX": "``{words},'' {said}.",
    "fr guillemets": "«\u00a0{words}\u00a0», {said}.",
    "fr narrow spaces": "«\u202f{words}\u202f», {said}.",
    "fr straight with spaces": '{said} : " {words}. "',
    "fr typed guillemets": "{said} : << {words} >>.",
    "fr continued": "« {first}\n\n» {second} », {said}.",
    "fr continued, opening again": "« {first}\n\n« {second} », {said}.",
    "fr dash": "— {words}, dit {name}.",
    "de low and high": "„{words}“, {said}.",
    "de guillemets inwards": "»{words}«, {said}.",
    "de-CH guillemets": "«{words}», {said}.",
    "de single": "‚{words}‘, {said}.",
    "da guillemets": "»{words}«, {said}.",
    "sv curly": "”{words}”, {said}.",
    "sv guillemets": "»{words}», {said}.",
    "sv dash": "– {words}, säger {name}.",
    "sv continued": "”{first}\n\n”{second}”, {said}.",
    "fi single": "’{words}’, {said}.",
    "nb guillemets": "«{words}», {said}.",
    "pl low and high": "„{words}”, {said}.",
    "pl typed": ",,{words}'', {said}.",
    "pl dash": "– {words} – powiedziała {name}.",
    "cs": "„{words}“, {said}.",
    "hu": "„{words}”, {said}.",
    "ro": "„{words}”, {said}.",
    "nl": "„{words}”, {said}.",
    "es guillemets": "«{words}», {said}.",
    "es dash": "—{words} —dijo {name}—.",
    "pt dash": "— {words} — disse {name}.",
    "it": "«{words}», {said}.",
    "ru guillemets": "«{words}», — {said}.",
    "ru dash": "— {words}, — сказала {name}.",
    "uk": "«{words}», — {said}.",
    "el": "«{words}», {said}.",
    "tr": "“{words}.” {said}.",
    "ar": "{said}: «{words}».",
    "fa": "{said}: «{words}».",
    "ur closing first": "{said}: ”{words}۔“",
    "he": '{said}: "{words}".',
    "ja corner brackets": "{said}「{words}」と述べた。",
    "ja white corner brackets": "{said}『{words}』と述べた。",
    "zh curly": "{said}：“{words}。”",
    "zh-TW": "{said}：「{words}。」",
    "ko": "{said} “{words}.”라고 말했다.",
    "ko straight": '{said} "{words}."라고 말했다.',
    "ja straight": '{said}は"{words}。"と述べた。',
    "ja full width": "{said}は＂{words}。＂と述べた。",
    "ornaments": "❝{words}❞, {said}.",
    "ko angle brackets": "{said} 《{words}》.",
    "full width": "{said}：＂{words}＂。",
    "typed primes": "{said}: ″{words}″.",
    "two hyphens": "-- {words}, dit {name}.",
    "a block quotation": "{said}:\n\n> {words}.",
    "a block quotation in HTML": "{said}:\n\n<blockquote><p>{words}.</p></blockquote>",
    "q in HTML": "{said}: <q>{words}</q>.",
    "en continued": "“{first}\n\n“{second},” {said}.",
    "en-GB continued": "‘{first}\n\n‘{second},’ {said}.",
    "en continued without a mark": "“{first}\n\n{second},” {said}.",
    "es continued": "«{first}\n\n»{second}», {said}.",
    "an interview": "THE COURIER: What now?\n\nIDA BROOK: {words}.",
    "questions and answers": "Ida Brook answers.\n\nQ. What now?\n\nA. {words}.",
    "an interview in bold": "**The Courier:** What now?\n\n**Ida Brook:** {words}.",
}


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_the_same_quote_in_every_convention(tmp_path: Path, convention: str) -> None:
    body = CONVENTIONS[convention].format(
        words=STATEMENT, first=FIRST, second=SECOND, said=SAID, name="Ida Brook"
    )
    quotes = f'  - {{text: "{STATEMENT}", speaker: ida-brook}}\n'
    [quote] = story(records(tmp_path, {"articles/x.md": article("", body, quotes)}), "x").quotes
    assert (quote.text, quote.kind, quote.is_fragment) == (STATEMENT, QuoteKind.DIRECT, False)
    assert (quote.speaker_as_printed or "").casefold() == "ida brook"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("— Le pont fermera, dit Ida Brook.", "dit Ida Brook"),
        ("—El puente cerrará —dijo Ida Brook—. Nadie sabe.", "dijo Ida Brook"),
        ("– Most jest stary – powiedziała Ida Brook i wyszła.", "powiedziała Ida Brook i wyszła"),
        ("„Most“ ist ein Wort von Ida Brook.", "ist ein Wort"),
        ('Ida Brook은 "다리"라고 말했다.', "말했다"),
        ('市長は"橋"と述べ、Ida Brook は去った。', "去った"),
        ("Ida Brook: a life for the bridge", "Ida Brook"),
        ("ISLAMABAD: Ida Brook said that the bridge was old.", "the bridge was old"),
        ("Note: the bridge of Ida Brook is old.", "is old"),
        ("A. Brook said that the bridge was old.\n\nIda Brook agreed.", "the bridge was old"),
        ('The wall is 5\'10" high, 6" deep, said Ida Brook.', "high"),
    ],
)
def test_what_is_no_speech_in_these_conventions(tmp_path: Path, body: str, words: str) -> None:
    quotes = f'  - {{text: "{words}", speaker: ida-brook}}\n'
    [quote] = story(records(tmp_path, {"articles/x.md": article("", body, quotes)}), "x").quotes
    assert quote.kind is QuoteKind.INDIRECT
