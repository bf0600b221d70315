"""The command line: ``pullquote serve``, ``check``, ``schema``, ``init``, ``new``, ``import``, ``quotes``,
``review``, ``publish`` and ``demo``.

Every command is a module of its own and imports what is heavy when it runs, so that ``--help`` is quick.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from pullquote.api.cli import check, demo, importing, init, new, publish, quotes, review, schema, serve
from pullquote.api.cli.console import Failure, echo, examples

__all__ = ["app", "main"]

EXAMPLES = examples(
    ("pullquote serve", "the newsroom that ships with it, at http://127.0.0.1:8000/graphql"),
    ("pullquote serve newsroom --port 8123", "your own folder of files, at another port"),
    ("pullquote check newsroom", "every mistake in it, with file, line and column"),
    ("pullquote init newsroom", "a small newsroom to begin your own from"),
    ("pullquote new article flood-wall", "an article to fill in, every key explained"),
    (
        "pullquote import blog --into newsroom",
        "what you have already: a site, an export, a feed, saved pages",
    ),
    ("pullquote publish newsroom --to http://127.0.0.1:9200", "on a cluster, for more than one machine"),
    ("pullquote demo big --articles 5000", "an invented newspaper to build and measure against"),
    note="Each command has a --help of its own, with examples.",
)

app = typer.Typer(
    name="pullquote",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
COMMANDS: tuple[tuple[Callable[..., None], str], ...] = (
    (serve.serve, serve.EXAMPLES),
    (check.check, check.EXAMPLES),
    (schema.schema, schema.EXAMPLES),
    (init.init, init.EXAMPLES),
    (new.new, new.EXAMPLES),
    (importing.import_, importing.EXAMPLES),
    (quotes.quotes, quotes.EXAMPLES),
    (review.review, review.EXAMPLES),
    (publish.publish, publish.EXAMPLES),
    (demo.demo, demo.EXAMPLES),
)
for command, epilog in COMMANDS:
    app.command(command.__name__.rstrip("_"), epilog=epilog)(command)


def _version(wanted: bool) -> None:
    if wanted:
        from pullquote import __version__  # noqa: PLC0415 - reading the metadata takes time

        echo(f"pullquote {__version__}")
        raise typer.Exit


@app.callback(epilog=EXAMPLES)
def pullquote(
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and end.", callback=_version, is_eager=True),
    ] = False,
) -> None:
    """Serve a folder of news files as a GraphQL API: who said what, in which office, where."""


def main() -> None:
    """Run the command that the arguments name; ends the process with 0, 1 (problems) or 2 (wrong usage)."""
    try:
        app(prog_name="pullquote")
    except Failure as failure:
        echo(f"pullquote: {failure}", to=sys.stderr)
        sys.exit(failure.status)
    except OSError as error:
        echo(f"pullquote: {error.filename or 'input or output'}: {error.strerror or error}", to=sys.stderr)
        sys.exit(1)
