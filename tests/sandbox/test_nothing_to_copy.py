"""Nothing that would earn points lies where a student's code runs: no label, test or answer."""

from __future__ import annotations

import hashlib
import io
from contextlib import closing
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

import nbformat
import numpy as np
import pytest
import torch

from grading import ROOT, lesson_path
from grading.autograde.stand_ins import Remote, examine_cell, stand_in
from grading.lesson.cells import HIDDEN, SOLUTION, marked
from grading.sandbox.kernels import Kernel
from grading.sandbox.warm import WarmParent
from utils.checking.messages import CheckFailed
from utils.mnist import digits_at_hand

pytestmark = pytest.mark.sandbox
LESSON = "08_mnist"


@pytest.fixture(scope="module")
def warm(walled):
    parent = WarmParent(preload=["utils.mnist", "utils.checks", "utils.weights"])
    yield parent
    parent.close()


def cells_of(lesson):
    """The cells of a lesson's solution."""
    return nbformat.read(lesson_path("solutions", lesson), as_version=4).cells


def shown(kernel, code, seconds=60):
    """What a cell prints; it must not end in an error."""
    outputs = []
    kernel.run(code, seconds, outputs)
    assert [o.evalue for o in outputs if o.output_type == "error"] == []
    return "".join(o.get("text", "") for o in outputs)


LABELS = """
from utils.mnist import digits_at_hand, load_digits
for known in (load_digits(), *digits_at_hand()):
    y, t = known.train_labels, known.test_labels
    print(known.name, len(y), bool(y.any()), len(t), bool(t.any()), (y == 0).sum().item())
"""


@pytest.mark.usefixtures("mnist")
def test_images_are_there_and_the_labels_of_those_for_testing_hold_nothing(warm):
    with closing(Kernel(warm)) as kernel:
        said = shown(kernel, LABELS).splitlines()
    own = []
    for known in digits_at_hand():
        n, zeros = len(known.train_labels), int((known.train_labels == 0).sum())
        own.append(f"{known.name} {n} True {len(known.test_labels)} False {zeros}")
    assert said == [own[0], *own]


LOOKS_UP = """
import torch
from torch import nn
from utils.mnist import digits_at_hand
known = {}
for digits in digits_at_hand():
    pixels = ((digits.test_images.float() / 255 - 0.1307) / 0.3081).flatten(start_dim=1)
    known |= {p.numpy().tobytes(): int(y) for p, y in zip(pixels, digits.test_labels)}
class Reader(nn.Linear):
    def forward(self, x):
        return nn.functional.one_hot(torch.tensor([known[p.numpy().tobytes()] for p in x]), 10)
def build_classifier(hidden1, hidden2, activation):
    return Reader(2, 2)
"""


@pytest.mark.usefixtures("mnist")
def test_a_network_that_looks_its_answers_up_earns_nothing(warm):
    file = io.BytesIO()
    torch.save(torch.nn.Linear(2, 2).state_dict(), file)
    test = next(cell.source for cell in cells_of(LESSON) if cell.id == "saved_model_hidden")
    with closing(Kernel(warm, {f"{LESSON}.pt": file.getvalue()})) as kernel:
        shown(kernel, LOOKS_UP)
        with pytest.raises(CheckFailed, match=r"reads (?:9\.8|1[01]\.\d) % of the test images"):
            examine_cell(test, Remote(kernel.fork(30), "test", 60), ["build_classifier"])


# A needle is known by its beginning and the hash of the whole, so that looking for it brings none
SEARCH = r"""
import gzip, hashlib, json, os

def look(data, where, needles, found):
    for name, begins, length, whole in needles:
        begins, at = bytes.fromhex(begins)[::-1], -1
        while (at := data.find(begins, at + 1)) >= 0:
            if hashlib.sha256(data[at : at + length]).hexdigest() == whole:
                found.add(f"{name} in {where}")
                break

def written(memory):
    with open("/proc/self/maps") as maps:
        for line in list(maps):
            span, rights, _, _, _, *path = line.split()
            start, end = (int(part, 16) for part in span.split("-"))
            if rights[:2] == "rw" and path in ([], ["[heap]"], ["[stack]"]):
                memory.seek(start)
                yield memory.read(end - start)

def look_around(needles, places):
    found = set()
    with open("/proc/self/mem", "rb", 0) as memory:
        for data in written(memory):
            look(data, "memory", needles, found)
    for top in places:
        for folder, _, names in os.walk(top, followlinks=True):
            for name in names:
                path = os.path.join(folder, name)
                if os.path.isfile(path) and "images" not in name:
                    data = (gzip.open if name.endswith(".gz") else open)(path, "rb").read()
                    look(data, "files", needles, found)
    return sorted(found)

here = "".join(["what this notebook holds, ", "and a search must find"])
"""


def needle(name, text):
    """Something to look for: its first bytes backwards, its length, and its hash."""
    data = text if isinstance(text, bytes) else text.encode()
    return [name, data[:12][::-1].hex(), len(data), hashlib.sha256(data).hexdigest()]


def secrets(region, least=30):
    """The longest line of some cells' region of this kind."""
    for lesson in ("01_neurons", LESSON):
        for cell in cells_of(lesson)[::-1]:
            lines = [
                line.strip()
                for line, place in marked(cell.source, region)
                if place == "inside" and "import" not in line
            ]
            longest = max(lines, key=len, default="")
            if cell.cell_type == "code" and len(longest) >= least:
                yield needle(f"{lesson} {cell.id}", longest)


@pytest.mark.usefixtures("mnist")
def test_neither_memory_nor_files_hold_a_test_an_expected_value_a_label_or_an_answer(warm):
    digits = next(digits_at_hand())
    first = {name: getattr(digits, f"{name}_labels")[:64].numpy() for name in ("test", "train")}
    secret = [needle("labels", first["test"].astype(kind).tobytes()) for kind in (np.int64, "u1")]
    secret += [*islice(secrets(HIDDEN), 6), *islice(secrets(SOLUTION), 6)]
    known = [needle("held", "what this notebook holds, and a search must find")]
    known.append(needle("labels to train with", first["train"].astype("u1").tobytes()))
    places = ["/inside", "/rooms", "/scratch", f"{ROOT}/data", f"{ROOT}/utils"]
    places.append(str(Path(find_spec("sklearn").origin).parent / "datasets"))
    wanted = ["held in memory", "labels to train with in files"]
    test = next(cell.source for cell in cells_of("01_neurons") if cell.id == "neuron_hidden")
    with closing(Kernel(warm)) as kernel:
        shown(kernel, SEARCH + "def neuron(x, w, b):\n    return 1.0")
        remote = Remote(kernel.fork(30), "test", 60)
        with pytest.raises(CheckFailed):
            examine_cell(test, remote, ["neuron"])
        assert stand_in(remote, "look_around")([*secret, *known], places) == wanted
