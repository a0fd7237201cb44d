"""Coreference of noun phrases by a ranker: which earlier phrase, if any, one goes back to."""

from dragoman.read.coreference.clusters import find_clusters
from dragoman.read.coreference.phrases import NounPhrase, find_noun_phrases

__all__ = ["NounPhrase", "find_clusters", "find_noun_phrases"]
