"""Benchmarks: every timing is a ratio against something run beside it."""
