"""The evaluation bench: `python -m eval`. Not part of the wheel.

```
data file --data, items--> items --systems (product, baselines)--> outputs   kept line by line (resume)
    outputs + gold --measures--> a value an item --stats--> scores with intervals --results--> JSON --report--> HTML
```
The product is reached through the public names of `summarizer` only, as any user would.
"""
