"""Passwords and tokens of endpoints: where they are told, and to which host alone each is sent."""

from __future__ import annotations

import os
import re
import urllib.request
from base64 import b64encode
from dataclasses import dataclass, field
from ipaddress import ip_address
from netrc import NetrcParseError, netrc
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from defgraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PORTS = {"http": 80, "https": 443}
_TOKEN = re.compile(r"[!-~]+")
_HIDDEN = "…"


@dataclass(frozen=True)
class Credential:
    """A password, or a token, which nothing shows.

    Args:
        user: whose password it is (RFC 7617); empty for a bearer token (RFC 6750).
        secret: the password or token.
    """

    user: str
    secret: str = field(repr=False)

    def __post_init__(self) -> None:
        if not self.user and not _TOKEN.fullmatch(self.secret):
            raise InputError("the token for the store is empty, or has characters that no token has")
        if ":" in self.user or not (self.user + self.secret).isprintable():
            raise InputError(
                "the user or password for the store has a colon or a line end that cannot be sent"
            )

    @property
    def header(self) -> str:
        """The value of an ``Authorization`` header."""
        return f"Basic {self._encoded}" if self.user else f"Bearer {self.secret}"

    @property
    def _encoded(self) -> str:
        return b64encode(f"{self.user}:{self.secret}".encode()).decode()

    def hide_in(self, text: str) -> str:
        """Return ``text`` without the secret, in whatever form an endpoint may repeat it."""
        for told in filter(None, (self._encoded, self.secret)):
            text = text.replace(told, _HIDDEN)
        return text


class Address(NamedTuple):
    """An address without the password that may stand in it, and that."""

    plain: str
    credential: Credential | None


def address_of(given: str) -> Address:
    """Take an address apart.

    Raises:
        InputError: it names no host or port, or its password cannot be sent.
    """
    try:
        parts = urlsplit(given)
        host = f"[{parts.hostname}]" if parts.hostname and ":" in parts.hostname else parts.hostname
        netloc = f"{host}:{parts.port}" if parts.port else host
    except ValueError:
        host = netloc = None
    if not host or not netloc:
        raise InputError("the address of the endpoint names no host, or no port; say http://HOST:PORT/query")
    if parts.username is None:
        return Address(given, None)
    plain = urlunsplit(parts._replace(netloc=netloc))
    return Address(plain, Credential(unquote(parts.username), unquote(parts.password or "")))


class Credentials:
    """Which password goes to which host, and to no other.

    Args:
        by_host: ``host`` or ``host:port`` to what is sent there.
        allow_plain_http: send it without encryption to other machines, too.
    """

    def __init__(self, by_host: Mapping[str, Credential], *, allow_plain_http: bool = False) -> None:
        self._by_host = {host.casefold(): credential for host, credential in by_host.items()}
        self._allow_plain_http = allow_plain_http

    def for_address(self, address: str) -> Credential | None:
        """Return what is sent to ``address``.

        Raises:
            InputError: it would go over a network without encryption.
        """
        parts = urlsplit(address)
        host = (parts.hostname or "").casefold()
        found = self._by_host.get(_origin(parts)) or self._by_host.get(host)
        if found and parts.scheme == "http" and not (self._allow_plain_http or _stays_here(host)):
            raise InputError(
                f"{address}: the password for this endpoint would go over the network unencrypted; "
                "use its https:// address, or say --allow-plain-http (DEFGRAPH_ALLOW_PLAIN_HTTP=1)"
            )
        return found


def read_credentials(
    addresses: Sequence[Address],
    file: str | Path | None,
    environment: Mapping[str, str] = os.environ,
    *,
    allow_plain_http: bool = False,
) -> Credentials:
    """Gather what is known about an endpoint: from its addresses, the environment and a file, in this order.

    Args:
        addresses: of the endpoint's operations that are named, the query operation first.
        file: in the form of ``.netrc``; an entry without ``login`` has a bearer token for a password.
        environment: where ``DEFGRAPH_STORE_TOKEN``, or ``DEFGRAPH_STORE_USER`` and
            ``DEFGRAPH_STORE_PASSWORD``, may stand; they are for the host of the first address.
        allow_plain_http: send passwords without encryption to other machines, too.

    Raises:
        InputError: the file cannot be read, or others than its owner can; or what is told is not whole.
    """
    known: dict[str, Credential] = {} if file is None else _read_file(Path(file))
    told = _from_environment(environment)
    if told is not None:
        known[_origin(urlsplit(addresses[0].plain))] = told
    known |= {_origin(urlsplit(each.plain)): each.credential for each in addresses if each.credential}
    return Credentials(known, allow_plain_http=allow_plain_http)


def _from_environment(environment: Mapping[str, str]) -> Credential | None:
    token, user, password = (
        environment.get(f"DEFGRAPH_STORE_{name}") for name in ("TOKEN", "USER", "PASSWORD")
    )
    if token and (user or password):
        raise InputError(
            "set DEFGRAPH_STORE_TOKEN, or DEFGRAPH_STORE_USER and DEFGRAPH_STORE_PASSWORD, not both"
        )
    if bool(user) != bool(password):
        raise InputError(
            "DEFGRAPH_STORE_USER and DEFGRAPH_STORE_PASSWORD go together; one of them is not set"
        )
    if token:
        return Credential("", token)
    return Credential(user, password) if user and password else None


def _read_file(path: Path) -> dict[str, Credential]:
    try:
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise InputError(f"{path}: others can read these passwords; run: chmod 600 {path}")
        hosts = netrc(path).hosts
    except NetrcParseError as error:
        where = f" in line {error.lineno}" if error.lineno else ""  # its message may repeat a password
        raise InputError(f"{path}: not in the form of a .netrc file{where}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({getattr(error, 'strerror', 'no text')})") from None
    hosts.pop("default", None)  # a password for whatever host comes along is none
    return {host: Credential(user or "", secret or "") for host, (user, _, secret) in hosts.items()}


def _origin(parts: SplitResult) -> str:
    return f"{(parts.hostname or '').casefold()}:{parts.port or _PORTS.get(parts.scheme)}"


def _stays_here(host: str) -> bool:
    """Whether what is sent to ``host`` over http leaves this machine neither directly nor through a proxy."""
    try:
        loopback = ip_address(host).is_loopback
    except ValueError:
        loopback = host == "localhost"
    return loopback and ("http" not in urllib.request.getproxies() or urllib.request.proxy_bypass(host))
