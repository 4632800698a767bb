"""How rare a word is in the news at large: a fixed table, so that one more article changes no other article's weights.

`background.txt` holds word statistics only: the stems found in at least 4 of 24,948 articles (Multi-News validation,
AllSides/NeuS training, BBC 2004), grouped by inverse document frequency. No labelled development set is in it.
`write` makes it again from any collection of texts.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from summarizer.language import content_words, stem

TABLE = Path(__file__).with_name("background.txt")
#: Stems in fewer articles than this are left out of the table, and count as unseen: most are misspellings.
RAREST = 4
#: Commonest words of other languages (es, fr, de, it, pt, nl), folded: the table is of English news, and without these
#: two reports would be alike for being in one language. They weigh nothing.
FOREIGN = """
    a al algunos antes como con contra cuando de del desde donde dos el ella ellos en entre era es esa ese esta este
    fue ha hace han hasta hay la las lo los mas me mi muy no nos o para pero por porque que quien se segun ser si sido
    sin sobre son su sus tambien tiene todo todos un una uno y ya
    au aux avait avec avoir bien ce ces cette ceux comme dans deja depuis des deux dit dont du elle elles encore entre
    est et etait ete etre fait il ils je la le les leur leurs lors lui mais meme moins mois nous ont ou par pas pendant
    plus pour pres qu quand qui sa sans selon ses si son sont sous sur tous tout tres une vers
    aber alle allem als am an auch auf aus bei beim bereits bis da damit dann das dass dem den denn der des die dies
    diese dieser durch ein eine einem einen einer eines er es fur gegen hat hatte ihm ihr ihre im immer in ist ja jahr
    kann kein keine man mehr mit mussen nach nicht noch nun nur ob oder ohne sagte sei sein seine seit sich sie sind so
    soll sowie um und uns unter vom von vor war waren was wegen wenn werden wie wieder wird wurde wurden zu zum zur zwei
    agli alla alle anche che chi ci come cosa cui da dal dalla degli dei del della delle dello di dopo e fatto gia gli
    hanno i il io nel nella nelle non oggi ogni per piu prima quando quella quello questa questo se sia stata stato
    sua sugli sul sulla suo tra tutti un una
    ao aos apos as ate com da das depois disse do dos ela ele eles em entre essa esse esta este eu foi foram ja mais mas
    mesmo muito na nas nao no nos num numa o os ou para pela pelo pelos por quando que quem sao se sem ser seu seus
    sobre sua tambem tem um uma
    aan al alle als bij dan dat de deze die dit door dus een en er geen had heb hebben heeft het hij hoe hun ik in is
    je kan maar meer men met mijn na naar niet nog nu of om omdat onder ons ook op over te tegen tot uit van veel
    volgens voor waren wat weer werd wij worden wordt zal ze zei zich zij zijn zo zou
    """.split()

#: Below this weight a word of FOREIGN is an English one too ("plus", "war"), and keeps its weight.
ENGLISH = 5.5


@cache
def _table() -> Mapping[str, float]:
    weights = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        weight, *stems = line.split()
        weights.update(dict.fromkeys(stems, float(weight)))
    foreign = {stem(word): 0.0 for word in FOREIGN}
    return weights | {word: none for word, none in foreign.items() if weights.get(word, ENGLISH) >= ENGLISH}


@cache
def _unseen() -> float:
    return max(_table().values())


@lru_cache(maxsize=200_000)
def rarity(word: str) -> float:
    """Inverse document frequency of a stem in nats, from 1.2 ("year") to 8.7 for a word the table lacks.

    Figures that the table lacks weigh half of that: they are rare because there are so many of them.
    """
    weight = _table().get(word)
    if weight is not None:
        return weight
    return _unseen() / 2 if word[:1].isdigit() else _unseen()


def write(texts: Iterable[str], path: Path = TABLE) -> None:
    """Makes the table from the texts of articles, and writes it: a weight and its stems a line, commonest first."""
    counts: Counter[str] = Counter()
    total = 0
    for text in texts:
        counts.update(set(content_words(text)))
        total += 1
    groups: dict[float, list[str]] = defaultdict(list)
    for word, count in counts.items():
        if count >= RAREST and word.isascii():
            groups[round(math.log(total / count), 1)].append(word)
    lines = [f"{weight} {' '.join(sorted(stems))}\n" for weight, stems in sorted(groups.items())]
    path.write_text("".join(lines), encoding="utf-8")
