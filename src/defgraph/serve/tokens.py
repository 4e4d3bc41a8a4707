"""Who may write: bearer tokens (RFC 6750) listed in a file."""

from __future__ import annotations

import hashlib
import hmac
import stat
from typing import TYPE_CHECKING

from defgraph.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

LEAST_LENGTH = 16
"""Shorter tokens could be guessed."""


class Tokens:
    """The tokens that may write. Digests are kept, so that no error or dump of memory shows one.

    Args:
        tokens: as they are sent.
    """

    def __init__(self, tokens: list[str]) -> None:
        self._digests = [_digest(token) for token in tokens]

    def __contains__(self, token: object) -> bool:
        if not isinstance(token, str):
            return False
        sent = _digest(token)
        found = [hmac.compare_digest(sent, known) for known in self._digests]  # all: time tells nothing
        return any(found)

    @classmethod
    def read(cls, file: Path) -> Tokens:
        """Read a file of one token a line; empty lines and lines that begin with # do not count.

        Raises:
            InputError: it cannot be read, others can read it, or a token is too short.
        """
        try:
            if stat.S_IMODE(file.stat().st_mode) & 0o077:
                raise InputError(f"{file}: others can read these tokens; run: chmod 600 {file}")
            lines = file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{file}: cannot be read: {error}") from None
        tokens = [line.strip() for line in lines]
        tokens = [token for token in tokens if token and not token.startswith("#")]
        if not tokens:
            raise InputError(
                f"{file}: there is no token in it; write one of {LEAST_LENGTH} characters or more"
            )
        if any(len(token) < LEAST_LENGTH for token in tokens):
            raise InputError(
                f"{file}: a token is shorter than {LEAST_LENGTH} characters and could be guessed"
            )
        return cls(tokens)


def bearer(header: str | None) -> str | None:
    """Return the token of an ``Authorization`` header; None where it holds none."""
    scheme, _, token = (header or "").partition(" ")
    return token.strip() or None if scheme.casefold() == "bearer" else None


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()
