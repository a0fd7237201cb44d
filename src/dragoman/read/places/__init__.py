"""Toponyms, resolved to the map."""

from dragoman.read.places.find import find_places

__all__ = ["find_places"]
