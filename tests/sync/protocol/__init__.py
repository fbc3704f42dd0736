"""The law of the wire, value by value."""
