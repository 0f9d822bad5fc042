"""What programs ask under /v1: questions, claims, proofs; what they get, described, and what goes wrong."""
