"""What every suite shares: the newsrooms, a real server on loopback, and the rule for skipping."""

from __future__ import annotations

import gc
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import httpx
import pytest
import structlog
from hypothesis import given, settings
from hypothesis import strategies as st

from pullquote.store.newsroom.gc_pauses import GcPauses
from tests.opensearch.cluster import Cluster, free_bases, missing
from tests.running import RunningCommand

# Every test runs each operation both ways, compiled and on graphql-core; a difference is an error.
os.environ.setdefault("PULLQUOTE_COMPILE", "shadow")
# Each client reads which authorities the machine believes, which takes 0.05 s; most ask servers without TLS.
pytest.MonkeyPatch().setattr("httpx._transports.default.create_ssl_context", cache(httpx.create_ssl_context))
ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "fixtures"
INVENTED = ROOT / "tests" / "newsroom"
START_SECONDS = 60
"""How long a server may take to become ready on a slow, shared machine."""


SUITES = {
    "tests/browser": "browser",
    "tests/clients": "node",
    "tests/tools": "node",
    "tests/packaging": "node",
    "tests/conformance/test_audits.py": "node",
    "tests/conformance/test_protocols.py": "node",
    "tests/api/site/playground/test_sources.py": "node",
    "tests/benchmarks": "load",
    "tests/soak": "load",
    "tests/test_worst.py": "slow",
}
"""Suites that `make test` leaves to `make test-all`, and why."""
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first of these that there is: without a window, the same engine takes a third less of a processor."""
NEEDS = {"node": "node", "chromium": "browser"}
"""Fixtures that only a test of such a suite may have."""
MARKING = {"opensearch": "opensearch", "opensearch_cluster": "opensearch"}
"""Fixtures that mark each test that has them: `make test` leaves it to `make test-all`."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Which store answers beside memory, see ``tests/stores.py``."""
    parser.addoption(
        "--store", help="the store that tests of the schema ask beside memory, by its name in tests/stores.py"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Say it to the tests, and to the processes that they start."""
    if store := config.getoption("--store"):
        os.environ["PULLQUOTE_TEST_STORE"] = store


@pytest.hookimpl(tryfirst=True)  # before what reads the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of the suites. A test outside of them that needs what they need is an error."""
    for item in items:
        place = item.path.relative_to(ROOT)
        marks = {mark for suite, mark in SUITES.items() if place.is_relative_to(suite)}
        for mark in marks:
            item.add_marker(mark)
        for name in MARKING.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(MARKING[name])
        needed = {NEEDS[name] for name in getattr(item, "fixturenames", ()) if name in NEEDS}
        if needed and not marks:
            raise pytest.UsageError(f"{item.nodeid} needs {needed}: its suite belongs into SUITES")


def pytest_xdist_auto_num_workers() -> int:
    """More processes than cores (``-n auto``): in many tests, something is waited for."""
    return (os.cpu_count() or 1) + 2


class SetsNothingAside(GcPauses):
    """What a server does not do in a process of the tests."""

    def set_aside(self) -> bool:
        """Leave everything to Python's garbage collector."""
        return False


@settings(max_examples=1, database=None)
@given(st.none())
def draw_nothing(_nothing: None) -> None:
    """A property of nothing."""


@pytest.fixture(scope="session", autouse=True)
def collected_tests() -> Iterator[None]:
    """Set aside what was imported and collected, once. Of thousands of tests that is half a million objects, which each
    server in this process would otherwise look through, and set aside again with all that earlier tests left."""
    draw_nothing()  # Hypothesis makes its source of random numbers, and does not see who holds one that is set aside
    gc.collect()
    gc.freeze()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pullquote.api.server.server.GcPauses", SetsNothingAside)
        yield


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """The event loop of async tests: the one that uvicorn runs on."""
    return "asyncio"


def need(condition: object, reason: str) -> None:
    """Skip the test with ``reason``, or fail it where skipping is forbidden (``PULLQUOTE_TEST_ALL=1``)."""
    if condition:
        return
    if os.environ.get("PULLQUOTE_TEST_ALL") == "1":
        pytest.fail(f"{reason}, and PULLQUOTE_TEST_ALL forbids skipping")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def node() -> str:
    """The path of Node.js; the test skips (or fails, see :func:`need`) where there is none."""
    path = shutil.which("node")
    need(path and shutil.which("npm"), "Node.js and npm are not installed")
    assert path is not None
    return path


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium; the test skips (or fails, see :func:`need`) where there is none."""
    path = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    need(path, "Chromium is not installed")
    assert path is not None
    return path


@pytest.fixture(scope="session")
def opensearch_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Three real OpenSearch nodes; the test skips (or fails, see :func:`need`) where there is no Java."""
    reason = missing()
    need(reason is None, reason or "")
    http, transport = free_bases(2)
    cluster = Cluster(tmp_path_factory.mktemp("opensearch"), http, transport)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()


@pytest.fixture(scope="session")
def opensearch(request: pytest.FixtureRequest) -> str:
    """The addresses of a cluster: of the one that PULLQUOTE_TEST_OPENSEARCH names, else of one that is started."""
    running = os.environ.get("PULLQUOTE_TEST_OPENSEARCH")
    if running:
        return running
    cluster: Cluster = request.getfixturevalue("opensearch_cluster")
    return cluster.url


@pytest.fixture(scope="session", autouse=True)
def chosen_store(request: pytest.FixtureRequest) -> None:
    """What ``--store opensearch`` needs: a cluster, where the environment names none."""
    if request.config.getoption("--store") == "opensearch":
        os.environ["PULLQUOTE_TEST_OPENSEARCH"] = request.getfixturevalue("opensearch")


@dataclass(frozen=True)
class Server:
    """A running ``pullquote serve``: its base address, process and log file."""

    url: str
    process: RunningCommand
    log: Path

    def output(self) -> str:
        """Everything that the server has printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")


def free_port() -> int:
    """A TCP port on loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def run_server(
    folder: Path | None, log: Path, *options: str, environment: dict[str, str] | None = None
) -> Iterator[Server]:
    """Run ``pullquote serve FOLDER`` on a free port until the block ends; ready when it yields. Without a folder, options
    say what is served."""
    port = free_port()
    arguments = ["serve", *([str(folder)] if folder else []), "--port", str(port), *options]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PULLQUOTE_")}
    clean["PULLQUOTE_COMPILE"] = os.environ["PULLQUOTE_COMPILE"]
    clean["PULLQUOTE_CACHE_FOLDER"] = str(log.with_suffix(".cache"))
    with log.open("wb") as output:
        process = RunningCommand(
            arguments, output=output.fileno(), environment=clean | (environment or {}), folder=ROOT
        )
    server = Server(f"http://127.0.0.1:{port}", process, log)
    try:
        _wait_until_ready(server)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_ready(server: Server) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            pytest.fail(f"the server ended with {server.process.returncode}:\n{server.output()}")
        try:
            with urllib.request.urlopen(f"{server.url}/health/ready", timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    pytest.fail(f"the server was not ready after {START_SECONDS} s:\n{server.output()}")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server on the shipped newsroom for the whole run, with default settings and no watching."""
    with run_server(SHIPPED, tmp_path_factory.mktemp("server") / "log.txt", "--no-watch") as running:
        yield running


ServerFactory = Callable[..., AbstractContextManager[Server]]


@pytest.fixture
def serve(tmp_path: Path) -> ServerFactory:
    """A context manager ``serve(folder, *options, environment=…)`` for tests with settings of their own."""

    def start(
        folder: Path = SHIPPED, *options: str, environment: dict[str, str] | None = None
    ) -> AbstractContextManager[Server]:
        log = tmp_path / f"server-{len(list(tmp_path.glob('server-*.txt')))}.txt"
        return run_server(folder, log, *options, environment=environment)

    return start


@pytest.fixture(autouse=True)
def short_tracebacks() -> Iterator[None]:
    """Log as a test's output is read: without frames drawn around local variables, which takes a second each."""
    renderer = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.processors.add_log_level, renderer])
    yield
    structlog.reset_defaults()
