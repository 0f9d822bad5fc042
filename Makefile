# kgqa from a terminal. Needs Python 3.11 or newer with pip, and make; everything else goes into .venv.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: serve model test check format docs lock bench bench-peers clean help

help:
	@echo "make serve   the demonstration graph on http://$(HOST):$(PORT)/ (HOST=, PORT= change it)"
	@echo "make model   install the embedded model (126 MB), which is asked where the graph has no answer"
	@echo "make test    the whole test suite, offline"
	@echo "make check   format, lint, types and the import contract"
	@echo "make format  mend what make check can mend"
	@echo "make docs    write the generated pages again"
	@echo "make lock    pin the dependencies again"
	@echo "make bench   measure"
	@echo "make bench-peers   measure the reasoner beside its peers (half an hour; ARGS=--help)"
	@echo "make clean   remove .venv and caches"

serve: .venv/runtime
	@echo "Starting kgqa; the page will be at http://$(HOST):$(PORT)/ (stop with Ctrl-C)"
	@$(BIN)/kgqa serve --host $(HOST) --port $(PORT)

model: .venv/runtime
	@$(BIN)/kgqa model install

test: .venv/development
	$(BIN)/python -m pytest $(ARGS)

check: .venv/development
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: .venv/development
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: .venv/development
	$(BIN)/python docs/generate.py

bench: .venv/development
	@set -e; for bench in $(filter-out %_peers.py,$(wildcard benchmarks/bench_*.py)); do echo "== $$bench"; $(BIN)/python "$$bench"; done

# The peers have an environment of their own, outside the checkout: nothing here may come to need them.
PEERS ?= $(or $(TMPDIR),/tmp)/kgqa-peers

bench-peers: .venv/development
	@test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	@$(PEERS)/bin/python -m pip --disable-pip-version-check install --quiet --requirement benchmarks/requirements.txt || \
	  echo "Not all peers could be installed; the table says which are missing" >&2
	$(BIN)/python benchmarks/bench_peers.py --python $(PEERS)/bin/python $(ARGS)

lock:
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip --disable-pip-version-check install --quiet uv
	.venv-lock/bin/uv pip compile $(PINNED) pyproject.toml --output-file requirements.lock
	.venv-lock/bin/uv pip compile $(PINNED) pyproject.toml --extra dev --constraint requirements.lock --output-file requirements-dev.lock
	rm -rf .venv-lock

PINNED := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

clean:
	rm -rf .venv .venv-lock build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-results

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "kgqa needs Python 3.11 or newer; name one: make PYTHON=python3.12 serve" >&2; exit 1; }
	@echo "Making .venv"
	@# Some distributions ship venv without ensurepip; pip can then install itself from outside.
	@$(PYTHON) -m venv .venv 2>/dev/null || \
	  { rm -rf .venv && $(PYTHON) -m venv --without-pip .venv && \
	    $(PYTHON) -m pip --disable-pip-version-check --python .venv/bin/python install --quiet pip; }

.venv/runtime: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what kgqa needs into .venv (once)"
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --quiet --no-deps --editable .
	@touch $@

.venv/development: requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Installing what developing kgqa needs into .venv (once)"
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@$(PIP) install --quiet --no-deps --editable .
	@touch $@ .venv/runtime
