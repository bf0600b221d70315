"""Editions over time: snapshot, visibility, embargoes, following the folder, history, the cache on disk."""

__all__ = ["change_feed", "changes", "editions", "following", "gc_pauses", "history", "live", "newsroom", "snapshot", "watch_modes", "watching"]
