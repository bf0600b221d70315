"""The reading side of a newsroom on a cluster: questions as searches, and what they find as answers."""

__all__ = ["source"]
