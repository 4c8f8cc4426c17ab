# Everything the project does, by one name each. Set-up is part of every target: a fresh machine needs nothing first.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test check lint types contract floors score bench soak models lock clean help

help: ## this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/'

run: $(VENV)/.run ## set up, then read the bundled report
	@$(BIN)/isnad read --format text src/isnad/reference/data/sample/report.txt

test: $(VENV)/.dev ## set up, then every test
	$(BIN)/python -m pytest

check: lint types contract floors ## lint, types, the import contract, the score floors

lint: $(VENV)/.dev
	$(BIN)/ruff check src tests training bench
	$(BIN)/ruff format --check src tests training bench

types: $(VENV)/.dev
	$(BIN)/mypy

contract: $(VENV)/.dev
	$(BIN)/lint-imports

floors: $(VENV)/.dev
	$(BIN)/python bench/score.py --floors bench/floors.toml

score: $(VENV)/.dev ## the record score on the gold reports, where ../shared is
	@$(BIN)/python bench/score.py

bench: $(VENV)/.dev ## speed, memory and growth of reading; the archive's adding and search
	$(BIN)/python bench/speed.py
	$(BIN)/python -m bench.archive

soak: $(VENV)/.dev ## the long runs: fuzzing of every parser, five thousand kills, the nasty corpus among good reports
	$(BIN)/python -m pytest tests -m soak -o addopts="-q"

models: .venv-train/.train ## train every model from ../shared/data (about two hours on two cores)
	.venv-train/bin/python training/train.py

lock: $(VENV)/.dev ## renew the lock files from pyproject.toml
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --extra build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --extra build --extra dev pyproject.toml -o requirements-dev.lock

clean: ## forget what was set up
	rm -rf $(VENV) .venv-train .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# Debian's python3 may come without ensurepip; virtualenv does the same work.
$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV) || { $(PYTHON) -m pip install --quiet --user virtualenv && $(PYTHON) -m virtualenv --quiet $(VENV); }

$(VENV)/.run: $(VENV)/bin/python requirements.lock pyproject.toml
	@$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src/isnad
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python requirements-dev.lock pyproject.toml
	@$(BIN)/pip install --quiet --require-hashes -r requirements-dev.lock
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src/isnad
	@touch $@ $(VENV)/.run

.venv-train/.train: training/requirements.txt
	$(PYTHON) -m venv .venv-train
	.venv-train/bin/pip install --quiet -r training/requirements.txt
	.venv-train/bin/pip install --quiet --no-deps -e .
	@touch $@
