# `make demo` and `make test` set up what they need, in .venv; nothing but python3 (3.11 or later) and make is asked for.
PYTHON ?= python3
BIN = .venv/bin
.DEFAULT_GOAL = help
.PHONY: help demo test lint types coverage generate check-generated upgrade-generator api-diff bench bench-setup docs mutants clean

help:  ## say what there is
	@sed -n 's/^\([a-z-]*\):.*##/\1:/p' Makefile | column -t -s: 2>/dev/null || grep '##' Makefile

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 ...") if sys.version_info < (3, 11) else 0'
	$(PYTHON) -m venv .venv

.venv/demo.done: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[emulator]'
	@touch $@

.venv/dev.done: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ .venv/demo.done

demo: .venv/demo.done  ## a session opened and closed: on the emulator, or, with LIVEAVATAR_API_KEY set, in the real service's sandbox
	@$(BIN)/python examples/quickstart.py

test: .venv/dev.done lint types check-generated  ## everything
	$(BIN)/python -m pytest -n 3 --dist worksteal

lint: .venv/dev.done  ## format and lint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: .venv/dev.done  ## mypy, strict
	$(BIN)/mypy

coverage: .venv/dev.done  ## the tests, half as fast, with the coverage of hand-written code
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n 3 --dist worksteal
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

generate: .venv/dev.done  ## rebuild liveavatar_client/generated/ from openapi.yaml
	$(BIN)/python -m tools.generate

check-generated: .venv/dev.done  ## fail where the committed code is not what the contract gives
	$(BIN)/python -m tools.generate --check

api-diff: .venv/dev.done  ## compare the contract with what the vendor publishes: PUBLISHED=<file or address>
	$(BIN)/python -m tools.api_diff $(PUBLISHED)

# Names that are loaded when they are asked for have to be there, for pdoc. A page for each but the index.
LOADED = from liveavatar_client import *; from liveavatar_client.generated.models import *
PAGES = liveavatar_client '!liveavatar_client[.].*' liveavatar_client.errors \
	liveavatar_client.generated.models '!liveavatar_client.generated.models[.].*' \
	liveavatar_client.emulator '!liveavatar_client.emulator[.].*'
PDOC = $(BIN)/python
FOLDER = docs
docs: .venv/dev.done  ## write the reference pages to docs/
	@$(PDOC) -c "$(LOADED); import pdoc.__main__ as it; it.cli()" $(PAGES) -d google -t tools/pages \
		--no-include-undocumented --no-show-source -o $(FOLDER)

upgrade-generator: .venv/dev.done  ## try another version of the generator: VERSION=..., and KEEP=1 to keep it
	$(BIN)/python -m tools.upgrade_generator $(VERSION) $(if $(KEEP),--keep)

bench: .venv/dev.done  ## what the client costs, side by side with others (and in build/bench.json)
	@mkdir -p build
	@$(firstword $(wildcard .venv-bench/bin/python) $(BIN)/python) -m tools.bench --json build/bench.json

bench-setup:  ## install the others, in an environment of their own
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check -e . -r tools/bench/requirements.txt
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r tools/bench/requirements-alone.txt

mutants: .venv/dev.done  ## change the life of a session in 1,500 small ways, and say which no test notices: hours; ONLY='*7' for a tenth
	$(BIN)/python -m pip install --quiet --disable-pip-version-check mutmut==3.8.1
	$(BIN)/python -m tools.mutants $(if $(ONLY),'$(ONLY)')

clean:  ## remove what was built
	rm -rf .venv .venv-bench mutants build dist docs .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage htmlcov
