"""What a search box offers: what was probably meant by a mistyped word, and what begins as the text in it."""

__all__ = ["corrections", "prefixes"]
