"""``pullquote quotes``: the quotes that an import would propose for a text."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pullquote.api.cli.console import Failure, counted, echo, examples

if TYPE_CHECKING:  # it takes time to import, and `--help` does not need it
    from pullquote.importing.proposals.proposing import Proposal

EXAMPLES = examples(
    ("pullquote quotes story.md", "who says what in it, and how sure that is: A, B or C"),
    ("pullquote quotes page.html --date 2024-10-30", "weekdays are read by the date of the story"),
    ("pullquote quotes story.txt --format json", "with the places of the words, the cue and the speaker"),
    note="Nothing is written. The rules are those of English.",
)


class QuotesFormat(StrEnum):
    """How proposals are printed."""

    TEXT = "text"
    JSON = "json"


def quotes(
    file: Annotated[Path, typer.Argument(help="Plain text, Markdown or HTML, in English.")],
    date: Annotated[
        str | None, typer.Option(metavar="DATE", help="Of the story, as 2024-10-30: weekdays are read by it.")
    ] = None,
    output: Annotated[QuotesFormat, typer.Option("--format", help="How to print them.")] = QuotesFormat.TEXT,
) -> None:
    """Print the quotes that an import would propose for a text."""
    from pullquote.importing.proposals.proposing import propose_for_story  # noqa: PLC0415 - takes time
    from pullquote.importing.sources.front_matter import BadMatter, split  # noqa: PLC0415 - takes time
    from pullquote.importing.text.characters import decoded  # noqa: PLC0415 - takes time
    from pullquote.importing.text.plain import paragraphs  # noqa: PLC0415 - takes time
    from pullquote.store.model.dates import DateOrDateTime, InvalidDate  # noqa: PLC0415 - takes time
    from pullquote.store.quotes.bodies import parse_body  # noqa: PLC0415 - takes time

    if date is not None:
        try:
            DateOrDateTime.parse(date)
        except InvalidDate as error:
            raise Failure(f"--date {date}: {error}", status=2) from None
    text, _ = decoded(file.read_bytes())
    if file.suffix.lower() in {".txt", ".text", ""}:
        text = paragraphs(text)
    else:
        try:
            matter = split(text)
        except BadMatter as error:
            raise Failure(f"{file}: {error}", status=2) from None
        text = matter.body if matter else text
    body = parse_body(text)
    story = propose_for_story(body.blocks if body else (), date=date)
    if (note := story.unread_note()) is not None:
        echo(f"not read: {note}", to=sys.stderr)
    found = story.proposals
    if output is QuotesFormat.JSON:
        document = {"text": body.text if body else "", "quotes": [_as_json(each) for each in found]}
        echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    for each in found:
        echo(_as_text(each))
    echo(f"{counted(len(found), 'quote')} proposed")


def _as_text(one: Proposal) -> str:
    speakers = [one.who.name, *(each.name for each in one.others)] if one.who else [str(one.unnamed)]
    office = f", {one.office}" if one.office else ""
    return f"{one.tier}  {' … '.join(one.texts)}\n   {' and '.join(speakers)}{office}: {one.cue or 'no cue'} ({one.rule})"


def _as_json(one: Proposal) -> dict[str, Any]:
    """A proposal; ranges count characters in the text, from the first to the one behind the last."""
    people = [one.who, *one.others] if one.who else []
    return {
        "parts": [
            {"start": start, "end": end, "text": text}
            for (start, end), text in zip(one.parts, one.texts, strict=True)
        ],
        "kind": "direct" if one.is_direct else "indirect",
        "speakers": [{"name": each.name, "kind": each.kind} for each in people],
        "source": one.unnamed,
        "as": one.printed,
        "asAt": one.source,
        "cue": one.cue,
        "cueAt": one.cue_at,
        "role": one.office,
        "addressee": one.addressee,
        "occasion": one.occasion,
        "dateSpoken": one.date_spoken,
        "tier": one.tier,
        "rule": one.rule,
    }
