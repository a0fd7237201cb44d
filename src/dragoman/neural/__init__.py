"""The shared encoder and its heads: words, trees, names, attributions in one pass.

Weights come with the package; onnxruntime runs them. How they were made, from
what data and how well they do stands in `weights/MODEL_CARD.md`.
"""

from dragoman.neural.reader import LineScores, NeuralParser, load_neural_parser

__all__ = ["LineScores", "NeuralParser", "load_neural_parser"]
