"""What the arguments of the schema take, for tests that make operations up."""

from __future__ import annotations

SLUGS = (
    "slugs",
    "sections",
    "topics",
    "publications",
    "authors",
    "speakers",
    "mentions",
    "stories",
)
"""Arguments and fields of filters that take slugs of all kinds; ``slug`` and ``organizations`` do too."""
