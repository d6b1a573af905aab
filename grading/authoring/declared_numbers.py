"""Numbers in a lesson's text that no cell of it prints, each with the reason.

Lesson -> number as it is written, without commas -> where it comes from. What can be worked out
stands in the text as a formula that shows how, and needs no entry.
"""

from __future__ import annotations

import re

from nbformat import NotebookNode

LENET = "the weights and biases of lesson 10's LeNet"
DENSE = "the weights and biases of lesson 08's network"
MOVED = "found by moving the sliders of the explorer above"
DECLARED: dict[str, dict[str, str]] = {
    "02": {
        "0.045": "the slope of the sigmoid at 3, by its formula",
        "0.00005": "the slope of the sigmoid at 10, by its formula",
    },
    "03": {"0.69": MOVED},
    "04": {"0.396": MOVED},
    "07": {"0.21": MOVED},
    "08": {
        "97.93": "the worst of five seeds, run beforehand",
        "98.20": "the best of five seeds, run beforehand",
        "0.97": "supposed by the question",
        "0.06": "seconds, measured beforehand with the quick reader",
    },
    "09": {
        "0.21": MOVED,
        "512": "the largest batch of many people's practice, and no result of ours",
        "65504": "the largest number of float16, (2 − 2**−10) · 2**15",
    },
    "10": {
        "61706": LENET,
        "59134": "the part of it that lies in dense layers: 48120 + 10164 + 850",
        "109386": DENSE,
        "4096": "of AlexNet, Krizhevsky and others (2012)",
        "37.8": "millions: 9216 · 4096 and 4096 biases",
        "0.44": "the least of eight pairs of data/few_digits.csv, in per cent",
    },
    "11": {
        "18698": "the weights and biases of the reader of this lesson",
        "109386": DENSE,
        "10.4": "the mean of three perplexities that a picture above shows",
        "224": "supposed by the question, from a run beforehand",
        "14.7": "supposed by the question, from a run beforehand",
        "2.6": "supposed by the question, from a run beforehand",
        "12.6": "supposed by the question, from a run beforehand",
    },
    "13": {
        "34.7": "of Buolamwini and Gebru (2018)",
        "0.067": "the mean image's error, which the picture above shows",
        "0.056": "the straight way's error, which the picture above shows",
        "1.45": "of ten seeds run beforehand",
        "2.38": "of ten seeds run beforehand",
        "0.52": "of ten seeds run beforehand",
    },
}


def declared(nb: NotebookNode) -> dict[str, str]:
    """What is declared for a lesson, which is known by the number that begins its title."""
    title = re.match(r"# (\d\d)\b", nb.cells[0].source) if nb.cells else None
    return DECLARED.get(title[1], {}) if title else {}
