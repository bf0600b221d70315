"""What a text says that somebody is: the offices before and behind a name, and those that a sentence states."""

__all__ = ["before", "behind", "beside", "by_place", "office", "ranks", "right_before", "stated"]
