"""``/graphql``: requests, the endpoint, the fast path, persisted documents, the WebSocket."""

__all__ = ["endpoint", "fast_path", "persisted_documents", "websocket"]
