# Two commands do everything: `make run` and `make test`.
# A fresh machine needs Python 3.11 or later (with venv) and make.
PYTHON ?= python3
UV_VERSION := 0.13.8
UV := .uv/bin/uv
BIN := .venv/bin
HOST ?= 127.0.0.1
PORT ?= 8000
ROWS ?= 25000000
# One more than there are cores: tests wait for browsers, servers and clocks.
WORKERS ?= $(shell $(PYTHON) -c "import os; print((os.cpu_count() or 1) + 1)")
PART ?= 1/1
export UV_PYTHON_DOWNLOADS := never
# What is compiled once is kept: every start, of a node as of a test, would compile it all again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup run test test-full check matrix mutate bench bench-pages pictures lock clean

help:
	@echo "make run        set up, build a small SYNTHETIC store if there is none, serve http://$(HOST):$(PORT)"
	@echo "make test       set up and run the tests"
	@echo "make test-full  the long properties, fuzzing and kill loops as well"
	@echo "make matrix     who comes in where: the whole product of records, marks and roles; PART=3/10 for a part of it"
	@echo "make mutate     small faults put into the rules of permission: a test must notice each"
	@echo "make check      lint, types, import contracts, documentation"
	@echo "make bench      benchmarks; ROWS=1000000 for a short run"
	@echo "make bench-pages  the pages of a real node; ROWS=5000000 is what docs/benchmarks.md has"
	@echo "make pictures   take the README's pictures again, by the browser tests"
	@echo "make clean      remove the environment and all caches (never the data in var/)"

setup: .venv/ready

$(UV):
	$(PYTHON) -m venv .uv
	.uv/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/ready: requirements-dev.lock pyproject.toml | $(UV)
	test -x $(BIN)/python || $(UV) venv --quiet --python $(PYTHON) .venv
	$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements-dev.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

run: setup
	@$(BIN)/kouprey demo
	@$(BIN)/kouprey serve --host $(HOST) --port $(PORT)

test: setup
	$(BIN)/pytest -n $(WORKERS) --dist loadscope --no-loadscope-reorder --hypothesis-profile often -m "not long" --ignore tests/architecture
	KOUPREY_TEST_DATABASE=postgresql $(BIN)/pytest -n $(WORKERS) --dist loadscope --no-loadscope-reorder -m "database and not long"

test-full: setup
	$(BIN)/pytest -n $(WORKERS) --dist loadscope --no-loadscope-reorder
	KOUPREY_TEST_DATABASE=postgresql $(BIN)/pytest -n $(WORKERS) --dist loadscope --no-loadscope-reorder -m "database or django_db"

matrix: setup
	KOUPREY_MATRIX_PART=$(PART) KOUPREY_TEST_DATABASE=sqlite $(BIN)/pytest -n $(WORKERS) --dist load -m matrix

mutate: setup
	PYTHONPATH=tests $(BIN)/python -m mutation

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --cache-dir=/dev/null  # kept between runs, it forgets what the managers of Django can do
	$(BIN)/lint-imports --no-cache
	$(BIN)/pytest -q -p no:cacheprovider tests/architecture

bench: setup
	$(BIN)/python -m benchmarks --rows $(ROWS)

bench-pages: setup
	$(BIN)/python -m benchmarks.pages --rows $(ROWS)

bench-seizures: setup
	$(BIN)/python -m benchmarks.seizures --observations 50000
	$(BIN)/python -m benchmarks.seizures --observations 1000000 --postgresql

pictures: setup
	KOUPREY_TEST_PICTURES=yes $(BIN)/pytest -q -m browser tests/browser
	mkdir -p docs/images
	cp build/screenshots/study-synthetic-first.png docs/images/study-1280.png

lock: $(UV)
	$(UV) pip compile --universal --generate-hashes --no-header --python-version 3.11 --upgrade pyproject.toml -o requirements.lock
	$(UV) pip compile --universal --generate-hashes --no-header --python-version 3.11 --extra dev -c requirements.lock --upgrade pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv .uv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
