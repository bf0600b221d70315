"""An item as its source says it, to a story as we would write it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from pullquote.importing.items import Draft, Item, Site
from pullquote.importing.mapping import dating, filing, naming
from pullquote.importing.mapping.addresses import Addresses
from pullquote.importing.mapping.bodies import body_of
from pullquote.importing.mapping.given import Given, NoStory, Rules
from pullquote.importing.mapping.keys import DROP, EXTRA
from pullquote.importing.mapping.languages import Languages, language
from pullquote.importing.mapping.limits import fit, fitting_line
from pullquote.importing.mapping.values import fitted, is_address, line_of, lines_of, together
from pullquote.importing.text.characters import plain_line

_EDITORIAL = re.compile(
    r"editorials?|leaders?|leading articles?|leitartikel|éditoria(?:l|ux)|editoriales?", re.IGNORECASE
)
HIDDEN = frozenset(
    {
        "draft",
        "pending",
        "private",
        "auto-draft",
        "unpublished",
        "archived",
        "hidden",
        "inactive",
        "inherit",
        "future",
    }
)
"""Values of a status with which the source itself does not show a story."""
RIGHTS = ("copyrightHolder", "copyrightNotice", "usageTerms", "license")
TITLE_WORDS = 12
"""Words of a headline that is made of the text."""


def draft_of(
    item: Item, site: Site, rules: Rules, languages: Languages | None = None
) -> tuple[Draft, Mapping[str, str]]:
    """The draft of a story, and what became of each key; raises NoStory."""
    site = item.site or site
    given = Given(item, rules)
    draft = Draft(kind=item.kind, slug="", keys={}, references={}, body="", notes=list(item.notes))
    draft.references["publication"] = naming.publication(given.take("publication"), site, rules.publication)
    base = rules.base or site.base
    filing.address(given, base, draft)
    addresses = Addresses(base=base, folder=item.folder, root=site.root, page=_text(draft.keys.get("url")))
    for key, value in given.take("body"):
        if not item.body and isinstance(value, str):
            item = replace(item, body=value)
        else:
            given.give(EXTRA, key, value)
    draft.body = body_of(item, draft, addresses)
    _headline(given, item, draft)
    _summaries(given, draft)
    dating.dates(given, item, rules.timezone or site.timezone, draft)
    naming.names(given, site, draft)
    language(given, site, languages or Languages(), draft)
    _lines(given, draft)
    filing.picture(given, addresses, draft)
    filing.slugs(given, item, draft)
    _status(given, rules, draft)
    fit(draft, given)
    _rest(given, draft)
    draft.media = addresses.media
    for target, reason in addresses.refused.items():
        draft.note("dropped", f"picture {target}: {reason}")
    for target in addresses.relative[:5]:
        draft.note("changed", f"{target} stays relative: --base says what it is relative to")
    return draft, given.met


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _headline(given: Given, item: Item, draft: Draft) -> None:
    headline: str | None = None
    for key, value in given.take("headline"):
        text = line_of(value)
        if text and headline is None:
            headline = text
        elif text and text != headline:
            given.give("alternativeHeadline", key, text)
    if headline is None:
        words = plain_line(
            re.sub(r"[-_]+", " ", re.sub(r"^\d{4}-\d{1,2}-\d{1,2}[-_]", "", item.name.rpartition("/")[2]))
        )
        headline = words[:1].upper() + words[1:]
        if not headline and draft.body:
            text = line_of(re.sub(r"<[^>]*>", " ", draft.body.split("\n\n")[0])) or ""
            headline = " ".join(text.split()[:TITLE_WORDS])
        if not headline:
            raise NoStory("it has neither a title nor a text")
        draft.note(
            "guessed",
            f"it has no title; its headline is made of {'its name' if words else 'its first words'}: {headline}",
        )
    draft.keys["headline"] = headline
    others = [
        text
        for _, value in given.take("alternativeHeadline")
        if (text := line_of(value)) and text != headline
    ]
    if others:
        draft.keys["alternativeHeadline"] = others[0]
    for number, text in enumerate(others[1:], 2):
        given.give(EXTRA, f"alternativeHeadline{number}", text)


def _summaries(given: Given, draft: Draft) -> None:
    """The standfirst, and a second and different summary as the abstract."""
    seen: list[str] = []
    for key, value in [*given.take("standfirst"), *given.take("abstract")]:
        text = line_of(value)
        if text is None:
            given.give(EXTRA, key, value)
        elif text in seen or text == draft.keys["headline"]:
            draft.note(
                "dropped",
                f"{key}: the same words as {'the headline' if text not in seen else 'another summary'}",
            )
        elif len(seen) < 2:
            seen.append(text)
            ours = ("standfirst", "abstract")[len(seen) - 1]
            draft.keys[ours] = fitting_line(key, text, draft, given)
        else:
            seen.append(text)
            given.give(EXTRA, key, text)


def _lines(given: Given, draft: Draft) -> None:
    """Keys that are a line of text, an address, or a list of words."""
    rights = {name: text for name in RIGHTS if (text := _line(given, f"rights.{name}"))}
    if rights:
        draft.keys["rights"] = rights
    if dateline := _line(given, "dateline"):
        draft.keys["dateline"] = dateline
    for key, value in given.take("isBasedOn"):
        text = line_of(value) or ""
        if is_address(text) and "isBasedOn" not in draft.keys:
            draft.keys["isBasedOn"] = text
        else:
            given.give(EXTRA, key, value)
    words = [word for _, value in given.take("keywords") for word in lines_of(value)]
    if words:
        draft.keys["keywords"] = list(dict.fromkeys(words))
    _corrections(given, draft)


def _line(given: Given, ours: str) -> str | None:
    """The first value of a key that is a line of text; the others are put back as ``extra``."""
    found: str | None = None
    for key, value in given.take(ours):
        text = line_of(value)
        if text and found is None:
            found = text
        else:
            given.give(EXTRA, key, value)
    return found


def _corrections(given: Given, draft: Draft) -> None:
    corrections: list[dict[str, object]] = []
    for key, value in given.take("corrections"):
        for each in value if isinstance(value, list) else [value]:
            said = each if isinstance(each, Mapping) else {}
            text = line_of(said.get("text") or said.get("description") or (None if said else each))
            date = (
                dating.day_of(said.get("date") or said.get("datePublished"))
                or draft.keys.get("dateModified")
                or draft.keys.get("datePublished")
            )
            if text and date:
                corrections.append({"date": date, "text": text})
                if not said:
                    draft.note("guessed", f"a correction has no date: {date} is used")
            else:
                given.give(EXTRA, key, each)
    if corrections:
        draft.keys["corrections"] = corrections


def _status(given: Given, rules: Rules, draft: Draft) -> None:
    """A draft, unless it is to be published and its source shows it."""
    status = "published" if rules.publish else "draft"
    for _, value in given.take("draft"):
        if value is True or str(value).lower() == "true":
            status = "draft"
    for key, value in [*given.take("status"), *given.take("published")]:
        word = str(value).lower()
        if word in HIDDEN or value is False:
            status = "draft"
        elif word in ("withdrawn", "retracted", "canceled", "cancelled"):
            status = "withdrawn"
        elif word not in ("publish", "published", "usable", "true", "live", "public", "active"):
            given.give(EXTRA, key, value)
    if dating.is_undated(draft):
        status = "draft"
    if any(_EDITORIAL.fullmatch(named.name) for named in draft.references.get("section", ())):
        draft.kind = "editorials"
    draft.keys["status"] = status


def _rest(given: Given, draft: Draft) -> None:
    """What no key of ours has a place for: dropped as the map says, and else kept in ``extra``."""
    for key, value in given.take(DROP):
        draft.note("dropped", f"{key}: {_shown(value)}")
    extra = together(given.rest())
    for key in fitted(extra):
        draft.note("dropped", f"{key}: larger than extra may be")
    if extra:
        draft.keys["extra"] = extra


def _shown(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:60]}…"
