"""A newsroom on an OpenSearch cluster: what its documents are, how its editions are told apart, and how it is reached."""

__all__: list[str] = []

__all__ = ["addresses", "client", "documents", "editions", "mappings", "record_encoding"]
