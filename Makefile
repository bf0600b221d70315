# Two commands matter: `make serve` and `make test`. Each sets itself up; a second run starts at once.
# Needs make and Python 3.11 to 3.14, of which it takes the newest that can make an environment; that is .venv.

PYTHON ?= $(firstword $(foreach name,python3.14 python3.13 python3.12 python3.11 python3 python,$(shell \
	$(name) -c 'import sys, ensurepip, venv; print("$(name)" if (3, 11) <= sys.version_info < (3, 15) else "")' 2>/dev/null)))
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
INSTALLED := $(VENV)/.installed
INSTALLED_DOCS := $(VENV)/.installed-docs
INSTALLED_DEV := $(VENV)/.installed-dev

FOLDER ?= fixtures
HOST ?= 127.0.0.1
PORT ?= 8000

# Without it, each of hundreds of processes that tests begin would compile all that it imports.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help playground docs screenshots setup setup-dev install serve test test-all test-rest check format bench fuzz soak opensearch opensearch-stop lock clean

help:  ## Show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 14

$(INSTALLED): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Pullquote needs Python 3.11 to 3.14 with its module venv; none is on the PATH." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the packages of requirements.lock into $(VENV) ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(INSTALLED_DOCS): $(INSTALLED) requirements-docs.lock
	@echo "Installing the packages of requirements-docs.lock into $(VENV) ..."
	@$(PIP) install --require-hashes -r requirements-docs.lock
	@touch $@

$(INSTALLED_DEV): $(INSTALLED) requirements-dev.lock
	@echo "Installing the packages of requirements-dev.lock into $(VENV) ..."
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

PLAYGROUND := pullquote/api/site/playground
PLAYGROUND_BUILT := $(PLAYGROUND)/dist/manifest.json

$(PLAYGROUND_BUILT): $(wildcard $(PLAYGROUND)/src/*) $(PLAYGROUND)/build.mjs $(PLAYGROUND)/package-lock.json
	@echo "Building the playground ..."
	@npm ci --prefix $(PLAYGROUND) --ignore-scripts --no-audit --no-fund --loglevel=error
	@npm run build --prefix $(PLAYGROUND) --silent
	@touch $@

playground: $(PLAYGROUND_BUILT)  ## Build GraphiQL into the playground (needs Node.js and npm)

docs: $(INSTALLED_DOCS)  ## Build the documentation, which the server then has at /docs/
	@$(BIN)/python -m docs

screenshots: setup-dev playground  ## Take the pictures of the documentation (needs Chromium, Node.js and npm)
	@$(BIN)/python -m tests.browser.screenshots

setup: $(INSTALLED)  ## Install what serving needs into .venv
setup-dev: $(INSTALLED_DEV)  ## Install what testing and checking need as well

# Without npm the playground is a plain page, which says how to build it.
serve: setup $(if $(shell command -v npm),playground)  ## Serve FOLDER (fixtures) at HOST:PORT (127.0.0.1:8000)
	@$(BIN)/pullquote serve $(FOLDER) --host $(HOST) --port $(PORT)

# Of the dearest properties fewer examples than there are in test-all; see tests/store/conftest.py.
EXAMPLES ?= 15
REST := node or browser or opensearch or load or slow
test: setup-dev  ## Run the tests that need no Node, no browser and no load, on all cores
	@PULLQUOTE_TEST_EXAMPLES=$(EXAMPLES) $(BIN)/python -m pytest -n auto --dist worksteal -m "not ($(REST))" $(ARGS)

test-rest: setup-dev  # One after another: they share the folders of their packages, and some measure.
	@$(BIN)/python -m pytest -m "$(REST)" $(ARGS)
	@$(if $(ARGS),,$(BIN)/python -m pytest --store opensearch tests/schema)

test-all: setup-dev  ## Run all tests; those that need what is not there are skipped
	@$(MAKE) --no-print-directory test EXAMPLES=50
	@$(MAKE) --no-print-directory test-rest

check: setup-dev  ## Check format, lint and types
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

format: setup-dev  ## Format the code and apply the safe fixes of the linter
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: setup-dev  ## Run the benchmarks
	@$(BIN)/python -m benchmarks $(ARGS)

# The documentation is built in .venv: what that needs is not for an image.
install: playground setup  ## Install Pullquote itself into VENV, built and not editable (for an image)
	@$(MAKE) docs VENV=.venv
	@$(PIP) install --no-deps --no-build-isolation --force-reinstall .

FUZZ ?= 10000
fuzz: setup-dev  ## Fuzz files, the cache, operations and raw requests, and look for the dearest, FUZZ (10000) of each
	@PULLQUOTE_FUZZ_EXAMPLES=$(FUZZ) PULLQUOTE_FUZZ_SLOWEST=1 $(BIN)/python -m pytest tests/store/files/test_fuzz.py tests/store/newsroom/cache/test_damage.py \
		tests/compiler/test_equality.py tests/api/operations/test_compiling.py tests/api/server/test_non_interference.py tests/conformance $(ARGS)
	@$(BIN)/python -m tests.store.fuzzing $(FUZZ)
	@PULLQUOTE_COMPILE=on $(BIN)/python -m tests.api.dearest $(FUZZ)

CLUSTER ?= build/opensearch
opensearch: setup-dev  ## Start three OpenSearch nodes at 127.0.0.1:9201 to 9203, data in CLUSTER; again: bring killed ones back
	@$(BIN)/python -m tests.opensearch start $(CLUSTER)

opensearch-stop: setup-dev  # The data stay.
	@$(BIN)/python -m tests.opensearch stop $(CLUSTER)

SOAK ?= 500
soak: setup-dev  ## Edit a newsroom under load, SOAK (500) times, kill 50 publishers and 6 nodes
	@PULLQUOTE_SOAK_CLUSTER_EDITS=200 PULLQUOTE_SOAK_NODE_KILLS=6 PULLQUOTE_SOAK_ERROR_SECONDS=5 PULLQUOTE_SOAK_EDITS=$(SOAK) PULLQUOTE_SOAK_CONNECTIONS=32 PULLQUOTE_SOAK_SUBSCRIBERS=1000 \
		PULLQUOTE_COMPILE=on $(BIN)/python -m pytest tests/soak -s $(ARGS)
	@PULLQUOTE_SOAK_KILLS=50 $(BIN)/python -m pytest tests/store/publishing/test_killed.py $(ARGS)

UV_COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header pyproject.toml
lock: setup-dev  ## Pin the newest versions that pyproject.toml admits, with hashes
	@$(UV_COMPILE) --upgrade --extra import --extra opensearch --group build --group dev --output-file requirements-dev.lock
	@$(UV_COMPILE) --extra import --extra opensearch --group build --constraint requirements-dev.lock --output-file requirements.lock
	@$(UV_COMPILE) --group docs --constraint requirements-dev.lock --output-file requirements-docs.lock

clean:  ## Remove the environment and every cache
	@rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
