# The two commands to know: `make run` and `make test`. Both set themselves up.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
TRAIN := .venv-train/bin

.PHONY: setup run test lint types train ci clean

setup: $(READY)

# Done once for each state of the lock. pip is upgraded first: the one that Python 3.11 brings fails on this lock.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] < (3, 11))' || { \
	  echo "Wireroom needs Python 3.11 or newer, but $(PYTHON) is $$($(PYTHON) --version 2>&1)." \
	       "Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

run: setup
	$(BIN)/wireroom run examples/inbox

test: setup
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

# Make the coder's model anew from training/sentences: an hour on two cores that know bfloat16, over two on others. PyTorch is needed here only.
train: setup
	$(PYTHON) -m venv --clear .venv-train
	$(TRAIN)/python -m pip install --quiet --upgrade pip
	$(TRAIN)/python -m pip install --quiet --require-hashes -r training/requirements.lock
	$(TRAIN)/python -m training.train
	$(BIN)/python -m training.gate
	$(BIN)/python -m training.casing
	$(BIN)/python -m training.calibrate

ci:
	.ci/run

# What can be made again. The dataset and its archive in data/ cannot, so they stay.
clean:
	rm -rf .venv .venv-train .mypy_cache .ruff_cache .pytest_cache .hypothesis
