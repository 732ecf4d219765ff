"""What the clauses mean: one file per benefit with its fields and its rule, and the register of them."""
