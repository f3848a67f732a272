"""Time that a test can move, and that passes at once where somebody sleeps."""

import time


class Clock:
    """What a module of the client sees as `time`: monkeypatch.setattr(module, "time", clock)."""

    perf_counter = staticmethod(time.perf_counter)

    def __init__(self) -> None:
        self.slept: list[float] = []
        self._ahead = 0.0

    def monotonic(self) -> float:
        return time.monotonic() + self._ahead

    def advance(self, seconds: float) -> None:
        self._ahead += seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.advance(seconds)
