"""The text of an item as the Markdown of our body."""

from __future__ import annotations

import re

from pullquote.importing.items import Draft, Form, Item
from pullquote.importing.mapping.addresses import Addresses
from pullquote.importing.text.characters import clean
from pullquote.importing.text.html import markdown_of
from pullquote.importing.text.links import with_addresses, with_words_escaped, without_looks
from pullquote.importing.text.plain import paragraphs
from pullquote.importing.text.templates import Language, without_templates
from pullquote.store.files.kinds.fields import MAX_BODY
from pullquote.store.quotes.bodies import MAX_MARKUP, markup_in

_EMPTY_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
_TAG = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|</?[a-zA-Z][^<>]*>", re.DOTALL | re.IGNORECASE)
_SCRIPT = re.compile(
    r"<script\b[^>]*?(?:src\s*=\s*[\"'](?P<source>[^\"']*)[\"'])?[^>]*>.*?</script\s*>",
    re.DOTALL | re.IGNORECASE,
)
LONGEST = MAX_BODY - 2
"""Characters of a body, without the line breaks around it, which are read as well."""
SHOWN = 80
"""Characters that a note repeats of what was left out."""


def body_of(item: Item, draft: Draft, addresses: Addresses) -> str:
    """The body of a draft; what is changed or left out of it is noted there."""

    def dropped(what: str) -> None:
        what = " ".join(what.split())
        draft.note("dropped", what if len(what) <= SHOWN else f"{what[:SHOWN]}…")

    text = clean(item.body)
    if item.form is Form.TEXT:
        return _fitting(paragraphs(text), draft)
    language = Language(
        item.form,
        item.values,
        dropped,
        components=item.where.endswith((".mdx", ".mdoc")),
        wordpress=item.brackets,
    )
    if (
        "{{" in text
        or "{%" in text
        or "{:" in text
        or "::" in text
        or " {#" in text
        or item.brackets
        or language.components
    ):
        text = without_templates(text, language)
    if item.form is Form.HTML:
        text = clean(markdown_of(text, dropped, lambda what: draft.note("changed", what)))
    elif "<" in text:
        text = _SCRIPT.sub(lambda found: _without_script(found, dropped), text)
        text = with_words_escaped(text)
        plain = without_looks(text)
        if plain != text:
            text = plain
            draft.note("changed", "the styles, classes and handlers of its HTML are taken away")
    text = with_addresses(text, addresses.link)
    return _fitting(_EMPTY_LINES.sub("\n\n", text).strip("\n"), draft)


def _without_script(found: re.Match[str], dropped: object) -> str:
    if callable(dropped):
        dropped(f"<script> {found['source'] or ''}".strip())
    return ""


def _fitting(text: str, draft: Draft) -> str:
    """A body that a newsroom reads: with less markup where it has too much of it."""
    if markup_in(text) > MAX_MARKUP:
        text = _TAG.sub(" ", text)
        draft.note(
            "changed", "the HTML in its body is taken away, as there is too much of it; its words stay"
        )
    if markup_in(text) > MAX_MARKUP:
        text = re.sub(r"[*_`\[\]<>|~]", " ", text)
        draft.note(
            "changed", "the Markdown in its body is taken away, as there is too much of it; its words stay"
        )
    if len(text) > LONGEST:
        draft.note(
            "dropped", f"the end of its body: it has {len(text):,} characters, and {MAX_BODY:,} are read"
        )
        text = text[:LONGEST]
    return text
