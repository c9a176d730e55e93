"""QR codes for paper."""

import io

import segno


def qr_svg(address: str, *, dark: str = "#1C2A33") -> bytes:
    """Return an address as a QR code in SVG, with its quiet zone (ISO/IEC 18004); a quarter of it may be spoilt."""
    written = io.BytesIO()
    segno.make(address, error="q", micro=False).save(written, kind="svg", dark=dark, border=4, scale=4, xmldecl=False)
    return written.getvalue()
