"""A rule in words: as a page, and as a tree for scripts."""
