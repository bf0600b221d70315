"""Where a story is found: its address, its slug and former ones, and its picture."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote, urljoin, urlsplit

from pullquote.importing.items import Draft, Item
from pullquote.importing.mapping.addresses import Addresses
from pullquote.importing.mapping.given import Given
from pullquote.importing.mapping.keys import EXTRA
from pullquote.importing.mapping.values import is_address, is_empty, is_former_slug, line_of
from pullquote.store.model.formats import is_web_address, slug_of

GENERIC = re.compile(
    r"page|index|article|story|post|untitled|document|text|download|saved|file|\d+", re.IGNORECASE
)
"""Names that say nothing of what is in a file."""
IMAGE_KEYS = ("url", "alt", "caption", "credit", "width", "height")
MAX_PIXELS = 1_000_000
"""A picture of more is none, and its size a mistake."""
_PATTERN = re.compile(r"[:{}]|%[A-Za-z]")
_DAY = re.compile(r"^(?:\d{4}-\d{1,2}-\d{1,2}[-_]|\d{8}[-_])")
_SUFFIX = re.compile(r"\.(?:html?|php|aspx?|md)$", re.IGNORECASE)


def address(given: Given, base: str | None, draft: Draft) -> None:
    """The page on which a story can be read; what else the source calls an address becomes an alias."""
    for key, value in given.take("url"):
        text = line_of(value)
        if text is None or (_PATTERN.search(text) and not is_web_address(text)):
            if value is not False:
                given.give(EXTRA, key, value)
            continue
        target = text
        if not is_web_address(text) and base is not None:
            target = urljoin(f"{base.rstrip('/')}/", text.lstrip("/"))
        if is_address(target) and "url" not in draft.keys:
            draft.keys["url"] = target
        if not is_web_address(text) or target != draft.keys.get("url"):
            given.give("aliases", key, text)


def slugs(given: Given, item: Item, draft: Draft) -> None:
    """The slug, and the former ones that are not it."""
    said = [text for _, value in given.take("slug") if (text := line_of(value))]
    former = [
        text
        for _, value in given.take("aliases")
        for each in (value if isinstance(value, list) else [value])
        if (text := line_of(each))
    ]
    url = draft.keys.get("url")
    candidates = [
        *(_last(text) for text in said),
        *(_last(text) for text in former[:1] if "/" in text and not is_web_address(text)),
    ]
    name = _SUFFIX.sub("", item.name.rpartition("/")[2])
    if GENERIC.fullmatch(name):
        name = ""
    if isinstance(url, str):
        candidates.append(_last(url))
    candidates += [_DAY.sub("", name)]
    candidates = [each for each in candidates if each in said or _is_telling(each)]
    candidates.append(str(draft.keys["headline"]))
    raw = next(each for each in [*candidates, "story"] if slug_of(each))
    draft.slug = slug_of(raw)
    if any(each and not slug_of(each) for each in candidates[:1]):
        draft.note("changed", f"{candidates[0]} cannot be a slug: {draft.slug} is")
    aliases: dict[str, None] = {}
    names = [raw] if raw != draft.keys["headline"] else []
    for text in [*names, *([_DAY.sub("", name)] if name else []), *former]:
        path = unquote(urlsplit(text).path if is_web_address(text) else text).strip("/")
        for each in (_SUFFIX.sub("", path.rpartition("/")[2]), path):
            if each != draft.slug and is_former_slug(each):
                aliases[each] = None
    if aliases:
        draft.keys["aliases"] = list(aliases)
    addresses = [text for text in former if is_web_address(text)]
    if addresses:
        given.give(EXTRA, "formerAddresses", addresses)


def _is_telling(name: str) -> bool:
    """Whether a name says what a story is about: it has a word, and is no number, code or place in a list."""
    words = re.findall(r"[^\W\d_]{3,}", name)
    return bool(words) and not re.match(r"urn\b|tag:", name) and sum(map(len, words)) * 2 > len(name)


def _last(path: str) -> str:
    """The last part of a path or address."""
    plain = unquote(urlsplit(path).path) if is_web_address(path) else path
    last = plain.rstrip("/").rpartition("/")[2]
    return (
        _SUFFIX.sub("", last)
        if last not in ("index.html", "index.htm")
        else _last(plain.rstrip("/").rpartition("/")[0])
    )


def picture(given: Given, addresses: Addresses, draft: Draft) -> None:
    """The picture of a story, with the words that belong to it."""
    words = {name: given.take(f"image.{name}") for name in ("alt", "caption", "credit")}
    image: dict[str, object] = {}
    for key, value in given.take("image"):
        said = _said(value)
        found = addresses.picture(str(said["url"])) if said.get("url") else None
        if found is not None and not image:
            image = _image(found, said)
        elif found is None or found != image["url"]:
            given.give(EXTRA, key, value)
    for name, listed in words.items():
        for key, value in listed:
            text = line_of(value)
            if image and text and name not in image:
                image[name] = text
            else:
                given.give(EXTRA, key, value)
    if image and "alt" not in image:
        image["alt"] = image.get("caption") or draft.keys["headline"]
        used = "caption" if "caption" in image else "headline"
        draft.note("guessed", f"its picture has no description: its {used} is used")
    if image:
        draft.keys["image"] = {name: image[name] for name in IMAGE_KEYS if name in image}


def _image(url: str, said: Mapping[str, object]) -> dict[str, object]:
    image: dict[str, object] = {"url": url}
    for name in ("alt", "caption", "credit"):
        if text := line_of(said.get(name)):
            image[name] = text
    for name in ("width", "height"):
        if isinstance(number := said.get(name), int) and 0 < number < MAX_PIXELS:
            image[name] = number
    return image


def _said(value: object) -> dict[str, object]:
    """What a value says of a picture: an address, a list of pictures, or a mapping."""
    if isinstance(value, list):
        return _said(value[0]) if value else {}
    if isinstance(value, str):
        return {"url": value.strip()}
    if not isinstance(value, Mapping):
        return {}
    lowered = {
        str(key).lower().replace("_", "").replace("-", ""): each
        for key, each in value.items()
        if not is_empty(each)
    }
    url = next(
        (
            lowered[key]
            for key in (
                "url",
                "src",
                "path",
                "file",
                "filename",
                "contenturl",
                "image",
                "href",
                "feature",
                "uid",
            )
            if isinstance(lowered.get(key), str)
        ),
        None,
    )
    return {
        "url": url,
        "alt": lowered.get("alt") or lowered.get("alttext") or lowered.get("imagealt"),
        "caption": lowered.get("caption") or lowered.get("title"),
        "credit": lowered.get("credit") or lowered.get("credittext") or lowered.get("attribution"),
        "width": lowered.get("width"),
        "height": lowered.get("height"),
    }
