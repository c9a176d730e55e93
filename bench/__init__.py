"""The benchmark table of the design: each row prints its figure, its reference from the same run, the ratio and the goal."""
