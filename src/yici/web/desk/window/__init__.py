"""The counter: somebody stands there with papers, and a clerk takes in what they came for."""
