"""Politeness: one at a time, with a pause, and rest for a host that asks for it."""

from __future__ import annotations

import threading

import pytest

from flows.errors import TransientError
from flows.hosts import LONGEST_PAUSE_SECONDS, Hosts


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def visit(hosts: Hosts, host: str, *, pauses: bool = True) -> None:
    with hosts.turn(host, pauses=pauses):
        pass


def test_a_pause_lies_between_two_exchanges_with_one_host(clock: Clock) -> None:
    hosts = Hosts(2.0, clock=clock, sleep=clock.sleep)
    for host in ("a.example", "b.example", "a.example"):
        visit(hosts, host)
    assert clock.slept == [2.0]
    clock.now += 1.5
    visit(hosts, "a.example")
    assert clock.slept == [2.0, 0.5]
    visit(hosts, "a.example", pauses=False)  # a redirect goes on with what was begun
    assert clock.slept == [2.0, 0.5]


def test_a_host_that_asks_for_rest_is_left_alone(clock: Clock) -> None:
    hosts = Hosts(0.0, clock=clock, sleep=clock.sleep)
    hosts.let_rest("a.example", 7.0)
    visit(hosts, "a.example", pauses=False)
    assert clock.slept == [7.0]
    hosts.let_rest("a.example", 3600.0)
    with pytest.raises(TransientError, match="another 3600 seconds") as caught:
        visit(hosts, "a.example")
    assert caught.value.retry_after_seconds == 3600.0
    visit(hosts, "b.example")
    assert clock.slept == [7.0]


def test_a_robots_txt_may_ask_for_longer_pauses_within_reason(clock: Clock) -> None:
    hosts = Hosts(1.0, clock=clock, sleep=clock.sleep)
    for asked, paused in ((5.0, 5.0), (0.2, 1.0), (900.0, LONGEST_PAUSE_SECONDS)):
        hosts.slow_down("a.example", asked)
        visit(hosts, "a.example")
        clock.slept.clear()
        visit(hosts, "a.example")
        assert clock.slept == [paused]


def test_one_host_is_asked_for_one_thing_at_a_time() -> None:
    hosts = Hosts(0.0)
    inside, most = 0, 0
    guard = threading.Lock()
    barrier = threading.Barrier(4)

    def work() -> None:
        nonlocal inside, most
        barrier.wait()
        for _ in range(50):
            with hosts.turn("a.example"):
                with guard:
                    inside += 1
                    most = max(most, inside)
                with guard:
                    inside -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
