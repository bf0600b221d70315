"""Where content comes from: one module a source, which says what is its own and reads it."""

__all__ = ["archives", "finding", "front_matter", "reading"]
