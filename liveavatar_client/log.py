"""Logging: quiet unless asked for."""

import logging
import os

logger = logging.getLogger("liveavatar_client")
"""At DEBUG a line for each request, at WARNING what a person should know. Never a secret."""

logger.addHandler(logging.NullHandler())


def switch_on() -> None:
    """Write the log to standard error, where LIVEAVATAR_LOG names a level, such as "debug"."""
    level = logging.getLevelNamesMapping().get(os.environ.get("LIVEAVATAR_LOG", "").strip().upper())
    if level is not None and all(isinstance(handler, logging.NullHandler) for handler in logger.handlers):
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logger.addHandler(handler)
        logger.setLevel(level)


def hush() -> None:
    """Let httpx log nothing any more: a lock of logging may be held where a signal has struck. Takes none itself."""
    for name, known in list(logging.root.manager.loggerDict.items()):
        if name.partition(".")[0] in ("httpx", "httpcore") and isinstance(known, logging.Logger):
            known.disabled = True
