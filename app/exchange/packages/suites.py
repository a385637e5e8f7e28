"""Signature suites behind one interface: what signs today can be exchanged without touching the format.

Ed25519 (RFC 8032) by `cryptography`. No SM2 (GB/T 32918) ships, since no library that is kept up has wheels for all
our systems (docs/dependencies.md says which were looked at); a suite for it is one more class in `SUITES`.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol


class Suite(Protocol):
    """Makes keys, signs and verifies; keys and signatures are raw bytes, as the suite's standard writes them."""

    alg: str

    def generate(self) -> bytes:
        """A new private key."""

    def public(self, private: bytes) -> bytes:
        """The public key of a private one; ValueError if it is none."""

    def sign(self, private: bytes, data: bytes) -> bytes:
        """The signature of these bytes."""

    def verify(self, public: bytes, signature: bytes, data: bytes) -> bool:
        """Whether the signature holds; False for anything else, whatever the bytes are."""


class Ed25519:
    """RFC 8032: 32 bytes private, 32 bytes public, 64 bytes signature; the same bytes give the same signature."""

    alg = "Ed25519"

    def generate(self) -> bytes:
        """A new private key."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.generate().private_bytes_raw()

    def public(self, private: bytes) -> bytes:
        """The public key of a private one; ValueError if it is none."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()

    def sign(self, private: bytes, data: bytes) -> bytes:
        """The signature of these bytes."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(private).sign(data)

    def verify(self, public: bytes, signature: bytes, data: bytes) -> bool:
        """Whether the signature holds; False for anything else, whatever the bytes are."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
        except (InvalidSignature, ValueError):
            return False
        return True


SUITES: Mapping[str, Suite] = MappingProxyType({suite.alg: suite for suite in (Ed25519(),)})
