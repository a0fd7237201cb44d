"""English: word lists, tables and patterns."""
