"""Addresses that a receipt can be fetched from as a PDF, for a day, without being stored anywhere.

The address holds the receipt itself, encrypted and signed (Fernet: AES-128-CBC with HMAC-SHA-256), so that no
proxy's log learns what it says, and nobody can make one up.
"""

import zlib

from cryptography.fernet import Fernet, InvalidToken

from dialogs.receipt import MOST_SIGNS, Receipt, ReceiptError, read_receipt

LINK_SECONDS = 24 * 3_600
"""A day: long enough to save the file, short enough that an address in an old chat opens nothing."""
PATH = "/kvitto/"


class ReceiptLinks:
    """Makes and opens such addresses."""

    def __init__(self, address: str, key: str = "") -> None:
        """*address* is where the bot is reached from a browser; empty: no links are made.

        *key* is 32 bytes in URL-safe base64, the same for all replicas; empty: one of our own, until the next
        start. Raises ``ValueError`` for anything else.
        """
        self._address = address.rstrip("/")
        self._fernet = Fernet(key or Fernet.generate_key())

    def link(self, receipt: Receipt) -> str:
        """The address of *receipt*, or nothing where there can be none."""
        if not self._address:
            return ""
        packed = zlib.compress(receipt.to_json().encode(), 9)
        return f"{self._address}{PATH}{self._fernet.encrypt(packed).decode()}"

    def opened(self, token: str) -> Receipt:
        """The receipt behind the last part of an address. Raises ``ReceiptError``."""
        try:
            packed = zlib.decompressobj()
            text = packed.decompress(self._fernet.decrypt(token, ttl=LINK_SECONDS), MOST_SIGNS)
        except (InvalidToken, zlib.error):
            raise ReceiptError(
                "Länken till kvittot gäller inte längre. Gör om kontrollen för ett nytt."
            ) from None
        return read_receipt(text.decode())
