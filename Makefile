# `make run` opens rnnviz, `make test` tests it. Both prepare a bare machine first; the second time there is
# nothing to prepare and they start at once. Paths are relative, so the tree may lie in a folder with spaces.

PYTHON ?= python3
VENV := .venv/bin/python
SETUP := PYTHON="$(PYTHON)" sh packaging/setup.sh
UV := .venv/uv/bin/uv

# BLAS threads of their own make small matrix products up to ten times slower on a busy machine.
ONE_THREAD := OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 MKL_NUM_THREADS=1

.DEFAULT_GOAL := help
.PHONY: help run test soak bench tree i18n lint format shots film lock torch clean

help: ## this list
	@sed -n 's/^\([a-z0-9]*\):.*## /  make \1\t/p' Makefile | expand -t 16

run: ## open rnnviz (ARGS="..." are passed on)
	@$(SETUP) run
	@$(VENV) -m rnnviz $(ARGS)

test: ## run the tests (ARGS="-k lstm" are passed on to pytest)
	@$(SETUP) test
	@$(ONE_THREAD) $(VENV) -m pytest $(ARGS)

soak: ## the long tests: 200,000 random events, 200 processes killed in every phase, 300 sequences of a presenter's keys, all products
	@$(SETUP) test
	@RNNVIZ_EVENTS=200000 RNNVIZ_GROWTH=30000 $(ONE_THREAD) $(VENV) -m pytest --timeout=7200 tests/monkey $(ARGS)
	@RNNVIZ_SEQUENCES=300 $(ONE_THREAD) $(VENV) -m pytest tests/view/window/test_never_frozen.py $(ARGS)
	@if command -v xvfb-run >/dev/null; then RNNVIZ_PLATFORM=xcb RNNVIZ_SEQUENCES=300 $(ONE_THREAD) \
		xvfb-run -a -s "-screen 0 1920x1080x24" $(VENV) -m pytest -n0 tests/view/window/test_never_frozen.py $(ARGS); \
		else echo "No xvfb-run: the presenter's keys were not tried on X11."; fi
	@RNNVIZ_FULL=1 $(ONE_THREAD) $(VENV) -m pytest tests/engine tests/io tests/view $(ARGS)
	@RNNVIZ_KILLS=200 RNNVIZ_LOST=3 $(ONE_THREAD) $(VENV) -m pytest -n0 tests/view/ending/test_kills.py $(ARGS)

mutants: ## how many small faults the tests notice (ARGS="--package engine --faults 100 --seed 1")
	@$(SETUP) test
	@$(ONE_THREAD) QT_QPA_PLATFORM=offscreen $(VENV) -m tests.mutants $(ARGS)

bench: ## measure speed
	@$(SETUP) test
	@$(ONE_THREAD) $(VENV) -m tests.bench $(ARGS)

shots: ## render a gallery of screenshots into build/shots
	@$(SETUP) test
	@$(ONE_THREAD) $(VENV) -m tests.shots $(ARGS)

film: ## the README's animation, twenty seconds of an LSTM
	@$(SETUP) test
	@$(ONE_THREAD) $(VENV) -m rnnviz --film assets/pictures/story.gif --theme dark --grain stage --step 6 --pictures 23 $(ARGS)

tree: ## write the tree of rooms in doc/architecture.md anew
	@$(SETUP) test
	@$(VENV) -m tests.tree

i18n: ## find the texts of the program and compile their translations
	@$(SETUP) test
	@$(VENV) packaging/translate.py

lint: ## ruff and mypy, changing nothing
	@$(SETUP) test
	@$(VENV) -m ruff check .
	@$(VENV) -m ruff format --check .
	@$(VENV) -m mypy

format: ## let ruff mend what it can
	@$(SETUP) test
	@$(VENV) -m ruff check --fix .
	@$(VENV) -m ruff format .

lock: ## resolve the requirements anew (for Linux, Windows, macOS and CPython 3.11 on)
	@$(SETUP) test
	@test -x $(UV) || $(VENV) -m venv .venv/uv
	@$(UV) --version >/dev/null 2>&1 || .venv/uv/bin/python -m pip install --quiet uv
	@sh packaging/lock.sh $(UV)

torch: ## add PyTorch, the optional second opinion of the tests
	@$(SETUP) test
	@$(VENV) -m pip install torch==2.13.0

clean: ## remove everything that was made
	rm -rf .venv .setup.lock build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
