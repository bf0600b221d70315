"""The language of a text is guessed from its small words or its script, or not at all."""

from __future__ import annotations

import pytest

from pullquote.importing.text.languages import language_of

TEXTS = {
    "en": "The council of the town said on Monday that the wall by the river will be raised in spring, and that it has the money for it.",
    "de": "Der Rat der Stadt hat am Montag beschlossen, dass die Mauer am Fluss im Frühjahr erhöht wird, und das Geld dafür ist auch da.",
    "fr": "Le conseil de la ville a décidé lundi que le mur au bord de la rivière sera relevé au printemps, et que les travaux sont payés par les habitants.",
    "es": "El consejo de la ciudad decidió el lunes que el muro del río se elevará en primavera, y que las obras son para todos los vecinos de la zona.",
    "it": "Il consiglio della città ha deciso che il muro del fiume sarà alzato in primavera, e che i lavori non sono più a carico di chi abita nella zona.",
    "pt": "O conselho da cidade decidiu na segunda que o muro do rio não será levantado em abril, mas que as obras são pagas com o dinheiro dos moradores.",
    "nl": "De raad van de stad heeft maandag besloten dat de muur aan het water in het voorjaar wordt verhoogd, en dat het geld er ook voor is.",
    "sv": "Stadens råd beslöt på måndagen att muren vid älven ska höjas till våren, och att det inte är de som bor där som får betala för den.",
    "da": "Byens råd har besluttet, at muren ved åen skal hæves til foråret, og at det ikke er dem, der bor der, som skal betale for den efter sommer.",
    "pl": "Rada miasta zdecydowała w poniedziałek, że mur nad rzeką nie zostanie podniesiony na wiosnę i że pieniądze są już dla tych, którzy mieszkają przy nim oraz do niego przez most.",
    "ru": "Городской совет решил, что стена у реки будет поднята весной, и деньги на это есть.",
    "uk": "Міська рада вирішила, що стіна біля річки буде вища навесні, і гроші на це є в бюджеті міста.",
    "zh": "市议会星期一决定，河边的墙将在春天加高，经费已经有了，居民不必付钱。",
    "ja": "市議会は月曜日に、川沿いの壁を春に高くすることを決めた。費用は住民が払わない。",
    "ko": "시의회는 월요일에 강가의 벽을 봄에 높이기로 결정했으며 비용은 주민이 내지 않는다고 밝혔다.",
    "ar": "قرر مجلس المدينة يوم الاثنين رفع الجدار على ضفة النهر في الربيع وقال إن المال موجود.",
    "ur": "شہر کی کونسل نے پیر کو فیصلہ کیا کہ دریا کے کنارے دیوار بہار میں اونچی کی جائے گی اور پیسے موجود ہیں۔",
}  # fmt: skip


@pytest.mark.parametrize("language", TEXTS)
def test_prose_is_known_by_its_words(language: str) -> None:
    assert language_of(TEXTS[language]) == language
    assert language_of(f"<p class='the of and to in'>{TEXTS[language]}</p>") == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Die Mauer",
        "x = 1; y = 2; return x + y; " * 10,
        "Harbour Lights Festival Programme Saturday Stage One Stage Two Bar Food Tickets Parking Contact Map News Sport Weather Radio",
    ],
)
def test_what_is_not_clear_is_not_guessed(text: str) -> None:
    assert language_of(text) is None
