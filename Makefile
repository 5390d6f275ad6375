# The verbs of every day. Each sets up what it needs; only Python 3.11 or later, git and make must be there.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TOOLS := $(VENV)/.tools
SITE_BUILDER := $(BIN)/site-builder
COMPILE := $(BIN)/uv pip compile --quiet pyproject.toml --universal --generate-hashes --no-header --no-emit-index-url

define install
@$(BIN)/uv pip sync --quiet --python $(BIN)/python $(1)
@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
endef

.DEFAULT_GOAL := help
.PHONY: help site serve test check bench lint lock chromium clean

help: ## list the verbs
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; name it with: make PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(call install,requirements.lock)
	@touch $@

# The tests need three times as much: the readers of others by which the downloads are judged.
$(TOOLS): requirements-dev.lock $(READY)
	$(call install,requirements-dev.lock)
	@touch $@

site: $(READY) ## check the catalogue, build it into site/ and say how to look at it
	@$(SITE_BUILDER) build
	@echo "Xem trang · look at it:  make serve   →  http://127.0.0.1:8000/"

serve: $(READY) ## build, show the site at http://127.0.0.1:8000/ and build again on every change
	@$(SITE_BUILDER) serve

check: $(READY) ## check the catalogue only
	@$(SITE_BUILDER) check

test: $(TOOLS) chromium ## run every test, those in a browser included
	@$(BIN)/python -m pytest -n auto

lint: $(TOOLS) ## check the code's form and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

bench: $(READY) ## time check and build on synthetic records
	@$(BIN)/python -m benchmarks.run

lock: $(READY) ## choose the newest versions of all dependencies again
	@$(COMPILE) --upgrade --group dev --output-file requirements-dev.lock
	@$(COMPILE) --group setup --constraint requirements-dev.lock --output-file requirements.lock

# The browser tests need Chromium or Chrome. Where this user may install packages, it is installed.
chromium:
	@for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit 0; done; \
	test -n "$$CHROMIUM" && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium for the browser tests"; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-core >/dev/null; \
	else \
	  echo "The browser tests need Chromium: install it (Debian, Ubuntu: sudo apt-get install chromium), or set CHROMIUM to its path." >&2; exit 1; \
	fi

clean: ## remove what the verbs made
	rm -rf $(VENV) site
