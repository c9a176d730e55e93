"""The registers beside the queue."""
