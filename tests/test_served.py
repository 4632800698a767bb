"""A writer on a server: asked as the API wants, held to limits, judged like all others, replaced when it dies."""

from __future__ import annotations

import asyncio
import gzip
import itertools
import json
import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from servers import Answer, Running, chat, free_port, says, send, small_server, transformers_server
from tiny_models import save_causal

from summarizer.budget import OverBudget
from summarizer.cli import main
from summarizer.config import Settings
from summarizer.errors import ModelError
from summarizer.language.prompts import prompt_for
from summarizer.models import check_models, load_models
from summarizer.models.address import KEY_VARIABLE, Address, address_of
from summarizer.models.asking import Line
from summarizer.models.served import ServedWriter, cleaned, load_served
from summarizer.pipeline import make_briefing
from summarizer.render import briefing_from_dict, briefing_to_dict, render_briefing
from summarizer.types import Fallback, Models, TextGenerator

DAY = Path(__file__).parent / "data" / "day"
#: Two stories, each of two outlets.
PATHS = [
    DAY / name
    for name in (
        "arden-post/bridge.txt",
        "arden-post/velmar-wire.txt",
        "harbour-gazette/bridge.html",
        "northern-wire/velmar.md",
    )
]
PROMPTS = [prompt_for(["The bridge is closed.", "Divers found a crack."]), prompt_for(["Repairs cost 4.2 million."])]
KEY = "sk-not-for-print-83"


def nobody() -> TextGenerator | None:
    return None


def writer_at(url: str, seconds: float = 20) -> ServedWriter:
    return load_served(Address(url, "tiny"), seconds, nobody)


def written(writer: ServedWriter, candidates: int = 1) -> list[list[str]]:
    return writer.generate(PROMPTS, candidates=candidates, max_new_tokens=80, seed=3)


class TestAddresses:
    @pytest.mark.parametrize(
        ("name", "address"),
        [
            ("http://localhost:11434/v1#qwen3:8b", Address("http://localhost:11434/v1", "qwen3:8b")),
            ("HTTPS://news.example/api/v1/#org/name", Address("https://news.example/api/v1", "org/name")),
            ("http://[::1]:8000/v1#/models/a b.gguf", Address("http://[::1]:8000/v1", "/models/a b.gguf")),
            ("owner/name", None), ("./folder", None), ("", None), (None, None), ("ftp://host/v1#a", None),
        ],
    )  # fmt: skip
    def test_what_is_one(self, name: str | None, address: Address | None) -> None:
        assert address_of(name) == address

    @pytest.mark.parametrize(
        "name",
        [
            "http://localhost:11434/v1", "http://localhost/v1# ", "http://#qwen", "http://host:99999/v1#a",
            "http://host:0/v1#a", "http://[::1/v1#a", "http://ho st/v1#a", "http://höst/v1#a", "http://host/v1#a\nb",
            "http://host/v1#" + 201 * "a",
        ],
    )  # fmt: skip
    def test_what_is_none_is_told_with_the_form(self, name: str) -> None:
        with pytest.raises(ModelError, match=r"allowed is http://HOST:PORT/v1#NAME") as error:
            check_models(name, None, None, adapter=None, extractive=False)
        assert "\n" not in str(error.value)

    @pytest.mark.parametrize("name", [f"http://u:{KEY}@host/v1#a", f"http://host/v1?key={KEY}#a"])
    def test_a_secret_in_an_address_is_refused_and_not_repeated(self, name: str) -> None:
        with pytest.raises(ModelError, match="a query in it") as error:
            check_models(name, None, None, adapter=None, extractive=False)
        assert KEY not in str(error.value)

    def test_an_adapter_is_for_a_model_at_home(self) -> None:
        with pytest.raises(ModelError, match="allowed with 'http://h/v1#a', which is no folder, is none"):
            load_models("http://h/v1#a", adapter="some")


class TestWhatIsAsked:
    def test_messages_candidates_and_nothing_else(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("OPENAI_API_KEY", "another's")
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        monkeypatch.delenv(KEY_VARIABLE, raising=False)
        numbers = itertools.count()
        with small_server(lambda h, _: send(h, chat(f"Answer {next(numbers)}."))) as server:
            found = written(writer_at(server.url), candidates=3)
        assert [len(texts) for texts in found] == [3, 3]
        assert len(server.chats) == 6
        greedy = [body for body in server.chats if body["temperature"] == 0]
        assert sorted(body["seed"] for body in server.chats) == [3, 3, 4, 4, 5, 5]
        assert {body["messages"][1]["content"] for body in greedy} == {prompt.text for prompt in PROMPTS}
        assert [m["role"] for m in greedy[0]["messages"]] == ["system", "user"]
        assert all(body["max_tokens"] == 80 and body["model"] == "tiny" for body in server.chats)
        assert not any("authorization" in map(str.lower, headers) for headers in server.headers)

    def test_one_and_then_eight_at_once(self) -> None:
        together, numbers = threading.Barrier(8), itertools.count()

        def patient(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
            if next(numbers) > 1:  # after the trial and the first, which goes alone
                together.wait(30)  # nobody is answered before all eight have asked
            send(handler, chat(body["messages"][-1]["content"]))

        with small_server(patient) as server:
            asked = [PROMPTS[1], *PROMPTS * 4]
            found = writer_at(server.url, 60).generate(asked, candidates=1, max_new_tokens=80, seed=0)
        assert found[1:] == [["The bridge is closed. Divers found a crack."], ["Repairs cost 4.2 million."]] * 4

    def test_a_slow_server_with_one_place_is_not_given_more_than_it_answers_in_time(self) -> None:
        place = threading.Lock()

        def slow(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
            with place:
                time.sleep(0.3)
                send(handler, chat("A crack."))

        with small_server(slow) as server:  # eight answers take 2.4 s, and each has 2
            writer = writer_at(server.url, 2)
            found = writer.generate(PROMPTS * 4, candidates=1, max_new_tokens=80, seed=0)
        assert found == [["A crack."]] * 8
        assert writer.fallback is None

    def test_inside_a_running_loop(self) -> None:
        async def calls() -> list[list[str]]:
            return written(writer_at(server.url))

        with small_server(says("A crack.")) as server:
            assert asyncio.run(calls()) == [["A crack."], ["A crack."]]

    def test_a_busy_server_is_asked_again(self) -> None:
        statuses = iter([503, 429])

        def busy(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
            status = next(statuses, 200)
            send(handler, chat("A crack.") if status == 200 else b"later", status, Retry_After="0")

        with small_server(busy) as server:
            assert written(writer_at(server.url)) == [["A crack."], ["A crack."]]
        assert len(server.bodies) == 5

    def test_what_a_server_does_not_know_is_left_out(self) -> None:
        def strict(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
            known = not body.keys() & {"chat_template_kwargs", "reasoning_effort", "max_tokens"}
            send(handler, *((chat("Yes."),) if known else (b'{"error": {"message": "unknown"}}', 400)))

        with small_server(strict) as server:
            assert written(writer_at(server.url)) == [["Yes."], ["Yes."]]
        assert all(body["max_completion_tokens"] == 80 for body in server.chats)

    @pytest.mark.parametrize(
        ("answer", "text"),
        [
            ("<think>\nLet me see.\n</think>\n\n“A crack was found.”", "A crack was found."),
            ("**A crack** was\n found.", "A crack was found."),
            ("A \x1b[31mcrack\x1b[0m\u202e was found.", "A [31mcrack [0m was found."),
            ('"A crack," he said, "was found."', '"A crack," he said, "was found."'),
        ],
    )
    def test_answers_become_sentences(self, answer: str, text: str) -> None:
        assert cleaned(answer) == text

    def test_initials_stand_as_they_were_told(self) -> None:
        prompt = prompt_for(["The U.S. Senate heard J. R. Hale.", "He spoke in D. C. on Monday."])
        with small_server(says("J. R. Hale spoke to the U. S. Senate in D. C. on Monday.")) as server:
            found = writer_at(server.url).generate([prompt], candidates=1, max_new_tokens=80, seed=0)
        assert found == [["J. R. Hale spoke to the U.S. Senate in D. C. on Monday."]]


def endless(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b" ")
        time.sleep(0.05)


def endless_head(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        handler.wfile.write(b"X: y\r\n")
        time.sleep(0.05)


def flood(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b" " * 65536)


def zipped(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
    send(handler, gzip.compress(b" " * 10_000_000), Content_Encoding="gzip")


def echoing(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
    told = {"error": {"message": f"bad\x1b[2J\n{handler.headers['Authorization']}"}}
    send(handler, json.dumps(told).encode(), 401)


class TestHostileServers:
    @pytest.mark.parametrize(
        ("answer", "reason"),
        [
            (endless, "no answer within 1 seconds"),
            (endless_head, "no answer within 1 seconds"),
            (flood, "more than 1,000,000 bytes"),
            (zipped, "compressed"),
            (lambda h, _: send(h, b"", 307, Location="http://127.0.0.1:9/v1"), "elsewhere (307), which is not"),
            (lambda h, _: send(h, b"<html>welcome</html>"), "not the OpenAI chat API"),
            (lambda h, _: send(h, b"[" * 900_000), "not the OpenAI chat API"),
            (lambda h, _: send(h, b'{"choices": []}'), "not the OpenAI chat API"),
            (lambda h, _: send(h, b'{"error": "no model tiny\\u001b[2J, pull it"}', 404), "404: no model tiny [2J,"),
            (echoing, "refuses the key (401: bad [2J Bearer ...); put the right one into $SUMMARIZER_API_KEY"),
        ],
    )  # fmt: skip
    def test_each_is_told_in_one_line(self, answer: Answer, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(KEY_VARIABLE, KEY)
        begun = time.monotonic()
        with small_server(answer) as server, pytest.raises(ModelError) as error:
            writer_at(server.url, seconds=1)
        assert reason in str(error.value)
        assert str(error.value).isprintable()
        assert KEY not in str(error.value)
        assert time.monotonic() - begun < 20

    def test_a_redirection_is_not_followed(self) -> None:
        with small_server(says("Yes.")) as other:
            elsewhere: Answer = lambda h, _: send(h, b"", 308, Location=f"{other.url}/chat/completions")  # noqa: E731
            with small_server(elsewhere) as server, pytest.raises(ModelError, match="not followed"):
                writer_at(server.url)
        assert other.bodies == []

    @pytest.mark.parametrize("text", [None, 7, ["a"], "", "word " * 5000, "“" * 150_000, "*_" * 400_000])
    def test_what_is_no_sentence_is_no_candidate(self, text: object) -> None:
        with small_server(says(text)) as server:
            assert written(writer_at(server.url)) == [[], []]

    def test_a_key_with_a_line_end_is_not_sent(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(KEY_VARIABLE, f"{KEY}\nX: y")
        with small_server(says("Yes.")) as server, pytest.raises(ModelError, match="no key has") as error:
            writer_at(server.url)
        assert KEY not in str(error.value)

    def test_the_key_goes_to_the_server_and_nowhere_else(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        monkeypatch.setenv(KEY_VARIABLE, KEY)
        caplog.set_level(logging.DEBUG)
        with small_server(says("A crack.")) as server:
            writer = writer_at(server.url)
            written(writer)
        assert {headers["Authorization"] for headers in server.headers} == {f"Bearer {KEY}"}
        assert KEY not in caplog.text
        assert KEY not in repr(vars(writer)) + writer.name + writer.address


def test_a_story_whose_time_is_up_ends_while_it_waits_for_a_server() -> None:
    class Late(dict[str, Any]):
        def items(self) -> Any:
            raise OverBudget

    with small_server(says("A crack.")) as server, pytest.raises(OverBudget):
        Line(server.url, 5).ask([{"messages": [{"content": ""}]}, Late(a=1)])


def test_a_server_that_is_down_is_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    url = f"http://127.0.0.1:{free_port()}/v1"
    assert main(["brief", str(PATHS[0]), "--model", f"{url}#tiny"]) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"summarizer: no writer answers at {url} (")
    assert told.endswith("); start the server, or leave --model out\n")
    assert told.count("\n") == 1


def test_one_request_that_is_refused_costs_one_claim() -> None:
    def picky(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        refused = "Repairs" in body["messages"][-1]["content"]
        send(handler, *((b'{"error": {"message": "not this"}}', 400) if refused else (chat("A crack."),)))

    with small_server(picky) as server:
        writer = writer_at(server.url)
        assert written(writer) == [["A crack."], []]
        assert writer.fallback == Fallback(None, 1, 2, "400: not this")
        assert writer.anew().fallback is None


TRUE = "The ferry at Lowmoor was stopped on Monday after its engine caught fire, and 40 passengers were taken ashore."
FALSE = (
    "The ferry at Lowmoor was stopped on Monday after its engine caught fire, and 40 passengers drowned.",
    "The ferry at Lowmoor was stopped on Friday after its engine caught fire.",
    '<b onclick="x()">The ferry at Lowmoor was stopped</b> on Monday after its engine caught fire.',
)
OUTLETS = {
    "gazette": "The ferry at Lowmoor was stopped on Monday after its engine caught fire. "
    "The fire was put out within the hour by the crew of a fishing boat. "
    "Engineers will look at the engine on Thursday, the owners of the ferry said.",
    "courier": "The ferry at Lowmoor was stopped on Monday, and 40 passengers were taken ashore. "
    "Buses will carry people round the bay until the ferry is repaired. "
    "The owners of the ferry said that nobody was hurt in the fire.",
}


@pytest.mark.slow
def test_the_gate_judges_what_a_server_writes(models: Models, tmp_path: Path) -> None:
    for name, text in OUTLETS.items():
        (tmp_path / f"{name}.txt").write_text(f"Ferry at Lowmoor stopped after fire\n\n{text}\n", encoding="utf-8")
    answers = itertools.cycle([*FALSE, TRUE])
    with small_server(lambda h, _: send(h, chat(next(answers)))) as server:
        writer = load_served(Address(server.url, "tiny"), 20, lambda: models.writer)
        made = Models(writer, models.encoder, models.parser, models.judge)
        (report,) = make_briefing([tmp_path], Settings(one_story=True, candidates=8, words=60), models=made).stories
    told = {sentence.text: sentence for sentence in report.summary.sentences}
    assert not told.keys() & {*FALSE, cleaned(FALSE[2])}
    assert told[TRUE].method == "merged"
    assert len({citation.article for citation in told[TRUE].citations}) == 2
    sent = " ".join(m["content"] for body in server.chats for m in body["messages"][1:])
    assert set(sent.split()) <= set(" ".join(OUTLETS.values()).split())


@pytest.mark.slow
def test_what_is_written_at_home_is_judged_as_without_a_server(models: Models) -> None:
    def deaf(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        trial = body["messages"][-1]["content"] == "Ready?"
        send(handler, *((chat("Yes."),) if trial else (b'{"error": {"message": "not this"}}', 400)))

    paths, settings = PATHS[::2], Settings(words=40)
    with small_server(deaf) as server:
        writer = load_served(Address(server.url, "tiny"), 20, lambda: models.writer)
        replaced = make_briefing(paths, settings, models=replace(models, writer=writer))
    alone = make_briefing(paths, settings, models=models)
    assert [r.summary for r in replaced.stories] == [r.summary for r in alone.stories]
    assert replaced.manifest.fallback
    assert replaced.manifest.fallback.claims == replaced.manifest.fallback.asked > 0


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """`transformers serve` in its own process, with a model of one layer."""
    folder = tmp_path_factory.mktemp("served")
    with transformers_server(save_causal(folder / "tiny"), folder / "log") as running:
        yield running


@pytest.mark.slow
class TestARealServer:
    """In this order: the last one ends the server."""

    def models_at(self, served: Running, models: Models) -> Models:
        address = Address(served.url, str(served.log.parent / "tiny"))
        return Models(load_served(address, 60, lambda: models.writer), models.encoder, models.parser, models.judge)

    def test_it_writes(self, served: Running) -> None:
        writer = load_served(Address(served.url, str(served.log.parent / "tiny")), 60, nobody)
        before = served.requests
        found = written(writer, candidates=2)
        assert served.requests == before + 4
        assert writer.fallback is None
        assert all(texts for texts in found)
        assert found == written(writer.anew(), candidates=2)  # the same seeds, the same texts

    def test_a_model_that_it_does_not_have(self, served: Running) -> None:
        with pytest.raises(ModelError, match=r"does not write with 'none' \(400"):
            load_served(Address(served.url, "none"), 60, nobody)

    def test_killed_half_way_the_briefing_is_finished_at_home(self, served: Running, models: Models) -> None:
        told: list[str] = []

        def killer(stage: str, done: int, total: int) -> None:
            if stage == "summarize" and done == 1:
                served.process.kill()
                served.process.wait()
                told.append(f"{total} stories")

        before = served.requests
        briefing = make_briefing(PATHS, Settings(words=60), models=self.models_at(served, models), progress=killer)
        assert served.requests > before + 1
        assert told == [f"{len(briefing.stories)} stories"]
        assert len(briefing.stories) > 1
        assert all(report.summary.sentences for report in briefing.stories)
        made = briefing.manifest
        assert made.sent_to == served.url
        assert made.model == f"{served.log.parent / 'tiny'} at {served.url}"
        assert made.fallback
        assert made.fallback.model == models.writer.name if models.writer else None
        assert 0 < made.fallback.claims < made.fallback.asked
        for form in ("md", "txt", "html", "mail"):
            page = render_briefing(briefing, form)
            assert f"{made.fallback.claims} of {made.fallback.asked} claims" in " ".join(page.replace("\\", "").split())
        assert briefing_from_dict(briefing_to_dict(briefing)) == briefing
