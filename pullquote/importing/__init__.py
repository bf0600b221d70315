"""Other people's content as files of a newsroom: sources, mapping, text, reports."""

__all__ = ["extra", "files", "importing", "items", "reports"]
