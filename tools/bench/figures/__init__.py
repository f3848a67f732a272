"""The figures, each a function that takes the stage and gives tables."""

from collections.abc import Callable, Iterator

from ..stage import Stage
from ..table import Table
from .cold import cold
from .connections import connections
from .crowd import crowd
from .drift import drift
from .imports import imports
from .latency import latency
from .memory import memory
from .warm import warm

FIGURES: dict[str, Callable[[Stage], Iterator[Table]]] = {
    figure.__name__: figure for figure in (warm, cold, imports, connections, crowd, drift, memory, latency)
}
