"""Source: ninjs 1, 2 and 3 (IPTC News in JSON), one document, a list of them, or one a line.

The generations differ in names only where it matters here: 1 has ``headline`` and ``body_xhtml``, 2 lists
(``headlines``, ``bodies``) of values with a role, 3 the same in camel case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pullquote.importing.items import Form, Item, Note, Site
from pullquote.importing.sources.checking import item_of
from pullquote.importing.sources.json_stream import values_in
from pullquote.importing.sources.reading import day_of, key_of, name_in

NAME = "ninjs"
_SIGNS = re.compile(
    r"\"(?:version_?created|versionCreated|\$?standard|headlines|body_(?:text|xhtml|html\d?)|bodies|pub_?status|firstcreated"
    r"|eventDetails|eventdetails|description_text|copyrightnotice|representationtype)\"\s*:",
)
LISTS = ("items", "_items", "results", "newsItems", "docs", "data", "articles", "stories", "associations")
"""Under which keys a document that is none itself has others."""
MEDIATOPIC = re.compile(r"(?:mediatopic/|medtop:|subject(?:code)?/)(\d{8})$")
OTHERS = frozenset({"picture", "photo", "graphic", "video", "audio", "event", "planning"})
"""Types of documents that are no text; what they say is kept as a story all the same."""
READ = frozenset(
    [
        "standard",
        "uri",
        "type",
        "headline",
        "headlines",
        "title",
        "titles",
        "body",
        "bodies",
        "description",
        "descriptions",
        "by",
        "byline",
        "versioncreated",
        "firstcreated",
        "contentcreated",
        "language",
        "subject",
        "subjects",
        "person",
        "people",
        "organisation",
        "organisations",
        "associations",
        "renditions",
        "located",
        "dateline",
        "copyrightholder",
        "copyrightnotice",
        "usageterms",
        "expires",
        "pubstatus",
        "embargoed",
        "altids",
        "representationtype",
        "profile",
        "mimetype",
        "version",
        "urgency",
        "embargoedreason",
        "infosources",
        "slugline",
        "eventdetails",
        "charcount",
        "wordcount",
        "contentcreated",
        "etag",
    ]
)


def looks_like(path: Path, head: str) -> bool:
    """JSON with the names of ninjs."""
    return path.suffix.lower() in (".json", ".jsonl", ".ndjson", ".ninjs") and _SIGNS.search(head) is not None


def read(path: Path, root: Path, site: Site) -> Iterator[Item]:  # noqa: ARG001 - every source is asked alike
    """The documents of a file."""
    file, day = key_of(path, root), day_of(path)
    number = 0
    try:
        for value in values_in(path):
            for document in _documents(value):
                number += 1
                yield item_of("document", _item, document, file, number, day, path.parent)
    except ValueError as error:
        yield Item(key=f"{file}#{number + 1}", where=f"{file}, after document {number}", refused=str(error))


def _documents(value: Any) -> Iterator[Any]:
    if isinstance(value, dict) and not _simple(value).keys() & {
        "uri",
        "headline",
        "headlines",
        "title",
        "bodies",
    }:
        inner = next((value[key] for key in LISTS if isinstance(value.get(key), list)), None)
        if inner is not None:
            yield from inner
            return
    if isinstance(value, list):
        yield from value
    else:
        yield value


def _simple(document: Mapping[str, Any]) -> dict[str, Any]:
    """A document with the names of all generations alike: in small letters."""
    return {key.lower().lstrip("$"): value for key, value in document.items()}


def _item(document: Any, file: str, number: int, day: str, folder: Path) -> Item:
    where = f"{file}, document {number}"
    if not isinstance(document, dict):
        return Item(key=f"{file}#{number}", where=where, refused="not a mapping")
    said = _simple(document)
    key = name_in(file, said.get("uri") or number)
    notes = []
    kind = str(said.get("type") or ("event" if said.get("eventdetails") else "text")).lower()
    headline = _one(said, "headline") or _one(said, "title") or said.get("slugline")
    body, form = _body(said)
    description: str | None = _described(said)[0]
    if not body and description:
        body, form = _described(said)
        description = None
        notes.append(Note("guessed", "it has no body; its description is taken for one"))
    if kind in OTHERS:
        if not (headline and body):
            return Item(key=key, where=where, refused=f"a document of type {kind} without words of its own")
        notes.append(Note("guessed", f"its type is {kind}; its description is kept as a story"))
    if str(said.get("pubstatus") or "usable").lower() in ("canceled", "cancelled", "withheld"):
        notes.append(Note("guessed", f"its status is {said['pubstatus']}: it is written as withdrawn"))
    values = _values(said, headline, description)
    for name, value in document.items():
        plain = name.lower().lstrip("$")
        if plain not in READ and not plain.startswith(("body_", "description_", "headline_", "title_")):
            values.setdefault(name, value)
    notes += _enclosed(said)
    for name in ("genres", "genre", "urgency", "version", "infosources", "profile", "slugline", "altids"):
        if said.get(name):
            values.setdefault(name, said[name])
    values |= {name: value for name, value in document.items() if name.lower().startswith("headline_")}
    return Item(
        key=key,
        where=where,
        values={name: value for name, value in values.items() if value not in (None, "", [], {})},
        body=body,
        form=form,
        name=re.sub(r"[?#].*$", "", str(said.get("uri") or "")).rstrip("/").rpartition("/")[2],
        day=day,
        folder=folder,
        notes=tuple(notes),
    )


def _enclosed(said: Mapping[str, Any]) -> Iterator[Note]:
    """A note of each document within one: only its picture is read."""
    inner = said.get("associations")
    for each in inner.values() if isinstance(inner, dict) else inner or ():
        if isinstance(each, dict):
            title = _one(_simple(each), "headline") or each.get("uri") or "without a name"
            yield Note("dropped", f"a document within it, but for its picture: {title}")


def _values(said: Mapping[str, Any], headline: object, description: object) -> dict[str, object]:
    uri = str(said.get("uri") or "")
    event = (
        (said.get("eventdetails") or {}).get("dates") or {}
        if isinstance(said.get("eventdetails"), dict)
        else {}
    )
    started = next((value for name, value in event.items() if "start" in name.lower()), None)
    created = said.get("firstcreated") or said.get("contentcreated")
    version = said.get("versioncreated")
    status = str(said.get("pubstatus") or "usable").lower()
    return {
        "title": headline,
        "description": description,
        "by": said.get("byline") or said.get("by"),
        "datePublished": created or version or started,
        "dateModified": version if created and version != created else None,
        "language": said.get("language"),
        "url": uri if uri.startswith(("http://", "https://")) else None,
        "uri": uri if not uri.startswith(("http://", "https://")) else None,
        "topics": [_topic(each) for each in _listed(said, "subject", "subjects") if each.get("name")],
        "people": [
            {**_named(each), "kind": "people"}
            for each in _listed(said, "person", "people")
            if each.get("name")
        ],
        "organisations": [
            {**_named(each), "kind": "organizations"}
            for each in _listed(said, "organisation", "organisations")
            if each.get("name")
        ],
        "located": said.get("located") or said.get("dateline"),
        "copyrightHolder": said.get("copyrightholder"),
        "copyrightNotice": said.get("copyrightnotice"),
        "usageTerms": said.get("usageterms"),
        "expires": said.get("expires"),
        "embargo": said.get("embargoed"),
        "status": {"canceled": "withdrawn", "cancelled": "withdrawn", "withheld": "draft"}.get(status),
        "image": _image(said),
        "eventDetails": said.get("eventdetails"),
    }


def _one(said: Mapping[str, Any], name: str) -> str | None:
    """A text that is one (generation 1), or a list of them by role (2 and 3): the main one, else the first."""
    if isinstance(said.get(name), str) and said[name].strip():
        return str(said[name])
    listed = [each for each in said.get(f"{name}s") or () if isinstance(each, dict) and each.get("value")]
    best = next((each for each in listed if each.get("role") in ("main", "headline", "title")), None)
    return str((best or listed[0])["value"]) if listed else None


def _text_of(said: Mapping[str, Any], name: str, plural: str) -> tuple[str, Form]:
    listed = [each for each in said.get(plural) or () if isinstance(each, dict) and each.get("value")]
    kinds = [
        (each, str(each.get("contenttype") or each.get("contentType") or each.get("role") or ""))
        for each in listed
    ]
    html = [each for each, kind in kinds if "html" in kind]
    plain = [each for each, kind in kinds if "html" not in kind and "xml" not in kind]
    first = {
        key: value for key, value in said.items() if key.startswith(f"{name}_") and isinstance(value, str)
    }
    marked = next((value for key, value in first.items() if "html" in key and value.strip()), None)
    flat = next((value for key, value in first.items() if "text" in key and value.strip()), None)
    best_html = max([marked or "", *(str(each["value"]) for each in html)], key=len)
    best_text = max([flat or "", *(str(each["value"]) for each in plain)], key=len)
    # A text that says much more than the HTML is the body, and not a shorter form of it.
    if best_html and len(re.sub(r"<[^>]*>", "", best_html)) * 2 >= len(best_text):
        return best_html, Form.HTML
    return best_text or (str(said[name]) if isinstance(said.get(name), str) else ""), Form.TEXT


def _body(said: Mapping[str, Any]) -> tuple[str, Form]:
    return _text_of(said, "body", "bodies")


def _described(said: Mapping[str, Any]) -> tuple[str, Form]:
    return _text_of(said, "description", "descriptions")


def _listed(said: Mapping[str, Any], *names: str) -> list[dict[str, Any]]:
    return [each for name in names for each in said.get(name) or () if isinstance(each, dict)]


def _named(said: Mapping[str, Any]) -> dict[str, object]:
    address = str(said.get("uri") or "")
    return {"name": said["name"], "sameAs": [address] if address.startswith("http") else None}


def _topic(said: Mapping[str, Any]) -> dict[str, object]:
    code = MEDIATOPIC.search(f"{said.get('uri') or ''}") or MEDIATOPIC.search(
        f"{said.get('scheme') or ''}{said.get('code') or ''}"
    )
    return {"name": said["name"], "mediatopic": f"medtop:{code[1]}" if code else None}


def _image(said: Mapping[str, Any]) -> dict[str, object] | None:
    """The picture of a document: its own renditions, or those of the first picture that goes with it."""
    inner = said.get("associations")
    associated = list(inner.values()) if isinstance(inner, dict) else list(inner or ())
    for document in (said, *(_simple(each) for each in associated if isinstance(each, dict))):
        found = document.get("renditions")
        renditions = list(found.values()) if isinstance(found, dict) else list(found or ())
        shown = [
            each
            for each in renditions
            if isinstance(each, dict)
            and each.get("href")
            and not re.match(
                r"(?:video|audio|text)", str(each.get("mimetype") or each.get("contentType") or "")
            )
        ]
        if shown:
            best = max(shown, key=lambda each: each.get("width") or 0)
            words, _ = _described(document)
            return {
                "url": best["href"],
                "caption": re.sub(r"<[^>]*>", "", words) if document is not said else None,
                "alt": _one(document, "headline"),
                "width": best.get("width"),
                "height": best.get("height"),
                "credit": document.get("byline") or document.get("by") if document is not said else None,
            }
    return None
