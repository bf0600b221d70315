"""``pullquote new``: a file to fill in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from pullquote.api.cli.console import Failure, echo, examples
from pullquote.api.cli.folders import OWN_NEWSROOM, own_newsroom

EXAMPLES = examples(
    (
        "pullquote new article flood-wall",
        "writes articles/flood-wall.md into the newsroom that you are in, or ./fixtures",
    ),
    ("pullquote new person ida-brook --in newsroom", "writes newsroom/people/ida-brook.yaml"),
    note="Kinds: article, editorial, person, organization, publication, section, topic.",
)


def new(
    kind: Annotated[
        str, typer.Argument(help="article, editorial, person, organization, publication, section or topic.")
    ],
    slug: Annotated[str, typer.Argument(help="Its name in files and queries: a-z, 0-9 and hyphens.")],
    into: Annotated[
        Path | None,
        typer.Option("--in", metavar="FOLDER", help="The newsroom.", show_default=OWN_NEWSROOM),
    ] = None,
) -> None:
    """Write a new file with every key explained; never over an old one."""
    from pullquote.store.files.guesses.file_names import folder_meant  # noqa: PLC0415 - takes time
    from pullquote.store.files.jsonschema import known_slugs  # noqa: PLC0415 - takes time
    from pullquote.store.files.kinds import KINDS  # noqa: PLC0415 - takes time
    from pullquote.store.files.templates import SUFFIXES, suffix, template  # noqa: PLC0415 - takes time
    from pullquote.store.model.formats import is_slug, slug_of  # noqa: PLC0415 - takes time
    from pullquote.store.model.problems import closest  # noqa: PLC0415 - takes time

    folder = into or own_newsroom()
    nouns = {form.noun: name for name, form in KINDS.items()}
    name = kind if kind in KINDS else nouns.get(kind)
    if name is None:
        found = folder_meant(kind)
        meant = KINDS[found].noun if found is not None and found in KINDS else closest(kind, nouns)
        guess = f"did you mean {meant}? The" if meant else "the"
        raise Failure(f"there is no kind {kind!r}; {guess} kinds are {', '.join(nouns)}", status=2)
    if not is_slug(slug):
        raise Failure(
            f"{slug!r} is not a slug: a-z and 0-9, with single hyphens between, like {slug_of(slug) or 'flood-wall'}",
            status=2,
        )
    for other in SUFFIXES:
        if (taken := folder / name / f"{slug}{other}").exists():
            raise Failure(f"{taken} is there already")
    known = known_slugs(folder) if folder.is_dir() else {}
    if slug in known.get(name, ()):
        raise Failure(f"{folder / name} has {slug} already, in a file of several")
    path = folder / name / f"{slug}{suffix(name)}"
    path.parent.mkdir(parents=True, exist_ok=True)
    today = datetime.now().astimezone().date()
    with path.open("x", encoding="utf-8") as file:
        file.write(template(name, slug, today=today, known=known))
    echo(f"Wrote {path}. When it is filled in: pullquote check {folder}")
    if KINDS[name].is_story:
        echo("It is a draft, which the public does not see. When it is ready, delete the line status: draft.")
