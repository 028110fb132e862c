"""Encryption of what audit rows hold: AES-256-GCM, a random nonce each time, a version byte in front."""

from __future__ import annotations

import os
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES, _NONCE_BYTES = 32, 12
_VERSION = b"\x01"


class Unsealable(Exception):
    """The bytes were changed, or the key is another."""


def new_key() -> bytes:
    """A random key."""
    return os.urandom(KEY_BYTES)


def seal(key: bytes, plain: bytes, about: bytes) -> bytes:
    """Encrypt. `about` is bound to it: only with the same can it be opened."""
    return sealer(key)(plain, about)


def sealer(key: bytes) -> Callable[[bytes, bytes], bytes]:
    """What encrypts many things under one key."""
    encrypt = AESGCM(key).encrypt

    def sealed(plain: bytes, about: bytes) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return _VERSION + nonce + encrypt(nonce, plain, about)

    return sealed


def unseal(key: bytes, sealed: bytes, about: bytes) -> bytes:
    """Decrypt. Raises Unsealable."""
    if sealed[:1] != _VERSION:
        raise Unsealable
    nonce, rest = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, rest, about)
    except (InvalidTag, ValueError):
        raise Unsealable from None
