"""A cluster by hand: ``python -m tests.opensearch start FOLDER``, and ``stop`` or ``build`` in its place.

``start`` also brings back nodes that were killed. With ``--port`` N the nodes listen at N + 1 and so on.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.opensearch.cluster import CannotStart, Cluster, build


def main() -> None:
    """Do what the arguments say; ends with 1 where it cannot be done."""
    parser = argparse.ArgumentParser(prog="python -m tests.opensearch", description=__doc__)
    parser.add_argument("action", choices=("start", "stop", "build"))
    parser.add_argument("folder", nargs="?", type=Path, default=Path("build/opensearch"))
    parser.add_argument("--port", type=int, default=9200, help="the nodes listen at the ports behind it")
    given = parser.parse_args()
    cluster = Cluster(given.folder, given.port, given.port + 100)
    try:
        match given.action:
            case "build":
                build()
            case "stop":
                cluster.stop()
            case _:
                cluster.start()
                for node in cluster.nodes:
                    sys.stdout.write(f"{node.name} {node.url} process {node.process_id}\n")
    except CannotStart as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
