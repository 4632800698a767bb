"""Learning every part of the program that is learned, from files of examples.

    python -m summarizer.training COMMAND ...

    mine, halve   pairs of source sentences and the sentence to make of them, for the writer
    writer        an adapter for the writer, from such pairs (needs `pip install 'summarizer[train]'`)
    cluster       whether two articles tell one event
    rank          how much a summary wants a claim
    details       what only one source says, and how much a reader wants it

`json_lines` reads files, `corpus` stories, `labelled` what readers labelled, `examples` the writer's pairs, which it
sifts. The briefing itself needs none of this: it reads the adapter and the linear models that come out.
"""
