"""What all contenders can do."""

import threading
import time
from abc import ABC, abstractmethod
from typing import Any

KEY = "bench-key"
AVATAR = "dd73ea75-1218-4ef3-92ce-606d5f7fbc0a"


class Contender(ABC):
    """One way to open and close sessions at the address that it is made with."""

    @abstractmethod
    def open(self) -> Any:
        """A session that was opened, as its user would hold it."""

    @abstractmethod
    def shut(self, session: Any) -> None:
        """Close a session."""

    def timed(self, count: int) -> list[float]:
        """The seconds that each of `count` sessions takes, one after the other."""
        return [self._once() for _ in range(count)]

    def _once(self) -> float:
        started = time.perf_counter()
        self.shut(self.open())
        return time.perf_counter() - started

    def crowd(self, size: int, count: int) -> list[str]:
        """Open and close `count` sessions, `size` at a time, on the one client. Returns the errors."""
        errors: list[str] = []
        tickets = iter(range(count))

        def work() -> None:
            for _ in tickets:  # one iterator for all: next() on it is atomic
                try:
                    self.shut(self.open())
                except Exception as error:
                    errors.append(repr(error))

        threads = [threading.Thread(target=work) for _ in range(size)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return errors

    @abstractmethod
    def close(self) -> None:
        """Close the client."""
