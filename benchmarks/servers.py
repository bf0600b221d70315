"""The servers that are measured, each a process of its own on the first core."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
START_SECONDS = 900
"""How long a server may load: a hundred thousand stories take minutes on a slow machine."""
IDLE_SHARE = 0.05
"""Of a processor: a server that uses less has nothing to do."""
LOOK_SECONDS = 0.5
"""How long a server is looked at to see whether it does anything."""
NGINX_PIECE = 4_000
"""Characters of a string in nginx's configuration: it reads 4,096 at a time, and one must end within them."""
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True)
class Server:
    """A running server: its address, and its process."""

    url: str
    process: subprocess.Popen[bytes]

    def cpu_seconds(self) -> float | None:
        """Processor time that it has used so far; None where the system does not say."""
        try:
            fields = (
                Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
            )
        except OSError:
            return None
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory_bytes(self) -> int | None:
        """Memory that it holds now (resident); None where the system does not say."""
        try:
            pages = Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()[1]
        except OSError:
            return None
        return int(pages) * os.sysconf("SC_PAGE_SIZE")


def cores() -> list[int]:
    """The cores that may be used; empty where processes cannot be pinned."""
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


def pinned(first: bool) -> Callable[[], None] | None:
    """What pins a new process to the first core, or to all the others."""
    available = cores()
    if len(available) < 2:
        return None
    chosen = available[:1] if first else available[1:]
    return lambda: os.sched_setaffinity(0, chosen)


@contextmanager
def run(
    command: list[str], port: int, *, path: str = "/graphql", environment: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Run a server until the block ends; ready when it yields. Raises RuntimeError where it ends or hangs."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PULLQUOTE_")}
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=clean | dict(environment or {}),
        stdout=subprocess.DEVNULL,
        preexec_fn=pinned(first=True),  # noqa: PLW1509 - there is one thread here
    )
    try:
        _wait(process, f"http://127.0.0.1:{port}{path}")
        yield Server(f"http://127.0.0.1:{port}{path}", process)
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
        try:
            with urllib.request.urlopen(f"{url}?query=%7B__typename%7D", timeout=2):
                return
        except urllib.error.HTTPError as answer:
            if answer.code != 503:
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        time.sleep(0.05)
    raise RuntimeError(f"{process.args!r} was not ready after {START_SECONDS} s")


def wait_until_idle(server: Server) -> None:
    """Wait until a server has nothing left to do: Pullquote makes indexes while it answers already."""
    deadline = time.monotonic() + START_SECONDS
    before = server.cpu_seconds()
    while before is not None and time.monotonic() < deadline:
        time.sleep(LOOK_SECONDS)
        after = server.cpu_seconds()
        if after is None or after - before < LOOK_SECONDS * IDLE_SHARE:
            return
        before = after


def free_port() -> int:
    """A TCP port on loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def pullquote(folder: Path, *, watch: bool = False, **settings: str) -> Iterator[Server]:
    """Pullquote, with settings by the names of their environment variables without the prefix.

    It keeps nothing on the disk, unless they say so, and follows the files only with ``watch``.
    """
    port = free_port()
    command = [sys.executable, "-m", "pullquote", "serve", str(folder), "--port", str(port)]
    if not watch:
        command.append("--no-watch")
    environment = {f"PULLQUOTE_{name.upper()}": value for name, value in settings.items()}
    usual = {"PULLQUOTE_LOG_LEVEL": "error", "PULLQUOTE_CACHE": "off"}
    with run(command, port, environment=usual | environment) as server:
        yield server


@contextmanager
def strawberry(folder: Path) -> Iterator[Server]:
    """Strawberry's own server, as its documentation has it, on the same schema and snapshot."""
    port = free_port()
    with run([sys.executable, "-m", "benchmarks.stock", str(folder), str(port)], port) as server:
        yield server


@contextmanager
def constant(size: int) -> Iterator[Server]:
    """A Starlette route that answers with so many bytes, always the same."""
    port = free_port()
    with run([sys.executable, "-m", "benchmarks.constant", str(size), str(port)], port) as server:
        yield server


@contextmanager
def nginx(size: int, scratch: Path) -> Iterator[Server | None]:
    """nginx that answers with so many bytes, always the same: the limit. None where it is not installed."""
    program = shutil.which("nginx")
    if program is None:
        yield None
        return
    port = free_port()
    configuration = scratch / "nginx.conf"
    configuration.write_text(nginx_configuration(size, port, scratch), encoding="ascii")
    command = [program, "-c", str(configuration), "-e", "stderr", "-p", str(scratch)]
    with run(command, port) as server:
        yield server


def nginx_configuration(size: int, port: int, scratch: Path) -> str:
    """One process with one thread, which answers with so many bytes. A long answer is set in several pieces."""
    lengths = [min(NGINX_PIECE, size - start) for start in range(0, size, NGINX_PIECE)]
    pieces = "\n".join(
        f'            set $piece{number} "{"x" * length}";' for number, length in enumerate(lengths)
    )
    answer = "".join(f"${{piece{number}}}" for number in range(len(lengths)))
    folders = "\n".join(
        f"    {name}_temp_path {scratch}/nginx-{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return f"""daemon off;
master_process off;
worker_processes 1;
pid {scratch}/nginx.pid;
events {{ }}
http {{
    access_log off;
    keepalive_requests 1000000000;
    default_type application/json;
{folders}
    server {{
        listen 127.0.0.1:{port};
        location /graphql {{
{pieces}
            return 200 "{answer}";
        }}
    }}
}}
"""
