"""``schemathesis run … --checks not_a_server_error``, as its users run it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.conformance.rules import EXAMPLES, SEED
from tests.conftest import Server

ROOT_FIELDS = 20
"""About how many there are: each is fuzzed on its own."""


def test_no_operation_is_a_server_error(target: Server, tmp_path: Path) -> None:
    done = subprocess.run(
        [
            Path(sys.executable).parent / "schemathesis",
            "run",
            f"{target.url}/graphql",
            "--checks=not_a_server_error",
            f"--max-examples={max(1, EXAMPLES // ROOT_FIELDS)}",
            f"--seed={SEED}",
            "--no-color",
        ],
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stdout
    assert "Tested:" in done.stdout
