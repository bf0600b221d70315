"""``pullquote publish``: a newsroom on an OpenSearch cluster, from which any number of servers serve it."""

from __future__ import annotations

import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from pullquote.api.cli.check import count_problems
from pullquote.api.cli.console import Failure, counted, echo, examples, progress
from pullquote.api.cli.problem_lines import command_for_every, print_problems
from pullquote.api.cli.serve import settings_of

if TYPE_CHECKING:  # these take time to import, and `--help` does not need them
    from pullquote.api.settings import Settings
    from pullquote.store.files.loading import Loaded, Reader
    from pullquote.store.files.versions.on_error import OnError
    from pullquote.store.model.problems import Problem
    from pullquote.store.opensearch.addresses import ClusterAddress
    from pullquote.store.opensearch.client import ClusterClient
    from pullquote.store.publishing.following import Destination
    from pullquote.store.publishing.publisher import PublicationDone

REQUEST_SECONDS = 30.0
"""How long a cluster may take for a small request while it is busy with large ones."""

EXAMPLES = examples(
    (
        "pullquote publish newsroom --to http://127.0.0.1:9200",
        "once: what differs from the edition that is there",
    ),
    (
        "PULLQUOTE_OPENSEARCH_PASSWORD=… pullquote publish newsroom --to https://desk@search.example:9200 --watch",
        "each save, as long as it runs",
    ),
    (
        "pullquote publish newsroom --to http://one:9200,http://two:9200 --name courier",
        "several nodes, one of several newsrooms",
    ),
    note="A publisher that is stopped at any moment changes nothing that is read; run it again.\n\n"
    "Exit codes: 0 published, or nothing has changed; 1 not published: errors in the files, a cluster that is away, "
    "another publisher at work; 2 wrong usage or settings.",
)


def publish(  # noqa: PLR0917 - an option a parameter, as typer reads them
    to: Annotated[
        str,
        typer.Option(
            metavar="URL", help="The cluster: https://user@host:9200, or several nodes with commas between."
        ),
    ],
    folder: Annotated[Path | None, typer.Argument(help="The newsroom.", show_default="./fixtures")] = None,
    name: Annotated[
        str, typer.Option(metavar="NAME", help="What the newsroom is called on the cluster.")
    ] = "newsroom",
    watch: Annotated[bool, typer.Option("--watch", help="Go on, and publish every change.")] = False,
    metrics_port: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=65_535,
            help="With --watch: have numbers for Prometheus at this port of PULLQUOTE_HOST.",
            show_default="none",
        ),
    ] = None,
    preview: Annotated[
        bool,
        typer.Option(
            "--preview/--no-preview", help="Publish drafts and embargoed stories, too, for the preview."
        ),
    ] = True,
    shards: Annotated[
        int, typer.Option(min=1, max=1024, help="Parts that new indices of stories and quotes have.")
    ] = 3,
    replicas: Annotated[
        int, typer.Option(min=0, max=10, help="Copies of new indices on other nodes, at most.")
    ] = 1,
) -> None:
    """Publish a newsroom on an OpenSearch cluster, after the same checks as `pullquote check`."""
    settings, _ = settings_of(folder=folder)
    import asyncio  # noqa: PLC0415 - takes time

    from pullquote.api.server.clusters import cluster_address  # noqa: PLC0415 - takes time
    from pullquote.api.settings import SettingError  # noqa: PLC0415 - as above
    from pullquote.store.files.versions.on_error import OnError  # noqa: PLC0415 - as above
    from pullquote.store.opensearch.mappings import IndexNames, InvalidName, Sharding  # noqa: PLC0415 - as above
    from pullquote.store.publishing.following import Destination  # noqa: PLC0415 - as above

    if metrics_port is not None and not watch:
        raise Failure("--metrics-port goes with --watch: numbers are of a publisher that goes on", status=2)
    try:
        names = IndexNames(name)
        address = cluster_address(settings, to)
    except (InvalidName, SettingError) as error:
        raise Failure(str(error), status=2) from None

    started = time.perf_counter()

    async def run(publishing: Callable[[Destination], Awaitable[None]]) -> None:
        client = _client(address)
        try:
            await publishing(Destination(client, names, Sharding(shards, replicas), preview))
        finally:
            await client.close()

    def read_and_publish() -> None:
        if watch:
            reader, _ = _read(settings, settings.on_error)
            asyncio.run(run(partial(_watch, settings, reader, metrics_port)))
        else:
            asyncio.run(_look(address))
            # What has read the folder is forgotten: only a publisher that goes on reads it again.
            asyncio.run(run(partial(_once, settings, _read(settings, OnError.REFUSE)[1], started)))

    _run(read_and_publish, settings.folder)


async def _look(address: ClusterAddress) -> None:
    """Make sure that there is a cluster, before many files are read. Raises Failure and StoreUnavailable."""
    client = _client(address)
    try:
        await client.require_opensearch()
    finally:
        await client.close()


def _read(settings: Settings, on_error: OnError) -> tuple[Reader, Loaded]:
    """What reads the folder, and what it has read: here, where a signal ends it. Raises Failure for errors in the files."""
    from pullquote.api.server.server import reader_of  # noqa: PLC0415 - takes time

    reader = reader_of(settings, on_error)
    with progress("Reading") as report:
        loaded = reader.read(progress=report)
    if loaded.records is None:
        _refuse(settings.folder, loaded.problems)
    return reader, loaded


def _client(address: ClusterAddress) -> ClusterClient:
    from pullquote.store.opensearch.addresses import InvalidAddress  # noqa: PLC0415 - takes time
    from pullquote.store.opensearch.client import ClusterClient, MissingClient  # noqa: PLC0415 - as above

    try:
        return ClusterClient(address, seconds=REQUEST_SECONDS)
    except InvalidAddress as error:
        raise Failure(str(error), status=2) from None
    except MissingClient as error:
        raise Failure(str(error)) from None


async def _once(settings: Settings, loaded: Loaded, started: float, target: Destination) -> None:
    """Publish once what was loaded; ``started`` is when reading it was."""
    from pullquote.store.publishing.following import publish_once  # noqa: PLC0415 - takes time

    with progress("Publishing") as report:
        done = await publish_once(loaded, target, report=report or _unseen)
    echo(_said(settings.folder, target, done, time.perf_counter() - started), style="green")


async def _watch(settings: Settings, reader: Reader, metrics_port: int | None, target: Destination) -> None:
    """Publish, and go on until a signal says stop. Raises Failure where the port is taken."""
    import structlog  # noqa: PLC0415 - takes time

    from pullquote.api.telemetry.logs import configure_logs  # noqa: PLC0415 - takes time
    from pullquote.api.telemetry.publisher_numbers import PublisherNumbers, served_numbers  # noqa: PLC0415 - as above
    from pullquote.store.newsroom.watch_modes import WatchMode  # noqa: PLC0415 - as above
    from pullquote.store.newsroom.watching import Watcher  # noqa: PLC0415 - as above
    from pullquote.store.publishing.following import FolderPublisher  # noqa: PLC0415 - as above

    configure_logs(settings)
    watcher = Watcher(
        settings.folder,
        WatchMode.AUTO if settings.watch is WatchMode.OFF else settings.watch,
        reader.outdated,
        check_seconds=settings.watch_check_seconds,
        poll_seconds=settings.watch_poll_seconds,
    )
    numbers = PublisherNumbers()
    following = FolderPublisher(
        reader, watcher, target, on_published=numbers.published, on_failed=numbers.failed
    )
    with ExitStack() as stack:
        stack.callback(reader.close)
        if metrics_port is not None:
            try:
                address = stack.enter_context(served_numbers(numbers, settings.host, metrics_port))
            except OSError as error:
                raise Failure(f"no numbers at {settings.host}:{metrics_port}: {error.strerror}") from None
            structlog.get_logger().info("metrics served", address=address)
        await following.run()


def _unseen(_done: int, _all: int) -> None:
    """Report to nobody."""


def _said(folder: Path, target: Destination, done: PublicationDone, seconds: float) -> str:
    where = f"{target.names.newsroom} on {target.client.address}"
    if not done.is_new:
        return (
            f"Nothing has changed: {where} has {folder} as edition {done.edition} already ({seconds:.1f} s)."
        )
    written = counted(done.written, "document")
    return f"Published {folder} as edition {done.edition} of {where}: {written} written in {seconds:.1f} s."


def _refuse(folder: Path, problems: tuple[Problem, ...]) -> NoReturn:
    """Print the problems, and say that there is nothing to publish. Raises Failure."""
    from pullquote.store.model.problems import folded  # noqa: PLC0415 - takes time

    print_problems(folded(problems, folder.as_posix()), command_for_every(folder), to=sys.stderr)
    errors, _ = count_problems(problems)
    raise Failure(f"{folder} has {counted(errors, 'error')}; nothing was published")


def _run(work: Callable[[], None], folder: Path) -> None:
    """Run until done, or until a signal says stop. Raises Failure."""
    from pullquote.api.server.server import ended_by_signal  # noqa: PLC0415 - takes time
    from pullquote.store.model.errors import StoreUnavailable  # noqa: PLC0415 - as above
    from pullquote.store.newsroom.newsroom import NewsroomProblems  # noqa: PLC0415 - as above
    from pullquote.store.opensearch.client import ClusterRefused  # noqa: PLC0415 - as above
    from pullquote.store.publishing.errors import NotPublished  # noqa: PLC0415 - as above

    try:
        with ended_by_signal():
            work()
    except (NotPublished, StoreUnavailable, ClusterRefused) as error:
        raise Failure(f"nothing was published: {error}") from None
    except NewsroomProblems as error:
        _refuse(folder, error.problems)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
