"""Claims, and what the graph says of them: by entailment and by nothing else."""
