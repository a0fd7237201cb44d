"""Training of the shared encoder and its heads."""
