"""What a text says that somebody is: the offices before and behind a name, and those that a sentence states."""

__all__ = ["before", "beside", "office", "ranks", "right_before", "stated"]
