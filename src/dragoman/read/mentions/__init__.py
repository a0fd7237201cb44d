"""Mentions: the spans that name, describe or stand for an actor."""

from dragoman.read.mentions.find import find_mentions

__all__ = ["find_mentions"]
