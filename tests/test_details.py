"""What only one origin says, readable alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest

from summarizer.details import examine, find_details
from summarizer.details.form import new_span
from summarizer.details.letters import letter_features
from summarizer.details.marking import marked
from summarizer.details.model import LETTERS, Model, shipped
from summarizer.details.novelty import features, survey
from summarizer.language import FUNCTION_WORDS, Analyst, Speech, Tree, references, sentence_spans, stem
from summarizer.linear import Linear
from summarizer.material import Material, prepare
from summarizer.models import load_parser
from summarizer.types import Article, Detail, Encoder, Manner, Parser, Story
from tests.briefings import material_of

COMMON = (
    "The bridge at Marrow Ford was closed on Tuesday after divers found a crack in its second pier. "
    "Repairs will begin next week, the town council announced."
)
SAME = (
    "Divers found a crack in the second pier of the Marrow Ford bridge, which was closed on Tuesday. "
    "The town council announced that repairs will begin next week."
)


def story(*texts: str, language: str | None = None) -> Story:
    articles = tuple(Article(f"a{i}", None, text, f"Outlet {i}", language=language) for i, text in enumerate(texts))
    return Story("s", "h", articles, tuple((a.id,) for a in articles))


def details(encoder: Encoder, *texts: str, language: str | None = None) -> list[tuple[str, Detail]]:
    made = story(*texts, language=language)
    found = find_details(prepare(made, encoder, the_parser()))
    return [(made.article(d.article).text[d.start : d.end], d) for d in found]


@cache
def the_parser() -> Parser:
    return load_parser()


def unlike(*texts: str) -> Material:
    """The texts as a story in which no two sentences are alike, every one of them reporting."""
    return material_of(story(*texts), analyst=Analyst(the_parser()))


def the_page(text: str) -> Speech:
    """The text as an article of parsed sentences."""
    spans = sentence_spans(text)
    trees = the_parser().parse([text[start:end] for start, end in spans])
    return Speech(text, spans, references(text, spans), dict(enumerate(map(Tree, trees))))


SURE = Model(Linear({}, 9.0, "logistic"), Linear({}, -9.0, "logistic"), Linear({}, 0.0, "logistic"))


def told(text: str, other: str = SAME) -> list[tuple[str, Detail]]:
    """What is made of every sentence of `text` if the model is sure of all: the form alone is under test."""
    material = unlike(text, other)
    found = find_details(material, model=SURE)
    return [(text[d.start : d.end], d) for d in found if d.article == "a0"]


def test_the_models_know_the_features() -> None:
    material = unlike(COMMON, SAME)
    for model, rows in ((shipped(), features(survey(material))), (shipped(LETTERS), letter_features(material))):
        assert {tuple(row) for row in rows} == {tuple(rows[0])}
        for head in (model.new, model.furniture, model.weight):
            assert set(head.weights) == set(rows[0])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        # Alone, or with the sentence before; never with one that says as little.
        ("Tomas Rehn looked. Its rust is 3 cm deep.", ["Tomas Rehn looked."]),
        ("Tomas Rehn checked all of the steel.\n\nIts rust is 3 cm deep.", None),
        ("It's not known whether the pier will hold until winter.", None),
        ("PORT ARDEN — The pier will hold until winter, tests show.", ["The pier will hold until winter, tests show."]),
        # Quotations whole, and never a stranger's "we".
        ("“The pier will hold until the winter comes.", []),
        ("“The pier will hold until winter. It always did,” Tomas Rehn said.", None),
        ("The other pier did,” Tomas Rehn said.", []),
        ("Tomas Rehn said: “The pier will hold until winter.", None),
        ("“The pier will hold until winter.”", []),
        # No statement: the rest of a sentence, and what a page asks of its reader.
        ("and the pier will hold until winter.", []),
        ("Check out the pier before winter comes.", []),
        ("March 1974, the pier of Port Arden before the winter.", []),
        ("Which means that the pier will hold until winter.", []),
        ("Update: The pier will hold until winter.", ["The pier will hold until winter."]),
        # Who they are stands in the sentence before.
        ("Two cracks run through the pier.\n\nThe wider of the two is 3 cm deep.", None),
        (
            "Two divers came from Port Arden.\n\nAlso, they found 3 cm of rust in the pier.",
            ["Two divers came from Port Arden.\n\nAlso, they found 3 cm of rust in the pier."],
        ),
        ("Nobody asked us what we think of the new pier.", []),
        ("We think that the new pier will hold until winter.", []),
        ("“We think that the new pier will hold,” Tomas Rehn said.", None),
    ],
)
def test_form(text: str, shown: list[str] | None) -> None:
    assert [t for t, _ in told(text)] == ([text] if shown is None else shown)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Engineer Tomas Rehn said that the pier will hold.", "Engineer Tomas Rehn"),
        ("The pier will hold until winter, police said.", "police"),
        ("“The pier will hold until winter,” recalled Rehn.", "Rehn"),
        ("The harbour's press officer, Tomas Rehn, told reporters that the pier will hold.", "Tomas Rehn"),
        ("Tomas Rehn and Ilse Brandt say that the pier will hold.", "Tomas Rehn and Ilse Brandt"),
        ("The pier will hold until winter, according to Dr. Tomas Rehn.", "Dr. Tomas Rehn"),
        ("A spokesman for the mill said Velmar was ready for a long winter.", "a spokesman"),
        ("A spokesman in Velmar told reporters that the pier will hold.", "a spokesman"),
        ("Tomas Rehn told the court that the pier will hold, the Velmar Agency reported.", "Tomas Rehn"),
        ("The changes suggest that the pier will hold until winter.", None),
        # Verbs of saying that the sentence does not hang on, or that say nothing here.
        ("The pier that Velmar Bank has warned of will hold until winter.", None),
        ("Tomas Rehn has added two lamps to the pier for the winter.", None),
        ("According to court documents, the pier will hold until winter.", "court documents"),
    ],
)
def test_who_says_it(text: str, speaker: str | None) -> None:
    ((_, detail),) = told(text)
    assert detail.speaker == speaker


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("“The pier will hold,” Tomas Rehn said. “Rust is no friend of Port Arden.”", ["Tomas Rehn"] * 2),
        ("“Rust is no friend of Port Arden. Divers know. The pier will hold,” Tomas Rehn said.", ["Tomas Rehn"] * 3),
        ("Rain fell on Port Arden. “Rust is no friend of Port Arden.”", [None, None]),
        (
            "“Winter will be mild,” Tomas Rehn said.\n\n“The pier is rusty. Nobody paints it,” said Ilse Brandt.",
            ["Tomas Rehn", "Ilse Brandt", "Ilse Brandt"],
        ),
    ],
)
def test_a_quotation_goes_on(text: str, speakers: list[str | None]) -> None:
    page = the_page(text)
    assert [page.speaker(number) for number in range(len(page.spans))] == speakers
    assert {detail.speaker for _, detail in told(text)} == set(speakers)


@pytest.mark.parametrize(
    ("text", "new", "focus"),
    [
        ("The bridge, which opened in 1931, was shut.", "open 1931", "which opened in 1931"),
        (
            "The bridge was shut, and a ferry carries people instead.",
            "ferri carri peopl instead",
            "a ferry carries people instead.",
        ),
        ("A heron watched.", "heron watch", "A heron watched."),
    ],
)
def test_the_new_span(text: str, new: str, focus: str) -> None:
    low, high = new_span(Analyst().one(text), 8, frozenset(new.split()), {})
    assert text[low - 8 : high - 8] == focus


#: What both outlets say, in two ways, and what each says alone, in languages of which only the script is known.
FOREIGN = {
    "ru": (
        "Мост в Порт-Ардене закрыли во вторник после того, как водолазы нашли трещину во второй опоре. Ремонт начнётся "
        "на следующей неделе, сообщил городской совет.",
        "Водолазы обнаружили трещину во второй опоре моста в Порт-Ардене, закрытого во вторник. Городской совет "
        "сообщил, что ремонт начнётся на следующей неделе.",
        "Каждый день по мосту проезжает около 9000 грузовиков, которые везут зерно в гавань Велмара.",
        "Инженер Томас Рен говорит, что сталь ржавела с 1998 года и никто её не проверял.",
    ),
    "ar": (
        "أغلق جسر بورت أردن يوم الثلاثاء بعد أن عثر الغواصون على شرخ في الدعامة الثانية. تبدأ أعمال الإصلاح الأسبوع "
        "المقبل كما أعلن مجلس المدينة.",
        "عثر الغواصون على شرخ في الدعامة الثانية من جسر بورت أردن الذي أغلق يوم الثلاثاء. أعلن مجلس المدينة أن أعمال "
        "الإصلاح تبدأ الأسبوع المقبل.",
        "تعبر الجسر كل يوم نحو ٩٠٠٠ شاحنة محملة بالحبوب في طريقها إلى ميناء فيلمار.",
        "قال المهندس توماس رين إن الفولاذ كان يصدأ منذ عام 1998 ولم يفحصه أحد.",
    ),
    "zh": (
        "潜水员在第二桥墩发现裂缝后，阿登港大桥于星期二关闭。市议会宣布，维修工程将于下周开始。",
        "阿登港大桥星期二关闭，此前潜水员在第二桥墩发现了裂缝。维修工程将于下周开始，市议会宣布。",
        "每天约有九千辆运送粮食的卡车经过这座桥前往维尔马港口。",
        "工程师托马斯·雷恩说，钢材自1998年以来一直在生锈，没有人检查过。",
    ),
    "th": (
        "สะพานพอร์ตอาร์เดนถูกปิดเมื่อวันอังคารหลังจากนักประดาน้ำพบรอยร้าวในเสาต้นที่สอง\nสภาเมืองประกาศว่างานซ่อมแซมจะเริ่มต้นขึ้นในสัปดาห์หน้า",
        "นักประดาน้ำพบรอยร้าวในเสาต้นที่สองของสะพานพอร์ตอาร์เดนซึ่งถูกปิดเมื่อวันอังคาร\nงานซ่อมแซมจะเริ่มต้นขึ้นในสัปดาห์หน้าตามที่สภาเมืองประกาศ",
        "ชาวประมงหลายร้อยคนชุมนุมประท้วงหน้าศาลากลางเพราะไม่มีเรือข้ามฟาก",
        "วิศวกรโทมัสเรห์นกล่าวว่าเหล็กเป็นสนิมมาตั้งแต่ปี1998",
    ),
}


@pytest.mark.parametrize("language", FOREIGN)
def test_every_script_has_details(language: str, encoder: Encoder) -> None:
    one, other, first, second = FOREIGN[language]
    found = details(encoder, f"{one}\n{first}", f"{other}\n{second}", language=language)
    assert {text for text, _ in found} == {first, second}
    assert all(d.speaker is None and d.antecedent is None and 0 < d.weight < 1 for _, d in found)
    assert details(encoder, one, other, language=language) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1,200 lamps", "1.200 Lampen", True),
        ("1 200 домов", "1200 домов", True),
        ("٩٠٠٠ شاحنة", "9000 شاحنة", True),
        ("1,200 lamps", "1,300 lamps", False),
    ],
)
def test_figures_of_every_script(one: str, other: str, same: bool) -> None:
    texts = (f"{SAME} {number}, is what Port Arden bought for the bridge at night." for number in (one, other))
    rows = letter_features(material_of(story(*texts, language="und")))
    assert any(row["new_figures"] for row in rows) is not same


@pytest.mark.parametrize(
    ("text", "new", "span"),
    [
        ("Economic, trade, and investment cooperation grew.", {"invest", "cooper", "grew"}, None),
        ("The bridge was shut, and the mayor opened a ferry.", {"mayor", "ferri"}, "the mayor opened a ferry."),
        # A mark must hold something, and who says it is not what is new.
        ("Many people were told to leave the town of Marrow Ford, Md.", {"md"}, None),
        ("The storm hit the coast of Arden, according to data of the centre.", {"data", "centr"}, None),
    ],
)
def test_what_is_marked_cuts_no_phrase(text: str, new: set[str], span: str | None) -> None:
    said = Analyst(the_parser()).one(text)
    start, end = new_span(said, 0, new, {}, said.tree)
    assert text[start:end] == (span or text)


LOST = "The ambassador noted that Minister Dien his assessments on the ties of the two countries, and proposed talks."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (LOST, "broken"),
        ("He promised 300 new lamps for the ferry landing at Port Arden.", "open"),
        ("We counted 300 new lamps at the ferry landing of Port Arden.", "own_voice"),
        ("A row of 300 new lamps at the ferry landing of Port Arden.", "fragment"),
    ],
)
def test_what_is_refused_has_a_reason(text: str, reason: str) -> None:
    material = unlike(text, SAME)
    refused = {(s.article, s.index): why for s, why in examine(material, model=SURE).refused}
    assert refused["a0", 0] == reason


def test_whole_sentences_miss_no_word() -> None:
    for text in (COMMON, "She said that the council and the mayor, who was ill, had met and voted.", LOST):
        trees = [Analyst(the_parser()).one(text[a:b]).tree for a, b in sentence_spans(text)]
        assert any(tree.breaks_off for tree in trees) is (text == LOST)


def test_a_figure_that_another_gives_too_is_no_detail() -> None:
    said = "The next pass of the comet is expected in 2,140 years."
    for other, reason in (("It will return in 2,140 years, the observatory said.", "known"), (SAME, None)):
        examined = examine(unlike(said, other), model=SURE)
        assert {s.article: why for s, why in examined.refused}.get("a0") == reason


def test_the_clause_with_a_figure_that_another_gives_is_not_marked() -> None:
    said = "Voters threw out their old government, giving the Reform Union 61 of the 110 seats in parliament."
    other = "The Reform Union won 61 of 110 seats, the electoral office said."
    ((_, detail),) = told(said, other)
    assert said[slice(*detail.focus)] == "Voters threw out their old government"


class Loud:
    """A stylist to whom all that mentions a disgrace is loaded."""

    name = "loud"

    def manners(self, texts: Sequence[str]) -> list[Manner]:
        return [Manner(0.9 if "disgrace" in text else 0.1, 0.0, 0.0) for text in texts]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The new pier of Port Arden is a disgrace to the whole of Velmar.", "opinion"),
        ("The new pier of Port Arden is a disgrace to the whole of Velmar, Tomas Rehn said.", None),
        ("The new pier of Port Arden is a pride of the whole of Velmar.", None),
    ],
)
def test_an_outlets_opinion_is_no_fact_that_it_has_alone(text: str, reason: str | None) -> None:
    refused = examine(unlike(text, SAME), model=SURE, stylist=Loud()).refused
    assert {s.article: why for s, why in refused}.get("a0") == reason


@pytest.mark.parametrize(
    ("known", "focus"),
    [
        # By what of its words another source has: the clause behind, the verb with what follows, the core, all of it.
        ("bridge shut divers rain", "which opened in 1931 near Marrow"),
        ("bridge open 1931 marrow", "was shut by divers in the rain."),
        ("", "The bridge, which opened in 1931 near Marrow, was shut by divers in the rain."),
    ],
)
def test_the_phrase_that_is_marked(known: str, focus: str) -> None:
    text = "The bridge, which opened in 1931 near Marrow, was shut by divers in the rain."
    said = Analyst(the_parser()).one(text)
    told = {stem(word) for word in known.split()}
    content = [w for w in said.words if w.folded not in FUNCTION_WORDS]
    found = marked(said, said.tree, [(w.start, float(stem(w.folded) not in told), 1.0) for w in content])
    assert found
    assert text[slice(*found)] == focus


def test_nothing_new_is_not_marked() -> None:
    said = Analyst(the_parser()).one("The bridge was shut by divers.")
    assert marked(said, said.tree, [(w.start, 0.0, 1.0) for w in said.words]) is None


def test_what_an_article_says_twice_is_told_once() -> None:
    first = "Engineers have counted 9,000 lorries a day on the road to Port Arden."
    again = "On the road to Port Arden the engineers counted 9,000 lorries a day."
    material = unlike(f"{first} {again}", SAME)
    found = examine(material, model=SURE)
    assert sum(d.article == "a0" for d in found.details) == 1
    assert [why for s, why in found.refused if s.article == "a0"] == ["repeated"]


def test_a_statement_is_its_makers() -> None:
    text = (
        "The talks took place in a friendly mood and reached what both sides wanted. "
        "The statement was made by Envoy Ilse Rehn, who attended them in Marrow Ford."
    )
    (_, detail) = next(each for each in told(text) if each[0].startswith("The talks"))
    assert detail.speaker == "Envoy Ilse Rehn"


@pytest.mark.slow
class TestDetails:
    def test_what_both_say_is_none(self, encoder: Encoder) -> None:
        assert details(encoder, COMMON, SAME) == []

    def test_another_spelling_is_none(self, encoder: Encoder) -> None:
        one = "Minister Nguyễn Hồng Diên opened the Mỹ Thuận bridge in Việt Nam on Tuesday morning."
        assert details(encoder, one, one.replace("ễ", "e").replace("ồ", "o").replace("ê", "e")) == []

    def test_one_article_has_none(self, encoder: Encoder) -> None:
        assert details(encoder, COMMON) == []

    def test_copies_have_none(self, encoder: Encoder) -> None:
        made = story(COMMON, COMMON)
        copies = Story("s", "h", made.articles, (("a0", "a1"),))
        assert find_details(prepare(copies, encoder, None)) == ()

    @pytest.mark.parametrize("first", [True, False])
    def test_a_figure_of_one_source_is_one(self, encoder: Encoder, first: bool) -> None:
        new = "Some 9,000 lorries cross it each day on their way to the harbour of Port Arden."
        texts = (f"{COMMON} {new}", SAME) if first else (COMMON, f"{SAME} {new}")
        ((text, detail),) = details(encoder, *texts)
        assert text == new
        assert detail.article == ("a0" if first else "a1")
        assert 0 < detail.weight <= 1
        assert detail.start <= detail.focus[0] < detail.focus[1] <= detail.end

    def test_figures_weigh_more_than_colour(self, encoder: Encoder) -> None:
        colour = "A heron watched from the reeds as the last cyclist turned back."
        figure = "The work will cost 4.2 million crowns, twice what Port Arden paid in 2024."
        found = details(encoder, f"{COMMON} {colour} {figure}", SAME)
        assert [text for text, _ in found] == [figure, colour]

    def test_the_speaker_is_named(self, encoder: Encoder) -> None:
        said = "Engineer Tomas Rehn said that the steel had rusted through since 1998."
        ((_, detail),) = details(encoder, f"{COMMON} {said}", SAME)
        assert detail.speaker is not None
        assert "Rehn" in detail.speaker

    def test_a_pronoun_is_told_by_its_antecedent(self, encoder: Encoder) -> None:
        text = f"{COMMON} Mayor Ilse Brandt opened the old ferry landing. She promised 300 new lamps for its pier."
        antecedents = {text.split()[0]: d.antecedent for text, d in details(encoder, text, SAME)}
        assert antecedents["She"] == "Mayor Ilse Brandt"

    def test_nobody_knows_who_he_is(self, encoder: Encoder) -> None:
        text = f"{COMMON}\n\nHe promised 300 new lamps for the ferry landing at Port Arden."
        assert details(encoder, text, SAME) == []
