"""How the ranker of coreference was trained."""
