"""benefitcli: birth-support benefits of Chinese jurisdictions, calculated from the documents and cited to the clause."""

__version__ = "0.1.0"
