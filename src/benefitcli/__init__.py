"""benefitcli: birth-support benefits of Chinese jurisdictions, calculated from the documents and cited to the clause.

``calculate`` answers one case, ``calculate_plan`` all that a birth gives, ``calculate_frame`` a Polars frame of many; ``BenefitError`` says what cannot be used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benefitcli.api import calculate, calculate_frame, calculate_plan
    from benefitcli.errors import BenefitError

__version__ = "0.1.0"
__all__ = ["BenefitError", "__version__", "calculate", "calculate_frame", "calculate_plan"]


def __getattr__(name: str) -> object:
    """Load the library only when it is used: the command line has its own way in."""
    if name == "BenefitError":
        from benefitcli import errors as module
    elif name in __all__:
        from benefitcli import api as module  # type: ignore[no-redef]
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(module, name)
