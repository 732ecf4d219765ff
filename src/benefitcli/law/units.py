"""The small whole units that rules count in: fen for yuan, basis points for ratios, and each other unit itself."""

from __future__ import annotations

from decimal import Decimal

from benefitcli.law.parameters import Unit

BASIS_POINTS = 10_000
FEN_PER_YUAN = 100
SMALL_UNITS = {"yuan": FEN_PER_YUAN, "ratio": BASIS_POINTS}


def scaled(number: Decimal, unit: Unit) -> int:
    """A number of a table in its small unit."""
    return int(number * SMALL_UNITS.get(unit, 1))
