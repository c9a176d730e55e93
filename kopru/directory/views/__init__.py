"""The directory's own pages and the doors to its verbs."""
