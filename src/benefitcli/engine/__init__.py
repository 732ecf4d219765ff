"""How a rule is carried out: the verbs a rule may use, and their scalar, column and word forms."""
