"""Source: WordPress exports (WXR), read as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from pullquote.importing.extra import package
from pullquote.importing.items import Form, Item, Site
from pullquote.importing.sources.reading import CUT, HALF, closed_in, day_of, is_global, key_of, name_in
from pullquote.importing.text.html import paragraphs_marked

NAME = "wordpress"
EXPORT = "http://wordpress.org/export/"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
NO_STORIES = {
    "attachment": "a file of the media library, and no story",
    "nav_menu_item": "an item of a menu, and no story",
    "revision": "an older version of a story",
    "custom_css": "a style sheet, and no story",
    "customize_changeset": "a setting, and no story",
    "oembed_cache": "a copy of another page's embed, and no story",
    "wp_global_styles": "a style sheet, and no story",
    "wp_template": "a template, and no story",
    "wp_template_part": "a template, and no story",
    "wp_navigation": "a menu, and no story",
    "wp_block": "a block for reuse, and no story",
    "wp_font_face": "a font, and no story",
    "wp_font_family": "a font, and no story",
    "acf-field": "a field's definition, and no story",
    "acf-field-group": "a field's definition, and no story",
}
"""Types of posts that are no stories, and why."""
OWN_META = "_"
"""What the keys of WordPress's own post meta begin with."""


def looks_like(path: Path, head: str) -> bool:
    """An XML file that names the namespace of WordPress exports."""
    return path.suffix.lower() in (".xml", ".wxr") and EXPORT in head


def describe(path: Path, site: Site) -> Site:
    """What an export says of its site: the title, the language, the address and the authors."""
    etree = package("lxml.etree")
    said: dict[str, str] = {}
    people: dict[str, dict[str, object]] = {}
    with path.open("rb") as file:
        for _, element in etree.iterparse(file, events=("end",), recover=True, huge_tree=True):
            name = _local(element)
            if name == "author" and element.tag.startswith(f"{{{EXPORT}"):
                fields = {_local(child).removeprefix("author_"): child.text or "" for child in element}
                people[fields.get("login", "")] = {
                    "display_name": fields.get("display_name") or fields.get("login", ""),
                    "first_name": fields.get("first_name", ""),
                    "last_name": fields.get("last_name", ""),
                }
            elif name in ("title", "language", "base_blog_url", "link") and element.text:
                said.setdefault(name, element.text.strip())
            elif name == "item":
                break
    return replace(
        site,
        title=said.get("title") or site.title,
        language=said.get("language") or site.language,
        base=said.get("base_blog_url") or said.get("link") or site.base,
        people={**site.people, **people},
    )


def read(path: Path, root: Path, site: Site) -> Iterator[Item]:  # noqa: ARG001 - every source is asked alike
    """The posts of an export, one at a time."""
    etree = package("lxml.etree")
    file, day, whole = key_of(path, root), day_of(path), closed_in(path)
    number = 0
    with path.open("rb") as opened:
        elements = etree.iterparse(opened, events=("end",), tag="item", recover=True, huge_tree=True)
        for number, (_, element) in enumerate(elements, 1):
            item = _item(element, file, number, day)
            yield replace(item, refused=HALF) if whole is not None and number > whole else item
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    if whole is not None and number <= whole:
        yield Item(key=file, where=file, refused=CUT)


def _item(element: Any, file: str, number: int, day: str) -> Item:
    said: dict[str, str] = {}
    meta: dict[str, object] = {}
    terms: dict[str, list[object]] = {}
    content = ""
    for child in element:
        name = _local(child)
        text = (child.text or "").strip()
        if child.tag == CONTENT:
            content = child.text or ""
        elif name == "category":
            domain = {"category": "categories", "post_tag": "tags"}.get(child.get("domain") or "category")
            term: object = {"name": text, "slug": child.get("nicename") or None}
            terms.setdefault(domain or str(child.get("domain")), []).append(term if domain else text)
        elif name == "postmeta":
            pair = {_local(each): each.text or "" for each in child}
            if pair.get("meta_key") and not pair["meta_key"].startswith(OWN_META):
                meta[pair["meta_key"]] = pair.get("meta_value", "")
        elif name == "encoded":
            said["excerpt"] = text
        elif name != "comment" and text:
            said[name] = text
    post_id = said.get("post_id") or said.get("guid") or str(number)
    # The same story, in whichever export of its site it is.
    key = name_in(
        file, next((said[each] for each in ("guid", "link") if is_global(said.get(each, ""))), post_id)
    )
    where = f"{file}, post {post_id}"
    kind = said.get("post_type", "post")
    refused = NO_STORIES.get(kind)
    if said.get("status") == "trash":
        refused = "in the trash"
    if refused:
        shown = f" ({said['title']})" if said.get("title") else ""
        return Item(key=key, where=where, refused=f"{refused}{shown}")
    return Item(
        key=key,
        where=where,
        values={**{f"meta.{key}": value for key, value in meta.items() if value}, **terms, **_values(said)},
        body=content if "<!-- wp:" in content and "</p>" in content else paragraphs_marked(content),
        form=Form.HTML,
        name=said.get("post_name", ""),
        day=day,
        brackets=True,
    )


def _values(said: dict[str, str]) -> dict[str, object]:
    values: dict[str, object] = {
        "title": said.get("title"),
        "excerpt": said.get("excerpt"),
        "link": said.get("link"),
        "author": said.get("creator"),
        "slug": said.get("post_name"),
        "status": said.get("status"),
        "date": _moment(said, "post_date") or said.get("pubDate"),
        "modified": _moment(said, "post_modified"),
        "type": said["post_type"] if said.get("post_type", "post") not in ("post", "page") else None,
    }
    if said.get("post_password"):
        values["status"] = "private"
    return {key: value for key, value in values.items() if value}


def _moment(said: dict[str, str], name: str) -> str | None:
    """A date of a post: in UTC where that is there, else by the clock of the site."""
    in_utc = said.get(f"{name}_gmt", "")
    if in_utc and not in_utc.startswith("0000"):
        return f"{in_utc}Z"
    local = said.get(name, "")
    return local if local and not local.startswith("0000") else None


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
