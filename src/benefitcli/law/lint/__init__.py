"""Checks of the documents beyond their form."""
