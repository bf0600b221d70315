"""Editions over time: snapshot, visibility, embargoes, following the folder, history, the cache on disk."""

__all__ = [
    "changes",
    "editions",
    "following",
    "gc_pauses",
    "history",
    "live",
    "newsroom",
    "visibility",
    "watch_modes",
    "watching",
]
