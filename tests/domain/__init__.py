"""Laws of `estore_pos.domain`."""
