"""What handlers share: the settings, and the processes that work on the store."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from defgraph.serve.dumps import Dumps

if TYPE_CHECKING:
    from starlette.requests import Request

    from defgraph.serve.metrics import Metrics
    from defgraph.serve.pool import Pool
    from defgraph.serve.settings import Settings


@dataclass(frozen=True, slots=True)
class State:
    """One server's.

    ``dumps`` are those that are being written, ``writing`` is held by the request that changes the store.
    """

    settings: Settings
    pool: Pool
    metrics: Metrics
    dumps: Dumps = field(default_factory=Dumps)
    writing: asyncio.Lock = field(default_factory=asyncio.Lock)


def state_of(request: Request) -> State:
    """Return the state of the server that got ``request``."""
    return cast("State", request.app.state.defgraph)
