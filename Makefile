# make demo: the main job on a sample.   make test: everything that needs no server and no browser.
# Both make .venv on first use and work offline from then on.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.stamp
SOURCES := pyproject.toml constraints.txt

.PHONY: demo test check format bench stress samples reference model vetting clean

demo: $(STAMP)-run
	$(BIN)/permitted write delay_notice --facts samples/delay_notice/carrier.yaml --language en --today 2026-11-23

test: $(STAMP)-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/permitted vet
	$(BIN)/python -m pytest
	@echo "Only .ci/run covers: the built wheel in an environment of its own, outside the checkout;"
	@echo "coverage-guided fuzzing of the check for a minute and a half; HTML messages in a real browser (Chromium);"
	@echo "batches killed at any moment and many at once, on SQLite and on a real PostgreSQL (make stress, for long)."

check: test

format: $(STAMP)-test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(STAMP)-test
	PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python tests/bench/bench.py
	$(BIN)/python tests/bench/batch.py

# Kills at any moment (200) and eight processes at once on 10,000 orders, on SQLite and PostgreSQL; some minutes.
stress: $(STAMP)-test
	PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[postgresql,dask]'
	PERMITTED_STRESS=200 tests/stress/postgresql $(BIN)/python -m pytest -q -p no:cacheprovider tests/stress

samples: $(STAMP)-test
	$(BIN)/permitted samples

reference: $(STAMP)-test
	$(BIN)/python -m generator.maintain.lexicons

model: $(STAMP)-test
	$(BIN)/python -m generator.maintain.training

$(STAMP)-run: $(SOURCES)
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(STAMP)-test: $(SOURCES)
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	touch $@ $(STAMP)-run

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
