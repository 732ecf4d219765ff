"""What will fall due: the rule of a benefit run for each month or year to come, over everybody in a file."""
