# Everything a newcomer needs: `make demo` to see it run, `make test` to change it.
# Each target installs what it needs first, into .venv, once.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

# A plug-in of pytest's loads numpy before the splitter can say that threads do not pay.
export OPENBLAS_NUM_THREADS := 1

.PHONY: help demo setup fix check test bench fuzz audit clean

help:
	@echo "make demo    build the sample site in this folder"
	@echo "make test    lint, types, import rule and all tests"
	@echo "make fix     format and mend what a machine can"
	@echo "make bench   timings, as ratios measured side by side"
	@echo "make fuzz    search for bytes that break a promise (FUZZ_SECONDS=60 for each kind)"
	@echo "make audit   ask PyPI for known faults of the pinned packages"
	@echo "make clean   remove what a build made"

demo: .venv/.installed
	@$(BIN)/feedmill build
	@echo
	@echo "The sample site is in output/. What to do next:"
	@echo "  $(BIN)/feedmill serve           and open http://127.0.0.1:8000/"
	@echo "  $(BIN)/feedmill status          what became of each dump"
	@echo "  $(BIN)/feedmill init ~/news     a site of your own"

setup: .venv/.ready

fix: .venv/.ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

check: .venv/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check
	$(BIN)/pytest --numprocesses=auto

bench: .venv/.ready
	$(BIN)/python -m benchmarks

FUZZ_SECONDS ?= 60
fuzz: .venv/.ready
	$(PIP) install --constraint constraints.txt --editable '.[dev,fuzz]'
	$(BIN)/python -m tests.fuzz --seconds $(FUZZ_SECONDS)

audit: .venv/.ready # --strict: a package that PyPI says nothing of is no good news
	$(PIP) install --constraint constraints.txt --editable '.[dev,audit]'
	$(BIN)/pip-audit --strict --no-deps --disable-pip --requirement constraints.txt

clean:
	find output -mindepth 1 ! -name .gitkeep -delete
	find content/posts -mindepth 1 ! -name .gitkeep -delete
	rm -rf .feedmill content/ledger.jsonl

.venv/bin/python:
	$(PYTHON) -m venv .venv || { rm -rf .venv; .ci/system-packages python3-venv && $(PYTHON) -m venv .venv; }

.venv/.installed: .venv/bin/python pyproject.toml constraints.txt
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

.venv/.ready: .venv/.installed
	.ci/system-packages
	$(PIP) install --constraint constraints.txt --editable '.[dev]'
	PYTHON=$(PYTHON) .ci/other-programs
	@touch $@
