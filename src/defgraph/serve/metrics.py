"""What Prometheus asks for: counts and durations of requests, and how busy the processes are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

if TYPE_CHECKING:
    from starlette.types import Scope

    from defgraph.serve.pool import Pool

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Metrics:
    """The measures of one server.

    Args:
        pool: the processes that answer.
    """

    def __init__(self, pool: Pool) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "defgraph_http_requests", "Requests", ("method", "route", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "defgraph_http_seconds",
            "How long answers took, in seconds",
            ("route",),
            buckets=_BUCKETS,
            registry=self._registry,
        )
        busy = Gauge("defgraph_workers_busy", "Processes at work", registry=self._registry)
        busy.set_function(lambda: pool.busy)
        waiting = Gauge(
            "defgraph_requests_waiting", "Requests that wait for a process", registry=self._registry
        )
        waiting.set_function(lambda: pool.waiting)
        kept = Gauge("defgraph_answers_kept_bytes", "Room that kept answers take", registry=self._registry)
        kept.set_function(lambda: pool.kept)
        self._stopped = Counter(
            "defgraph_jobs_stopped", "Processes stopped, by reason", ("reason",), registry=self._registry
        )
        self._series: dict[tuple[str, object, int], tuple[Counter, Histogram]] = {}
        pool.on_stopped = lambda reason: self._stopped.labels(reason).inc()

    def count(self, scope: Scope, status: int, seconds: float) -> None:
        """Count a request; the route, not the path, so that there are few series whatever is asked for."""
        method = scope["method"]
        key = (method if method in _METHODS else "other", scope.get("endpoint"), status)
        series = self._series.get(key)
        if series is None:
            series = self._series[key] = self._named(*key)
        counter, histogram = series
        counter.inc()
        histogram.observe(seconds)

    def _named(self, method: str, endpoint: object, status: int) -> tuple[Counter, Histogram]:
        route = getattr(endpoint, "__name__", "other")
        return self._requests.labels(method, route, status), self._seconds.labels(route)

    def text(self) -> bytes:
        """Return the measures in the text format of Prometheus."""
        return generate_latest(self._registry)
