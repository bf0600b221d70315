"""Text search: the Tantivy index, queries, ranking, highlights."""

__all__ = ["fields", "index_directory", "text_search"]
