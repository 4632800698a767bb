"""Mails as newsrooms have them: forwards of every program, attached mails, folders of mails, newsletters and digests."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import base64
import textwrap
from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest

from summarizer.read import read_bytes
from summarizer.types import Article, Reading

TITLE = "Harbour wall at Kelso gives way after three days of rain"
ONE = "Part of the harbour wall at Kelso gave way early on Tuesday after three days of rain, the harbour master said."
TWO = "Seven boats broke loose and two of them sank, but nobody was on board, according to the coast guard."
THREE = "“We heard a crack and then the sea came in,” said Edda Thorne, who runs the fish market. “It took a minute.”"
FOUR = (
    "Divers will look at the rest of the wall on Thursday, and the market will stay shut until then, the council said."
)
BODY = "\n".join((ONE, TWO, THREE, FOUR))
PLAIN = BODY.replace("\n", "\n\n")
HTML = "".join(f"<p>{line}</p>" for line in BODY.split("\n"))
OTHER_TITLE = "Kelso council puts off vote on bus fares"
OTHER = (
    "The council of Kelso put off a vote on bus fares by a week on Monday, after two members fell ill.\n"
    "The fares were to rise by a tenth from the first of June, which the drivers' union and a group of parents oppose."
)
THIRD_TITLE = "Lighthouse keeper wins prize for diary"
THIRD = (
    "Mats Ekdal, the keeper of the lighthouse on Sund, has won the prize of the islands for a diary that he kept for thirty years.\n"
    "The jury praised its patience; the book will come out in the autumn, his publisher said."
)
OUTLET = "Kelso Courier"
SENDER = f"{OUTLET} <news@kelsocourier.example>"
DAY = date(2031, 5, 13)


def mail(body: str, *, html: str | None = None, sender: str = "Lena Voss <lena@newsroom.example>", subject: str = f"FW: {TITLE}",
         to: str = "desk@newsroom.example", when: str = "Wed, 14 May 2031 10:00:00 +0200") -> EmailMessage:  # fmt: skip
    message = EmailMessage()
    message["From"], message["To"], message["Subject"], message["Date"] = sender, to, subject, when
    if body:
        message.set_content(body)
    if html is not None and body:
        message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    return message


def read(message: EmailMessage | bytes, name: str = "a.eml") -> Reading:
    return read_bytes(message if isinstance(message, bytes) else message.as_bytes(), name)


def only(reading: Reading) -> Article:
    assert reading.skipped == ()
    (article,) = reading.articles
    return article


def facts(article: Article) -> tuple[object, ...]:
    return (article.title, article.source, article.published and article.published.date(), article.text)


THE_ARTICLE = (TITLE, OUTLET, DAY, BODY)
NOTE = "FYI, please use for the noon bulletin.\n\nLena\n\n"


def header(names: str, when: str, sender: str = SENDER, to: str = "Lena Voss <lena@newsroom.example>") -> str:
    """The header of a forwarded mail: names of its four fields in order, "F D T S"."""
    fields = {"F": sender, "D": when, "T": to, "S": TITLE}
    return "".join(f"{name}: {fields[key]}\n" for name, key in (field.split("=") for field in names.split("; ")))


#: How programs write the mail that is forwarded into the text: all give the same article.
FORWARDS = {
    "Outlook, English": NOTE + header("From=F; Sent=D; To=T; Subject=S", "Tuesday, May 13, 2031 9:20 AM") + "\n" + PLAIN,
    "Outlook, German": "Zur Info, bitte für zwölf Uhr.\n\n" + header("Von=F; Gesendet=D; An=T; Betreff=S", "Dienstag, 13. Mai 2031 09:20") + "\n" + PLAIN,
    "Outlook, French": header("De=F; Envoyé=D; À=T; Objet=S", "mardi 13 mai 2031 09:20") + "\n" + PLAIN,
    "Outlook, Spanish": header("De=F; Enviado el=D; Para=T; Asunto=S", "martes, 13 de mayo de 2031 9:20") + "\n" + PLAIN,
    "Outlook, Polish": header("Od=F; Wysłano=D; Do=T; Temat=S", "wtorek, 13 maja 2031 09:20") + "\n" + PLAIN,
    "Outlook, Chinese": header("发件人=F; 发送时间=D; 收件人=T; 主题=S", "2031年5月13日 9:20") + "\n" + PLAIN,
    "Outlook of old": NOTE + "-----Original Message-----\n" + header("From=F; Sent=D; To=T; Subject=S", "Tuesday, May 13, 2031 9:20 AM", f"{OUTLET} [mailto:news@kelsocourier.example]") + "\n" + PLAIN,
    "Outlook without the address": NOTE + header("From=F; Sent=D; To=T; Subject=S", "Tuesday, May 13, 2031 9:20 AM", OUTLET) + "\n" + PLAIN,
    "bold names": NOTE + header("*From=F; *Sent=D; *To=T; *Subject=S", "Tuesday, May 13, 2031 9:20 AM").replace(":", ":*", 1).replace("Sent:", "Sent:*").replace("To:", "To:*").replace("Subject:", "Subject:*") + "\n" + PLAIN,
    "Gmail": NOTE + "---------- Forwarded message ---------\n" + header("From=F; Date=D; Subject=S; To=T", "Tue, 13 May 2031 at 09:20") + "\n\n" + PLAIN,
    "Apple Mail": NOTE + "Begin forwarded message:\n\n" + header("From=F; Subject=S; Date=D; To=T", "13 May 2031 at 09:20:00 CEST") + "\n" + PLAIN,
    "Apple Mail, German": "Anfang der weitergeleiteten Nachricht:\n\n" + header("Von=F; Betreff=S; Datum=D; An=T", "13. Mai 2031 um 09:20:00 MESZ") + "\n" + PLAIN,
    "Thunderbird": NOTE + "-------- Forwarded Message --------\n" + header("Subject=S; Date=D; From=F; To=T", "Tue, 13 May 2031 09:20:00 +0200") + "\n\n\n" + PLAIN,
    "quoted": NOTE + "".join(f"> {line}\n" for line in (header("From=F; Sent=D; To=T; Subject=S", "Tuesday, May 13, 2031 9:20 AM") + "\n" + PLAIN).split("\n")),
    "many recipients": NOTE + header("From=F; Sent=D; To=T; Subject=S", "Tuesday, May 13, 2031 9:20 AM", to="Lena Voss <lena@newsroom.example>; Bo Lind <bo@newsroom.example>;\n Ida Berg <ida@newsroom.example>") + "\n" + PLAIN,
    "twice forwarded": NOTE + header("From=F; Sent=D; To=T; Subject=S", "Wednesday, May 14, 2031 8:00 AM", "Bo Lind <bo@newsroom.example>") + "\nSee below.\n\n" + header("From=F; Sent=D; To=T; Subject=S", "Tuesday, May 13, 2031 9:20 AM") + "\n" + PLAIN,
    "with an earlier question below": NOTE + header("From=F; Sent=D; To=T; Subject=S", "Tuesday, May 13, 2031 9:20 AM") + "\n" + PLAIN + "\n\n" + header("From=F; Sent=D; To=T; Subject=S", "Monday, May 12, 2031 9:20 AM", "Lena Voss <lena@newsroom.example>") + "\nAnything on the harbour yet?",
}  # fmt: skip


@pytest.mark.parametrize("body", FORWARDS.values(), ids=list(FORWARDS))
def test_what_was_forwarded(body: str) -> None:
    assert facts(only(read(mail(body)))) == THE_ARTICLE


@pytest.mark.parametrize(
    ("names", "when"),
    [
        ("From=F; Sent=D; To=T; Subject=S", "Tuesday, May 13, 2031 9:20 AM"),
        ("Von=F; Gesendet=D; An=T; Betreff=S", "Dienstag, 13. Mai 2031 09:20"),
        ("Da=F; Inviato=D; A=T; Oggetto=S", "martedì 13 maggio 2031 09:20"),
    ],
)
def test_what_was_forwarded_in_html(names: str, when: str) -> None:
    lines = header(names, when).replace("<", "&lt;").replace(">", "&gt;").strip().split("\n")
    marked = "<br>".join(f"<b><span lang=EN-US>{line.replace(':', ':</span></b>', 1)}" for line in lines)
    html = f"<div class=WordSection1><p class=MsoNormal>FYI<o:p></o:p></p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal>{marked}</p></div>{HTML}</div>"
    assert facts(only(read(mail("", html=html)))) == THE_ARTICLE
    assert facts(only(read(mail("FYI", html=html)))) == THE_ARTICLE


def test_a_reply_that_quotes_the_article() -> None:
    body = (
        "Worth a line?\n\nOn Tue, 13 May 2031 at 09:20, Kelso Courier <news@kelsocourier.example> wrote:\n\n"
        + "".join(f"> {line}\n" for line in PLAIN.split("\n"))
    )
    article = only(read(mail(body, subject=f"Re: {TITLE}")))
    assert facts(article) == THE_ARTICLE


def test_an_article_that_quotes_a_mail_is_kept_whole() -> None:
    leaked = "From: Tom Reed <reed@council.example>\nSent: Friday, May 9, 2031 8:00 AM\nTo: Ida Berg <berg@council.example>\nSubject: The wall\n\nThe wall will not last the winter, and you know it. I have told the council so twice in writing, and I have kept both of the answers that I was given.\n\n"
    text = only(read(mail(f"{PLAIN}\n\n{OTHER}\n\n{THIRD}\n\n{leaked}", sender=SENDER, subject=TITLE))).text
    assert text.startswith(ONE)
    assert "The wall will not last the winter" in text


def test_an_address_in_the_news_begins_no_mail() -> None:
    call = "Witnesses of 13 May 2031 may write to the coast guard (harbour@coastguard.example) with these:"
    release = "Date: 13 May 2031\nContact: Edda Thorne, press@kelso.example\nPlace: the fish market"
    for middle in (call, release):
        text = only(read(mail(f"{ONE}\n\n{TWO}\n\n{middle}\n\n{THREE}\n\n{FOUR}", sender=SENDER, subject=TITLE))).text
        assert text.startswith(ONE)
        assert text.endswith(FOUR)


def test_a_colleague_is_no_outlet_and_an_outlet_that_writes_to_itself_is() -> None:
    assert only(read(mail(PLAIN))).source is None
    assert only(read(mail(PLAIN, sender="Lena Voss <l.voss@newsroom.example>"))).source is None
    assert only(read(mail(PLAIN, sender=SENDER, to="readers@kelsocourier.example"))).source == OUTLET
    assert only(read(mail(PLAIN, sender="Ana Lim <ana.lim@gazette.example>"))).source == "Ana Lim"


def attached(message: EmailMessage, *mails: EmailMessage) -> EmailMessage:
    for inner in mails:
        message.add_attachment(inner)
    return message


def news(title: str, text: str) -> EmailMessage:
    return mail(text.replace("\n", "\n\n"), sender=SENDER, subject=title, when="Tue, 13 May 2031 09:20:00 +0200")


def test_every_attached_mail_is_read_and_the_note_above_them_is_no_news() -> None:
    message = attached(mail("Two from this morning, please read both before the meeting.", subject="Two mails"), news(TITLE, BODY), news(OTHER_TITLE, OTHER), news(THIRD_TITLE, THIRD))  # fmt: skip
    reading = read(message)
    assert {facts(a) for a in reading.articles} == {
        THE_ARTICLE,
        (OTHER_TITLE, OUTLET, DAY, OTHER),
        (THIRD_TITLE, OUTLET, DAY, THIRD),
    }
    assert [(s.path, s.reason, s.detail) for s in reading.skipped] == [("a.eml", "stub", "a covering note of 10 words")]


def test_a_text_that_is_none_takes_no_attached_mail_with_it() -> None:
    inner = news(TITLE, BODY).as_bytes()
    head = b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n"
    data = (
        head
        + base64.encodebytes(bytes(range(256)) * 4)
        + b"--b\nContent-Type: message/rfc822\n\n"
        + inner
        + b"\n--b--\n"
    )
    reading = read(data)
    assert [facts(a) for a in reading.articles] == [THE_ARTICLE]
    assert [(s.path, s.reason) for s in reading.skipped] == [("a.eml", "not_text")]


def test_a_digest_in_parts() -> None:
    parts = "".join(f"--b\n\n{inner.as_string()}\n" for inner in (news(TITLE, BODY), news(OTHER_TITLE, OTHER)))
    head = "From: list@wire.example\nSubject: Wire digest\nMIME-Version: 1.0\nContent-Type: multipart/digest; boundary=b\n\n"
    reading = read(f"{head}{parts}--b--\n".encode())
    assert {facts(a) for a in reading.articles} == {THE_ARTICLE, (OTHER_TITLE, OUTLET, DAY, OTHER)}
    assert reading.skipped == ()


def test_a_folder_of_mails_in_one_file() -> None:
    mails = [
        news(TITLE, BODY + "\nFrom here on, boats must moor elsewhere."),
        news(OTHER_TITLE, OTHER),
        news(THIRD_TITLE, THIRD),
    ]
    quoted = [m.as_string().replace("\nFrom here", "\n>From here") for m in mails]
    data = "\n".join(f"From news@kelsocourier.example Tue May 13 09:20:00 2031\n{m}" for m in quoted).encode()
    for name in ("Inbox.mbox", "Inbox"):
        reading = read(data, name)
        assert {a.title for a in reading.articles} == {TITLE, OTHER_TITLE, THIRD_TITLE}
        assert {a.path for a in reading.articles} == {f"{name}/{n}.eml" for n in (1, 2, 3)}
        (first,) = (a for a in reading.articles if a.title == TITLE)
        assert first.text.endswith("\nFrom here on, boats must moor elsewhere.")


def story(title: str, text: str, *, shape: str) -> str:
    lines = "".join(f"<tr><td>{line}</td></tr>" for line in text.split("\n"))
    slug = title.split()[0].lower()
    return {
        "linked headings": f"<table><tr><td><h2><a href='https://kelsocourier.example/{slug}'>{title}</a></h2></td></tr>{lines}<tr><td><a href='x'>Read the full story</a></td></tr></table>",
        "links below": f"<table><tr><td><p style='font-size:22px;font-weight:700'>{title}</p></td></tr>{lines}<tr><td><a href='https://kelsocourier.example/{slug}'>Weiterlesen →</a></td></tr></table>",
        "bold links": f"<p><strong><a href='https://kelsocourier.example/{slug}'>{title}</a></strong></p>{''.join(f'<p>{line}</p>' for line in text.split(chr(10)))}",
    }[shape]


NEWSLETTER = """<html><body><div style="display:none;max-height:0px">Harbour, buses, lighthouse: your briefing&zwnj;&nbsp;&zwnj;</div>
<p><a href="https://x">View in browser</a></p><h1>Morning Briefing</h1><p>Good morning. Here is what you need today.</p>{stories}
<p>You received this email because you signed up at kelsocourier.example. <a href="#">Unsubscribe</a> | <a href="#">Manage preferences</a></p>
<p>Kelso Courier, 12 Harbour Street, Kelso</p></body></html>"""


@pytest.mark.parametrize("shape", ["linked headings", "links below", "bold links"])
def test_a_newsletter_is_cut_into_its_reports(shape: str) -> None:
    stories = ((TITLE, BODY), (OTHER_TITLE, OTHER), (THIRD_TITLE, THIRD))
    html = NEWSLETTER.format(stories="".join(story(*each, shape=shape) for each in stories))
    reading = read(
        mail("", html=html, sender=SENDER, subject="Morning Briefing", when="Tue, 13 May 2031 09:20:00 +0200")
    )
    assert {facts(a) for a in reading.articles} == {(title, OUTLET, DAY, text) for title, text in stories}
    assert {a.url for a in reading.articles} == {
        f"https://kelsocourier.example/{slug}" for slug in ("harbour", "kelso", "lighthouse")
    }
    assert {p.parent for p in reading.provenance} == {"Morning Briefing"}
    assert ("block", "Good morning. Here is what you need today.") in [
        cut for p in reading.provenance for cut in p.cuts
    ]
    assert reading.skipped == ()


@pytest.mark.parametrize("level", ["<h2>{n}. {title}</h2>", "<p><b>{n} {title}</b></p>", "<h1>{title}</h1>"])
def test_a_newsletter_without_links_is_cut_at_its_numbers_or_its_first_headings(level: str) -> None:
    stories = ((TITLE, BODY), (OTHER_TITLE, OTHER), (THIRD_TITLE, THIRD))
    advert = "<p>TOGETHER WITH NORBANK</p><h1>A bank account that pays you every single day</h1><p>Open an account at Norbank before Friday, and get 50 crowns and an umbrella from us.</p>"
    html = "".join(
        level.format(n=n, title=title) + "".join(f"<p>{line}</p>" for line in text.split("\n"))
        for n, (title, text) in enumerate(stories, 1)
    )
    reading = read(mail("", html=html + (advert if "h1" in level else ""), sender=SENDER, subject="Morning Briefing"))
    assert {(a.title or "").lstrip("123 ") for a in reading.articles} == {title for title, _ in stories}
    assert not any("umbrella" in a.text for a in reading.articles)


def test_one_long_article_with_subheadings_and_links_stays_whole() -> None:
    html = f"<h1>{TITLE}</h1><p>{ONE}</p><p>{TWO}</p><h2>What the council knew</h2><p>{THREE}</p><p>See <a href='x'>our earlier report</a> on it.</p><h2>What happens next on the coast</h2><p>{FOUR}</p><p><a href='y'>Subscribe now</a></p>"
    article = only(read(mail("", html=html, sender=SENDER, subject=TITLE)))
    assert all(line in article.text for line in (ONE, TWO, THREE, FOUR))


def test_what_a_newsletter_says_of_itself_is_cut() -> None:
    html = f"""<div style="display:none">The wall is gone: what we know so far</div><p>Forwarded this email? <a href='x'>Subscribe here</a> for more</p>
    <h1>{TITLE}</h1><p><a href='x'>READ IN APP</a></p>{HTML}<p>Like</p><p>Comment</p><p>Restack</p>
    <p>© 2031 Kelso Courier</p><p>548 Market Street PMB 72296, Kelso, CA 94104</p><p><a href='x'>Unsubscribe</a></p><p>Want to change how you receive these emails?</p>
    <p>You can <a href='x'>update your preferences</a> or <a href='x'>unsubscribe from this list</a>.</p>"""
    reading = read(mail("", html=html, sender=SENDER, subject=TITLE))
    assert only(reading).text == BODY
    assert ("furniture", "READ IN APP") in reading.provenance[0].cuts


def test_a_sentence_on_unsubscribing_is_news_where_the_news_is_of_that() -> None:
    said = (
        "The regulator said that people must be able to unsubscribe with one click, and fined the shop 40,000 crowns."
    )
    assert said in only(read(mail(f"{PLAIN}\n\n{said}\n\n{OTHER}\n\n{THIRD}", sender=SENDER))).text


def test_a_digest_between_lines_of_dashes() -> None:
    text = f"{TITLE}\n\n{PLAIN}\n\n------------------------------\n\n{OTHER_TITLE}\n\n{OTHER}\n\n------------------------------\n\n{THIRD_TITLE}\n\n{THIRD}\n"
    reading = read(mail(text, sender=SENDER, subject="Evening wire", when="Tue, 13 May 2031 19:20:00 +0200"))
    assert {facts(a) for a in reading.articles} == {
        THE_ARTICLE,
        (OTHER_TITLE, OUTLET, DAY, OTHER),
        (THIRD_TITLE, OUTLET, DAY, THIRD),
    }


def test_lines_that_flow_are_whole_and_others_stay_apart() -> None:
    head = b"From: Kelso Courier <news@kelsocourier.example>\nSubject: x\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n"
    flowed = "\n".join(" \n".join(textwrap.wrap(line, 33)) for line in BODY.split("\n"))
    assert only(read(head + flowed.encode())).text == BODY


def test_the_part_that_says_more_is_read() -> None:
    stub = "This message needs an HTML reader. Open it in your browser: https://kelsocourier.example/m/1"
    assert (
        facts(only(read(mail(stub, html=HTML, sender=SENDER, subject=TITLE, when="Tue, 13 May 2031 09:20:00 +0200"))))
        == THE_ARTICLE
    )
    assert only(read(mail(PLAIN, html=f"<p>{ONE}</p>", sender=SENDER))).text == BODY


def test_the_time_of_a_forwarded_mail_is_its_own() -> None:
    body = header("From=F; Sent=D; To=T; Subject=S", "Tuesday, May 13, 2031 9:20 PM") + "\n" + PLAIN
    assert only(read(mail(body))).published == datetime(2031, 5, 13, 21, 20, tzinfo=UTC)
