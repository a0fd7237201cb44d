"""The rater of acts: which words of a sentence tell an act, and of which PLOVER type."""
