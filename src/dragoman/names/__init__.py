"""Names of people and bodies in many spellings."""
