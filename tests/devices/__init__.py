"""Laws of `estore_pos.devices`."""
