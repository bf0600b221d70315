"""The tools of front-end developers read the schema without complaint, and make exact types of it."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT, Server
from tests.docs.pages import EXAMPLES
from tests.node_packages import install, run

FOLDER = Path(__file__).parent
SCHEMA = ROOT / "schema.graphql"
DOCUMENTED_ADDRESS = "http://127.0.0.1:8000"
OF_THE_PAGE = {str(each.title): each.text for each in EXAMPLES if each.language == "ts"}
"""The files of the page about clients, by their paths."""
USE = """\
import type { ResultOf } from "@graphql-typed-document-node/core";
import type { QUOTES } from "./quotes";

type Quote = NonNullable<ResultOf<typeof QUOTES>["person"]>["quotes"]["nodes"][number];
export const spoken = (quote: Quote): string | null => quote.dateSpoken;
export const latest = (quote: Quote): string => quote.story.latestDate;
export const address = (quote: Quote): string | null => quote.story.url;
"""
"""It compiles if these scalars are neither ``any`` (which the test looks for) nor ``unknown``."""


@pytest.fixture(scope="module")
def programs(node: str) -> Path:
    return install(FOLDER)


def test_codegen_makes_exact_types_that_compile_strictly(programs: Path) -> None:
    run([str(programs / "graphql-codegen"), "--config", "codegen.ts"], FOLDER)
    made = (FOLDER / "generated" / "graphql.ts").read_text(encoding="utf-8")
    types = made[: made.index("export const ")]
    assert "headline: string" in types
    assert not re.search(r"[:<|] any\b", types)
    run([str(programs / "tsc"), "--project", "tsconfig.json"], FOLDER)


def test_codegen_by_address_makes_the_same_types(programs: Path, server: Server) -> None:
    """Through the `fetch` of these tools, which offers codings that not every Node.js can decode."""
    run([str(programs / "graphql-codegen"), "--config", "codegen.ts"], FOLDER)
    made = FOLDER / "generated" / "graphql.ts"
    by_file = made.read_text(encoding="utf-8")
    made.unlink()
    environment = os.environ | {"PULLQUOTE_URL": f"{server.url}/graphql"}
    run([str(programs / "graphql-codegen"), "--config", "codegen.ts"], FOLDER, environment)
    assert made.read_text(encoding="utf-8") == by_file


def test_the_files_of_the_page_make_types_that_compile(
    programs: Path, server: Server, tmp_path: Path
) -> None:
    (tmp_path / "node_modules").symlink_to(FOLDER / "node_modules")
    (tmp_path / "src").mkdir()
    for path, text in OF_THE_PAGE.items():
        (tmp_path / path).write_text(text.replace(DOCUMENTED_ADDRESS, server.url), encoding="utf-8")
    run([str(programs / "graphql-codegen"), "--config", "codegen.ts"], tmp_path)
    made = (tmp_path / "src" / "graphql" / "graphql.ts").read_text(encoding="utf-8")
    assert not re.search(r"[:<|] any\b", made[: made.index("export const ")])
    (tmp_path / "src" / "use.ts").write_text(USE, encoding="utf-8")
    options = (FOLDER / "tsconfig.json").read_text(encoding="utf-8")
    (tmp_path / "tsconfig.json").write_text(options.replace('["generated", "usage.ts"]', '["src"]'))
    run([str(programs / "tsc"), "--project", "tsconfig.json"], tmp_path)


def test_the_map_of_scalars_of_the_page_is_the_one_to_copy() -> None:
    entry = re.compile(r"^ +(\w+: \"[^\"]+\"),", re.MULTILINE)
    on_the_page = entry.findall(OF_THE_PAGE["codegen.ts"].partition("scalars: {")[2].partition("}")[0])
    assert on_the_page == entry.findall((FOLDER / "scalars.ts").read_text(encoding="utf-8"))


def test_the_map_of_scalars_names_every_one_of_the_schema() -> None:
    declared = re.findall(r"^scalar (\w+)", SCHEMA.read_text(encoding="utf-8"), re.MULTILINE)
    mapped = re.findall(r"^  (\w+): ", (FOLDER / "scalars.ts").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(mapped) == {"ID", *declared}


def test_graphql_eslint_finds_nothing(programs: Path) -> None:
    config = str(FOLDER / "eslint.config.js")
    files = ["schema.graphql", "pullquote/api/site/playground/examples/*.graphql"]
    run([str(programs / "eslint"), "--config", config, "--max-warnings", "0", *files], ROOT)


def test_graphql_schema_linter_finds_nothing(programs: Path) -> None:
    run([str(programs / "graphql-schema-linter"), str(SCHEMA)], FOLDER)


@pytest.mark.usefixtures("programs")
@pytest.mark.parametrize(
    ("changelog", "accepted"),
    [
        ("# Changelog\n\n## Unreleased\n\n- Add things\n", False),
        ("# Changelog\n\n## Unreleased\n\n- Remove `Query.old`\n", True),
        ("# Changelog\n\n## Unreleased\n\n## 1.0.0\n\n- Remove `Query.old`\n", False),
    ],
)
def test_a_breaking_change_must_be_declared(
    node: str, tmp_path: Path, changelog: str, accepted: bool
) -> None:
    (tmp_path / "old.graphql").write_text("type Query { old: Int kept: Int }")
    (tmp_path / "new.graphql").write_text("type Query { kept: Int added: Int }")
    (tmp_path / "CHANGELOG.md").write_text(changelog)
    files = [str(tmp_path / name) for name in ("old.graphql", "new.graphql", "CHANGELOG.md")]
    done = subprocess.run(
        [node, "schema-diff.mjs", *files], check=False, capture_output=True, text=True, cwd=FOLDER
    )
    assert (done.returncode == 0) is accepted, done.stdout
    assert "Query.old" in done.stdout
