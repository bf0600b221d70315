"""The object types, one noun a module."""

__all__ = [
    "changes",
    "datasets",
    "events",
    "nodes",
    "organizations",
    "people",
    "publications",
    "quotes",
    "stories",
]
