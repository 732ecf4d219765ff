"""The documents themselves: what there is, what is in force, what changed, what is doubtful, what is wrong."""
