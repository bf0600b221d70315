"""Editions over time: snapshot, visibility, embargoes, following the folder, history, the cache on disk."""

__all__ = [
    "background",
    "changes",
    "editions",
    "following",
    "gc_pauses",
    "history",
    "newsroom",
    "notifying",
    "visibility",
    "watch_modes",
    "watching",
]
