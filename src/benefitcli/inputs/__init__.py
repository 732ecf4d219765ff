"""What people write, read into whole numbers: the same forms for one case and for a file."""
