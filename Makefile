# Everything here works in a fresh clone, given Python 3.11, make, git and a package index.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON := $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
UV := UV_PYTHON_DOWNLOADS=never $(BIN)/uv pip install --quiet --compile-bytecode --require-hashes -r
WORKERS := $(shell nproc 2>/dev/null || echo 2)
PYTEST := $(BIN)/python -m pytest -q
PARALLEL := -n $(WORKERS) --dist worksteal -m "not browser and not soak"

# The tests start hundreds of processes, and each would compile anew all that it imports.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test coverage everywhere quick check catalogue verifier tracker tracker-wheel tracker-bundle bench bench-tracker weights soak lock system
help: ## say what there is
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## /  make \1|/' | column -t -s '|'

run: .venv/run ## serve the house, with sample people and jobs on the first run
	@$(BIN)/handsel up --sample

test: .venv/dev system ## run every test on SQLite, those that depend on the database on PostgreSQL, stories in a browser
	@echo "== on SQLite"
	@$(PYTEST) $(PARALLEL)
	@echo "== on PostgreSQL"
	@$(BIN)/python -m tests.postgres $(PYTEST) $(PARALLEL)
	@echo "== in a browser"
	@$(PYTEST) -n $(WORKERS) --dist worksteal -m "browser and not soak" tests/stories

coverage: .venv/dev system ## say which lines no test runs, on SQLite; tracing takes three quarters more of the processor
	@$(PYTEST) $(PARALLEL) --cov --cov-report=term

everywhere: .venv/dev system ## run on PostgreSQL every test that has a database
	@$(BIN)/python -m tests.postgres $(PYTEST) $(PARALLEL) --everywhere

quick: .venv/dev ## run the tests of what changed since the last commit, without a browser
	@$(BIN)/python -m tests.quick -n $(WORKERS)

check: .venv/dev ## lint, types, layers, templates, sizes and migrations
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/djlint --lint --quiet src
	@DJANGO_SETTINGS_MODULE=handsel.config.settings $(BIN)/django-admin makemigrations --check --dry-run
	@$(PYTEST) tests/architecture

catalogue: .venv/dev system ## take screenshots of every page in every state, of mails, and lay them out in shots/index.html
	@$(PYTEST) -m soak tests/stories/test_pictured.py
	@HANDSEL_SHOTS=1 $(PYTEST) -n $(WORKERS) -m browser tests/stories/test_layout.py tests/stories/test_also.py
	@$(BIN)/python -m tests.catalogue

verifier: .venv/dev ## build handsel-verify as a wheel of its own, in dist/
	@cd verify && ../$(BIN)/python -m hatchling build -t wheel -d ../dist

tracker: .venv/dev ## open the Tracker at the house of `make run`: approve its code in a browser, as Ben
	@HANDSEL_TRACKER_HOME=$(CURDIR)/data/tracker $(BIN)/handsel-tracker login --name "Ben’s laptop" \
	  http://localhost:$${HANDSEL_PORT:-8000} || true
	@HANDSEL_TRACKER_HOME=$(CURDIR)/data/tracker $(BIN)/handsel-tracker

tracker-wheel: .venv/dev ## build handsel-tracker and handsel-verify as wheels of their own, in dist/
	@cd verify && ../$(BIN)/python -m hatchling build -t wheel -d ../dist
	@cd tracker && ../$(BIN)/python -m hatchling build -t wheel -d ../dist

tracker-bundle: .venv/dev ## build the Tracker with Python and Qt as a folder, dist/handsel-tracker, for this system
	@$(BIN)/python -m PyInstaller --noconfirm --log-level ERROR --workpath build --distpath dist tracker/handsel-tracker.spec

bench-tracker: .venv/dev system ## measure what the Tracker costs a desktop, on a virtual screen
	@$(BIN)/python -m bench --only tracker

bench: .venv/dev ## measure against the targets: make bench ARGS=...
	@$(BIN)/python -m bench $(ARGS)

weights: .venv/dev ## learn anew, from the labelled messages, what the warning of payment outside goes by
	@$(BIN)/python -m bench.off_platform_weights

soak: .venv/dev ## try many more examples of every property, and a house under loads and in outages
	@$(PYTEST) -n $(WORKERS) --hypothesis-profile=soak tests/properties tests/kernel tests/web/test_unicode.py
	@$(MAKE) everywhere
	@HANDSEL_SHOTS=1 $(PYTEST) -n $(WORKERS) -m browser tests/stories
	@$(PYTEST) -m "soak and not browser" -p no:randomly --show-capture=no -s tests

lock: .venv/dev ## choose the newest versions of everything, with hashes
	@$(BIN)/uv pip compile -q --no-header --upgrade --generate-hashes pyproject.toml -o requirements/run.lock
	@$(BIN)/uv pip compile -q --no-header --upgrade --generate-hashes --extra dev -c requirements/run.lock \
	  pyproject.toml -o requirements/dev.lock

system:
	@.ci/system

.venv/bin/uv: requirements/tools.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11) and "Python 3.11 is needed, as python3.11 or python3")'
	@$(PYTHON) -m venv .venv || { echo "On Debian: apt-get install python3.11-venv" >&2; exit 1; }
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/tools.lock
	@touch $@

.venv/run: .venv/bin/uv requirements/run.lock pyproject.toml
	@echo "Installing what the house runs on (once)"
	@$(UV) requirements/run.lock
	@$(BIN)/uv pip install --quiet --no-deps --build-constraints requirements/dev.lock -e .
	@touch $@

.venv/dev: .venv/run requirements/dev.lock
	@echo "Installing what the house is tested with (once)"
	@$(UV) requirements/dev.lock
	@touch $@
