# What people and developers do with a fresh clone. Needs Python 3.11 or newer and GNU make 3.81 or
# newer, nothing else; `make` alone lists the targets. Stamp files in .venv remember what is
# installed, so pip runs again only when pyproject.toml or constraints.txt has changed.
#
#   make run PYTHON=/path/to/python3.12     choose the Python for a new .venv
#   make test ARGS="-k hills"               hand arguments on to the command

ARGS ?=
PYTHON ?=
RESULT ?= soak
UV := uv==0.13.9

ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif

# The constraints hold for the build environment too: pip up to 25.2 reads the first variable
# there, later ones the second. Relative, because pip splits these variables at spaces.
export PIP_CONSTRAINT := constraints.txt
export PIP_BUILD_CONSTRAINT := constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1
PIP_INSTALL = $(BIN)/python -m pip install --quiet --no-input -c constraints.txt

NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
# Tries each, because a name on the path need not run (pyenv leaves such names behind).
FIND_PYTHON = \
	if test -n "$(PYTHON)"; then set -- "$(PYTHON)"; \
	else set -- python3.11 python3.12 python3.13 python3.14 python3 python; fi; \
	for python in "$$@" ""; do \
	    if "$$python" -c '$(NEW_ENOUGH)' >/dev/null 2>&1; then break; fi; \
	done; \
	if test -z "$$python"; then \
	    echo "sixhills needs Python 3.11 or newer; tried: $$*." >&2; \
	    echo "Install one, or name it: make run PYTHON=/path/to/python3" >&2; \
	    exit 1; \
	fi
SHOW_VERSION := import platform; print(platform.python_version())
OFFLINE := The packages could not be installed. The reason stands above; this step needs the internet.
BUILD_NEEDS := import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], "editables", sep="\n")
COMPILE = pip compile pyproject.toml --quiet --universal --python-version 3.11 --no-annotate \
	--fork-strategy fewest --no-emit-index-url --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run start demo test pictures check layout lint types floors format soak bench evidence cards front front-check foreign lock clean python

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-16s %s\n", $$1, $$2}'

run: .venv/installed ## open sixhills in a browser on this computer
	@$(BIN)/sixhills serve $(ARGS)

start: .venv/installed ## the same in the terminal: a few questions and a ride
	@$(BIN)/sixhills start $(ARGS)

demo: .venv/installed ## watch a whole training, with a simulated rider and bike
	@$(BIN)/sixhills demo $(ARGS)

test: .venv/installed-dev ## run the tests
	@$(BIN)/python -m pytest $(ARGS)

pictures: .venv/installed-dev ## take a picture of every page on every screen, to look at (needs Chromium)
	@$(BIN)/python tests/browser/take_pictures.py build/pictures $(ARGS)

check: layout lint types floors ## check format, lint, types and floors

layout: .venv/installed-dev
	@$(BIN)/ruff format --check .

lint: .venv/installed-dev
	@$(BIN)/ruff check .

types: .venv/installed-dev
	@$(BIN)/mypy

floors: .venv/installed-dev
	@$(BIN)/lint-imports --no-logo

format: .venv/installed-dev ## put the code into shape
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

soak: .venv/installed-dev ## run the full-count tests, which take minutes; result in benchmarks/results/
	@mkdir -p benchmarks/results
	@set -e; result=benchmarks/results/$(RESULT).txt; \
	PYTHONPATH=benchmarks $(BIN)/python -c 'import machine; print(machine.describe_machine())' >$$result.part; \
	$(BIN)/python -m pytest -m soak -v --durations=0 --color=no -p no:cacheprovider $(ARGS) >>$$result.part \
	    || { cat $$result.part; exit 1; }; \
	grep -E "load average|PASSED|FAILED|measured:|s call|passed|failed" $$result.part >$$result; rm $$result.part; cat $$result

bench: .venv/installed-generator ## run the benchmarks, results in benchmarks/results/
	@mkdir -p benchmarks/results
	@set -e; for bench in benchmarks/bench_*.py; do \
	    test -e "$$bench" || { echo "There is no benchmarks/bench_*.py yet."; break; }; \
	    result=benchmarks/results/$$(basename "$$bench" .py).txt; \
	    echo "$$bench -> $$result"; \
	    $(BIN)/python "$$bench" $(ARGS) >"$$result.part"; \
	    mv "$$result.part" "$$result"; \
	    cat "$$result"; \
	done

front: frontend/node_modules/.package-lock.json ## build the pages of the app (needs node and npm)
	@cd frontend && npm run --silent build

front-check: frontend/node_modules/.package-lock.json ## check and test the pages' sources
	@cd frontend && npm run --silent check && npm run --silent test

frontend/node_modules/.package-lock.json: frontend/package.json frontend/package-lock.json
	@cd frontend && npm ci --silent --no-audit --no-fund
	@touch $@

cards: .venv/installed ## write the cards in docs/cards/ as their README says
	@set -e; sed -n 's/^    sixhills //p' docs/cards/README.md | while read -r command; do \
	    SIXHILLS_HOME=build/no-home $(BIN)/sixhills $$command; \
	done

foreign: tests/foreign/node_modules/.package-lock.json ## fetch the apps of others that the tests let drive our trainer

tests/foreign/node_modules/.package-lock.json: tests/foreign/package.json tests/foreign/package-lock.json
	@cd tests/foreign && npm ci --silent --no-audit --no-fund --ignore-scripts
	@touch $@

evidence: .venv/installed-dev ## write docs/evidence.md from the claims and the results
	@$(BIN)/python benchmarks/make_evidence.py $(ARGS)

lock: .venv/made ## write constraints.txt and requirements.lock anew (ARGS=--upgrade for newer)
	@set -e; unset PIP_CONSTRAINT PIP_BUILD_CONSTRAINT; \
	tools=$$(mktemp -d); trap 'rm -rf "$$tools"' EXIT; \
	$(BIN)/python -m venv "$$tools/venv"; \
	uv=$$tools/venv/$(notdir $(BIN))/uv; \
	"$$tools/venv/$(notdir $(BIN))/python" -m pip install --quiet "$(UV)"; \
	$(BIN)/python -c '$(BUILD_NEEDS)' \
	    | "$$uv" $(COMPILE) - --extra dev --extra generator $(ARGS) --output-file constraints.txt >/dev/null; \
	"$$uv" $(COMPILE) --generate-hashes --constraint constraints.txt \
	    --output-file requirements.lock >/dev/null; \
	grep -c '==' constraints.txt requirements.lock

clean: ## remove .venv and everything that can be made again (never rides)
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
	@find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

python: # print the Python that a new .venv is made with
	@$(FIND_PYTHON); echo "$$python"

.venv/made:
	@set -e; \
	if test -e .venv && $(BIN)/python -m pip --version >/dev/null 2>&1 \
	    && $(BIN)/python -c '$(NEW_ENOUGH)'; then \
	    echo "[1/2] using the virtual environment that is in .venv"; \
	else \
	    $(FIND_PYTHON); \
	    echo "[1/2] making the virtual environment .venv with Python $$("$$python" -c '$(SHOW_VERSION)')"; \
	    "$$python" -m venv --clear .venv || { \
	        echo "Python could not make a virtual environment." >&2; \
	        echo "On Debian and Ubuntu: sudo apt install python3-venv" >&2; exit 1; }; \
	fi; \
	touch $@

.venv/installed: pyproject.toml constraints.txt .venv/made
	@echo "[2/2] installing sixhills (the first time it fetches its packages, which takes a little)"
	@$(PIP_INSTALL) -e . || { echo "$(OFFLINE)" >&2; exit 1; }
	@touch $@

.venv/installed-dev: pyproject.toml constraints.txt .venv/made
	@echo "[2/2] installing sixhills and its test tools (the first time takes a little)"
	@$(PIP_INSTALL) -e ".[dev]" || { echo "$(OFFLINE)" >&2; exit 1; }
	@touch .venv/installed $@

# OpenSim, 280 MB: for the generator of the muscles and for the benchmark beside it. Where there is
# none for a system, both do without.
.venv/installed-generator: .venv/installed-dev
	@$(PIP_INSTALL) -e ".[dev,generator]" || echo "OpenSim could not be installed; going on without."
	@touch $@
