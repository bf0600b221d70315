"""Where words stand in a text: bodies as blocks, quotation marks, folding, quote matching."""

__all__ = ["bodies", "matching"]
