"""A million articles: the stages of the program, cut into units that any number of processes and machines share.

Documentation to come.
"""

from summarizer.scale.engine import Engine, check_engine, run_all, run_workers
from summarizer.scale.status import Standing, standing
from summarizer.scale.work import Plan, Work, made_plan, planned

__all__ = [
    "Engine",
    "Plan",
    "Standing",
    "Work",
    "check_engine",
    "made_plan",
    "planned",
    "run_all",
    "run_workers",
    "standing",
]
