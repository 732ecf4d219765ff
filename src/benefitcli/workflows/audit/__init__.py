"""The audit: what was paid, claimed or taken, held row by row against what the rules give."""
