"""The files of pictures: of which format they are, and how large what they show is."""

__all__ = ["formats", "reading"]
