"""What is seen of a bulletin: its files by everybody who may, its pages in the desk by the office."""
