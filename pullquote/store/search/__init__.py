"""Text search: the Tantivy index, queries, ranking, highlights."""

__all__ = [
    "documents",
    "everything",
    "fields",
    "highlights",
    "index_directory",
    "names",
    "queries",
    "text_search",
    "word_folding",
]
