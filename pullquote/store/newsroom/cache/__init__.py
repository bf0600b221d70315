"""The cache on disk: rows with checksums in SQLite, and editions made again of them."""

__all__ = ["cache"]
