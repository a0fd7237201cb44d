# Two commands do all the set-up: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
REPORTS ?= examples/reports
OUT ?= demo
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
SHARED ?= ../shared

.PHONY: demo test test-cluster lint evaluate bench install install-dev clean help

help:
	@echo "make demo      install, read $(REPORTS)/ into $(OUT)/record.db and write pages (REPORTS=folder, OUT=folder)"
	@echo "make test      install what tests need and run lint, types and tests"
	@echo "make test-cluster  link whole records on Spark (some ten minutes)"
	@echo "make evaluate  score all dev sets against the floors (needs $(SHARED))"
	@echo "make bench     compare speed and memory with the bare parser"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "dragoman needs Python 3.11 or newer")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run-installed: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Installing dragoman into $(VENV) (once; about a minute) ..."
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --no-deps -e .
	@touch $@

$(VENV)/.dev-installed: requirements/dev.txt pyproject.toml | $(BIN)/python
	@echo "Installing what the tests need into $(VENV) (once) ..."
	@$(PIP) --require-hashes -r requirements/dev.txt
	@$(PIP) --no-deps -e .
	@touch $@ $(VENV)/.run-installed

install: $(VENV)/.run-installed
install-dev: $(VENV)/.dev-installed

demo: install
	@$(BIN)/dragoman demo "$(REPORTS)" --out "$(OUT)"

test: install-dev lint
	$(BIN)/python -m pytest -n 2

test-cluster: install-dev
	$(BIN)/python -m pytest -m cluster

lint: install-dev
	$(BIN)/ruff format --check src tests evaluate benchmarks training
	$(BIN)/ruff check src tests evaluate benchmarks training
	$(BIN)/mypy

evaluate: install-dev
	$(BIN)/python -m evaluate --shared "$(SHARED)" $(ARGS)

bench: install-dev
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks --shared "$(SHARED)" $(ARGS)

clean:
	rm -rf $(VENV) $(OUT) build dist
