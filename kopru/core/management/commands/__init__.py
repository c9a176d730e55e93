"""Each command parses, calls one verb and prints."""
