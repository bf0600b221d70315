"""Which version of each file is served: as it is, as it last was good, or none."""

__all__ = ["on_error", "recent_changes", "restrictions"]
