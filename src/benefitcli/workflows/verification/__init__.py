"""Verifying a stored result: whether it still holds, and if not because of what."""
