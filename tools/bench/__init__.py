"""What the client costs, beside what else could be used: figures of a benchmark on loopback, never assertions."""
