"""How what the package has learned was made."""
