# Two commands: `make run` serves the product, `make test` proves it.
PYTHON ?= python3
PORT ?= 8501
# Only this machine is served, because the demo's passwords are public. ADDRESS=0.0.0.0 serves the network.
ADDRESS ?= 127.0.0.1
VENV := .venv
IN_VENV := $(VENV)/bin/python

.PHONY: install run test check unit browser bench clean

install: $(VENV)/installed

run: install
	@$(IN_VENV) -m data_access migrate
	@if [ -z "$$DATABASE_URL" ]; then $(IN_VENV) -m data_access demo; fi
	@echo "Open http://localhost:$(PORT)"
	@exec $(IN_VENV) -m streamlit run app.py --server.port $(PORT) --server.address $(ADDRESS)

test: check browser
	$(IN_VENV) -m pytest -n 2 --dist loadfile

check: $(VENV)/installed-for-tests
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy

browser: $(VENV)/installed-for-tests
	@$(IN_VENV) -m tests.browser.chromium

bench: $(VENV)/installed-for-tests browser
	$(IN_VENV) -m bench

clean:
	rm -rf $(VENV)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: set PYTHON=python3.11 (or later) after make.")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.txt | $(VENV)/bin/python
	$(IN_VENV) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/installed-for-tests: requirements.txt requirements-test.txt | $(VENV)/bin/python
	$(IN_VENV) -m pip install --quiet --disable-pip-version-check -r requirements-test.txt
	@touch $(VENV)/installed $@
