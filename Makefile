# "make run" and "make test" are each the only command that a fresh machine with make and Python 3.11 needs:
# what they lack, they fetch, once, from the locks.

.DEFAULT_GOAL := help
.PHONY: help setup run chat check test bench prove drawings lock clean

# The newest of these that is 3.11 or newer; "make PYTHON=/path/to/python" chooses another.
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$python; break; }; done)

BIN := .venv/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check
PACKAGES := $(BIN)/.installed
COMPARED := build/compared/.installed
ECHOES := build/stock/.installed build/agents/.installed
VALIDATORS := build/validators/.installed
PLAYGROUND := playground/node_modules/.installed

help: ## Visa den här listan
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(PACKAGES) $(PLAYGROUND) ## Hämta allt som behövs (de andra målen gör det själva)
	@:

run: setup ## Starta boten och Microsofts Playground, som liknar Teams
	@$(BIN)/python playground/start.py $(ARGS)

chat: $(PACKAGES) ## Prata med boten i terminalen
	@$(BIN)/inkopsbot chat $(ARGS)

check: $(PACKAGES) $(VALIDATORS) ## Granska form, typer och innehåll
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/mypy --strict playground
	$(BIN)/inkopsbot check
	PYTHONPATH=.:build/validators $(BIN)/python deployment/validate.py

test: setup $(VALIDATORS) ## Kör alla tester, även de i webbläsaren (kräver Chromium)
	$(BIN)/python -m pytest $(ARGS)

# Versions that the locks already name are kept; "make lock UPGRADE=--upgrade" moves to the newest.
UV_VERSION := 0.13.9
UV := build/uv-$(UV_VERSION)
COMPILE = $(UV)/bin/uv pip compile --quiet $(UPGRADE) --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock"

bench: $(PACKAGES) $(COMPARED) $(ECHOES) ## Mät kontroller, matchning och kanal bredvid annat man kunde ha valt
	@PYTHONPATH=. $(BIN)/python tests/dialogs/agreement.py
	@PYTHONPATH=. $(BIN)/python tests/dialogs/typed.py
	@PYTHONPATH=.:build/compared $(BIN)/python tests/bench/matching.py
	@PYTHONPATH=. $(BIN)/python tests/bench/channel.py

prove: $(PACKAGES) ## Döda boten i varje steg och se att inget ärende förloras
	@$(BIN)/python tests/reliability/prove.py

drawings: $(PACKAGES) ## Rita om kontrollerna i docs/dialogs/
	@for name in ansvar direktupphandling jav; do \
		$(BIN)/inkopsbot dialog $$name --graph svg > docs/dialogs/$$name.svg && \
		$(BIN)/inkopsbot dialog $$name --graph page > docs/dialogs/$$name.md || exit 1; done

lock: $(UV)/bin/uv ## Skriv om låsen efter en ändring i pyproject.toml eller playground/
	$(COMPILE) pyproject.toml --extra semantic -o requirements.lock
	$(COMPILE) pyproject.toml --extra semantic --extra dev -o requirements-dev.lock
	$(COMPILE) tests/bench/compared.in -o tests/bench/compared.lock
	$(COMPILE) tests/bench/stock.in -o tests/bench/stock.lock
	$(COMPILE) tests/bench/agents.in -o tests/bench/agents.lock
	$(COMPILE) deployment/validators.in -o deployment/validators.lock
	$(COMPILE) playground/requirements-node.in -o playground/requirements-node.lock
	@$(BIN)/python playground/install.py --lock

clean: ## Ta bort allt som går att hämta igen; databasen i data/ blir kvar
	rm -rf .venv build *.egg-info playground/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 eller senare saknas: installera det och kör igen." >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$(PYTHON) är inte Python 3.11 eller senare: välj en annan med make PYTHON=…" >&2; exit 1; }
	@"$(PYTHON)" -m venv .venv || { rm -rf .venv; \
		echo "$(PYTHON) kan inte skapa .venv: installera dess venv-paket (i Debian python3-venv) och kör igen." >&2; exit 1; }

$(PACKAGES): requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Hämtar Python-paketen. Första gången tar det någon minut."
	@$(PIP) --require-hashes -r requirements-dev.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

build/%/.installed: tests/bench/%.lock | $(BIN)/python
	@$(PIP) --require-hashes --target build/$* -r $<
	@touch $@

$(VALIDATORS): deployment/validators.lock | $(BIN)/python
	@$(PIP) --require-hashes --target build/validators -r deployment/validators.lock
	@touch $@

$(UV)/bin/uv: | $(BIN)/python
	@$(BIN)/python -m venv $(UV)
	@$(UV)/bin/python -m pip install -qq --disable-pip-version-check uv==$(UV_VERSION)

$(PLAYGROUND): playground/package-lock.json playground/requirements-node.lock | $(PACKAGES)
	@echo "Hämtar Microsofts Playground."
	@$(BIN)/python playground/install.py
	@touch $@
