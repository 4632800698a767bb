"""Where sentences end, and where they do not."""

import socket
import time

import pytest

from summarizer.language import article_sentences, sentence_spans
from summarizer.types import Article

#: One sentence a line: joined by spaces they must come apart again.
PARAGRAPHS = [
    "Jamieson L. Greer met Mr. Dien in the U.S. capital.\nThey spoke for an hour.",
    "Trade reached nearly US$150 billion in 2024.\nIt was 3.5% more than in 2023.",
    "He lives in the U.S.\nThe talks went well.",
    "The U.S. Senate voted at 5 p.m.\nPolice cleared the square.",
    "Acme Inc. bought Beta Corp. for $1.2bn.\nIts shares rose.",
    "“We go on,” she said.\n“We always have.”",
    "“Will it hold?”\n“It will,” the engineer said.",
    "He asked: why?\nNobody knew!\nThen he left.",
    "The minister, Dr. A. B. Lim, spoke on Jan. 5 in St. Paul.\nNobody came.",
    "Ông Nguyễn Quốc Dũng nói chuyện.\nÔng ấy đi.",
    "The launch . . . is here.\nIt sells . . .\nWell, it does.",
    "No full stop at the end",
]


@pytest.mark.parametrize("lines", PARAGRAPHS)
def test_sentences(lines: str) -> None:
    text = lines.replace("\n", " ")
    assert [text[a:b] for a, b in sentence_spans(text)] == lines.split("\n")


def test_a_line_break_ends_a_sentence_and_offsets_stay_true() -> None:
    text = "  First line without a stop\n\n\tSecond one. Third.  \n"
    assert [text[a:b] for a, b in sentence_spans(text)] == ["First line without a stop", "Second one.", "Third."]


@pytest.mark.parametrize("text", ["", " \n\t\n ", "\n"])
def test_nothing(text: str) -> None:
    assert sentence_spans(text) == []


def test_article_sentences_are_numbered() -> None:
    article = Article("a", None, "One came. Two left.", None)
    assert [(s.article, s.index, article.text[s.start : s.end]) for s in article_sentences(article)] == [
        ("a", 0, "One came."),
        ("a", 1, "Two left."),
    ]


def test_no_data_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setenv("NLTK_DATA", "/nonexistent")
    assert len(sentence_spans("Mr. Lim came. Nobody left.")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "He died at the scene.|His friend climbed down.",
        "“We had custody.”|He was a very trusted friend.",
        "It is kept on RideForTheConstitution.org and nowhere else.",
        "The site IGC.org.|These web pages are kept.",
        "Ask J.Crew staff.",
        "They asked Sen.Rand Paul and Mrs.Lim about it.",
    ],
)
def test_sentences_whose_space_was_lost(text: str) -> None:
    joined = text.replace("|", "")
    assert [joined[a:b] for a, b in sentence_spans(joined)] == text.split("|")


#: Language and sentences, parted by a bar: joined as the language joins them, they come apart there, and only there.
IN_EVERY_LANGUAGE = [
    (
        "en",
        "Vice President J.D. Hart flew to the Marn valley on Monday.|Sen. "
        "R.J. Cole and the writer J.K. Lund were with him.",
    ),
    ("en", "Former president George H.W. Bell visited.|He left."),
    ("en", "The writer J.K. Rowe spoke.|Nobody came."),
    ("en", "He moved to N.Y.C. last year.|He likes it."),
    ("en", "He moved to N.Y.C.|The city is big."),
    ("en", "F.B.I. James Comey spoke.|He left."),
    ("en", "The F.B.I. James Comey led is gone."),
    ("en", "H.R. 1234 passed.|It was late."),
    ("en", "They voted on H.R. 1234 and S. 12 on Monday.|Both passed."),
    ("en", "It costs Rs. 500 today.|It cost Rs. 400 before."),
    ("en", "It has been shut since Oct.|Arguments begin on Monday."),
    ("en", "The court closed in Oct.|Arguments begin in Nov.|Nobody knows."),
    ("en", "He came on Oct. 12 and left on Nov. 3.|Nobody saw him."),
    ("en", "The case of Brown v. Board was read.|It was long."),
    ("en", "W.E.B. Dubois wrote it.|It sold."),
    ("en", "George W. Bush and J. Edgar Hoover met.|They spoke."),
    ("en", "She works for the U.N.|Officials said so."),
    ("en", "The U.N. Security Council met.|It voted."),
    ("en", "He lives in Washington, D.C.|She lives in L.A.|They meet."),
    ("en", "Gen. Mark A. Milley and Lt. Col. Ann Lee came.|They left."),
    ("en", "She has a Ph.D. from Yale.|He has an M.B.A. from Ohio."),
    ("en", "No. 5 won.|He lost."),
    ("en", "He arrived at 5 p.m. Monday.|She left at 6 a.m.|They met."),
    ("en", "He died at 5 p.m. EST.|She lived."),
    ("en", "He said “I am here.”|“Good.”|She left."),
    ("en", "Mr. Hart (R., Texas) spoke.|He left."),
    ("en", "It rose 3.5 percent.|In 2014, it fell 2.1 percent."),
    ("en", "He was in World War I.|The war ended."),
    ("en", "Elizabeth II.|The queen died."),
    ("en", "He works at Acme Inc. and lives there.|She does not."),
    ("en", "The dog, a.k.a. Rex, bit.|It ran."),
    ("en", "Members of the A.C.L.U. Tuesday sued.|They won."),
    ("en", "U.S. Rep. A.B. Lim, D-N.Y., spoke.|He left."),
    ("en", "Dr. J.R.R. Tolk and C.S. Lew met.|They wrote."),
    ("en", "Plan B.|He had it."),
    (
        "de",
        "Die Bank zahlt ca. 600 Millionen Euro an den Staat, teilte sie am 31. August in Castra mit.|Die Übergabe "
        "erfolgt in zwei Raten von 400 bzw. 200 Millionen Euro, sagte Dr. Karin Lohe vom Vorstand.",
    ),
    (
        "de",
        "„Wir haben Fehler gemacht.“|Am 3. September tagt der Aufsichtsrat.|Gegen "
        "fünf Mitarbeiter, u. a. den früheren Leiter, wird ermittelt.",
    ),
    ("de", "Am 31. Mai beginnt es.|Vom 1. bis 3. Juni dauert es."),
    ("de", "Er kam am 31. Mai 2031.|Sie kam z. B. am 2. Tag."),
    ("de", "Im 2. Weltkrieg starb er.|Sie lebte."),
    ("de", "Die Zahl stieg auf 31.|Die Polizei ermittelt."),
    ("de", "Das 3. Quartal war gut.|Nr. 5 siegte.|Prof. Dr. Hans Meier sprach."),
    ("de", "Er sagte: „Das ist gut.“|„Ja“, sagte sie.|Er ging."),
    ("de", "Rund 3 Mio. Euro kostet es.|Die GmbH & Co. KG zahlt.|Der FC St. Pauli gewann."),
    ("de", "Die 1. FC Köln GmbH kam.|Er ging d. h. nicht weit."),
    ("es", "La Sra. López habló con el Sr. Ruiz.|Los EE. UU. Anunciaron nuevas medidas."),
    ("es", "Viajó a EE. UU. en mayo.|Volvió."),
    ("es", "La Dra. Ana Ruiz, de la Univ. Central, dijo que sí.|¿Quién fue?|¡Nadie!|Se fue."),
    ("fr", "M. Dupont et Mme. Durand sont venus.|Ils sont partis.|« Oui », dit-il.|Le 1er mai."),
    ("fr", "Il a dit : « Nous partons. »|Elle est restée."),
    ("it", "Il sig. Rossi e l'on. Bianchi parlano.|Vanno via."),
    ("pt", "O Sr. Silva e a Dra. Souza falaram.|Foram."),
    ("nl", "Dhr. Jansen en mevr. De Vries spraken.|Zij gingen."),
    ("zh", "部长说会谈很顺利。|双方同意继续。|他问：“为什么？”|没人回答！"),
    ("zh", "他说：“我们同意。”|双方签字。"),
    ("ja", "大臣は会談が順調だったと述べた。|「合意した。」|記者が質問した？|彼は答えなかった。"),
    ("ja", "大臣は「合意した。」と述べた。|彼は去った。"),
    ("hi", "मंत्री ने कहा कि वार्ता अच्छी रही।|दोनों पक्ष सहमत हुए।|डॉ. सिंह ने कहा।|कब?"),
    ("ar", "قال الوزير إن المحادثات سارت بشكل جيد.|هل وافق الطرفان؟|نعم.|غادر د. أحمد."),
    ("ur", "وزیر نے کہا کہ بات چیت اچھی رہی۔|دونوں فریق متفق ہیں۔"),
    ("el", "Ο υπουργός είπε ότι όλα πήγαν καλά.|Πότε θα γίνει;|Κανείς δεν ξέρει.|Ο κ. Παπάς έφυγε."),
    (
        "ru",
        "Министр сказал, что переговоры прошли хорошо.|Когда?|Никто не "
        "знает.|А. С. Пушкин и В.В. Путин встретились.|Они ушли.",
    ),
    ("ru", "Г-н Иванов живёт на ул. Ленина, д. 5.|Он пришёл в 10 ч. утра."),
    ("ru", "Ущерб составил 5 млн. рублей.|Так сказал г. Петров.|Он сказал: «Мы уйдём.»|Все ушли."),
    ("ru", "«Мы согласны».|Министр ушёл."),
    ("uk", "Міністр сказав, що все добре.|Коли?|Ніхто не знає."),
    ("ko", "장관은 회담이 잘 됐다고 말했다.|언제?|아무도 모른다."),
    ("he", "השר אמר שהשיחות היו טובות.|מתי?|איש אינו יודע."),
    ("hy", "Նախարարն ասաց։|Նա գնաց։"),
    ("am", "ሚኒስትሩ ተናገረ።|ሄደ።"),
    ("my", "ဝန်ကြီးက ပြောသည်။|သူ သွားသည်။"),
    ("sv", "Ministern talade, bl.a. om fisk.|Han gick."),
    ("tr", "Bakan konuştu.|Dr. Ali Bey gitti."),
    ("pl", "Minister mówił o 5 proc. podatku.|Wyszedł."),
    ("vi", "Ông Nguyễn Quốc Dũng nói chuyện.|Ông ấy đi."),
    ("ja", "本当ですか？！|はい。"),
    ("th", "รัฐมนตรีกล่าวว่าการเจรจาเป็นไปด้วยดีมากและจะดำเนินต่อไป|ทั้งสองฝ่ายตกลงที่จะพบกันอีกครั้งในเดือนหน้าที่กรุงเทพฯ"),
    ("en", "He is at St Mary's.|Corporal punishment ended.|“They don't.”|Carol of Liberty-X.|Each sang."),
    ("en", "He works at AT&T.|Consolidation goes on.|J.-P. Martin left."),
    (None, "Ms. Lim met C.I.A. officers in L.A.|The talks went on."),
    ("en", "Police in L.A. Police Department cars came.|Nobody left."),
]


@pytest.mark.parametrize(("language", "sentences"), IN_EVERY_LANGUAGE)
def test_sentences_of_every_language(language: str | None, sentences: str) -> None:
    text = sentences.replace("|", "" if language in ("zh", "ja") else " ")
    assert "|".join(text[a:b] for a, b in sentence_spans(text, language)) == sentences


def test_thai_is_not_cut_at_each_space() -> None:
    assert len(sentence_spans("สวัสดี ชาวโลก ครับ", "th")) == 1


@pytest.mark.parametrize("unit", ["!", "! ", "A.", "A. ", "“a” ", "a.m. ", "ก ", "。", "x; ", "word ", "Oct. "])
def test_time_grows_with_the_length(unit: str) -> None:
    def seconds(times: int) -> float:
        text, start = unit * times + "x", time.process_time()
        sentence_spans(text)
        return time.process_time() - start

    seconds(10)
    small = min(seconds(5_000) for _ in range(3))
    assert min(seconds(20_000) for _ in range(3)) < 8 * small + 0.05
