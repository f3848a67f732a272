"""Logging: quiet unless asked for."""

import logging
import os
import warnings
from typing import TextIO

logger = logging.getLogger("liveavatar_client")
"""At DEBUG a line for each request, at WARNING what a person should know. Never a secret."""

logger.addHandler(logging.NullHandler())


class _Handler(logging.StreamHandler[TextIO]):
    """Writes to standard error, unless the program has a log of its own, in which the line is already."""

    def emit(self, record: logging.LogRecord) -> None:
        if not (logger.propagate and logging.root.handlers):
            super().emit(record)


def switch_on() -> None:
    """Write the log to standard error, where LIVEAVATAR_LOG names a level, such as "debug"."""
    named = os.environ.get("LIVEAVATAR_LOG", "").strip()
    if not named:
        return
    levels = logging.getLevelNamesMapping()
    level = levels.get(named.upper())
    if level is None:
        known = ", ".join(name.lower() for name in levels)
        warnings.warn(f"LIVEAVATAR_LOG is no level of logging, and nothing is logged: {known}.", stacklevel=3)
    elif all(isinstance(handler, logging.NullHandler) for handler in logger.handlers):
        handler = _Handler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logger.addHandler(handler)
        logger.setLevel(level)


def hush() -> None:
    """Log nothing any more, nor httpx: a lock of logging may be held where a signal has struck. Takes none itself."""
    for name, known in list(logging.root.manager.loggerDict.items()):
        if name.partition(".")[0] in ("httpx", "httpcore", logger.name) and isinstance(known, logging.Logger):
            known.disabled = True
