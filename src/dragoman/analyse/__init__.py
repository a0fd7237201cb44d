"""Questions over a whole record: what is corroborated, what is contradicted."""
