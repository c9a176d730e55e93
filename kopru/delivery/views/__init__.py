"""What is seen of delivery: the desk's pages of dispatches, outbox and doubts, and the public page one leaves by."""
