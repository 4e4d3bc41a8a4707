"""Processes that share a work: what they raise arrives, and none is left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections import deque
from typing import TYPE_CHECKING

import pytest

from defgraph.errors import MissingExtraError, StoreError
from defgraph.pages.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Callable

SCRIPT = """
from collections import deque
from defgraph.pages.workers import Workers
from test_pages_workers import begin
if __name__ == "__main__":
    with Workers(2, begin) as workers:
        for answer in workers.do(deque(["endless", "told"])):
            print(answer, flush=True)
            input()
"""


def begin() -> Callable[[object], object]:
    return work


def fail_to_begin() -> Callable[[object], object]:
    raise StoreError("no store", 503)


def work(job: object) -> object:
    if job == "extra":
        raise MissingExtraError("web", "pygal")
    if job == "disk":
        raise OSError(28, "No space left on device", "a file")
    while job == "endless":
        pass
    if job == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if job == "interrupt":
        os.kill(os.getpid(), signal.SIGINT)
    return job


def test_jobs_lead_to_more_jobs() -> None:
    waiting: deque[object] = deque([1, 2, 3])
    done = []
    with Workers(2, begin) as workers:
        for answer in workers.do(waiting):
            assert isinstance(answer, int)
            done.append(answer)
            if answer < 10:
                waiting.append(answer + 10)
    assert sorted(done) == [1, 2, 3, 11, 12, 13]
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(
    ("job", "error", "message"),
    [
        ("extra", MissingExtraError, "needs pygal.*defgraph.web"),
        ("disk", OSError, "No space left"),
        ("die", StoreError, r"ended \(code -9\).*fewer processes"),
    ],
)
def test_what_a_job_raises_arrives(job: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message) as raised, Workers(2, begin) as workers:
        list(workers.do(deque([1, job])))
    assert type(raised.value) is error
    assert multiprocessing.active_children() == []


def test_what_beginning_raises_arrives() -> None:
    with pytest.raises(StoreError, match="no store") as raised, Workers(1, fail_to_begin) as workers:
        list(workers.do(deque([1])))
    assert raised.value.status == 503
    assert "fail_to_begin" in raised.value.__notes__[0]


def test_ctrl_c_is_for_who_began_them() -> None:
    with Workers(1, begin) as workers:
        assert list(workers.do(deque(["interrupt"]))) == ["interrupt"]


def test_they_end_with_the_process_that_began_them_whatever_they_do() -> None:
    running = subprocess.Popen(
        [sys.executable, "-c", SCRIPT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert running.stdin is not None
    assert running.stdout is not None
    with running.stdin, running.stdout:
        assert running.stdout.readline() == b"told\n"
        running.kill()
        running.wait()
        running.stdout.read()  # ends when nobody has its other end, which they do
