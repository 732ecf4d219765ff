"""Drawings of reports: in characters for a terminal, as SVG for a page."""
