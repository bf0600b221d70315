"""Hints about what operations name, with the settings: see :mod:`pullquote.schema.hints`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphql import OperationType

from pullquote.api.operations.operations import Hints, PreparedOperation
from pullquote.api.settings import Settings
from pullquote.schema.hints import hints, naming_arguments


def hints_of(settings: Settings) -> Hints | None:
    """As many hints as the settings have it; None for none."""
    most = settings.max_hints

    def found(
        prepared: PreparedOperation, variables: Mapping[str, Any], context: Any
    ) -> list[dict[str, Any]]:
        if prepared.naming is None:
            is_query = prepared.kind is OperationType.QUERY
            prepared.naming = naming_arguments(prepared.node, prepared.document.fragments) if is_query else ()
        if not prepared.naming:
            return []
        return hints(context.snapshot, prepared.node, prepared.naming, variables, most)

    return found if most else None
