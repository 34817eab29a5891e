.PHONY: demo test check docs bench screenshots clean
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

demo: $(READY)  ## the dashboard on an embedded Amplify simulator
	$(BIN)/amplify-tui demo

test: $(READY)  ## every test, with branch coverage
	$(BIN)/python -m pytest -n 3 --dist worksteal --cov --cov-report=term

check: $(READY)  ## the static checks
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(READY)  ## the README's tables, from the code
	$(BIN)/python -m tests.docs

bench: $(READY)  ## each figure beside its reference, from the same run
	$(BIN)/python -m tests.bench

screenshots: $(READY)  ## pictures of the demo, into screenshots/
	$(BIN)/python -m tests.screenshots

$(READY): requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	touch $@

clean:  ## what the other targets made
	rm -rf .venv .bench build dist
