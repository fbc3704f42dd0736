"""Laws of `estore_pos.documents`."""
