"""``pullquote publish`` says what it published, or why it did not."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen
from uuid import uuid4

import pytest

from tests.api.cli.conftest import Command
from tests.conftest import INVENTED, free_port


@pytest.fixture
def name(opensearch: str) -> Iterator[str]:
    """A newsroom on the cluster that nobody else has."""
    name = f"test-{uuid4().hex[:12]}"
    yield name
    request = Request(f"{opensearch.split(',', maxsplit=1)[0]}/pullquote-{name}-*", method="DELETE")
    with urlopen(request, timeout=60):
        pass


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(INVENTED, tmp_path / "newsroom"))


def test_it_says_which_edition_it_published(run: Command, opensearch: str, name: str, folder: Path) -> None:
    first = run("publish", folder, "--to", opensearch, "--name", name)
    assert (first.status, first.err) == (0, "")
    assert first.out.startswith(f"Published {folder} as edition 1 of {name} on {opensearch}: ")
    again = run("publish", folder, "--to", opensearch, "--name", name)
    assert again.out.startswith("Nothing has changed: ")

    (folder / "articles" / "broken.md").write_text("---\nheadline: [\n---\n", encoding="utf-8")
    broken = run("publish", folder, "--to", opensearch, "--name", name)
    assert broken.status == 1
    assert "broken.md:2:11 PQ105" in broken.err
    assert "nothing was published" in broken.err


def test_a_cluster_that_is_away_is_named(run: Command, folder: Path) -> None:
    address = f"http://127.0.0.1:{free_port()}"
    ran = run("publish", folder, "--to", address)
    assert ran.status == 1
    assert f"nothing was published: {address} cannot be reached" in ran.err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--to", "search.example"), "expected https://user@host:9200"),
        (("--to", "https://desk:secret@search.example"), "has a password in it"),
        (("--to", "https://desk@search.example"), "there is no password for desk"),
        (("--to", "https://search.example", "--name", "The Courier"), "expected small letters"),
        (("--to", "https://search.example", "--metrics-port", "0"), "--metrics-port goes with --watch"),
    ],
)
def test_wrong_usage_is_named(run: Command, folder: Path, options: tuple[str, ...], message: str) -> None:
    ran = run("publish", folder, *options)
    assert ran.status == 2
    assert message in ran.err
    assert "secret" not in ran.err


def test_a_port_for_numbers_that_is_taken_is_named(run: Command, folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = run("publish", folder, "--to", "http://127.0.0.1:9", "--watch", "--metrics-port", port)
    assert ran.status == 1
    assert f"no numbers at 127.0.0.1:{port}: Address already in use" in ran.err
