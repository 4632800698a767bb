"""Teaching the writer: from pairs of source sentences and an editor's sentence to a small adapter.

    python -m summarizer.train.mine STORIES.jsonl -o PAIRS.jsonl      (finds pairs in stories with summaries)
    python -m summarizer.train.halve STORIES.jsonl -o PAIRS.jsonl     (makes merging pairs of any news text)
    python -m summarizer.train PAIRS.jsonl... -o ADAPTER              (trains; needs `pip install 'summarizer[train]'`)

`stories` reads stories, `pairs` reads and sifts pairs, `lora` trains. The briefing itself needs none of this: adapters
are folded into the writer by `models`.
"""
