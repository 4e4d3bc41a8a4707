"""Whom a request is for, as it says itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from defgraph.serve.parameters import BAD_REQUEST
from defgraph.serve.problems import ProblemError

if TYPE_CHECKING:
    from starlette.types import Scope

_HOST = re.compile(rb"(?:[A-Za-z0-9._~!$&'()*+,;=%-]{1,255}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{0,5})?")


def check_host(scope: Scope) -> None:
    """Check that a request names one host (RFC 9112, section 3.2; RFC 3986, section 3.2.2).

    Raises:
        ProblemError: it names none, several, or what is no host (400).
    """
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    if not hosts and scope.get("http_version") == "1.0":
        return
    if len(hosts) != 1 or not _HOST.fullmatch(hosts[0]):
        found = "no such header" if not hosts else "several" if len(hosts) > 1 else repr(hosts[0][:100])[1:]
        raise ProblemError(BAD_REQUEST, f"Host: expected the name of one host, found {found}")
