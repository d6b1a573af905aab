# Two commands for a newcomer: `make lab` and `make test`. `make help` lists the rest.
PYTHON ?= python3
# LESSON and LESSONS mean the same: `make kit LESSON=01` must not give out all lessons
LESSON ?=
LESSONS ?= $(LESSON)
ZIP ?=
WORKSHEET ?=
ZONE ?=
FORCE ?=
RETRY ?=
WORKERS ?=
SCHEDULER ?=
UNSANDBOXED ?=
WHOLE ?=
ALL ?=
GRADER ?=
SECTION ?=
EXERCISE ?=
ANSWER ?=
# Words of a person's reach a command as they are, whatever signs stand in them
export ANSWER
STUDENT ?=
YES ?=
UNDO ?=
MINUTES ?=
DOOR ?=
DO ?=
PORT ?=
WHEELS ?=
DEVICE ?= auto
export DEVICE
VENV := .venv/bin/python
# A file's tests stay together, so that they share what they build; files come in the order of tests/helpers/starts.py.
# nbval, a plugin, takes two seconds to import.
PYTEST := $(VENV) -m pytest -q -p no:nbval --dist loadfile --no-loadscope-reorder
# The environment with the lowest of all bounds, into which the course itself is not installed
OLDEST = PYTHONPATH=. .cache/oldest/bin/python
# Kernels that may not write bytecode would compile torch anew in every notebook
unexport PYTHONDONTWRITEBYTECODE
unexport PYTHONPATH

.DEFAULT_GOAL := help

.PHONY: help
help: ## list every target
	@echo 'make TARGET [LESSONS="00 01"] [DEVICE=cpu|cuda|auto] [TORCH_BACKEND=cpu|cu128|auto] [PYTHON=python3.12]'
	@awk -F ':.*## ' '/^## /{printf "%s\n", substr($$0, 4)} /^[a-z-]+:.*## /{printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

## Learn
.PHONY: lab
lab: first ## set up, open JupyterLab on lesson 00 (copies in work/)
	@$(VENV) -m utils.lab $(LAB_FLAGS)

.PHONY: setup
setup: python ## make .venv and install all pinned packages, PyTorch among them
	@$(PYTHON) utils/bootstrap.py --all

.PHONY: data
data: setup ## fetch MNIST ahead of lesson 08 (MNIST_DIR=folder takes it from there)
	@$(VENV) -m utils.data mnist

## Teach
.PHONY: kit
kit: dev ## write dist/kit.zip for students (LESSONS="00 01" for a staged release)
	@$(VENV) -m grading.kit --lessons "$(LESSONS)"

.PHONY: demo
demo: dev ## grade a made-up class of six and show the table: run this first
	@$(VENV) -m grading.demo --lessons "$(LESSONS)"

.PHONY: collect
collect: dev ## take a learning platform's download into submitted/ (ZIP=download.zip, or a folder)
	@$(VENV) -m grading.collect "$(ZIP)" --lesson "$(or $(LESSON),$(LESSONS))" --worksheet "$(WORKSHEET)" --zone "$(ZONE)"

.PHONY: sandbox
sandbox: dev ## try the walls around students' code on this machine: what each try saw
	@$(VENV) -m grading.walls

.PHONY: grade
grade: dev ## autograde submitted/STUDENT/LESSON/LESSON.ipynb, write feedback/ and grades.csv
	@$(VENV) -m grading.grade --lessons "$(LESSONS)" $(if $(FORCE),--force) $(if $(RETRY),--retry) \
		$(if $(WHOLE),--whole) $(if $(WORKERS),--workers "$(WORKERS)") $(if $(SCHEDULER),--scheduler "$(SCHEDULER)") \
		$(if $(UNSANDBOXED),--unsandboxed)

.PHONY: forget
forget: dev ## take work back: STUDENT=ann LESSON=01, or either alone (YES=1: unasked, UNDO=COPY)
	@$(VENV) -m grading.forget --student "$(STUDENT)" --lesson "$(or $(LESSON),$(LESSONS))" $(if $(YES),--yes) $(if $(UNDO),--undo "$(UNDO)")

.PHONY: formgrader
formgrader: dev ## grade answers in words in JupyterLab (GRADER=anna: her share first; COURSE=.cache/demo)
	@$(VENV) -m grading.formgrader "$(COURSE)" $(if $(GRADER),--grader "$(GRADER)") $(LAB_FLAGS)

.PHONY: regrade
regrade: dev ## list requests to look at a score again, or answer one (EXERCISE=neuron ANSWER="…")
	@$(VENV) -m grading.regrade --student "$(STUDENT)" --lesson "$(or $(LESSON),$(LESSONS))" \
		--exercise "$(EXERCISE)" $(if $(ANSWER),--answer "$$ANSWER")

.PHONY: feedback
feedback: dev ## pack pages, fill in Moodle's worksheet (PLATFORM=moodle|canvas|mail LESSON=01)
	@$(VENV) -m grading.hand_back --platform "$(PLATFORM)" --lesson "$(or $(LESSON),$(LESSONS))" $(if $(SECTION),--section "$(SECTION)")

.PHONY: solutions
solutions: dev ## write model answers for students, once nobody can hand in (LESSON=01, NOW=1: at once)
	@$(VENV) -m grading.solutions --lessons "$(or $(LESSON),$(LESSONS))" $(if $(NOW),--now)

.PHONY: report
report: dev ## write report/: scores, exercises, mistakes, and what to look at
	@$(VENV) -m grading.report --lessons "$(LESSONS)"

.PHONY: export
export: dev ## write exports/ for Canvas, Moodle and others (ALL=1: unfinished scores, too)
	@$(VENV) -m grading.export --lessons "$(LESSONS)" $(if $(ALL),--all)

.PHONY: hub
hub: dev ## try a class on a JupyterHub here (its exchange: DO=release|collect|feedback LESSON=01)
	@$(VENV) -m grading.hub --do "$(DO)" --lessons "$(LESSONS)" --port "$(PORT)"

.PHONY: site
site: dev ## write dist/site/: the lessons to read, without answers, and the guides
	@$(VENV) -m grading.site --lessons "$(LESSONS)"

.PHONY: lite
lite: dev ## write dist/lite/: lessons 00 to 05 in the browser (WHEELS=folder of Pyodide, unpacked)
	@$(VENV) -m grading.lite --wheels "$(WHEELS)"

## Write
.PHONY: build
build: dev ## run the solutions that changed, store outputs, derive notebooks/ (FORCE=1: all)
	@$(VENV) -m grading.build --lessons "$(LESSONS)" $(if $(FORCE),--force)

.PHONY: new
new: dev ## begin a lesson: notebook, bank and probes (LESSON=14_graphs)
	@$(VENV) -m grading.new "$(LESSON)"

.PHONY: text
text: dev ## write lesson LESSON=01_neurons as text to .cache/text, to edit it there
	@$(VENV) -m grading.author text "$(LESSONS)"

.PHONY: notebook
notebook: dev ## write the edited text of LESSON back into its notebook
	@$(VENV) -m grading.author notebook "$(LESSONS)"

.PHONY: format
format: dev ## format Python files and solutions with ruff
	@$(VENV) -m ruff check --fix --quiet .
	@$(VENV) -m ruff format --quiet .

.PHONY: pins
pins: dev ## compile requirements/*.txt anew from pyproject.toml
	@$(VENV) -m grading.pins

## Check
.PHONY: test
test: lint ## set up, then every check there is: what CI runs
	@# Two at a time: the tests wait for processes now and then, and the lessons run meanwhile
	@$(MAKE) --no-print-directory --jobs=2 unit check nbval

.PHONY: lint
lint: dev ## ruff on every Python file and solution
	@$(VENV) -m ruff check --quiet .
	@$(VENV) -m ruff format --check --quiet .

.PHONY: check
check: dev ## house rules, drift of releases and stamps, leaks of answers
	@$(VENV) -m grading.check

.PHONY: nbval
nbval: dev ## run every solution and release under nbval (DEVICE=cpu|cuda|auto)
	@$(VENV) -m grading.nbval --lessons "$(LESSONS)"

.PHONY: unit
unit: dev ## the tests in tests/, the grading round trip and the browser among them
	@$(PYTEST) -n 2 -m "not hub"

.PHONY: quick
quick: lint ## while you work: lint, house rules, tests that start nothing and are not long
	@# The rules take one process eight seconds: beside the tests, and told below them
	@mkdir -p .cache; $(VENV) -m grading.check --quick >.cache/quick.txt 2>&1 & rules=$$!; \
		$(PYTEST) -n 2 -m "not kernel and not sandbox and not browser and not clone and not long"; tests=$$?; \
		wait $$rules; rules=$$?; cat .cache/quick.txt; exit $$((tests | rules))

.PHONY: hub-test
hub-test: dev ## a class on that hub in a browser, from fetching to feedback: CI runs it by itself
	@$(VENV) -m grading.hub --do install
	@$(PYTEST) -m hub tests/classroom

.PHONY: mistakes
mistakes: dev ## try every wrong and right answer of the bank and every mutant: a table
	@$(VENV) -m grading.mistakes --lessons "$(LESSONS)" $(if $(LESSONS),--details)

.PHONY: oldest
oldest: dev ## the whole course with the lowest of all declared bounds (6 GB, Python 3.11 or 3.12)
	@$(VENV) -m uv venv --quiet --clear --python $(VENV) .cache/oldest
	@$(VENV) -m uv pip install --quiet --python .cache/oldest --resolution lowest-direct \
		--requirements pyproject.toml --group dev
	@$(OLDEST) -c "import numpy, torch; print('NumPy', numpy.__version__, 'PyTorch', torch.__version__)"
	@$(OLDEST) -m pytest -q -p no:nbval -n 2 -W ignore tests/lessons/test_lesson_0[0-5].py
	@$(OLDEST) -m grading.demo
	@$(OLDEST) -m grading.nbval --lessons "$(LESSONS)"

.PHONY: fuzz
fuzz: dev ## try inputs drawn at random at the doors (MINUTES=10, DOOR=zips|notebooks|values)
	@$(VENV) -m tests.fuzz --minutes "$(MINUTES)" --door "$(DOOR)"

.PHONY: bench
bench: dev ## what is fast, and against what: ratios measured in one run
	@$(VENV) -m grading.bench.__main__

.PHONY: dev
dev: python
	@$(PYTHON) utils/bootstrap.py --dev

.PHONY: first
first: python
	@$(PYTHON) utils/bootstrap.py

.PHONY: python
python:
	@command -v "$(PYTHON)" >/dev/null 2>&1 || { echo 'No "$(PYTHON)" here: install Python 3.11 or newer, or name it, as in: make setup PYTHON=python3.12' >&2; exit 1; }
