"""Templates of the files of a newsroom: every key of every kind, explained, ready to be filled in.

A line ``#key: value`` is a key that may be left out, switched off; a line ``# Words`` explains what follows.
The keys and what they are for come from :mod:`pullquote.store.files.kinds`; the examples stand here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pullquote.store.files.kinds import KINDS, Kind, Kinds, adapter_of

SUFFIXES = (".md", ".yaml", ".yml", ".json")
"""The files that an entity can stand in."""

EXAMPLES: dict[str, str] = {
    "abstract": "Two or three sentences.",
    "addressee": "reporters",
    "aliases": "[former-slug]",
    "alt": "A harbour at dawn, two boats at the quay",
    "alternateNames": "[Another Name, A. N.]",
    "alternativeHeadline": "A shorter headline",
    "as": "the mayor",
    "authors": "[{person}]",
    "byline": "By Our Correspondent",
    "caption": "The harbour on Monday.",
    "copyrightHolder": "Example Press",
    "copyrightNotice": "© {year} Example Press",
    "corrections.date": "{today}",
    "corrections.text": "An earlier version gave another number.",
    "credit": "A. Name",
    "cue": "said",
    "dateline": "GENEVA",
    "dateModified": "{today}",
    "datePublished": "{today}",
    "dateSpoken": "{today}",
    "description": "One sentence.",
    "embargo": "{today}T06:00:00+00:00",
    "endDate": "{year}",
    "expires": "{year}-12-31T23:00:00+00:00",
    "extra": "{legacyId: 1234, desk: night}",
    "familyName": "Family",
    "givenName": "Given",
    "headline": "{headline}",
    "height": "800",
    "image.url": "https://example.org/{slug}.jpg",
    "inLanguage": "en",
    "isBasedOn": "https://agency.example/{slug}",
    "keywords": "[harbour, storm]",
    "kind": "other",
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "mediatopic": "medtop:11000000",
    "mentions": "[{person}, {organization}]",
    "name": "{name}",
    "occasion": "press conference",
    "organization": "{organization}",
    "parent": "{organization}",
    "publication": "{publication}",
    "quotes.kind": "direct",
    "publisher": "{organization}",
    "role": "{role}",
    "sameAs": "[https://example.org/{slug}]",
    "section": "{section}",
    "sourceOrganization": "{organization}",
    "speaker": "{person}",
    "standfirst": "One or two sentences.",
    "startDate": "2019-05",
    "status": "draft",
    "text": "The exact words of the quote",
    "title": "{role}",
    "topics": "[{topic}]",
    "translated": "true",
    "url": "https://example.org/{slug}",
    "usageTerms": "Ask before you reprint it.",
    "width": "1200",
}
"""A value of each key, as YAML; that of a key in a mapping by both names, where it is not the same everywhere."""

ALWAYS = frozenset({"datePublished", "kind", "status"})
"""Keys that a template has in use beside the required ones: a story needs one of its two dates, and nobody is to see it
before it is written."""
ELSEWHERE = frozenset({"after", "before", "body", "review", "source"})
"""Keys that are shown in another place: below the front matter, and in the second quote."""
SECOND_QUOTE = """\
  # A quote that the sentence interrupts is a list of its parts. Nobody is named: source instead of speaker.
  # after (or before): which one is meant where the same words stand in the body twice.
  - text:
      - It will cost,
      - what a wall costs.
    source: document
    as: The report
    cue: says
    after: further down
    before: That is all
    # A program proposed it, and nobody has confirmed it: A is safe, B likely, C to be looked at.
    review: B"""
BODY = """\
The text, in Markdown. “The exact words of the quote,” the mayor said.

The report says it further down. “It will cost,” the report says, “what a wall costs.” That is all.
"""


def suffix(kind: str, kinds: Kinds = KINDS) -> str:
    """The suffix of a new file of the kind: Markdown where there is a text to write."""
    return ".md" if kinds[kind].is_story else ".yaml"


def template(
    kind: str,
    slug: str,
    *,
    today: date,
    known: Mapping[str, Sequence[str]] | None = None,
    kinds: Kinds = KINDS,
) -> str:
    """The text of a new file of that kind; KeyError where there is no such kind.

    ``known`` are slugs by kind: the first of each stands where one is wanted.
    """
    of_kind = kinds[kind]
    first = {name: slugs[0] for name, slugs in (known or {}).items() if slugs}
    values = {each.noun: first.get(name, f"some-{each.noun}") for name, each in kinds.items()}
    values["role"] = "Mayor"
    words = slug.replace("-", " ")
    values |= {"slug": slug, "name": words.title(), "headline": words.capitalize()}
    values |= {"today": today.isoformat(), "year": str(today.year)}
    noun = of_kind.noun.capitalize()
    lines = [f"# {noun} {slug}. Take away the # in front of a key to use it.", *_keys(of_kind)]
    text = re.sub(r"\{(\w+)\}", lambda found: values[found[1]], "\n".join(lines))
    return f"---\n{text}\n---\n\n{BODY}" if of_kind.is_story else f"{text}\n"


def _keys(kind: Kind) -> Iterator[str]:
    """The lines of every key of the kind."""
    schema = adapter_of(kind.keys).json_schema()
    examples = {**EXAMPLES, **kind.examples}
    for name, key in schema["properties"].items():
        if name in ELSEWHERE:
            continue
        required = name in schema.get("required", ())
        yield ""
        yield f"# {'Required. ' if required else ''}{key['description']}{_choice(key, schema)}"
        lines = _value(name, key, schema, examples)
        yield from lines if required or name in ALWAYS else (f"#{line}" for line in lines)


def _choice(key: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """The values to choose from, where there are only some."""
    found = re.search(r"#/\$defs/(\w+)", str(key))
    values = schema["$defs"][found[1]].get("enum") if found else None
    return f" One of: {', '.join(values)}." if values else ""


def _value(
    name: str, key: Mapping[str, Any], schema: Mapping[str, Any], examples: Mapping[str, str]
) -> list[str]:
    """A key with an example of its value: on one line, or a mapping, or a list of mappings, below it."""
    found = re.search(r"#/\$defs/(\w+Keys)", str(key))
    if found is None:
        return [f"{name}: {examples[name]}"]
    inner = schema["$defs"][found[1]]["properties"]
    lines = [
        line
        for part, of_part in inner.items()
        if part not in ELSEWHERE
        for line in (
            f"# {of_part['description']}",
            f"{part}: {examples.get(f'{name}.{part}') or examples[part]}",
        )
    ]
    if "items" not in key:
        return [f"{name}:", *(f"  {line}" for line in lines)]
    comment, first, *others = lines
    item = [f"  {comment}", f"  - {first}", *(f"    {line}" for line in others)]
    return [f"{name}:", *item, *(SECOND_QUOTE.split("\n") if name == "quotes" else [])]
