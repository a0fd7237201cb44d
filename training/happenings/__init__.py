"""How the table of word frequencies that weighs events was made."""
