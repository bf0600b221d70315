"""Who and what a story names: its publication, authors, section, topics, and those mentioned in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from pullquote.importing.items import Draft, Named, Site
from pullquote.importing.mapping.given import Given
from pullquote.importing.mapping.keys import EXTRA, simple
from pullquote.importing.mapping.names import Author, authors, is_person
from pullquote.importing.mapping.values import (
    fitted,
    is_address,
    is_empty,
    line_of,
    lines_of,
    shortened,
    together,
)
from pullquote.store.files.kinds.fields import MAX_ITEMS
from pullquote.store.model.formats import is_slug, is_web_address, slug_of

NO_TOPICS = frozenset(
    [
        "post",
        "posts",
        "page",
        "pages",
        "blog",
        "blogs",
        "article",
        "articles",
        "all",
        "story",
        "stories",
        "uncategorized",
        "uncategorised",
        "featured",
        "feature",
        "nav",
    ]
)
"""Tags and categories by which site generators sort their files, and that are no topics."""
SPEAKERS = ("people", "organizations")
"""Kinds that a story mentions."""
PLACEHOLDER = "imported"
"""The publication of what says none."""
PERSON_KEYS = {
    "firstname": "givenName",
    "givenname": "givenName",
    "lastname": "familyName",
    "familyname": "familyName",
    "bio": "description",
    "description": "description",
    "shortbio": "description",
    "about": "description",
}
MEDIATOPIC = re.compile(r"medtop:\d{8}", re.ASCII)
SAME_AS = re.compile(
    r"url|website|site|homepage|link|sameas|uri|twitter|github|linkedin|mastodon|facebook|orcid|wikipedia",
    re.IGNORECASE,
)


def publication(said: Iterable[tuple[str, object]], site: Site, own: str | None) -> list[Named]:
    """The publication of a story: as the owner says, as it says itself, as its site is called."""
    name = next((text for _, value in said if (text := line_of(value))), None) or (line_of(site.title))
    if own:
        return [Named(kind="publications", name=name or own, key=own)]
    if name is None:
        return [Named(kind="publications", name=PLACEHOLDER.capitalize(), key=PLACEHOLDER)]
    return [Named(kind="publications", name=name)]


def names(given: Given, site: Site, draft: Draft) -> None:
    """Put the names of an item into its draft."""
    _authors(given, site, draft)
    _topics(given, site, draft)
    _mentions(given, draft)
    for key, value in given.take("sourceOrganization"):
        name = line_of(value)
        if name and "sourceOrganization" not in draft.references and not is_web_address(name):
            draft.references["sourceOrganization"] = [Named(kind="organizations", name=name)]
        elif name and is_address(name) and "isBasedOn" not in draft.keys:
            draft.keys["isBasedOn"] = name
        else:
            given.give(EXTRA, key, value)


def _authors(given: Given, site: Site, draft: Draft) -> None:
    people: dict[str, Named] = {}
    others: list[str] = []
    lines = given.take("byline")
    for _, value in [*given.take("authors"), *lines]:
        for author in authors(value, site.people):
            if author.is_person:
                people.setdefault(author.name, _person(author, draft))
                if author.guessed:
                    draft.note(
                        "guessed",
                        f"{author.key or author.name} is an author without a name: {author.name} is made of the key",
                    )
            elif author.name not in others:
                others.append(author.name)
    if people:
        draft.references["authors"] = list(people.values())
    printed = next((text for _, value in lines if (text := line_of(value))), None)
    if printed is None and others:
        printed = ", ".join([*people, *others])
        draft.note("changed", f"{', '.join(others)}: no person, so kept as the byline")
    if printed:
        draft.keys["byline"] = printed


def _person(author: Author, draft: Draft) -> Named:
    said = {simple(key): (key, value) for key, value in author.said.items()}
    keys: dict[str, object] = {}
    more: list[tuple[str, object]] = []
    for plain, (key, value) in said.items():
        if is_empty(value) or plain in (
            "name",
            "displayname",
            "fullname",
            "title",
            "slug",
            "login",
            "kind",
            "label",
            "nickname",
        ):
            continue
        ours = PERSON_KEYS.get(plain)
        text = line_of(value)
        if ours and text and ours not in keys:
            keys[ours] = shortened(text)
            if keys[ours] != text:
                more.append((key, value))
                draft.note(
                    "changed", f"{author.name}, {key}: shortened; all of it is in their extra, if it has room"
                )
        elif SAME_AS.search(plain) and is_address(text) and len(_list(keys.get("sameAs"))) < MAX_ITEMS:
            keys["sameAs"] = [*_list(keys.get("sameAs")), text]
        elif "email" not in plain and not key.startswith("@"):
            more.append((key, value))
    extra = together(more)
    for key in fitted(extra):
        draft.note("dropped", f"{author.name}, {key}: larger than extra may be")
    if extra:
        keys["extra"] = extra
    return Named(kind="people", name=author.name, key=author.key, keys=keys)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _topics(given: Given, site: Site, draft: Draft) -> None:
    """The section and the topics: the first category is the section where nothing else is."""
    sections: list[Named] = []
    topics: dict[str, Named] = {}
    for key, value in given.take("section"):
        found = _terms(value, split_words=False)
        sections += found
        if not found:
            given.give(EXTRA, key, value)
    for _, value in given.take("categories"):
        sections += _terms(value, split_words=site.splits_tags)
    for key, value in given.take("topics"):
        found = _terms(value, split_words=site.splits_tags)
        topics |= {each.key or each.name: each for each in found}
        if not found and not lines_of(value):
            given.give(EXTRA, key, value)
    if sections:
        draft.references["section"] = [replace(sections[0], kind="sections")]
        topics = {each.key or each.name: each for each in sections[1:]} | topics
    if topics:
        draft.references["topics"] = list(topics.values())


def _terms(value: object, *, split_words: bool) -> list[Named]:
    """Categories or tags: by name, or as mappings of name and slug."""
    found = []
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, Mapping):
            slug = str(each["slug"]) if each.get("slug") else None
            code = each.get("mediatopic")
            keys = {"mediatopic": code} if MEDIATOPIC.fullmatch(str(code)) else {}
            listed = [line_of(each)]
        else:
            slug, keys = None, {}
            listed = (
                [line_of(each)] if isinstance(value, list) else [*lines_of(each, split_words=split_words)]
            )
        found += [_term(name, slug, keys) for name in listed if name and name.lower() not in NO_TOPICS]
    return found


def _term(name: str, slug: str | None, keys: Mapping[str, object]) -> Named:
    if is_slug(name) and "-" in name:
        return Named(kind="topics", name=name.replace("-", " ").capitalize(), key=name, keys=keys)
    return Named(
        kind="topics",
        name=name,
        key=slug_of(slug) if slug and "%" not in slug else slug_of(name) or None,
        keys=keys,
    )


def _mentions(given: Given, draft: Draft) -> None:
    mentioned: dict[tuple[str, str], Named] = {}
    for _, value in given.take("mentions"):
        for each in value if isinstance(value, list) else [value]:
            name = line_of(each)
            if name is None:
                continue
            said = each if isinstance(each, Mapping) else {}
            kind = str(said.get("kind"))
            if kind not in SPEAKERS:
                kind = "people" if is_person(name) else "organizations"
            same = [text for text in _list(said.get("sameAs")) if is_address(text)][:MAX_ITEMS]
            named = Named(kind=kind, name=name, keys={"sameAs": same} if same else {})
            mentioned.setdefault((kind, named.name), named)
    if mentioned:
        draft.references["mentions"] = list(mentioned.values())
