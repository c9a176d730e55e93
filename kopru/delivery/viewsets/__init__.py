"""The desk's pages of delivery: dispatches, the outbox, what is in doubt, and who gets nothing."""
