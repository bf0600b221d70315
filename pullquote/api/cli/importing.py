"""``pullquote import``: other people's content as files of a newsroom, and a report of what was done."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from pullquote.api.cli.console import Failure, counted, echo, examples, growing

if TYPE_CHECKING:  # it takes time to import, and `--help` does not need it
    from pullquote.importing.importing import Options
    from pullquote.importing.reports import Report

EXAMPLES = examples(
    ("pullquote import blog/content/posts --into newsroom", "a folder of Markdown, as drafts"),
    (
        "pullquote import export.xml --into newsroom --publish",
        "a WordPress export; what it shows is published",
    ),
    (
        "pullquote import feed.xml --into newsroom --timezone Europe/Berlin",
        "times without a zone are in this one",
    ),
    (
        "pullquote import blog --into newsroom --dry-run > map.yaml",
        "writes nothing but the map that it would use",
    ),
    (
        "pullquote import blog --into newsroom --map map.yaml --report report.html",
        "with your map, and a report to read",
    ),
    note="Run it again at any time: only what changed at the source is written, and never over your own changes.\n\n"
    "Exit codes: 0 imported (the report says what was refused), 1 not imported, 2 wrong usage.",
)
REASONS_SHOWN = 5
"""Reasons for refusals that the summary prints; the report has all."""
DOUBLES_SHOWN = 10
"""Likely doubles, and offices, that the summary prints."""


def import_(  # noqa: PLR0917 - an option a parameter, as typer reads them
    source: Annotated[
        str,
        typer.Argument(help="A folder, a file or a .zip: site, WordPress export, ninjs, feed, saved pages."),
    ],
    into: Annotated[
        Path, typer.Option("--into", metavar="FOLDER", help="The newsroom; made if it is not there.")
    ],
    publication: Annotated[
        str | None,
        typer.Option(metavar="SLUG", help="Where all of it appeared, if not where the source says."),
    ] = None,
    timezone: Annotated[
        str | None, typer.Option(metavar="ZONE", help="Of times that have none: Europe/Berlin, or +05:00.")
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="What relative addresses are relative to, if the source does not say."
        ),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="FORMAT", help="What the files are, if looking at them does not tell."
        ),
    ] = None,
    map_file: Annotated[
        Path | None,
        typer.Option(
            "--map", metavar="FILE", help="What becomes of keys: `theirs: ours`, or extra, or drop."
        ),
    ] = None,
    publish: Annotated[
        bool, typer.Option("--publish", help="Publish what the source shows; else all are drafts.")
    ] = False,
    quotes: Annotated[
        bool, typer.Option("--quotes/--no-quotes", help="Propose the quotes of English stories, for review.")
    ] = True,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write nothing; print the map that would be used.")
    ] = False,
    report: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the report: .json, .html, or both without either."),
    ] = None,
) -> None:
    """Import what exists into a newsroom, and say what was changed, guessed and dropped."""
    options = _options(
        source,
        into,
        form,
        map_file,
        dry_run=dry_run,
        publication=publication,
        timezone=timezone,
        base=base,
        publish=publish,
    )
    from dataclasses import replace  # noqa: PLC0415 - takes time

    from pullquote.importing.extra import MissingPackage  # noqa: PLC0415 - takes time
    from pullquote.importing.importing import run  # noqa: PLC0415 - takes time
    from pullquote.importing.sources.archives import BadArchive  # noqa: PLC0415 - takes time
    from pullquote.importing.sources.finding import NoSource  # noqa: PLC0415 - takes time

    try:
        with growing("Importing") as report_progress:
            done = run(replace(options, quotes=quotes, progress=report_progress))
    except (NoSource, BadArchive) as error:
        raise Failure(str(error), status=2) from None
    except MissingPackage as error:
        raise Failure(str(error)) from None
    if dry_run:
        from pullquote.importing.mapping.map_files import written_map  # noqa: PLC0415 - takes time

        sys.stdout.write(written_map(done.keys))
    _print(done, into, dry_run=dry_run)
    if report is not None:
        files = done.write(report)
        echo(f"Report: {', '.join(map(str, files))}", to=sys.stderr if dry_run else None)


def _options(
    source: str,
    into: Path,
    form: str | None,
    map_file: Path | None,
    *,
    dry_run: bool,
    publication: str | None,
    timezone: str | None,
    base: str | None,
    publish: bool,
) -> Options:
    """The options of an import, checked; raises Failure."""
    from pullquote.importing.importing import Options  # noqa: PLC0415 - takes time
    from pullquote.importing.mapping.dates import UnknownZone, zone_of  # noqa: PLC0415 - takes time
    from pullquote.importing.mapping.given import Rules  # noqa: PLC0415 - takes time
    from pullquote.importing.mapping.map_files import BadMap, read_map  # noqa: PLC0415 - takes time
    from pullquote.importing.sources.finding import NAMES  # noqa: PLC0415 - takes time
    from pullquote.store.model.formats import is_slug, is_web_address  # noqa: PLC0415 - takes time

    if form is not None and form not in NAMES:
        raise Failure(f"--from {form}: expected one of {', '.join(NAMES)}", status=2)
    if publication is not None and not is_slug(publication):
        raise Failure(f"--publication {publication}: expected a slug, such as the-courier", status=2)
    if base is not None and not is_web_address(base):
        raise Failure(f"--base {base}: expected an address that begins with https:// or http://", status=2)
    if into.is_file():
        raise Failure(f"--into {into}: a newsroom is a folder, and this is a file", status=2)
    try:
        if timezone is not None:
            zone_of(timezone)
        own = read_map(map_file) if map_file else {}
    except (UnknownZone, BadMap) as error:
        raise Failure(str(error), status=2) from None
    rules = Rules(map=own, timezone=timezone, base=base, publish=publish, publication=publication)
    return Options(source=Path(source), into=into, form=form, rules=rules, dry_run=dry_run)


def _print(done: Report, into: Path, *, dry_run: bool) -> None:
    """The summary of an import: every item in one of its counts."""
    to = sys.stderr if dry_run else None
    counts = [f"{number:,} {outcome}" for outcome, number in done.outcomes.items() if number]
    verb = "Would import" if dry_run else "Imported"
    echo(
        f"{verb} into {into}: {counted(done.items, 'item')}: {', '.join(counts) or 'nothing'}",
        to=to,
        style="green",
    )
    _print_hidden(done, to, dry_run=dry_run)
    _print_made(done, into, to)
    if done.notes:
        noted = ", ".join(
            f"{done.notes[kind]:,} {kind}" for kind in ("changed", "guessed", "dropped") if done.notes[kind]
        )
        echo(f"Noted: {noted}; --report FILE says what", to=to)
    for guess in done.guesses[:REASONS_SHOWN]:
        echo(f"Guessed: {guess}", to=to)
    for reason, number in done.reasons.most_common(REASONS_SHOWN):
        echo(f"Refused: {number:,}: {reason}", to=to, style="yellow")
    if done.without_zone:
        echo(
            f"{counted(done.without_zone, 'item')} with a time without its zone: only the day is kept; --timezone ZONE says which it is in",
            to=to,
            style="yellow",
        )
    if done.outcomes["to merge"]:
        echo(
            f"{done.outcomes['to merge']:,} to merge: the new version stands beside your file, with .new behind its name",
            to=to,
            style="yellow",
        )
    for kind, names in done.doubles[:DOUBLES_SHOWN]:
        echo(f"Likely the same ({kind}): {', '.join(names)}", to=to)
    for (slug, title), _ in list(done.offices.items())[:DOUBLES_SHOWN]:
        echo(f"An office that people/{slug} does not say: {title}", to=to)
    if done.passed:
        others = ", ".join(
            f"{number:,} {suffix}" for suffix, number in done.passed.most_common(REASONS_SHOWN)
        )
        echo(f"Other files, not read: {others}", to=to)
    if done.items and not dry_run:
        echo(f"Next: pullquote check {into}", to=to)


def _print_hidden(done: Report, to: TextIO | None, *, dry_run: bool) -> None:
    """That the public no longer sees some stories, which nobody may have meant."""
    if done.hidden:
        one, many = ("would be a", "would be") if dry_run else ("is a", "are")
        hidden = counted(done.hidden, f"published story {one} draft", f"published stories {many} drafts")
        echo(
            f"{hidden} now, which the public does not see; --publish keeps them public", to=to, style="yellow"
        )


def _print_made(done: Report, into: Path, to: TextIO | None) -> None:
    """What was made beside the stories: people, pictures, quotes to be confirmed."""
    from pullquote.store.files.kinds import KINDS  # noqa: PLC0415 - takes time

    made = [counted(number, KINDS[kind].noun, kind) for kind, number in done.made.items()]
    if done.media:
        made.append(counted(done.media, "picture"))
    if made:
        echo(f"New: {', '.join(made)}", to=to)
    if done.quotes:
        tiers = ", ".join(f"{done.quotes[tier]:,} {tier}" for tier in ("A", "B", "C") if done.quotes[tier])
        echo(f"Quotes proposed: {tiers or 'none'}; review them: pullquote review {into}", to=to)
