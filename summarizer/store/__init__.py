"""What is known between runs, in one SQLite file: `--store FILE`.

    files --> Memory --> articles as read      by name, bytes, limits, code of reading
              Memory --> stories as grouped    by the articles, overrides, code of the stages
              Memory --> reports               by the story, settings, models, code of the stages

A stage is asked only for what is not there, and what it makes is there from then on, story by story: a run that is
killed goes on where it was. `making` makes the keys, `shelf` holds the results, `database` the file, `codec` its bytes.
"""

from summarizer.store.memory import FileMemory, Memory
from summarizer.store.opening import check_store, opened
from summarizer.store.shelf import Store

__all__ = ["FileMemory", "Memory", "Store", "check_store", "opened"]
