"""How the head that reads stance was trained."""
