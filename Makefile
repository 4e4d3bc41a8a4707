# `make demo` and `make test` each set up all that they need.
PYTHON ?= python3.11
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt

.PHONY: demo test check docs bench fuzz soak survive conformance clean

demo: $(VENV)/installed
	$(BIN)/defgraph extract data/articles -o demo/drafts
	$(BIN)/defgraph build data/records --store demo/defgraph.store
	$(BIN)/defgraph build demo/drafts --store demo/defgraph.store
	$(BIN)/defgraph query partner-countries --store demo/defgraph.store --format table
	$(BIN)/defgraph view --store demo/defgraph.store -o demo/view.html
	$(BIN)/defgraph dump --store demo/defgraph.store -o demo/graph.ttl

test: check
	sh tests/install-tools.sh
	$(BIN)/python -m pytest -n auto --dist worksteal --cov --cov-report=term

check: $(VENV)/developing
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

docs: $(VENV)/developing ; $(BIN)/python docs/generate.py
conformance: $(VENV)/developing ; $(BIN)/python tests/conformance.py
bench: $(VENV)/developing
	$(PIP) --group bench
	$(BIN)/python bench/run.py && $(BIN)/python bench/extract.py
fuzz soak survive: $(VENV)/developing # and others that take long: each a script in tests/
	$(PIP) --group fuzz && $(BIN)/python tests/$@.py
clean:
	rm -rf $(VENV) .fuzz demo build dist .coverage* .*_cache .hypothesis

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV) && $(PIP) --upgrade pip
	$(PIP) -e '.[all]' && touch $@

$(VENV)/developing: $(VENV)/installed
	$(PIP) --group dev && touch $@
