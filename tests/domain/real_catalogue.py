"""The real definitions, read once a process: that takes half a second."""

from functools import cache
from pathlib import Path

from yici.catalogue.reading import read_folder
from yici.domain.catalogue import Catalogue

DEFINITIONS = Path(__file__).parents[2] / "definitions"


@cache
def real_catalogue() -> Catalogue:
    """This will read the real definitions."""
    return read_folder(DEFINITIONS).catalogue
