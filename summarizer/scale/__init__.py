"""A million articles: the stages of the program, cut into units that any number of processes and machines share.

    files ─read─> articles ─articles─> those that stay ─prints─> fingerprints ─shared─> by bucket ─texts─> in order
      texts ─likely─> pairs of them ─chains─> buckets ─copies─> what is a copy of what ─origins─> rows
      rows ─vectors─> blocks in time ─pairs─> scores ─components─> buckets ─groups─> groups ─common─> weights
        scores ─again─> scores ─components─> buckets ─groups─> groups ─stories─> stories ─order─> pages ─pages─> out/

The stories are those of `summarizer cluster`, to the last byte, however many tasks, processes and machines there are:
each unit calls the functions that one machine calls, on the part of the articles that they depend on, and which part
that is depends on the input and on `--shard` only. `texts`, `origins`, `events` and `telling` say what a unit reads
and writes, `work` where, `stages` in which order; `engine` alone knows datatrove (Apache-2.0), which shares out tasks
and marks what is done. Leaves out an editor's overrides, a store and what is new since yesterday, which are for one
desk's day.

    summarizer scale news/ --work /shared/run --workers 4                       # four processes here
    summarizer scale news/ --work /shared/run --workers 4 --rank 0 --ranks 2    # on one of two machines,
    summarizer scale news/ --work /shared/run --workers 4 --rank 1 --ranks 2    # and on the other
    summarizer scale news/ --work /shared/run --executor slurm --tasks 200 --workers 100 --slurm partition=cpu
    RAY_ADDRESS=auto summarizer scale news/ --work /shared/run --executor ray --tasks 200 --workers 100
    summarizer scale status --work /shared/run                                  # where it stands, what it took

**Going on.** Every unit writes one file, whole or not at all. After a kill the same command goes on: what has its file
is not done again. A unit that fails is told in `failed/` with its input; the other units of the stage are done, and the
run ends there. A folder is for one input, one version of the program and one set of settings, and says so otherwise.

**Memory.** `--shard` articles are a unit (4,000): two blocks of vectors side by side take about 0.1 GB. Some stages are
one unit each, because they put all in order: `articles`, `texts`, `chains`, `origins`, `components`, `common` and
`order` hold numbers of all articles, a few hundred bytes of each, and texts of a few thousand at most. A group that
hundreds of thousands of likely pairs join is one unit of `groups`, however large. Reading is held in bounds file by
file, as everywhere.

**Files.** A unit a file, and a line of what it took: about 30 files for each 4,000 articles; and 21 folders of logs
with three files a task. Vectors take the most room. All of `data/` can go when `out/` has been read.

**Time**, measured on 10,099 articles (10,000 recombined and distractors, at most 0.54 GB a unit), in seconds of one
core of a busy machine, without reading; and by arithmetic, not measured, for a million, as if all stayed in proportion:

                        prints  copies  in order  vectors  pairs, again  groups  stories, pages    all
    10,099 articles        8.2    17.2       1.4     28.6           8.4     4.0             7.1     75
    1,000,000, one core    810   1,700       140    2,830           830     400             700  7,400
    ten times 16 cores       5      11       140       18             5       3               4    190

"In order" are the stages of one unit; of these `origins` takes 0.8 s. Pairs do not stay in proportion: an article has
at most 128, of these ones 18 (27 of 16,000), so that they may take seven times as long. Nor do copies where a million
articles are made of few sentences, as recombined ones are. One process needs about as long as all units together, so a
run in units is for what does not fit, or has to end sooner.

**Slurm.** A job array a stage, each waiting for the one before it; `--slurm KEY=VALUE` is handed to sbatch. The scripts
are checked for their form; no cluster has run them yet. **Ray** needs `pip install ray` and a folder that all see.
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
