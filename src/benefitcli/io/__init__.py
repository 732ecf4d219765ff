"""Tables in and out: files and streams to frames and back."""
