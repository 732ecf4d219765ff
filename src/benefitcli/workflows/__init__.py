"""What the program can do with cases and files; nothing here prints."""
