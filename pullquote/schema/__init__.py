"""The Strawberry types: what the API is, read from a snapshot."""
