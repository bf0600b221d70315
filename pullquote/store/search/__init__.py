"""Text search: the Tantivy index, queries, ranking, highlights."""

__all__ = [
    "everything",
    "fields",
    "highlights",
    "names",
    "queries",
    "text_search",
    "word_folding",
]
