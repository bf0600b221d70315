"""Who is named where authors stand: lists, mappings, or a line as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pullquote.importing.text.characters import plain_line
from pullquote.store.model.formats import is_web_address

_BY = re.compile(r"^\s*(?:by|von|par|por|di|door|av)\s*:?\s+(?=\S)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,|;|\band\b|\bund\b|\bet\b|\by\b|\boch\b|\be\b|&|\bwith\b)\s*", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[a-z]{2,}", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*[(<]\s*https?://[^()<>\s]*\s*[)>]")
_KEY = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)+")
_NO_PERSON = re.compile(
    r"\b(?:team|staff|desk|editors?|editorial|board|agenc(?:y|ies)|press|news|newsroom|service|office|department"
    r"|redaktion|redacci[oó]n|rédaction|reuters|afp|dpa|correspondents?|reporters?|admin|administrator|committee"
    r"|foundation|group|council|bureau|webmaster|magazine|inc|ltd|llc|gmbh|university|institute|association)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_]\S*(?:\s+\S+){1,4}")


class Author(NamedTuple):
    """Somebody who wrote something: the name, what else is said, and whether the name was guessed from a key."""

    name: str
    key: str | None
    said: Mapping[str, object]
    guessed: bool
    is_person: bool


def authors(value: object, people: Mapping[str, Mapping[str, object]]) -> Iterator[Author]:
    """The authors that a value names; ``people`` has what the source says of each key."""
    match value:
        case None | bool():
            return
        case list() | tuple():
            for each in value:
                yield from authors(each, people)
        case Mapping():
            name = _name_in(value)
            if name:
                key = value.get("slug") or value.get("login") or value.get("id")
                yield from _known(name, str(key) if key else None, value, people)
        case _:
            text = _ADDRESS.sub("", plain_line(str(value))).strip()
            if text in people:
                yield from _known(text, None, {}, people)
                return
            for part in _parts(_BY.sub("", text)):
                yield from _known(part, None, {}, people)


def _name_in(said: Mapping[str, object]) -> str | None:
    """The name that a mapping gives: under one of the usual keys, or in parts."""
    lowered = {str(key).lower().replace("_", "").replace("-", ""): value for key, value in said.items()}
    for key in ("displayname", "name", "fullname", "title", "label", "nickname"):
        if isinstance(lowered.get(key), str) and str(lowered[key]).strip():
            return plain_line(str(lowered[key]))
    parts = [lowered.get(key) for key in ("firstname", "givenname", "lastname", "familyname")]
    return " ".join(plain_line(str(part)) for part in parts if part) or None


def _known(
    name: str, key: str | None, said: Mapping[str, object], people: Mapping[str, Mapping[str, object]]
) -> Iterator[Author]:
    listed = people.get(name) or (people.get(key) if key else None)
    if listed:
        real = _name_in(listed)
        yield Author(real or name, key or name, {**listed, **said}, real is None, is_person(real or name))
        return
    found = _EMAIL.search(name)
    if found:
        rest = plain_line(_EMAIL.sub("", name).strip(" <>()\"'-:,"))
        yield Author(rest or found[0], None, {**said}, False, bool(rest) and is_person(rest))
        return
    if is_web_address(name):
        yield Author(name, None, said, False, False)
    elif _KEY.fullmatch(name):
        words = " ".join(word.capitalize() for word in re.split(r"[-_.]", name))
        yield Author(words, name, said, True, is_person(words))
    elif name:
        yield Author(name, key, said, False, is_person(name))


def is_person(name: str) -> bool:
    """Whether a name can be a person's: ``The Example Team`` cannot."""
    return _NO_PERSON.search(name) is None and not name.lower().startswith("the ")


def _parts(text: str) -> list[str]:
    """``Ida Brook, Tom Hale and Ana Ruiz`` as three, where each part looks like a whole name."""
    if _EMAIL.search(text):
        return [text]
    parts = [part for part in _BETWEEN.split(text) if part]
    return parts if len(parts) > 1 and all(_NAME.fullmatch(part) for part in parts) else [text]
