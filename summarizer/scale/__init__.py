"""A million articles: the stages of the program, cut into units that any number of processes and machines share.

    files ─read─> articles ─articles─> those that stay ─prints─> fingerprints ─shared─> by bucket ─texts─> in order
      texts ─likely─> pairs of them ─chains─> buckets ─copies─> what is a copy of what ─origins─> rows
      rows ─vectors─> blocks in time ─background─> words by which nobody is looked up
      blocks ─pairs─> scores ─components─> buckets ─groups─> groups ─common─> weights
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
one unit each, because they put all in order: `articles`, `texts`, `chains`, `origins`, `background`, `components`,
`common` and `order` hold numbers of all articles, some hundred bytes of each, and texts of a few thousand at most. A
bucket of `groups` is a unit's articles and one chain more, which is cut where it joins more than 4,096, unless all of
them are surely alike. Reading is held in bounds file by file, as everywhere.

**Files.** A unit a file, and a line of what it took: of a million articles with `--shard 16000` 731 files of data, 8.0
GB, beside those of logs and times, and 225 MB in `out/` (of 100,000: 82 files, 723 MB, 25 MB). Vectors take the most
room, 4 kB an article. All of `data/` can go when `out/` has been read.

**Time** in seconds of one core of a busy machine, and the most memory of a process in GB: recombined articles of 60
days, so that ten times the articles are ten times as dense, with `--shard 16000`. Reading JSON Lines takes 2.6 ms an
article more. The million, which was not read but put into the folder of `read` as it would stand there, became 306,712
stories; it went on over three days and many kills, beside other work.

                                        10,000          100,000    growth        1,000,000    growth
    articles                          0.4  0.1         1.6  0.2                    69    1.0    n^1.63
    prints                            6.2  0.1        43.4  0.2    n^0.84         613    1.0    n^1.15
    shared, texts                     0.2  0.1         2.1  0.4                    29    1.2    n^1.15
    likely, chains                    0.9  0.1        11.5  0.2    n^1.10         224    1.3    n^1.29
    copies                           14.4  0.2       184.8  0.5    n^1.11         358    0.7    n^0.29
    origins                           0.5  0.3        38.8  0.6    n^1.90          87    1.2    n^0.35
    vectors                          20.5  0.4       225.3  0.8    n^1.04        2835    0.7    n^1.10
    background                        0.8  0.3         1.3  0.3                     4    0.6    n^0.50
    pairs                             4.7  0.3       128.3  0.5    n^1.44        1530    1.0    n^1.08
    components, groups, twice         2.0  0.3        25.1  0.4    n^1.10         566    1.0    n^1.35
    common, again                     1.3  0.4        25.9  0.5    n^1.30         458    0.8    n^1.25
    stories                           4.1  0.2        45.8  0.4    n^1.05         430    0.4    n^0.97
    order, pages, index               2.1  0.2        16.9  0.4    n^0.91         147    0.5    n^0.94
    all                              57.9            750.8         n^1.11        7349           n^0.99

Pairs grow until an article has the 48 that it may have of those that share little: from there on they stay in
proportion. `origins` asks anew where a sentence has just become boilerplate: seven texts of each mould that recombined
articles are made in, however many there are. One process needs a fifth less than all units together, so a run in units
is for what does not fit, or has to end sooner: by arithmetic ten machines of 16 cores would take about 250 s for the
million, of which 206 are stages of one unit (`origins` 87, `articles` 69), with `--shard 4000`, as there are more cores
than units otherwise.

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
