"""Photos on the wire and on the desk."""
