"""Compose the stages on one machine or on Spark."""
