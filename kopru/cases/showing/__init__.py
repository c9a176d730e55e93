"""How a case reads on the desk: its state, its shelf, its history, what the search says of it."""
