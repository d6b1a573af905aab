# Two commands for a newcomer: `make lab` and `make test`. `make help` lists the rest.
PYTHON ?= python3
LESSONS ?=
DEVICE ?= auto
export DEVICE
VENV := .venv/bin/python
# Kernels that may not write bytecode would compile torch anew in every notebook
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help

.PHONY: help
help: ## list every target
	@echo "Usage: make TARGET [LESSONS=\"00 01\"] [DEVICE=cpu|cuda|auto] [TORCH_BACKEND=cpu|cu128|auto] [PYTHON=python3.12]"
	@awk -F ':.*## ' '/^## /{printf "\n%s\n", substr($$0, 4)} /^[a-z-]+:.*## /{printf "  %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: text
text: dev ## write lesson LESSON as text to .cache/text, to edit it there
	@$(VENV) -m grading.author text "$(LESSON)"

.PHONY: notebook
notebook: dev ## write the edited text of LESSON back into its notebook
	@$(VENV) -m grading.author notebook "$(LESSON)"

.PHONY: pins
pins: dev ## compile requirements/*.txt anew from pyproject.toml
	@$(VENV) -m grading.pins

.PHONY: dev
dev:
	@$(PYTHON) utils/bootstrap.py --dev
