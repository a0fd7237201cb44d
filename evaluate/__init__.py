"""Scores on development data, and the floors under them."""
