"""How words look on paper."""
