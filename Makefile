# make run   sets everything up and opens the app on sample data
# make test  sets everything up and passes the tests
# Python 3.11 or newer is all that must be there; Chromium is added for the browser tests where it can be.

PYTHON ?= python3
PORT ?= 8501

VENV := .venv
BIN := $(VENV)/bin

.PHONY: run start test check fuzz bench assets chromium clean

run: assets
	$(BIN)/python -m briefing sample --if-empty
	$(MAKE) --no-print-directory start

# The app on the database as it is; the first visit offers the sample or your own sources.
start: assets
	@echo "Take Five is at http://127.0.0.1:$(PORT) (stop with Ctrl+C)"
	@(sleep 2; $(BIN)/python -m webbrowser -t http://127.0.0.1:$(PORT) >/dev/null 2>&1 || true) &
	$(BIN)/uvicorn asgi:app --host 127.0.0.1 --port $(PORT) --log-level warning

test: $(VENV)/.dev assets chromium
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

check: $(VENV)/.dev assets chromium
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

# The tests of properties on many more examples, others each time: an hour and more.
fuzz: $(VENV)/.dev assets
	$(BIN)/python -m pytest -n 2 -m hypothesis --hypothesis-profile fuzz --timeout 1800

bench: $(VENV)/.bench assets chromium
	$(BIN)/python -m benchmarks.ingest
	$(BIN)/python -m benchmarks.rank
	$(BIN)/python -m benchmarks.opening
	$(BIN)/python -m benchmarks.learning
	$(BIN)/python -m benchmarks.stories
	$(BIN)/python -m benchmarks.search
	$(BIN)/python -m benchmarks.curate
	$(BIN)/python -m benchmarks.first_paint

clean:
	rm -rf $(VENV) .cache .pytest_cache .mypy_cache .ruff_cache

$(VENV)/.run: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit("Take Five needs Python 3.11 or newer; set PYTHON=… to one.") if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

$(VENV)/.bench: requirements-bench.txt $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	touch $@

# Compressed copies of Streamlit's own files, made once a version: the first visit is then a
# quarter of the bytes.
assets: $(VENV)/.run
	@$(BIN)/python -m briefing.ui.assets

chromium:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || [ -n "$$CHROMIUM" ] || \
	 { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } || \
	 echo "Chromium is not here and cannot be installed: the browser tests will be skipped."
