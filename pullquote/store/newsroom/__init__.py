"""Editions over time: snapshot, visibility, embargoes, following the folder, history, the cache on disk."""

__all__ = [
    "background",
    "editions",
    "following",
    "gc_pauses",
    "history",
    "newsroom",
    "notifying",
    "watch_modes",
    "watching",
]
