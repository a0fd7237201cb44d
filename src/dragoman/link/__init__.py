"""Linking: what reports have in common, what they relay, and what was lost on the way."""
