"""One door in and one door out: files and streams to frames of text and back."""
