"""Where words stand in a text: bodies as blocks, quotation marks, folding, quote matching."""

__all__ = ["bodies", "guessing", "matching", "printed_names", "quotation_marks", "story_text"]
