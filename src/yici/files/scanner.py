"""The scanner that this site has, if it has one. Another one than ClamAV would be chosen here, by its address."""

from django.conf import settings

from yici.files import clamd


def configured() -> bool:
    """This will say whether uploads are scanned here."""
    return bool(settings.YICI_CLAMAV)


def harm_in(data: bytes) -> str | None:
    """This will name what is harmful in a file, None when nothing is. Raises Refused("scanner.failed")."""
    return clamd.scan(settings.YICI_CLAMAV, data)
