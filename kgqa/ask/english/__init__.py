"""English, and nothing but English: morphology, the wording of labels, grammar, and what answers say."""
