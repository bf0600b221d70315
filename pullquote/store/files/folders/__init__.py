"""What is in a newsroom's folder besides the files of its kinds, how many files there are in all, and a look at them
ahead of reading."""

__all__ = ["counting"]
