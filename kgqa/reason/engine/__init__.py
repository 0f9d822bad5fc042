"""The reasoner over numbers: facts as sorted arrays, rules as joins over them."""
