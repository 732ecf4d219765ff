"""What the documents say: typed instruments, regions, layered dated parameters, readings, working days."""
