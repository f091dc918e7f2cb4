# `make briefs` installs what is needed and builds every brief; `make test` checks every part of the program.
# Needs make and a POSIX shell; VENV=folder puts the Python packages elsewhere, PYTHON=path names a Python.

SHELL := /bin/sh
.DELETE_ON_ERROR:
.SUFFIXES:
.DEFAULT_GOAL := help

VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --constraint constraints.txt

# WeasyPrint lays out with Pango; without the last, the bytes of a PDF differ on every run.
PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
# The tests read PDFs as a reader copies them, and show the pages in a browser: in one that is there already.
BROWSER := $(shell for name in chromium chromium-browser google-chrome; do command -v $$name && break; done)
TEST_PACKAGES := poppler-utils $(if $(BROWSER),,chromium)
WORKERS ?= 2

.PHONY: help install install-dev briefs test test-format test-lint test-types test-behaviour soak bench accuracy clean

help:
	@echo "make briefs   install briefgen into $(VENV) and build every brief into output/"
	@echo "make test     format, lint, types and all tests"
	@echo "make soak     the faults of make test, ten times as many and every one: some twenty minutes"
	@echo "make bench    how fast it is"
	@echo "make accuracy DATA=folder   how often its rules are right, on annotated texts of yours"
	@echo "make clean    remove what was made: $(VENV), output/, .briefgen/ and caches"

install: $(VENV)/.installed
install-dev: $(VENV)/.installed-dev

briefs: $(VENV)/.installed
	$(BIN)/briefgen build --all

# Four targets, so that `make -k test` runs the tests also where the style is not yet right.
test: test-format test-lint test-types test-behaviour
test-format: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
test-lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
test-types: $(VENV)/.installed-dev
	$(BIN)/mypy
test-behaviour: $(VENV)/.installed-dev $(VENV)/.validators
	$(BIN)/python -m pytest -n $(WORKERS)

# 200 kills, and every call that can fail: before a release, and after a change to what writes.
KILLS ?= 200
soak: $(VENV)/.installed-dev
	KILLS=$(KILLS) EVERY_CALL=1 $(BIN)/python -m pytest -n $(WORKERS) tests/test_due_faults.py tests/test_editions.py tests/test_play.py

bench: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/bench.py

accuracy: $(if $(DATA),$(VENV)/.installed)
	@test -n "$(DATA)" || { echo "name the folder of annotated texts: make accuracy DATA=folder" >&2; exit 2; }
	$(BIN)/python benchmarks/accuracy.py "$(DATA)"

clean:
	rm -rf .venv output .briefgen dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamps: a second run installs nothing until the list of packages changes.
$(VENV)/.python: .ci/python .ci/packages
	python=$$(PYTHON="$(PYTHON)" .ci/python) && "$$python" -m venv $(VENV)
	touch $@

$(VENV)/.installed: $(VENV)/.python pyproject.toml constraints.txt
	.ci/packages $(PACKAGES)
	$(PIP) --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	.ci/packages $(TEST_PACKAGES)
	$(PIP) --editable '.[dev]'
	touch $@

# The validators of pages and Markdown; Node.js and Java, which run them, are Python packages. Node's own list of
# certificates does not know those that a company adds to the system's.
$(VENV)/.validators: tests/validators/package-lock.json $(VENV)/.installed-dev
	mkdir -p $(VENV)/validators
	cp tests/validators/package.json tests/validators/package-lock.json $(VENV)/validators/
	PATH="$$(cd $(BIN) && pwd):$$PATH" NODE_OPTIONS=--use-system-ca npm ci --prefix $(VENV)/validators \
		--ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error >&2
	touch $@
