"""Words that are used alike, by the encoder's own word vectors: what a false sentence may say instead."""

from __future__ import annotations

from summarizer.models import embedded_encoder_folder

#: Words that are looked at, the commonest first, and neighbours of each.
WORDS, NEIGHBOURS = 12_000, 40


def alike_words() -> dict[str, list[str]]:
    """Word -> the words nearest to it, of the encoder's whole-word tokens, without other forms of the same word."""
    import json

    import numpy as np
    from safetensors.numpy import load_file

    from summarizer.language import stem

    folder = embedded_encoder_folder()
    tokens = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    words = [
        (w, i)
        for w, i in sorted(tokens.items(), key=lambda item: item[1])
        if w.isalpha() and w.isascii() and len(w) > 2
    ]
    words = words[:WORDS]
    weights = load_file(folder / "model.safetensors")
    table = next(v for k, v in weights.items() if k.endswith("word_embeddings.weight"))
    vectors = table[[i for _, i in words]].astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    found = {}
    for start in range(0, len(words), 1000):
        near = np.argsort(-(vectors[start : start + 1000] @ vectors.T), axis=1)[:, 1 : NEIGHBOURS + 1]
        for (word, _), row in zip(words[start : start + 1000], near, strict=True):
            root = stem(word)
            found[word] = [words[j][0] for j in row if stem(words[j][0]) != root and words[j][0][:4] != word[:4]]
    return found
