"""Laws of the sub-commands."""
