"""How the directory's things are put in words."""
