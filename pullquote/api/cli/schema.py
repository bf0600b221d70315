"""``pullquote schema``: the GraphQL schema, or the JSON Schemas of the files."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from pullquote.api.cli.console import counted, echo, examples
from pullquote.api.cli.folders import newsroom_folder

EXAMPLES = examples(
    ("pullquote schema > schema.graphql", "for a code generator"),
    ("pullquote schema newsroom --files .schemas", "for an editor, which then completes keys and slugs"),
    note='In VS Code, settings.json: "yaml.schemas": {".schemas/people.json": "newsroom/people/*.yaml"}',
)


def schema(
    folder: Annotated[
        Path | None,
        typer.Argument(help="The newsroom whose slugs the JSON Schemas know.", show_default="./fixtures"),
    ] = None,
    files: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write the JSON Schema of each kind of file into this folder."),
    ] = None,
) -> None:
    """Print the GraphQL schema (SDL), or write the JSON Schemas of the files."""
    if files is None:
        from pullquote.schema import schema as graphql  # noqa: PLC0415 - takes time

        sys.stdout.write(f"{graphql.as_str().rstrip()}\n")
        return
    from pullquote.store.files.jsonschema import json_schemas  # noqa: PLC0415 - takes time

    files.mkdir(parents=True, exist_ok=True)
    schemas = json_schemas(newsroom_folder(folder))
    for kind, document in schemas.items():
        text = json.dumps(document, ensure_ascii=False, indent=2)
        (files / f"{kind}.json").write_text(f"{text}\n", encoding="utf-8")
    echo(f"Wrote {counted(len(schemas), 'JSON Schema')} to {files}.")
