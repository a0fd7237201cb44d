"""A language is a folder of data files and, where data cannot say it, small hooks."""
