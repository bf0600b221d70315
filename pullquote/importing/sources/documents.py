"""Source: files of Markdown or HTML with front matter, as Jekyll, Hugo, Eleventy, Astro, Zola and Nuxt have them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pullquote.importing.items import Form, Item, Note, Site
from pullquote.importing.sources.front_matter import BadMatter, Matter, has_front_matter, split
from pullquote.importing.sources.reading import day_of, key_of
from pullquote.importing.sources.sites import data_beside
from pullquote.importing.text.characters import decoded

NAME = "documents"
MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".mdoc", ".mdwn")
HTML = (".html", ".htm", ".njk", ".liquid")
FOR_PEOPLE = re.compile(
    r"(?:README|CHANGELOG|CONTRIBUTING|LICEN[CS]E|CODE_OF_CONDUCT|SECURITY|AUTHORS|NOTICE|TODO)\b.*",
    re.IGNORECASE,
)
LISTS = frozenset({"_index"})
NESTED = ("params", "extra", "taxonomies", "frontmatter", "data")
"""Keys of front matter whose keys are the site's own."""
_HEADING = re.compile(
    r"\A\s*(?:#[ \t]+(?P<atx>[^\n]+?)[ \t]*#*[ \t]*(?:\n|\Z)|(?P<setext>[^\n]+)\n=+[ \t]*(?:\n|\Z))"
)
_LANGUAGE_IN_NAME = re.compile(r"\.([a-z]{2}(?:-[a-z]{2})?)\.(?:md|markdown|html)$")
_LIST_PAGE = re.compile(r"\{%-?\s*for\b|\{\{-?\s*content\b")


def looks_like(path: Path, head: str) -> bool:
    """Markdown, or a page with front matter."""
    return path.suffix.lower() in MARKDOWN or (path.suffix.lower() in HTML and has_front_matter(head))


def read(path: Path, root: Path, site: Site) -> Iterator[Item]:  # noqa: ARG001 - every source is asked alike
    """The story of one file."""
    key = key_of(path, root)
    text, encoding = decoded(path.read_bytes())
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if reason := _no_story(path):
        yield Item(key=key, where=key, refused=reason)
        return
    try:
        matter = split(text) or Matter({}, text)
    except BadMatter as error:
        yield Item(key=key, where=key, refused=str(error))
        return
    notes = [Note("changed", matter.mended)] if matter.mended else []
    if encoding:
        notes.append(Note("guessed", f"its encoding is {encoding}"))
    values = flattened(matter.values)
    if language := _LANGUAGE_IN_NAME.search(path.name):
        values.setdefault("lang", language[1])
    for name, value in data_beside(path, root).items():
        values.setdefault(name, value)
    body = matter.body
    if path.suffix.lower() in HTML and not values.get("title") and _LIST_PAGE.search(body):
        yield Item(key=key, where=key, refused="a template, and no story")
        return
    if "title" not in {name.lower() for name in values} and "headline" not in values:
        found = _HEADING.match(body)
        if found:
            values["title"] = found["atx"] or found["setext"]
            body = body[found.end() :]
    if "_drafts" in path.parts:
        values.setdefault("draft", True)
    yield Item(
        key=key,
        where=key,
        values=values,
        body=body,
        form=Form.HTML if path.suffix.lower() in HTML else Form.MARKDOWN,
        name=_name(path, root),
        day=day_of(path),
        folder=path.parent,
        notes=tuple(notes),
    )


def flattened(values: dict[str, object]) -> dict[str, object]:
    """The values, those of ``params`` and the like among them."""
    flat = {key: value for key, value in values.items() if not (key in NESTED and isinstance(value, dict))}
    for key in NESTED:
        inner = values.get(key)
        if isinstance(inner, dict):
            for name, value in inner.items():
                flat.setdefault(str(name), value)
    return flat


def _no_story(path: Path) -> str | None:
    """Why a file is none by its name."""
    stem = path.name.partition(".")[0]
    if stem in LISTS:
        return "a list of stories, and none itself"
    if FOR_PEOPLE.fullmatch(path.name) and path.stem.upper() == path.stem:
        return "a file for the people who work on the site, and no story"
    return None


def _name(path: Path, root: Path) -> str:
    """What a file is called below the source: of ``2024/harbour/index.md`` the folder."""
    stem = path.name
    while Path(stem).suffix.lower() in (*MARKDOWN, *HTML):
        stem = Path(stem).stem
    folder = path.parent
    if stem == "index" and folder != root:
        stem, folder = folder.name, folder.parent
    try:
        above = folder.relative_to(root).as_posix()
    except ValueError:
        above = ""
    return stem if above in ("", ".") else f"{above}/{stem}"
