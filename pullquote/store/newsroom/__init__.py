"""Editions over time: snapshot, visibility, embargoes, following the folder, history, the cache on disk."""

__all__ = [
    "editions",
    "following",
    "gc_pauses",
    "history",
    "live",
    "newsroom",
    "watch_modes",
    "watching",
]
