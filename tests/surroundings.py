"""Runs a briefing in surroundings of every kind and compares the bytes: `python -m tests.surroundings [FOLDER]`.

Time zones, locales, hash seeds, no home, no network, the files written in another order, and with a store: one that is
filled, one that has all, and one that is found by another process in other surroundings. One line each; the exit code
is 1 if any byte differs. `--writer` runs the embedded writer too, else claims are copied.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
ENDINGS = ("html", "json", "md", "txt", "mail.html", "atom")
#: Surroundings -> variables; "order" and "store" and "network" are told to `run`.
SURROUNDINGS: dict[str, dict[str, str]] = {
    "as it is": {},
    "far west, hash seed 1": {"TZ": "Pacific/Pago_Pago", "PYTHONHASHSEED": "1"},
    "far east, C, other order of files": {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "order": "backward"},
    "Turkish, hash seed 3": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "3"},
    "ASCII, a zone that is none": {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii", "TZ": "No/Where"},
    "no home, no network": {"HOME": "/nonexistent", "network": "none", "PYTHONHASHSEED": "5"},
    "a store that is filled": {"store": "a.db", "PYTHONHASHSEED": "6"},
    "a store that has all, far west": {"store": "a.db", "TZ": "Pacific/Pago_Pago", "PYTHONHASHSEED": "7"},
    "the same, other order, no network": {"store": "a.db", "order": "backward", "network": "none", "LC_ALL": "C"},
}


def run(folder: Path, out: Path, told: dict[str, str], writer: bool) -> dict[str, str]:
    """Hash of each result."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "SUMMARIZER_"))}
    kept["SUMMARIZER_CACHE"] = os.environ.get("SUMMARIZER_CACHE", str(Path.home() / ".cache" / "summarizer"))
    variables = {key: value for key, value in told.items() if key not in ("order", "store", "network")}
    command = [sys.executable, "-m", "summarizer", "brief", "in", "-q", *([] if writer else ["--extractive"])]
    command += [part for ending in ENDINGS for part in ("-o", str(out / f"day.{ending}"))]
    command += ["--store", str(out.parent / told["store"])] if "store" in told else []
    alone = ["unshare", "--net"] if told.get("network") else []
    subprocess.run(
        [*alone, *command],
        check=True,
        cwd=folder / told.get("order", "forward"),
        env={**kept, "PYTHONPATH": str(ROOT), **variables},
    )
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(out.iterdir())}


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "tests" / "data" / "day")
    parser.add_argument("--writer", action="store_true")
    options = parser.parse_args()
    files = sorted(path for path in options.folder.rglob("*") if path.is_file())
    differing = 0
    with tempfile.TemporaryDirectory() as made:
        for name, order in (("forward", files), ("backward", files[::-1])):
            for path in order:
                target = Path(made) / name / "in" / path.relative_to(options.folder)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())
        first: dict[str, str] = {}
        for name, told in SURROUNDINGS.items():
            start = time.monotonic()
            found = run(Path(made), Path(made) / "out", told, options.writer)
            first = first or found
            other = [file for file in first if found.get(file) != first[file]]
            differing += len(other)
            verdict = f"DIFFERENT: {', '.join(other)}" if other else "same bytes"
            print(f"{name:36} {verdict}  ({len(found)} files, {time.monotonic() - start:.0f} s)", flush=True)
    print(f"{len(SURROUNDINGS)} surroundings, {len(first)} files: {differing} differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
