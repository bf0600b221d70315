"""Publishes folders, each in a process of its own that can be killed: started once, because imports take long.

Each line on standard input is a folder; the answer is ``process`` and the id of the one that publishes it. When that
is over, it writes ``ended`` and ``done``, or why it is not.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

from pullquote.store.opensearch.addresses import read_address
from pullquote.store.opensearch.client import ClusterClient
from pullquote.store.opensearch.mappings import IndexNames
from tests.store.publishing.published import publish


async def _publish(url: str, name: str, folder: Path) -> None:
    client = ClusterClient(read_address(url), seconds=30)
    try:
        await publish(client, IndexNames(name), folder)
    finally:
        await client.close()


def main() -> None:
    """Publish what standard input names, on the cluster and under the name that are the arguments."""
    url, name = sys.argv[1:]
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them
    for line in sys.stdin:
        process = os.fork()
        if process:
            sys.stdout.write(f"process {process}\n")
            sys.stdout.flush()
            continue
        said = "done"
        try:
            asyncio.run(_publish(url, name, Path(line.strip())))
        except Exception as error:  # noqa: BLE001 - the test reads it
            said = f"{type(error).__name__}: {error}"
        os.write(1, f"ended {said}\n".encode())
        os._exit(0)


if __name__ == "__main__":
    main()
