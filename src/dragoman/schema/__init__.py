"""Event types, relations and actor types as data files, and the JSON Schema of a reading."""
