"""``pullquote schema``: SDL for code generators, JSON Schemas for editors."""

from __future__ import annotations

import json
from pathlib import Path

from pullquote.store.files.kinds import KINDS
from tests.api.cli.conftest import Command
from tests.conftest import ROOT, SHIPPED


def test_it_prints_the_schema_that_is_committed(run: Command) -> None:
    ran = run("schema")
    assert ran.status == 0
    assert ran.out == (ROOT / "schema.graphql").read_text(encoding="utf-8")


def test_it_writes_a_json_schema_of_each_kind(run: Command, tmp_path: Path) -> None:
    ran = run("schema", SHIPPED, "--files", tmp_path / "schemas")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == f"Wrote 14 JSON Schemas to {tmp_path / 'schemas'}.\n"
    names = {path.name for path in (tmp_path / "schemas").iterdir()}
    assert names == {f"{prefix}{kind}.json" for kind in KINDS for prefix in ("", "all-")}


def test_the_json_schemas_know_the_slugs_of_the_newsroom(run: Command, tmp_path: Path) -> None:
    run("schema", SHIPPED, "--files", tmp_path)
    articles = json.loads((tmp_path / "articles.json").read_text(encoding="utf-8"))
    assert '"sabrina-singh"' in json.dumps(articles)
