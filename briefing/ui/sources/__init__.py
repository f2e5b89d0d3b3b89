"""The parts of the Sources page."""
