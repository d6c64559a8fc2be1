# Two commands set everything up on a fresh machine with Python 3.11 or later:
#   make demo    runs the main job into study/ and writes its report, study/report.html
#   make test    passes the tests
PYTHON ?= python3
VENV ?= .venv
WORKERS ?= 2
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PIP := $(BIN)/python -m pip --disable-pip-version-check
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header

.DEFAULT_GOAL := help
.PHONY: help install demo test test-slow warm format lint types contracts docs check lock effects record calibrate ledger ledger-record bench

help:
	@echo "make demo       run the main job into study/, draw its figure and write its report"
	@echo "make test       the tests (those over 20 seconds are left to make test-slow)"
	@echo "make test-slow  the long tests"
	@echo "make check      format, lint, types, contracts, docs, then the tests"
	@echo "make docs       the site, into site/"
	@echo "make bench      the benchmarks"
	@echo "make effects    the shipped table of the record, from the data in INTERREGNUM_DATA"
	@echo "make calibrate  the shipped posterior and scoreboard (resumable, hours)"
	@echo "make record     the facts that the model is fitted to, from the data in INTERREGNUM_DATA"
	@echo "make ledger     the shipped ledgers, judged anew as they are registered (resumable)"
	@echo "make ledger-record  the draws behind the record's verdicts, from the data in INTERREGNUM_DATA"
	@echo "make lock       compile requirements/*.txt from requirements/*.in"

install: $(STAMP)

$(STAMP): requirements/dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --require-hashes -r requirements/dev.txt
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

demo: $(STAMP)
	rm -rf study
	$(BIN)/interregnum run mutiny-2023 --runs 2000 --seed 7 --out study/ --report
	@test -s study/survival.png
	@test -s study/report.html
	@echo "The outcome figure is study/survival.png"
	@echo "The report is study/report.html; open it in any browser"

warm: $(STAMP)
	$(BIN)/interregnum warm

# One process fills the kernel cache, then the workers read it; a file's tests stay together.
test: warm
	$(BIN)/python -m pytest -q -m "not slow" -n $(WORKERS) --dist loadfile

test-slow: warm
	$(BIN)/python -m pytest -q -m slow

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(STAMP)
	$(BIN)/mypy

contracts: $(STAMP)
	$(BIN)/lint-imports --no-logo

docs: $(STAMP)
	$(BIN)/python docs/generate.py
	$(BIN)/zensical build --strict --clean
	$(BIN)/python docs/offline.py site

check: lint types contracts docs test

lock: $(STAMP)
	$(LOCK) requirements/run.in -o requirements/run.txt
	$(LOCK) requirements/dev.in -o requirements/dev.txt

# Resumable: what has landed in calibration-work/ is kept.
calibrate: $(STAMP)
	OMP_NUM_THREADS=1 $(BIN)/interregnum calibrate run --out calibration-work --ship

# One thread a regression: more only get in each other's way.
effects: $(STAMP)
	OMP_NUM_THREADS=1 $(BIN)/interregnum evidence compute \
		--out src/interregnum/evidence/shipped/effects.jsonl

record: $(STAMP)
	OMP_NUM_THREADS=1 $(BIN)/python -m interregnum.calibration.record

# Resumable: what has landed in ledger-work/ is kept. A ledger that differs from what was registered
# is refused; LEDGER_OPTIONS=--unregistered judges it all the same and says so in the file.
LEDGER_OPTIONS ?=
ledger: $(STAMP)
	$(BIN)/interregnum claims run --worlds 40 --placebos --resume --out ledger-work/reference \
		--ship $(LEDGER_OPTIONS)
	$(BIN)/interregnum claims run --ledger chenoweth-stephan-2011 --resume \
		--out ledger-work/chenoweth-stephan-2011 --ship $(LEDGER_OPTIONS)

ledger-record: $(STAMP)
	OMP_NUM_THREADS=1 $(BIN)/python -m interregnum.claims.record_draws

bench: $(STAMP)
	@for file in benchmarks/bench_*.py; do $(BIN)/python "$$file" || exit 1; done
