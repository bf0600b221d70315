"""What a search box offers while somebody types."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from pullquote.schema.context import Info
from pullquote.schema.errors import client_errors
from pullquote.schema.fields import field
from pullquote.schema.search import Searched
from pullquote.store.model.snapshots.protocol import SUGGESTIONS
from pullquote.store.model.snapshots.questions import Suggestion
from pullquote.store.search.suggestions.prefixes import HEADLINES, MAX_PREFIX_CHARACTERS, MAX_SUGGESTIONS

Prefix = Annotated[
    str,
    strawberry.argument(
        description=(
            f"What was typed, of which {MAX_PREFIX_CHARACTERS} characters are read: each of its words begins a word of "
            "the name or headline. Any text is accepted; one without words finds nothing."
        )
    ),
]
Count = Annotated[int, strawberry.argument(description=f"How many: {MAX_SUGGESTIONS} at most.")]


def suggest_field(searched: Searched) -> type:
    """A base of the query type with ``suggest``."""
    namespace = {
        "__module__": __name__,
        "__annotations__": {"suggest": list[_suggestion(searched)]},  # type: ignore[misc]
        "suggest": field(
            "Names and headlines that begin as what somebody types into a search box: names that begin with the "
            "prefix, then other names, each those in most stories first; at the end headlines, the latest first, of the "
            f"latest {HEADLINES} stories.",
            _resolver(searched.kinds),
        ),
    }
    return strawberry.type(type("SuggestField", (), namespace))


def _suggestion(searched: Searched) -> Any:
    def kind(root: Suggestion) -> Any:
        return searched.kinds(root.noun)

    members = {
        "kind": (searched.kinds, field("What it is; never a quote.", kind)),
        "text": (str, field("The name, or the headline.")),
        "html": (
            str,
            field("The same, escaped, with what was typed in `<mark>`; safe to put into a page as it is."),
        ),
        "count": (int, field("In how many stories it is; 1 for a story.")),
        "node": (searched.result, field("The person, story or whatever it is.")),
    }
    namespace = {
        "__module__": __name__,
        "__annotations__": {name: type_ for name, (type_, _) in members.items()},
        **{name: declared for name, (_, declared) in members.items()},
    }
    return strawberry.type(
        type("Suggestion", (), namespace), description="Something that begins as what was typed."
    )


def _resolver(kinds: Any) -> Any:
    def suggest(
        info: Info, prefix: Prefix, *, kinds: Any = None, first: Count = SUGGESTIONS
    ) -> tuple[Suggestion, ...]:
        nouns = None if kinds is None else [each.value for each in kinds]
        with client_errors():
            return info.context.snapshot.suggest(prefix, nouns, first)

    which = strawberry.argument(description="What to suggest: `[PERSON, TOPIC]`; all unless given.")
    suggest.__annotations__["kinds"] = Annotated[list[kinds] | None, which]
    return suggest
