"""When the graph has no answer: ask a model, check what it says, and decide what that is worth."""
