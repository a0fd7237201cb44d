"""How somebody stands between two powers: evidence with its words, the model, a verdict."""
