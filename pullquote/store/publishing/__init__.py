"""From a folder to a cluster: what differs from the edition that is there, written as the next one."""

__all__ = ["errors", "following", "publisher"]
