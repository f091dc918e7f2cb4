"""Several rendering processes: the briefs of a run, each rendered whole by one of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from queue import LifoQueue
from types import TracebackType
from typing import Self, TypeVar

from briefgen.model.brief import CheckedBrief
from briefgen.model.text import Document
from briefgen.render.look import Look
from briefgen.render.worker import Rendered, RenderingProcess

SHARE = 4  # briefs a process: starting another costs as much CPU time as half of one takes
T = TypeVar("T")


def processes_for(briefs: int, cores: int) -> int:
    """How many processes render that many briefs."""
    return max(1, min(cores, -(-briefs // SHARE)))


class RenderingPool:
    """Processes that render while the next briefs are assembled; each starts when it is first needed.

    One that is `lent` is the first of them, and not ended.
    """

    def __init__(self, briefs: int, lent: RenderingProcess | None = None) -> None:
        self.size = processes_for(briefs, os.cpu_count() or 1)
        self.first = lent or RenderingProcess()
        others = [RenderingProcess() for _ in range(1, self.size)]
        self._own = others if lent else [self.first, *others]
        self._free: LifoQueue[RenderingProcess] = LifoQueue()  # a warm one goes before one not yet started
        for process in (*others, self.first):
            self._free.put(process)
        self._threads = ThreadPoolExecutor(self.size, thread_name_prefix="rendering")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes, whatever they are doing; what waits is not begun."""
        is_interrupted = error is not None and not isinstance(error, Exception)
        for process in {self.first, *self._own} if is_interrupted else self._own:
            process.stop()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for process in self._own:
            process.close()

    def render_all(
        self, checked: CheckedBrief, names: Iterable[str], look: Look, documents: Mapping[str, Document]
    ) -> Future[Rendered]:
        """What `RenderingProcess.render_all` answers, once it is there."""
        return self._by_one(lambda process: process.render_all(checked, names, look, documents))

    def page_count(self, checked: CheckedBrief, look: Look) -> int:
        """What `RenderingProcess.page_count` answers; waited for."""
        counted: Future[int] = self._by_one(lambda process: process.page_count(checked, look))
        return counted.result()

    def _by_one(self, work: Callable[[RenderingProcess], T]) -> Future[T]:
        """Done by a process that is free, or the first that will be."""

        def done() -> T:
            process = self._free.get()
            try:
                return work(process)
            finally:
                self._free.put(process)

        return self._threads.submit(done)
