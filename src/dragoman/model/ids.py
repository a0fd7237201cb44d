"""Ids are content hashes: the same bytes read twice get the same ids."""

from __future__ import annotations

import hashlib

ID_HEX_DIGITS = 16


def make_id(kind: str, *parts: object) -> str:
    """An id such as `sta-0f3c…` from a short kind and everything that makes the thing itself.

    `None` and the empty string differ; the parts' order matters.
    """
    digest = hashlib.sha256()
    for part in parts:
        piece = b"\x00" if part is None else b"\x01" + str(part).encode("utf-8", "surrogatepass")
        digest.update(len(piece).to_bytes(8, "big") + piece)
    return f"{kind}-{digest.hexdigest()[:ID_HEX_DIGITS]}"


def hash_text(text: str) -> str:
    """SHA-256 of a text in UTF-8, as hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
