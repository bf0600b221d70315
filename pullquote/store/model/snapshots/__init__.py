"""What is served at a moment: the protocol of a snapshot, and what is asked of a store that is elsewhere."""

__all__ = ["asking", "change_feed", "protocol", "questions", "remote"]
