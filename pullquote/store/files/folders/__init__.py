"""What is in a newsroom's folder besides the files of its kinds: pictures, and how many files there are in all."""

__all__ = ["counting"]
