"""The language of a text, by its script or its small words: a guess for what says none."""

from __future__ import annotations

import re
from collections import Counter

WORDS = {
    "en": "the of and to in is that for on was with are by it as at from this have not be will has",
    "de": "der die und das ist nicht ein eine den von mit für auf dem sich des im auch werden zu als aus wird sind",
    "fr": "le la les des et est une dans du que pour qui sur pas au par plus avec ce en il sont aux cette",
    "es": "el la los las de que y en una por con para se del es un como más su al lo ha fue",
    "it": "il di che la e è per un una del della sono con non i gli dei nel alla da si anche più le",
    "pt": "o a os de que e do da em um uma para com não por as dos mais no na foi ao são se",
    "nl": "de het een van en is dat op te in voor met zijn die niet aan er ook om wordt bij naar",
    "sv": "och att det som en på är av för med den inte till om ett har de i från var",
    "da": "og at det er en til på af for ikke den med der som de har et i fra var efter",
    "nb": "og det er en til på av for ikke den med som de har et i fra var etter å",
    "fi": "ja on ei se että hän ovat oli mutta myös kun sekä joka ole tai jos sen",
    "pl": "i w na z nie się do jest to że o jak przez po od dla są oraz który",
    "cs": "a v se na je že s z do o i to jsou pro by ale podle jako před která",
    "hu": "a az és hogy nem is egy van volt meg csak de ha már mint ezt",
    "ro": "și de a în la cu pe nu care este din un o pentru mai că sunt au",
    "tr": "ve bir bu için ile de da olarak çok daha olan gibi kadar en sonra",
    "id": "yang dan di dengan untuk ini dari pada itu tidak dalam akan adalah oleh ke",
}
"""The commonest small words of languages in Latin letters."""
SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("uk", re.compile(r"[іїєґ]", re.IGNORECASE)),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("ur", re.compile(r"[ٹڈڑےں]")),
    ("fa", re.compile(r"[پچگی]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
"""Languages by characters that texts in others do not have; what comes first counts."""
SHARES = {"ja": 0.1, "uk": 0.02, "ur": 0.01, "fa": 0.02}
"""What part of the letters these characters are at least, where it is less than half: Japanese has Chinese ones too."""
LOOKED_AT = 3_000
"""Characters of a text that are looked at: its first five hundred words."""
FEWEST = 20
"""Words that a text must have for a guess."""
ENOUGH = 0.15
"""What part of the words the small ones of its language are at least: in prose it is a third."""
KINDS = 4
"""How many different ones: code has the same few again and again."""
AHEAD = 1.25
"""How many times as many as those of any other language."""
_TAG = re.compile(r"<(script|style)\b.*?</\1>|<[^<>]*>|https?://\S+", re.DOTALL | re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


_LANGUAGES_OF: dict[str, list[str]] = {}
for _language, _words in WORDS.items():
    for _each in _words.split():
        _LANGUAGES_OF.setdefault(_each, []).append(_language)


def language_of(text: str) -> str | None:
    """The language tag of a text, HTML and Markdown among it; None where it is too short or nothing is clear."""
    plain = _TAG.sub(" ", text[:LOOKED_AT])
    letters = sum(map(str.isalpha, plain))
    if letters < FEWEST:
        return None
    if not plain.isascii():
        for language, characters in SCRIPTS:
            if len(characters.findall(plain)) > letters * SHARES.get(language, 0.5):
                return language
    words = _WORD.findall(plain.lower())
    if len(words) < FEWEST:
        return None
    counts = Counter(language for word in words for language in _LANGUAGES_OF.get(word, ()))
    kinds = Counter(language for word in set(words) for language in _LANGUAGES_OF.get(word, ()))
    if not counts:
        return None
    (best, number), *others = counts.most_common(2)
    clear = number >= max(len(words) * ENOUGH, *(other * AHEAD for _, other in others), 0)
    return best if clear and kinds[best] >= KINDS else None
