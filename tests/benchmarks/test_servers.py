"""nginx answers with as many bytes as it is told."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from benchmarks import servers
from benchmarks.asking import post
from benchmarks.load import answer


@pytest.mark.parametrize("size", [0, 1, 700, servers.NGINX_PIECE, 35_001])
def test_a_constant_is_set_in_pieces_that_nginx_reads(size: int) -> None:
    text = servers.nginx_configuration(size, 8080, Path("scratch"))
    pieces = dict(re.findall(r'set \$(piece\d+) "(x*)";', text))
    assert all(len(piece) <= servers.NGINX_PIECE for piece in pieces.values())
    (returned,) = re.findall(r'return 200 "(.*)";', text)
    assert re.sub(r"\$\{(\w+)\}", lambda name: pieces[name[1]], returned) == "x" * size


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")
@pytest.mark.parametrize("size", [0, 700, 35_001])
def test_nginx_answers_with_so_many_bytes(size: int, tmp_path: Path) -> None:
    with servers.nginx(size, tmp_path) as server:
        assert server is not None
        assert len(answer(server.url, post("{ a }"))) == size


@pytest.mark.parametrize("size", [0, 700])
def test_a_constant_has_so_many_bytes(size: int) -> None:
    with servers.constant(size) as server:
        assert len(answer(server.url, post("{ a }"))) == size
