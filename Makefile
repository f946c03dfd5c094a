# Needs only make, Python 3.11 or later and a package index. Choose the Python: make demo PYTHON=python3.12
PYTHON ?= python3

# Two environments: what a user gets, and what a developer needs (editable, with the test tools).
USER_ENV := .venv
TEST_ENV := .venv-test

# -qq: errors only. The stamps carry the interpreter's name, so that another PYTHON starts afresh.
PIP_INSTALL := -m pip --disable-pip-version-check -qq install -c constraints.txt
STAMP := $(subst /,_,$(PYTHON)).stamp
SHIPPED := $(shell find graph kg_cli.py ontology queries -type f -not -path '*/__pycache__/*' -not -name '* *' 2>/dev/null)

.SILENT:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help demo test lint reference clean

help: ## show this list
	echo 'make TARGET [PYTHON=python3.12]'
	sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1|\2/p' Makefile | while IFS='|' read -r name text; do \
		printf '%-12s %s\n' "$$name" "$$text"; done

demo: $(USER_ENV)/installed-$(STAMP) ## install, ask for Sơn La's Lao partners, write the graph and its network page to out/
	mkdir -p out
	echo '$$ kg ask partners "Sơn La" --country Lào'
	$(USER_ENV)/bin/kg ask partners "Sơn La" --country Lào
	echo '$$ kg export -f turtle -o out/graph.ttl'
	$(USER_ENV)/bin/kg export -f turtle -o out/graph.ttl
	echo '$$ kg view -o out/network.html --no-open'
	$(USER_ENV)/bin/kg view -o out/network.html --no-open
	echo 'The graph is in out/graph.ttl; open out/network.html in a browser. More: $(USER_ENV)/bin/kg --help'

test: lint ## run every check: ruff, mypy, pytest
	$(TEST_ENV)/bin/python -m pytest -n auto --dist loadfile

lint: $(TEST_ENV)/installed-$(STAMP) ## check style, format and types
	$(TEST_ENV)/bin/ruff check --quiet
	$(TEST_ENV)/bin/ruff format --check --quiet
	$(TEST_ENV)/bin/mypy

reference: $(TEST_ENV)/installed-$(STAMP) ## rebuild the reference graph in ontology/ from its tables
	$(TEST_ENV)/bin/python -m graph.reference

clean: ## remove the environments and everything that was built
	rm -rf $(USER_ENV) $(TEST_ENV) out build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis __pycache__
	find graph tests -name __pycache__ -prune -exec rm -rf {} +

$(USER_ENV)/installed-$(STAMP): $(USER_ENV)/$(STAMP) pyproject.toml constraints.txt README.md $(SHIPPED)
	echo 'Installing the package and what it needs into $(USER_ENV) …'
	$(USER_ENV)/bin/python $(PIP_INSTALL) .
	touch $@

$(TEST_ENV)/installed-$(STAMP): $(TEST_ENV)/$(STAMP) pyproject.toml constraints.txt
	echo 'Installing the package and the test tools into $(TEST_ENV) …'
	$(TEST_ENV)/bin/python $(PIP_INSTALL) -e '.[test]'
	touch $@

%/$(STAMP):
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo '$(PYTHON) is not Python 3.11 or later; name another: make … PYTHON=python3.12' >&2; exit 1; }
	$(PYTHON) -m venv --clear $*
	touch $@
