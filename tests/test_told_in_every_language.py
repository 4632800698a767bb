"""Stories in languages without a lexicon: told by copying, each sentence cited, in order, nothing English applied."""

from __future__ import annotations

from itertools import pairwise

import pytest

from summarizer.compose import Options, compose
from summarizer.rank import rank
from summarizer.types import Article, Summary
from summarizer.verify import Gate
from tests.stories import told

#: Language -> two short articles on one event, written for this test.
STORIES = {
    "ru": (
        "Старый мост через реку Марву закрыли во вторник после того, как водолазы нашли трещину в его второй опоре. "
        "Мэр города Анна Лим сообщила, что ремонт обойдётся в 4,2 миллиона крон и продлится до октября. "
        "Грузовики будут пользоваться паромом у деревни Сент-Олмо. Мост построили в 1931 году.",
        "Во вторник движение по мосту через Марву остановили: в опоре обнаружили трещину длиной два метра. "
        "Однако пешеходы смогут переправляться на пароме уже с четверга. "
        "«Мы не можем рисковать жизнью людей», — сказала мэр Анна Лим журналистам. "
        "Профсоюз водителей потребовал от города возместить убытки.",
    ),
    "ar": (
        "أغلقت السلطات الجسر القديم على نهر مرو يوم الثلاثاء بعد أن عثر الغواصون على شق في دعامته الثانية. "
        "وقالت رئيسة البلدية آنا ليم إن الإصلاحات ستكلف 4.2 مليون كرونة وستستمر حتى أكتوبر. "
        "وستستخدم الشاحنات العبارة القريبة من قرية سانت أولمو. هل كان يمكن تجنب هذا الإغلاق المفاجئ للجسر القديم؟",
        "توقفت حركة المرور على جسر نهر مرو يوم الثلاثاء بسبب شق طوله متران في إحدى الدعامات. "
        "وسيتمكن المشاة من العبور بالعبارة ابتداء من يوم الخميس المقبل. "
        "وطالبت نقابة السائقين المدينة بتعويض أعضائها عن الخسائر الكبيرة.",
    ),
    "el": (
        "Η παλιά γέφυρα στον ποταμό Μάροου έκλεισε την Τρίτη, αφού δύτες βρήκαν ρωγμή στο δεύτερο βάθρο της. "
        "Η δήμαρχος Άννα Λιμ δήλωσε ότι οι επισκευές θα κοστίσουν 4,2 εκατομμύρια κορόνες και θα διαρκέσουν ως τον "
        "Οκτώβριο. Τα φορτηγά θα χρησιμοποιούν το πορθμείο κοντά στο χωριό Σεντ Όλμο.",
        "Την Τρίτη διακόπηκε η κυκλοφορία στη γέφυρα του Μάροου εξαιτίας μιας ρωγμής δύο μέτρων. "
        "Οι πεζοί θα περνούν με το πορθμείο από την Πέμπτη το πρωί. "
        "Γιατί δεν ελέγχθηκε νωρίτερα η γέφυρα από τους μηχανικούς του δήμου; "
        "Το σωματείο των οδηγών ζήτησε αποζημίωση από τον δήμο.",
    ),
    "zh": (
        "马罗河上的旧桥星期二关闭，此前潜水员在第二座桥墩上发现了一条裂缝。市长林安娜表示，维修费用将达四百二十万克朗，工程将持续到十月。"
        "卡车必须改走圣奥尔莫村附近的渡口。这座桥建于一九三一年。",
        "由于桥墩出现两米长的裂缝，马罗河大桥星期二停止通行。行人从星期四起可以乘坐渡轮过河。"
        "“我们不能拿人的生命冒险。”市长林安娜对记者说。司机工会要求市政府赔偿损失。",
    ),
    "ja": (
        "マロー川の古い橋は、潜水士が二番目の橋脚に亀裂を見つけたため、火曜日に閉鎖された。"
        "アンナ・リム市長は、修理には四百二十万クローネかかり、十月まで続くと述べた。"
        "トラックは聖オルモ村の近くの渡し船を使わなければならない。橋は一九三一年に建てられた。",
        "橋脚に長さ二メートルの亀裂が見つかり、マロー川の橋は火曜日に通行止めとなった。"
        "歩行者は木曜日から渡し船で川を渡ることができる。運転手組合は市に損害の補償を求めた。",
    ),
    "th": (
        "สะพานเก่าข้ามแม่น้ำมาร์โรว์ถูกปิดเมื่อวันอังคารหลังจากนักดำน้ำพบรอยร้าวที่ตอม่อที่สอง "
        "นายกเทศมนตรีแอนนาลิมกล่าวว่าการซ่อมแซมจะใช้เงินสี่ล้านสองแสนโครนและจะดำเนินไปจนถึงเดือนตุลาคม "
        "รถบรรทุกจะต้องใช้เรือข้ามฟากใกล้หมู่บ้านเซนต์โอลโมจนกว่าสะพานจะเปิดอีกครั้ง",
        "การจราจรบนสะพานแม่น้ำมาร์โรว์หยุดลงเมื่อวันอังคารเพราะรอยร้าวยาวสองเมตรที่ตอม่อ "
        "คนเดินเท้าจะสามารถข้ามแม่น้ำด้วยเรือข้ามฟากได้ตั้งแต่วันพฤหัสบดีเป็นต้นไป "
        "สหภาพคนขับรถเรียกร้องให้เมืองชดเชยความเสียหายแก่สมาชิกทุกคนโดยเร็วที่สุด",
    ),
    "hi": (
        "मारो नदी पर बना पुराना पुल मंगलवार को बंद कर दिया गया क्योंकि गोताखोरों को दूसरे खंभे में दरार मिली। "
        "महापौर अन्ना लिम ने कहा कि मरम्मत पर 42 लाख क्रोन खर्च होंगे और काम अक्टूबर तक चलेगा। "
        "ट्रकों को सेंट ओल्मो गाँव के पास की नाव से जाना होगा।",
        "खंभे में दो मीटर लंबी दरार के कारण मारो नदी के पुल पर मंगलवार को यातायात रोक दिया गया। "
        "पैदल यात्री गुरुवार से नाव से नदी पार कर सकेंगे। "
        "चालक संघ ने शहर से अपने सदस्यों के नुकसान की भरपाई की माँग की।",
    ),
    # Sentences of a language that has capitals and a file of its own, with words that English would trim or hold back.
    "de": (
        "Die alte Brücke über die Marrow wurde am Dienstag gesperrt, nachdem Taucher einen Riss im Pfeiler fanden. "
        "Bürgermeisterin Anna Lim sagte, die Reparatur werde 4,2 Millionen Kronen kosten und bis zum 31. Oktober "
        "dauern. Lastwagen müssen die Fähre bei Sankt Olmo nehmen.",
        "Wegen eines zwei Meter langen Risses ruht seit Dienstag der Verkehr auf der Brücke über die Marrow. "
        "But heißt der Fährmann, der ab Donnerstag die Fußgänger übersetzt. "
        "Die Gewerkschaft der Fahrer verlangt von der Stadt eine Entschädigung.",
    ),
}


@pytest.fixture(params=STORIES, scope="module")
def story(request: pytest.FixtureRequest) -> tuple[tuple[Article, ...], Summary]:
    language: str = request.param
    articles = tuple(
        Article(f"{language}{i}", None, text, None, language=language) for i, text in enumerate(STORIES[language])
    )
    material = told(*articles)
    return articles, compose(material, rank(material), None, Gate(material.analyst), Options(130, 1, 0))


def test_at_least_three_sentences_each_the_words_it_cites(story: tuple[tuple[Article, ...], Summary]) -> None:
    articles, summary = story
    texts = {article.id: article.text for article in articles}
    assert len(summary.sentences) >= 3
    for sentence in summary.sentences:
        first = sentence.citations[0]
        assert sentence.text == texts[first.article][first.start : first.end]
        assert sentence.method == "copied"


def test_both_outlets_are_told_and_nothing_twice(story: tuple[tuple[Article, ...], Summary]) -> None:
    articles, summary = story
    assert {sentence.citations[0].article for sentence in summary.sentences} == {article.id for article in articles}
    assert len({sentence.text for sentence in summary.sentences}) == len(summary.sentences)


def test_sentences_of_one_article_keep_its_order(story: tuple[tuple[Article, ...], Summary]) -> None:
    # The first sentence is the one a summary can begin with; what follows is told as the outlets tell it.
    _, summary = story
    places = [(s.citations[0].article, s.citations[0].start) for s in summary.sentences[1:]]
    assert all(a[1] < b[1] for a, b in pairwise(places) if a[0] == b[0])


@pytest.mark.parametrize(
    ("quoted", "said"),
    [
        (
            "„Wir haben in diesen Jahren viele Fehler gemacht.“",
            "„Wir haben Fehler gemacht“, sagte die Bürgermeisterin.",
        ),
        ("«Nous avons commis beaucoup d’erreurs ces années-là.»", "«Nous avons commis des erreurs», a dit la maire."),
        ("«Мы не можем рисковать жизнью людей.»", "«Мы не можем рисковать жизнью людей», — сказала мэр города."),
        (
            "「私たちは人命を危険にさらすことはできません。」",
            "「人命を危険にさらすことはできない」と市長は記者団に述べた。",
        ),
        ("”Vi har gjort många fel under de här åren.”", "”Vi har gjort många fel”, sade borgmästaren i går."),
    ],
)
def test_a_quotation_is_told_with_who_says_it(quoted: str, said: str) -> None:
    material = told(Article("a", None, f"{quoted} {said}", None, language="sv"))
    gate = Gate(material.analyst)
    assert gate.judge([quoted], [quoted])[0].reasons == ("unattributed",)
    assert gate.passes(said, [said])
