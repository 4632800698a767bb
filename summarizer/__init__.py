"""Multi-source news briefings in which every sentence points at the words that support it."""

from __future__ import annotations

__version__ = "0.1.0"

__all__ = ["__version__"]
