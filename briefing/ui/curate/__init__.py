"""The parts of the Curate page: the candidates, and beside them one article or the edition."""
