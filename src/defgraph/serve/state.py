"""What handlers share: the settings, and the processes that work on the store."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from starlette.requests import Request

    from defgraph.serve.metrics import Metrics
    from defgraph.serve.pool import Pool
    from defgraph.serve.settings import Settings


@dataclass(frozen=True, slots=True)
class State:
    """One server's; ``writing`` is held by the request that changes the store."""

    settings: Settings
    pool: Pool
    metrics: Metrics
    writing: asyncio.Lock = field(default_factory=asyncio.Lock)


def state_of(request: Request) -> State:
    """Return the state of the server that got ``request``."""
    return cast("State", request.app.state.defgraph)
