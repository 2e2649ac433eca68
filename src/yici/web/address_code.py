"""Addresses as QR codes, for a page that goes from paper or from one device to another."""

import io

import segno
from django.utils.safestring import SafeString, mark_safe


def code_of(address: str) -> SafeString:
    """This will draw an address as a QR code in SVG, without inline styles."""
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        picture, kind="svg", border=2, xmldecl=False, svgns=False, omitsize=True, dark="#000", light="#fff",
        svgclass="qr", lineclass=None,
    )  # fmt: skip
    return mark_safe(picture.getvalue().decode())  # noqa: S308 (drawn by us from an address)
