"""What handlers share: the settings, and the processes that work on the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from starlette.requests import Request

    from defgraph.serve.metrics import Metrics
    from defgraph.serve.pool import Pool
    from defgraph.serve.settings import Settings


@dataclass(frozen=True, slots=True)
class State:
    """One server's."""

    settings: Settings
    pool: Pool
    metrics: Metrics


def state_of(request: Request) -> State:
    """Return the state of the server that got ``request``."""
    return cast("State", request.app.state.defgraph)
