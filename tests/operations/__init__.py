"""Laws of the deeds, on real books."""
