"""What is known between runs, in one SQLite file: `--store FILE`.

    files --> Memory --> articles as read      by name, bytes, limits, code of reading
              Memory --> stories as grouped    by the articles, overrides, code of the stages
              Memory --> reports               by the story, settings, models, code of the stages
         KnownParser --> parses                by the sentence, the parser, code of the stages

A stage is asked only for what is not there, and what it makes is there from then on, story by story: a run that is
killed goes on where it was. `history` has the stories over days, which `threads` decides. `making` makes the keys,
`shelf` holds the results, `database` the file, `codec` its bytes; `upkeep` tells what is in it, and forgets.
"""

from summarizer.store.history import follow_stories, history_of, place_of, remember_reader, threads_of
from summarizer.store.memory import FileMemory, Memory
from summarizer.store.opening import check_store, open_store, opened
from summarizer.store.shelf import Store
from summarizer.store.upkeep import StoreInfo, export, forget, forget_source, info, problems, take_in

__all__ = [
    "FileMemory",
    "Memory",
    "Store",
    "StoreInfo",
    "check_store",
    "export",
    "follow_stories",
    "forget",
    "forget_source",
    "history_of",
    "info",
    "open_store",
    "opened",
    "place_of",
    "problems",
    "remember_reader",
    "take_in",
    "threads_of",
]
