"""A cluster of three OpenSearch nodes for tests and for development, each node a process of its own."""
