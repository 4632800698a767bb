"""Where models are computed and how precisely: decided by what the machine reports, never by a noisy timing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Hardware:
    """Where and how models are computed: decided by what the machine reports, never by a timing."""

    device: str
    #: Name of the torch dtype, "float32", "bfloat16" or "float16".
    precision: str


@cache
def detect_hardware() -> Hardware:
    """The accelerator if there is one, and the narrowest precision that its arithmetic has instructions for.

    bfloat16 without such instructions is emulated, and was 44 to 500 times slower than float32.
    """
    import torch

    if torch.cuda.is_available():
        return Hardware("cuda", "bfloat16" if torch.cuda.is_bf16_supported() else "float16")
    if torch.backends.mps.is_available():
        return Hardware("mps", "float16")
    return Hardware("cpu", "bfloat16" if _cpu_has_bfloat16() else "float32")


def _cpu_has_bfloat16() -> bool:
    import torch

    # Private names of torch.cpu, guarded: without them the answer is the safe one.
    checks = (getattr(torch.cpu, name, None) for name in ("_is_avx512_bf16_supported", "_is_amx_tile_supported"))
    return any(check is not None and check() for check in checks)
