"""The protocol's law, and the till's end and the HQ against each other over lines that fail."""
