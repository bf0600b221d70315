"""Given names of many countries, and whether they are women's or men's, and family names: the lists of Faker (MIT), and
our own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from functools import cache
from importlib import import_module
from typing import Literal

from anyascii import anyascii

from pullquote.importing.proposals.english.inflections import words_in
from pullquote.importing.proposals.english.more_first_names import BOTH, MEN, WOMEN
from pullquote.importing.proposals.english.roles import ROLES
from pullquote.importing.proposals.english.words import (
    ADJECTIVES,
    BODIES,
    BODY_ENDS,
    CUES,
    GROUPS,
    NO_NAME_ENDS,
    PLACES,
    STOP_CAPITALS,
)

LOCALES = words_in(
    """
    en_US en_GB en_IN en_KE en_NG en_PK de_DE fr_FR es_ES it_IT no_NO sv_SE pl_PL nl_NL tr_TR pt_BR
    da_DK fi_FI cs_CZ hu_HU ro_RO hr_HR yo_NG ha_NG ig_NG zu_ZA sw
    """
)
MORE_LOCALES = words_in(
    """
    en_IE en_NZ en_TH ga_IE fr_BE fr_DZ nl_BE es_AR es_CL es_CO es_MX pt_PT de_CH de_LU sk_SK sl_SI
    lt_LT lv_LV et_EE id_ID az_AZ uz_UZ tw_GH ru_RU uk_UA bg_BG el_GR ka_GE hy_AM
    """
)
"""Longer lists, with many words that are no names in news: of them is left out what is a word of another table."""
NO_GIVEN_NAMES = frozenset(
    [
        "April",
        "June",
        "Virginia",
        "Georgia",
        "Carolina",
        "Dakota",
        "Florence",
        "Sydney",
        "Paris",
        "Chelsea",
        "Victoria",
    ]
)
"""Names of months and places as often: alone they are no evidence of a person."""
_BY_ITS_END = re.compile(r"[A-Z][a-z]{2,}(?:ullah|uddin|eddin|preet|inder|wati|swamy|chandra|oluwa|chukwu)")
CLEAR = 3
"""In so many times as many countries a name is of one gender."""

_OTHER_WORDS = (
    ROLES | ADJECTIVES | BODIES | BODY_ENDS | GROUPS | NO_NAME_ENDS | PLACES | STOP_CAPITALS
    | words_in("""
    africa america art asia august autumn ben christian dallas denver early ever golden honor justice
    king lake little london long love manchester may melbourne memphis messiah milan ocean orlando
    phoenix prince rain royal saint star storm summer sunday sunny unity unknown valentine venice
    vienna wednesday winter world worth young
    """)
)  # fmt: skip

Gender = Literal["f", "m"]


@cache
def _counts() -> dict[str, tuple[int, int]]:
    """In how many countries a name is a woman's, and a man's."""
    women: Counter[str] = Counter(WOMEN | BOTH)
    men: Counter[str] = Counter(MEN | BOTH)
    for locale in LOCALES | MORE_LOCALES:
        provider = _provider(locale)
        both, of_women, of_men = (
            _latin(getattr(provider, f"first_names{end}", ()), all_of_them=locale in LOCALES)
            for end in ("", "_female", "_male")
        )
        unsaid = both - of_women - of_men
        women.update(of_women | unsaid)
        men.update(of_men | unsaid)
    return {name: (women[name], men[name]) for name in women.keys() | men.keys()}


def _provider(locale: str) -> object:
    provider: object = import_module(f"faker.providers.person.{locale}").Provider
    return provider


@cache
def _family_names() -> frozenset[str]:
    found: set[str] = set()
    for locale in LOCALES | MORE_LOCALES:
        for end in ("", "_female", "_male"):
            found |= _latin(getattr(_provider(locale), f"last_names{end}", ()), all_of_them=False)
    return frozenset(name for name in found if name.lower() not in CUES)


def _latin(names: object, *, all_of_them: bool) -> set[str]:
    """Names in Latin letters; those that are other words as well are left out, unless all are asked for. What is
    computed when it is asked for (a property) is of other attributes."""
    if not isinstance(names, Collection):
        return set()
    spelled = {name if name.isascii() or name[:1] < "Ͱ" else anyascii(name).title() for name in names}
    return (
        spelled
        if all_of_them
        else {name for name in spelled if len(name) > 3 and name.lower() not in _OTHER_WORDS}
    )


def is_given_name(word: str) -> bool:
    """Whether people are called so somewhere."""
    return (
        word in _counts() or word.partition("-")[0] in _counts() or _BY_ITS_END.fullmatch(word) is not None
    ) and word not in NO_GIVEN_NAMES


def is_family_name(word: str) -> bool:
    """Whether families are called so somewhere; what is a word of another table as well is not meant."""
    return word in _family_names()


_OF_BOTH = frozenset(
    [
        "Laurence",
        "Jean",
        "Andrea",
        "Nicola",
        "Simone",
        "Robin",
        "Leslie",
        "Lindsay",
        "Ashley",
        "Kim",
        "Jan",
        "Sasha",
        "Jamie",
        "Kerry",
        "Dale",
        "Lee",
        "Tracy",
        "Vivian",
        "Evelyn",
        "Marion",
        "Beverley",
        "Hilary",
        "Noel",
        "Jules",
        "Alexis",
    ]
)
"""Given names that are a woman's in one country and a man's in another."""


def gender_of(word: str) -> Gender | None:
    """Whether a given name is a woman's or a man's; None where it is both, or unknown, or a double one of both (Lee-Ann)."""
    if word in _OF_BOTH:
        return None
    genders = {_gender(part) for part in ([word] if word in _counts() else word.split("-"))}
    return genders.pop() if len(genders) == 1 else None


def _gender(word: str) -> Gender | None:
    women, men = _counts().get(word, (0, 0))
    if women >= CLEAR * men and women:
        return "f"
    return "m" if men >= CLEAR * women and men else None
