"""The record: readings and judgements in SQLite or PostgreSQL, append-only."""
