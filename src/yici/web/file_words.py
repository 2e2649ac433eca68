"""How the name and the size of a file are written."""

from django.utils.formats import number_format
from django.utils.translation import gettext

KILO = 1024


def erased() -> str:
    """This will stand for the name of a file whose person was erased."""
    return gettext("（已清除）")


def size_text(size: int) -> str:
    """This will write a size in KB or MB."""
    if size < KILO * KILO:
        return f"{number_format(max(1, round(size / KILO)))} KB"
    return f"{number_format(size / KILO / KILO, decimal_pos=1)} MB"
