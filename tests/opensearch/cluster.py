"""Starts, mends and stops an OpenSearch cluster on loopback that is made of Maven artifacts alone.

Everything of a cluster is below one folder: ``node-1`` and so on with their data, logs and process ids. A node that
runs is left alone, so :meth:`Cluster.start` also brings killed ones back.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CLASSPATH = HERE / "target" / "classpath"
OLDEST_JAVA = 21
NODES = 3
HEAP_MB = 512
START_SECONDS = 240
STOP_SECONDS = 30
REPLACING_SECONDS = 0.2
MAIN = "node.ClusterNode"


class CannotStart(Exception):
    """The cluster cannot be started here; the message says what is missing or went wrong."""


def java_home() -> Path | None:
    """A JDK that is new enough: of JAVA_HOME, of the PATH, or where systems put them; None where there is none."""
    on_path = shutil.which("javac")
    candidates = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    candidates += [Path(on_path).resolve().parent.parent] if on_path else []
    candidates += sorted(Path("/usr/lib/jvm").glob("*"), reverse=True)
    return next((home for home in candidates if _version_of(home) >= OLDEST_JAVA), None)


def _version_of(home: Path) -> int:
    compiler = home / "bin" / "javac"
    if not compiler.is_file():
        return 0
    printed = subprocess.run([compiler, "-version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"javac (\d+)", printed)
    return int(found[1]) if found else 0


def missing() -> str | None:
    """What is missing for a cluster, in words; None where nothing is."""
    if java_home() is None:
        return f"no JDK of {OLDEST_JAVA} or newer is installed (JAVA_HOME may name one)"
    return None if shutil.which("mvn") or CLASSPATH.is_file() else "Maven is not installed"


def build() -> None:
    """Compile the node and find its class path, unless that is done. Raises CannotStart."""
    sources = [HERE / "pom.xml", *(path for path in (HERE / "src").rglob("*") if path.is_file())]
    if CLASSPATH.is_file() and CLASSPATH.stat().st_mtime > max(path.stat().st_mtime for path in sources):
        return
    if reason := missing():
        raise CannotStart(reason)
    output = f"-Dmdep.outputFile={CLASSPATH}"
    command = ["mvn", "-q", "-B", "compile", "dependency:build-classpath", output]
    environment = os.environ | {"JAVA_HOME": str(java_home())}
    done = subprocess.run(command, cwd=HERE, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotStart(f"Maven failed:\n{done.stdout[-4000:]}{done.stderr[-4000:]}")


def free_bases(count: int) -> list[int]:
    """Ports, each followed by as many that nobody listens on as a cluster has nodes."""
    found: list[int] = []
    for base in range(20_000 + os.getpid() % 5_000 * 2, 32_000, NODES + 1):
        if all(map(_is_free, range(base + 1, base + NODES + 1))):
            found.append(base)
            if len(found) == count:
                return found
    raise CannotStart("there are no free ports")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


@dataclass(frozen=True)
class ClusterNode:
    """One node: its name, its folder, and where it listens."""

    name: str
    folder: Path
    http_port: int
    transport_port: int

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.http_port}"

    @property
    def process_id(self) -> int | None:
        """That of its process, None where it does not run."""
        try:
            process_id = int((self.folder / "pid").read_text(encoding="ascii"))
            command = Path(f"/proc/{process_id}/cmdline").read_bytes()
            if not command:  # it has ended, or is just replacing itself: Java does so while it starts
                time.sleep(REPLACING_SECONDS)
                command = Path(f"/proc/{process_id}/cmdline").read_bytes()
        except (OSError, ValueError):
            return None
        return process_id if MAIN.encode() in command and str(self.folder).encode() in command else None

    def signal(self, number: signal.Signals) -> None:
        """Send its process a signal; nothing where it does not run."""
        process_id = self.process_id
        if process_id is not None:
            with suppress(ProcessLookupError):
                os.kill(process_id, number)


@dataclass(frozen=True)
class Cluster:
    """The nodes of a folder. Node n listens at ``http_base`` + n, and to the others at ``transport_base`` + n."""

    folder: Path
    http_base: int = 9200
    transport_base: int = 9300
    size: int = NODES
    nodes: tuple[ClusterNode, ...] = field(init=False)
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)
    """The processes that this one started, which it has to wait for in the end."""

    def __post_init__(self) -> None:
        folder = self.folder.resolve()
        nodes = [
            ClusterNode(f"node-{n}", folder / f"node-{n}", self.http_base + n, self.transport_base + n)
            for n in range(1, self.size + 1)
        ]
        object.__setattr__(self, "nodes", tuple(nodes))

    @property
    def url(self) -> str:
        """All nodes, as ``--to`` and ``--from`` take them."""
        return ",".join(node.url for node in self.nodes)

    def start(self) -> None:
        """Start the nodes that do not run, and wait until all are in and green. Raises CannotStart."""
        build()
        for node in self.nodes:
            if node.process_id is None:
                self._start(node)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            for node in self.nodes:
                if node.process_id is None:
                    raise CannotStart(f"{node.name} ended:\n{_end_of(node.folder / 'log')}")
            health = self.health()
            if health.get("status") == "green" and health.get("number_of_nodes") == self.size:
                return
            time.sleep(0.2)
        raise CannotStart(f"the cluster was not green after {START_SECONDS} s: {self.health()}")

    def health(self) -> dict[str, Any]:
        """What the first node that answers says of the cluster; empty where none does."""
        for node in self.nodes:
            with (
                suppress(OSError, ValueError),
                urllib.request.urlopen(f"{node.url}/_cluster/health", timeout=2) as got,
            ):
                health: dict[str, Any] = json.load(got)
                return health
        return {}

    def stop(self) -> None:
        """Stop all nodes; their data stay."""
        for node in self.nodes:
            node.signal(signal.SIGCONT)
            node.signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while any(node.process_id for node in self.nodes) and time.monotonic() < deadline:
            time.sleep(0.1)
        for node in self.nodes:
            node.signal(signal.SIGKILL)
        for process in self.started:
            process.wait()

    def _start(self, node: ClusterNode) -> None:
        (node.folder / "config").mkdir(parents=True, exist_ok=True)
        home = java_home()
        if home is None:
            raise CannotStart(str(missing()))
        classpath = f"{HERE / 'target' / 'classes'}:{CLASSPATH.read_text(encoding='utf-8').strip()}"
        heap = f"{HEAP_MB}m"
        java = [
            str(home / "bin" / "java"),
            f"-Xms{heap}",
            f"-Xmx{heap}",
            "-XX:+UseG1GC",
            "-XX:+ExitOnOutOfMemoryError",
        ]
        java += [
            "--enable-native-access=ALL-UNNAMED",
            "--add-modules=jdk.incubator.vector",
            "-Djava.awt.headless=true",
        ]
        with (node.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [*java, "-cp", classpath, MAIN, str(node.folder), *self._settings(node)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # it stays when the terminal is closed, and Ctrl-C is not its own
            )
        self.started.append(process)
        (node.folder / "pid").write_text(str(process.pid), encoding="ascii")

    def _settings(self, node: ClusterNode) -> Iterator[str]:
        yield "cluster.name=pullquote-tests"
        yield f"node.name={node.name}"
        yield "network.host=127.0.0.1"
        yield f"http.port={node.http_port}"
        yield f"transport.port={node.transport_port}"
        yield "discovery.seed_hosts=" + ",".join(f"127.0.0.1:{each.transport_port}" for each in self.nodes)
        yield "cluster.initial_cluster_manager_nodes=" + ",".join(each.name for each in self.nodes)
        yield "cluster.routing.allocation.disk.threshold_enabled=false"
        yield "action.auto_create_index=false"


def _end_of(log: Path) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:])
