"""``pullquote serve``: one screen about what is served, and the server."""

from __future__ import annotations

import errno
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pullquote.api.cli.check import count_problems, summary
from pullquote.api.cli.console import Failure, counted, echo, examples, progress
from pullquote.api.cli.folders import newsroom_folder
from pullquote.api.cli.init import offer_starter
from pullquote.api.cli.problem_lines import command_for_every, excerpt, line, print_problems
from pullquote.api.setting_values import LAST_PORT

if TYPE_CHECKING:  # these take time to import, and `--help` does not need them
    from pullquote.api.settings import Settings
    from pullquote.store.model.problems import Problem
    from pullquote.store.newsroom.newsroom import Newsroom
    from pullquote.store.rounds.newsroom import RemoteNewsroom

NO_ADDRESS = "{host} is no address of this machine; 127.0.0.1 is, and 0.0.0.0 is all that it has"
PORTS_TRIED = 20
"""Ports behind a taken one that are tried before none is suggested."""
OF_STORIES = ("articles", "editorials", "quotes")
"""The counts that differ for the public where stories are hidden."""
SHOWN_PROBLEMS = 8
"""Problems on the screen after a save: it stays one screen."""

EXAMPLES = examples(
    ("pullquote serve", "./fixtures, or the newsroom that ships with Pullquote"),
    ("pullquote serve newsroom --port 8123", "your own folder of files, at another port"),
    ("pullquote serve newsroom --host 0.0.0.0 --workers 2", "for the whole network, in two processes"),
    ("pullquote serve --from http://127.0.0.1:9200", "what `pullquote publish` wrote to a cluster"),
    ("PULLQUOTE_PREVIEW_TOKEN=… pullquote serve newsroom", "with drafts, for everybody who has the token"),
    note="Every setting is a variable of the environment: PULLQUOTE_PORT=8123. The documentation lists them.\n\n"
    "Exit codes: 0 stopped by a signal; 1 nothing can be served: errors in the files, an address in use, "
    "workers that die as they start; 2 wrong usage or settings.",
)


def serve(  # noqa: PLR0917 - an option a parameter, as typer reads them
    folder: Annotated[Path | None, typer.Argument(help="The newsroom.", show_default="./fixtures")] = None,
    host: Annotated[
        str | None, typer.Option(help="The address to listen on.", show_default="127.0.0.1")
    ] = None,
    port: Annotated[
        int | None, typer.Option(help="The port to listen on.", min=0, max=65535, show_default="8000")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(help="Processes that serve.", min=1, show_default="1")
    ] = None,
    watch: Annotated[
        bool | None,
        typer.Option(
            "--reload/--no-watch", help="Serve files again when they change, or not.", show_default="reload"
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="URL",
            help="An OpenSearch cluster in place of a folder: https://user@host:9200.",
        ),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="What the newsroom is called on the cluster.", show_default="newsroom"
        ),
    ] = None,
    review: Annotated[
        bool | None,
        typer.Option("--review", help="Serve /review too: a page to decide about proposed quotes."),
    ] = None,
) -> None:
    """Serve a newsroom as a GraphQL API, with a playground at the same address."""
    settings, is_named = settings_of(
        folder=folder,
        host=host,
        port=port,
        workers=workers,
        watch=watch,
        review=review,
        opensearch=source,
        opensearch_name=name,
    )
    if folder is not None and settings.opensearch is not None:
        raise Failure(f"serve {folder} or --from {settings.opensearch}, not both", status=2)
    settings = settings.model_copy(update={"port": _claim(settings.host, settings.port)})
    from pullquote.api.server.server import (  # noqa: PLC0415 - takes time
        ServerFailed,
        check,
        ended_by_signal,
        served_by,
    )
    from pullquote.api.server.server import serve as run  # noqa: PLC0415 - as above
    from pullquote.api.settings import SettingError  # noqa: PLC0415 - as above

    try:
        check(settings)
    except SettingError as error:
        raise Failure(str(error), status=2) from None
    newsroom: Newsroom | RemoteNewsroom
    if settings.opensearch is not None:
        newsroom = served_by(settings)
    else:
        folder = offer_starter(settings.folder, is_named=is_named)
        settings = settings.model_copy(update={"folder": folder})
        shown = ShownProblems()
        with ended_by_signal():
            newsroom = _newsroom(settings, shown)
            _load(newsroom)
        shown.note(newsroom.problems)
    echo(screen(settings, newsroom))
    try:
        run(settings, newsroom)
    except ServerFailed as error:
        raise Failure(str(error)) from None


def settings_of(**options: Any) -> tuple[Settings, bool]:
    """The settings that the environment and the options make, where an option wins; and whether they name a folder."""
    from pydantic import ValidationError  # noqa: PLC0415 - takes time

    from pullquote.api.settings import Settings, explain, guess, unknown  # noqa: PLC0415 - takes time

    for name in unknown(os.environ):
        meant = f"; did you mean {close}?" if (close := guess(name)) else ""
        echo(f"pullquote: {name} is no setting and is ignored{meant}", to=sys.stderr, style="yellow")
    given = {name: value for name, value in options.items() if value is not None}
    try:
        settings = Settings(**given)
    except ValidationError as error:
        raise Failure(explain(error).replace("\n", "\npullquote: "), status=2) from None
    is_named = "folder" in settings.model_fields_set
    found = newsroom_folder(settings.folder if is_named else None)
    return settings.model_copy(update={"folder": found}), is_named


def _claim(host: str, port: int) -> int:
    """The port to listen on: a free one for 0.

    Raises Failure where nobody may listen at that address now, before the files are read for nothing.
    """
    try:
        addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (socket.gaierror, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "not a name"
        raise Failure(f"{NO_ADDRESS.format(host=host)} ({reason})", status=2) from None
    try:
        for family, kind, protocol, _, (address, _, *scope) in addresses:  # a name may have several
            with socket.socket(family, kind, protocol) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((address, port, *scope))
                port = int(probe.getsockname()[1])
    except PermissionError:
        raise Failure(f"port {port} needs more rights; one above 1023 does not: --port 8000") from None
    except OSError as error:
        reason = error.strerror or str(error)
        if error.errno != errno.EADDRINUSE:
            raise Failure(f"{NO_ADDRESS.format(host=host)} ({reason})", status=2) from None
        raise Failure(f"cannot listen on {host}:{port}: {reason}{_another(host, port, family)}") from None
    return port


def _another(host: str, taken: int, family: socket.AddressFamily) -> str:
    """What to do about a port that is taken: one of the next that is free, if any is."""
    for port in range(taken + 1, min(taken + PORTS_TRIED, LAST_PORT) + 1):
        try:
            with socket.create_server((host, port), family=family):
                return f"; try --port {port}"
        except OSError:
            continue
    return "; --port 0 takes a free one"


def _newsroom(settings: Settings, shown: ShownProblems) -> Newsroom:
    from pullquote.api.server.server import newsroom_of  # noqa: PLC0415 - takes time

    return newsroom_of(settings, shown)


def _load(newsroom: Newsroom) -> None:
    """Load the newsroom, and print its problems if there are errors. Raises Failure where nothing is served."""
    from pullquote.store.newsroom.newsroom import NewsroomProblems  # noqa: PLC0415 - takes time

    every = command_for_every(newsroom.folder)
    try:
        with progress("Loading") as report:
            newsroom.load(progress=report)
        if newsroom.has_errors:
            print_problems(newsroom.problems, every, to=sys.stderr)
    except NewsroomProblems as error:
        errors, _ = count_problems(error.problems)
        print_problems(error.problems, every, to=sys.stderr)
        raise Failure(f"{newsroom.folder} has {counted(errors, 'error')}; nothing is served") from None
    except MemoryError:
        raise Failure(f"there is too little memory to load {newsroom.folder}") from None
    except OSError as error:
        raise Failure(f"{newsroom.folder} cannot be loaded: {error}") from None


class ShownProblems:
    """Shows on a terminal what is wrong with files that were read again: what keeps them from being served as they are,
    with the line of the first mistake, and warnings that are new."""

    def __init__(self) -> None:
        self._known: set[tuple[str, str, str]] = set()
        self._had_errors = False

    def note(self, problems: tuple[Problem, ...]) -> None:
        """Remember what is known already."""
        self._known = {_sort_of(problem) for problem in problems}
        self._had_errors = any(problem.severity.name == "ERROR" for problem in problems)

    def __call__(self, problems: tuple[Problem, ...]) -> bool:
        """Show them; whether there was a terminal and something to show."""
        if not sys.stdout.isatty():
            return False
        errors = [problem for problem in problems if problem.severity.name == "ERROR"]
        warnings = [problem for problem in problems if problem.severity.name == "WARNING"]
        warnings = [problem for problem in warnings if _sort_of(problem) not in self._known]
        are_mended = self._had_errors and not errors
        self.note(problems)
        for noun, found in (("error", errors), ("warning", warnings)):
            for problem in found[:SHOWN_PROBLEMS]:
                echo(line(problem))
                if problem in errors[:1]:
                    echo(excerpt(problem))
            if len(found) > SHOWN_PROBLEMS:
                echo(f"… and {counted(len(found) - SHOWN_PROBLEMS, f'more {noun}')}")
        if errors:
            echo("What was good before is served on, unless it says otherwise above.", style="dim")
        if are_mended:
            echo("No errors now: all files are served as they are.", style="green")
        return bool(errors)


def _sort_of(problem: Problem) -> tuple[str, str, str]:
    """The same for a problem whose line moves."""
    return problem.file, problem.code, problem.message


def screen(settings: Settings, newsroom: Newsroom | RemoteNewsroom) -> str:
    """What is served, where, and how to stop it."""
    from pullquote.store.rounds.newsroom import RemoteNewsroom  # noqa: PLC0415 - takes time

    host = "127.0.0.1" if settings.host in {"0.0.0.0", "::", ""} else settings.host  # noqa: S104 - compared only
    base = f"http://{f'[{host}]' if ':' in host else host}:{settings.port}{settings.root_path}"
    rows = (
        ("Newsroom", newsroom.name if isinstance(newsroom, RemoteNewsroom) else _read(settings, newsroom)),
        ("Look", f"{base}/"),
        ("GraphQL", f"{base}/graphql{', a playground in the browser' if settings.playground else ''}"),
        *([("Schema", f"{base}/schema.graphql")] if settings.introspection else ()),
        *([("Review", f"{base}/review")] if settings.review and newsroom.folder is not None else ()),
        ("Editions", f"looked for every {settings.opensearch_poll_seconds:g} s")
        if newsroom.folder is None
        else ("Files", _watching(settings)),
        ("Stop", "Ctrl+C"),
    )
    return "\n".join(f"{label:<9} {text}" for label, text in rows)


def _read(settings: Settings, newsroom: Newsroom) -> str:
    """What was read of a folder, and what is wrong with it."""
    from pullquote.store.model.problems import folded  # noqa: PLC0415 - takes time

    errors, warnings = count_problems(folded(newsroom.problems, settings.folder.as_posix()))
    edition = newsroom.edition
    served = {each.key: each.count for each in edition.preview.counts} if edition else {}
    counts = [counted(count, noun) for count, noun in ((errors, "error"), (warnings, "warning")) if count]
    found = f" ({', '.join(counts)}: pullquote check {settings.folder})" if counts else ""
    public = {each.key: each.count for each in edition.public.counts} if edition else {}
    seen = {key: public[key] for key in OF_STORIES if public.get(key) != served.get(key)}
    fewer = f"; the public sees {summary(seen) or 'none of these'}" if seen else ""
    return f"{settings.folder}: {summary(served) or 'nothing yet'}{fewer}{found}"


def _watching(settings: Settings) -> str:
    """How changes of files are noticed."""
    from pullquote.store.newsroom.watch_modes import WatchMode  # noqa: PLC0415 - takes time
    from pullquote.store.newsroom.watching import why_polled  # noqa: PLC0415 - as above

    if settings.watch is WatchMode.OFF:
        return "changes need a new start"
    reason = why_polled(settings.folder) if settings.watch is WatchMode.AUTO else None
    if settings.watch is not WatchMode.POLL and reason is None:
        return "changes are served as they are saved"
    looked = f"looked at every {settings.watch_poll_seconds:g} s"
    return f"{looked}, and changes are served" + (f" ({reason})" if reason else "")
