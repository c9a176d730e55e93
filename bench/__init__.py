"""The benchmark table of the design: each row has its figure, its reference from the same run, ratio and goal."""
