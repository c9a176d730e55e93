"""What the cases have to say on "Bugün"."""
