"""What is seen of the server's work: metrics, and the log."""
