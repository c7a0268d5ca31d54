"""QR codes as pictures inside a page."""

import base64
from io import BytesIO

import qrcode
from qrcode.image.svg import SvgPathFillImage


def qr_code(text: str) -> str:
    """The QR code of a text as an address of data: an SVG, dark on white in either theme."""
    image = BytesIO()
    qrcode.make(text, image_factory=SvgPathFillImage).save(image)
    return f"data:image/svg+xml;base64,{base64.b64encode(image.getvalue()).decode()}"
