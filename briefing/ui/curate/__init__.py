"""The parts of the Curate page."""
