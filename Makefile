# Every target sets up what it needs; a machine needs Python 3.11 to 3.13, make and git.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: mock test test-services lint types layers bench bench-suite bench-sandboxes docs format lock clean

mock: $(READY)                ## serve all bundled APIs; ARGS="criteo -p 4020" is passed on
	@$(BIN)/mockserver $(ARGS)

test: $(READY)                ## run all tests; ARGS="-k story" is passed on
	@$(BIN)/python -m pytest -q -n auto $(ARGS)

test-services: $(READY)       ## run the tests that need Redis and Chromium; in CI it installs them
	@$(BIN)/python -m tests.support.services
	@$(BIN)/python -m pytest -q -n auto -m services tests/services $(ARGS)

lint: $(READY)                ## style, spelling, and the rules of hand-written specs
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/codespell $$(git ls-files)
	@$(BIN)/yamllint --strict $$(git ls-files '*.yaml' '*.yml')
	@$(BIN)/python -m specs.lint

types: $(READY)               ## mypy, strict
	@$(BIN)/mypy

layers: $(READY)              ## who may import whom
	@$(BIN)/lint-imports

bench: $(READY)               ## measure the mock beside its peers; ARGS="--quick" is passed on
	@$(BIN)/python -m bench.peers $(ARGS)

bench-suite: $(READY)         ## measure the suite; ARGS="--json figures.json" is passed on
	@$(BIN)/python -m bench.suite $(ARGS)

bench-sandboxes: $(READY)     ## a crowd of clients in a thousand sandboxes over Redis
	@$(BIN)/python -m bench.sandboxes $(ARGS)

docs: $(READY)                ## write the tables of checks, laws and flaws into the documents
	@$(BIN)/python -m tests.support.tables

format: $(READY)              ## put the code in the house's format
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

lock: $(READY)                ## choose the newest versions that fit, and write them down
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --group test --group lint \
		--group build --generate-hashes --no-emit-index-url --no-header pyproject.toml \
		-o requirements.lock

clean:                        ## remove what the other targets set up
	@rm -rf $(VENV)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11, 3.12 or 3.13 is needed; this is " + sys.version.split()[0] + ". Name one, such as: make mock PYTHON=python3.12") if not (3, 11) <= sys.version_info < (3, 14) else 0'
	@echo "Setting up $(VENV), once; this takes less than a minute ..." >&2
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)
