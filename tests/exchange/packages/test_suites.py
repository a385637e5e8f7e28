"""What signs can be exchanged; Ed25519 is the standard's."""

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as some

from app.exchange.packages import keys, suites

ED25519 = suites.SUITES["Ed25519"]
RFC_8032 = [  # private, public, message, signature: tests 1 to 3 of section 7.1
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24"
        "655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aee"
        "b00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28d"
        "c027beceea1ec40a",
    ),
]


class P256:
    """ECDSA on P-256 by the same library: a stranger to the code that uses suites."""

    alg = "ECDSA-P256-SHA256"

    def generate(self):
        return ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value.to_bytes(32, "big")

    def public(self, private):
        return (
            self._private(private)
            .public_key()
            .public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
        )

    def sign(self, private, data):
        return self._private(private).sign(data, ec.ECDSA(hashes.SHA256()))

    def verify(self, public, signature, data):
        try:
            key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)
            key.verify(signature, data, ec.ECDSA(hashes.SHA256()))
        except (InvalidSignature, ValueError):
            return False
        return True

    def _private(self, private):
        return ec.derive_private_key(int.from_bytes(private, "big"), ec.SECP256R1())


def with_p256(monkeypatch):
    monkeypatch.setattr(suites, "SUITES", {**suites.SUITES, P256.alg: P256()})


@pytest.mark.parametrize("vector", RFC_8032, ids=["empty", "one byte", "two bytes"])
def test_ed25519_gives_the_signatures_of_rfc_8032(vector):
    private, public, message, signature = map(bytes.fromhex, vector)
    assert ED25519.public(private) == public
    assert ED25519.sign(private, message) == signature
    assert ED25519.verify(public, signature, message)


def test_a_signature_holds_for_its_bytes_and_its_key_only():
    mine, other = ED25519.generate(), ED25519.generate()
    signature = ED25519.sign(mine, b"data")
    assert ED25519.verify(ED25519.public(mine), signature, b"data")
    assert not ED25519.verify(ED25519.public(mine), signature, b"Data")
    assert not ED25519.verify(ED25519.public(other), signature, b"data")


def test_every_bit_of_a_signature_counts():
    private = ED25519.generate()
    good = ED25519.sign(private, b"data")
    for bit in range(len(good) * 8):
        bad = bytearray(good)
        bad[bit // 8] ^= 1 << bit % 8
        assert not ED25519.verify(ED25519.public(private), bytes(bad), b"data"), bit


@given(some.binary(max_size=80), some.binary(max_size=80))
def test_any_bytes_as_key_or_signature_are_a_plain_no(public, signature):
    assert ED25519.verify(public, signature, b"data") is False
    assert ED25519.verify(ED25519.public(bytes(32)), signature, b"data") is False


def test_a_second_suite_signs_and_verifies_through_the_same_code(tmp_path, monkeypatch):
    with_p256(monkeypatch)
    made = keys.device_key(tmp_path, alg=P256.alg)
    again = keys.device_key(tmp_path)
    assert again.public == made.public
    assert again.public.alg == P256.alg
    assert made.public.verify(again.sign(b"data"), b"data")
    assert not made.public.verify(again.sign(b"data"), b"other")


def test_a_key_of_a_suite_this_program_lacks_verifies_nothing(tmp_path, monkeypatch):
    with monkeypatch.context() as newer:
        with_p256(newer)
        key = keys.device_key(tmp_path, alg=P256.alg)
        signature = key.sign(b"data")
        assert key.public.verify(signature, b"data")
    assert not key.public.verify(signature, b"data")


def test_the_same_raw_key_under_two_suites_is_two_keys():
    raw = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
    assert keys.PublicKey("Ed25519", raw, "age1").kid != keys.PublicKey("Other", raw, "age1").kid
