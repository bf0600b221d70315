"""In which language a story is, and in which a new publication.

What the source says counts: of the story, else of the site. Where it says nothing, the language is guessed from the
words, and the report says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pullquote.importing.items import Draft, Item, Site
from pullquote.importing.mapping.given import Given, Rules
from pullquote.importing.mapping.keys import EXTRA
from pullquote.importing.mapping.naming import publication
from pullquote.importing.mapping.values import line_of
from pullquote.importing.text.languages import language_of
from pullquote.store.model.formats import is_language_tag

LANGUAGE = "en"
"""Of a publication where neither the source nor the words say one."""
LOOKED_AT = 100
"""Items by which the language of a publication is guessed: the first ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Languages:
    """The languages of publications, by their names; ``default`` is that of all others. ``guesses`` says what was
    guessed, for the report."""

    by_name: Mapping[str, str] = field(default_factory=dict)
    default: str = LANGUAGE
    guesses: tuple[str, ...] = ()

    def of(self, draft: Draft) -> str:
        """The language of the publication of a draft."""
        named = draft.references["publication"][0]
        return self.by_name.get(named.key or named.name) or self.by_name.get(named.name, self.default)


def tag_of(value: object) -> str | None:
    """A value as a language tag: ``de_DE.UTF-8`` is ``de-DE``; None where it is none."""
    tag = (line_of(value) or "").replace("_", "-").partition(".")[0]
    return tag if is_language_tag(tag) else None


def languages_of(items: Iterable[Item], site: Site, rules: Rules, known: Mapping[str, str]) -> Languages:
    """The languages of the publications that these items name; ``known`` are those of a newsroom already."""
    said: dict[str, Counter[str]] = {}
    guessed: dict[str, Counter[str]] = {}
    for item in items:
        if item.refused:
            continue
        given, its_site = Given(item, rules), item.site or site
        (named,) = publication(given.take("publication"), its_site, rules.publication)
        tags = [tag for _, value in given.take("inLanguage") if (tag := tag_of(value))]
        if tag := next(iter(tags), None) or tag_of(its_site.language):
            said.setdefault(named.name, Counter())[tag] += 1
        elif isinstance(item.body, str) and (tag := language_of(item.body)):
            guessed.setdefault(named.name, Counter())[tag] += 1
        else:
            guessed.setdefault(named.name, Counter())
    by_name = dict(known)
    guesses: list[str] = []
    for name in [*said, *guessed]:
        if name in by_name:
            continue
        if name in said:
            by_name[name] = said[name].most_common(1)[0][0]
        else:
            listed = guessed[name].most_common(1)
            by_name[name] = listed[0][0] if listed else LANGUAGE
            reason = "from the words of its first stories" if listed else "as nothing says another"
            guesses.append(f"the language of {name}: {by_name[name]}, {reason}")
    found = Counter(by_name[name] for name in [*said, *guessed]).most_common(1)
    return Languages(
        by_name=by_name,
        default=tag_of(site.language) or (found[0][0] if found else LANGUAGE),
        guesses=tuple(guesses),
    )


def language(given: Given, site: Site, languages: Languages, draft: Draft) -> None:
    """Put the language of a story into its draft, where it is said, or its words are in another than its publication."""
    for key, value in given.take("inLanguage"):
        tag = tag_of(value)
        if tag is None:
            given.give(EXTRA, key, value)
            draft.note("dropped", f"{key}: {line_of(value)} is no language tag")
        elif "inLanguage" not in draft.keys:
            draft.keys["inLanguage"] = tag
    if "inLanguage" in draft.keys:
        return
    if tag := tag_of(site.language):
        draft.keys["inLanguage"] = tag
    elif (tag := language_of(draft.body)) and tag != languages.of(draft).lower().partition("-")[0]:
        draft.keys["inLanguage"] = tag
        draft.note("guessed", f"nothing says its language: {tag} is guessed from its words")
