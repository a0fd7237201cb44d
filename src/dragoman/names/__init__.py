"""Names across spellings: how likely two strings are one name, and keys to find them by."""

from dragoman.names.compare import name_keys, same

__all__ = ["name_keys", "same"]
