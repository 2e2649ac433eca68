"""Where the definitions lie that come with Yici."""

from pathlib import Path
from typing import Final

CHECKOUT = Path(__file__).resolve().parents[3] / "definitions"
DEFINITIONS: Final = CHECKOUT if CHECKOUT.is_dir() else Path("definitions")
"""Those of the checkout; where the package is installed without one, those of the folder that the command runs in."""
