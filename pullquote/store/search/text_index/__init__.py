"""The text index on disk or in memory: which document is where in it, how it is written, and how a part of it is replaced."""

__all__ = ["documents", "index_directory"]
