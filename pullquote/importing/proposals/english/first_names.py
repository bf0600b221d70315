"""Given names of many countries, and whether they are women's or men's: the lists of Faker (MIT)."""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib import import_module
from typing import Literal

from pullquote.importing.proposals.english.inflections import words_in

LOCALES = words_in(
    """
    en_US en_GB en_IN en_KE en_NG en_PK de_DE fr_FR es_ES it_IT no_NO sv_SE pl_PL nl_NL tr_TR pt_BR
    da_DK fi_FI cs_CZ hu_HU ro_RO hr_HR yo_NG ha_NG ig_NG zu_ZA sw
    """
)
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
CLEAR = 3
"""In so many times as many countries a name is of one gender."""

Gender = Literal["f", "m"]


@cache
def _counts() -> dict[str, tuple[int, int]]:
    """In how many countries a name is a woman's, and a man's."""
    women: Counter[str] = Counter()
    men: Counter[str] = Counter()
    for locale in LOCALES:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        both = set(getattr(provider, "first_names", ()))
        of_women = set(getattr(provider, "first_names_female", ()))
        of_men = set(getattr(provider, "first_names_male", ()))
        unsaid = both - of_women - of_men
        women.update(of_women | unsaid)
        men.update(of_men | unsaid)
    return {name: (women[name], men[name]) for name in women.keys() | men.keys()}


def is_given_name(word: str) -> bool:
    """Whether people are called so somewhere."""
    return (word in _counts() or word.partition("-")[0] in _counts()) and word not in NO_GIVEN_NAMES


def gender_of(word: str) -> Gender | None:
    """Whether a given name is a woman's or a man's; None where it is both, or unknown."""
    women, men = _counts().get(word.partition("-")[0], (0, 0))
    if women >= CLEAR * men and women:
        return "f"
    return "m" if men >= CLEAR * women and men else None
