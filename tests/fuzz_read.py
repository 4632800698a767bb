"""A fuzz run of the readers with hypothesis: `python tests/fuzz_read.py [--minutes 10] [--seed N] [ENDING...]`.

Each reader is given inputs (`fuzz_inputs`) until its time of the processor is over, so that a busy machine does not
make the run shorter. An input that breaks what must hold, or that takes
longer than a second of the processor, is shrunk and written to `--out` with its fault, and the run goes on for other
faults. One JSON line a reader tells what was done, also where SIGTERM ends the run; the exit code is 1 if anything was
found.
"""

from __future__ import annotations

import argparse
import io
import json
import logging
import random
import signal
import sys
import time
import traceback
import warnings
from collections import Counter
from contextlib import redirect_stderr
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

from fuzz_inputs import REAL, check, inputs  # noqa: E402
from hypothesis import HealthCheck, Phase, given, seed, settings  # noqa: E402

from summarizer.read.formats import ENDINGS  # noqa: E402
from summarizer.read.worded_dates import worded_date  # noqa: E402

#: One ending for each format.
READERS = {name: next(ending for ending, other in ENDINGS.items() if other == name) for name in ENDINGS.values()}
#: Seconds of the processor that no input of a few kilobytes may take; at ten times as many it is stopped.
SLOW = 1.0
#: Inputs between two looks at the clock.
ROUND = 200


#: Filled when the run is to end.
_ended: list[int] = []


class TooSlow(BaseException):
    """Raised by the timer; no Exception, so that no reader takes it for its own."""


@dataclass
class Run:
    """What the run of one reader has seen."""

    ending: str
    executions: int = 0
    slowest: float = 0.0
    outcomes: Counter[str] = field(default_factory=Counter)
    #: Fault -> the smallest input that has it.
    findings: dict[str, bytes] = field(default_factory=dict)
    #: The fault that is being shrunk.
    fault: str = ""
    smallest: bytes = b""

    def execute(self, data: bytes) -> None:
        """Read an input; raises what is wrong with it unless that is known."""
        self.executions += 1
        start = time.process_time()
        silent = redirect_stderr(io.StringIO())  # warcio writes there
        try:
            signal.setitimer(signal.ITIMER_PROF, 10 * SLOW)
            with silent:
                reading = check(data, f"a{self.ending}")
                taken = time.process_time() - start
                if taken > SLOW:  # again: what a library loads once is not the input's fault
                    start = time.process_time()
                    check(data, f"a{self.ending}")
                    taken = time.process_time() - start
        except (Exception, TooSlow) as error:
            self._found(_fault(error), data)
        else:
            self.slowest = max(self.slowest, taken)
            self.outcomes.update(["article"] * bool(reading.articles) or [reading.skipped[0].reason])
            if taken > SLOW:
                self._found("slow", data)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)

    def _found(self, fault: str, data: bytes) -> None:
        if fault in self.findings:
            return
        if self.fault in ("", fault):
            self.smallest = data if self.fault == "" or len(data) <= len(self.smallest) else self.smallest
            self.fault = fault
            raise AssertionError(fault)

    def keep(self) -> None:
        """Take over the fault that was shrunk."""
        self.findings[self.fault], self.fault = self.smallest, ""


def _fault(error: BaseException) -> str:
    if isinstance(error, AssertionError) and str(error):  # the reader's own word for it
        return str(error)[:300]
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(frame.filename).name}, line {frame.lineno}: {str(error)[:200]}"


def fuzz(ending: str, seconds: float, first_seed: int) -> Run:
    """Give a reader inputs until its time of the processor is over."""
    run = Run(ending)
    numbers = random.Random(first_seed)
    end = time.process_time() + seconds
    while time.process_time() < end and not _ended:

        @seed(numbers.getrandbits(64))
        @settings(
            max_examples=ROUND,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate, Phase.shrink),
            report_multiple_bugs=False,
        )
        @given(data=inputs(ending))
        def execute(data: bytes) -> None:
            run.execute(data)

        try:
            execute()
        except Exception:
            run.keep()
    return run


def main() -> int:
    """The exit code, after all readers have had their time."""
    parser = argparse.ArgumentParser(description="Fuzz the readers.")
    parser.add_argument("ending", nargs="*", help=f"of {' '.join(READERS.values())} (default: all)")
    parser.add_argument(
        "--minutes", type=float, default=10.0, help="of the processor, for each reader (default %(default)s)"
    )
    parser.add_argument("--seed", type=int, default=int(time.time()), help="default: the clock")
    parser.add_argument("--out", type=Path, default=Path("out/fuzz"), help="default %(default)s")
    options = parser.parse_args()
    signal.signal(signal.SIGPROF, _stop)
    signal.signal(signal.SIGTERM, lambda number, _: _ended.append(number))
    logging.disable()  # pypdf tells every fault of a file
    warnings.simplefilter("ignore")
    for name, files in REAL.items():  # libraries that are loaded once are not the fault of the first input
        check(files[0], f"a{READERS[name]}")
    check("\n".join(["Die Brücke ist seit Montag gesperrt, sagte der Hafen."] * 5).encode(), "a.txt")
    worded_date("13 touko 2031")
    found = 0
    for ending in options.ending or READERS.values():
        if _ended:
            break
        start, processor = time.monotonic(), time.process_time()
        run = fuzz(ending, 60 * options.minutes, options.seed)
        found += len(run.findings)
        for fault, data in run.findings.items():
            path = options.out / f"{sha256(fault.encode()).hexdigest()[:8]}{ending}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            path.with_name(f"{path.name}.fault").write_text(f"{fault}\n", encoding="utf-8")
        told = {
            "reader": ENDINGS[ending],
            "seed": options.seed,
            "seconds": round(time.monotonic() - start),
            "processor_seconds": round(time.process_time() - processor),
            "executions": run.executions,
            "slowest_s": round(run.slowest, 2),
            "outcomes": dict(run.outcomes.most_common()),
            "findings": list(run.findings),
        }
        print(json.dumps(told), flush=True)
    return 1 if found else 0


def _stop(*_: object) -> None:
    raise TooSlow


if __name__ == "__main__":
    sys.exit(main())
