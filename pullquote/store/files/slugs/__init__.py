"""By which slugs entities are found: their own, and former ones."""

__all__ = ["entries"]
