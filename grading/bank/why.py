"""Why people make a mistake, for the pages that explain them: a sentence for each family.

A family is what ids have in common at their end, in whichever exercise: `neuron/no-bias` and
`conv_layer/no-bias` are one. The first pattern that fits gives the sentence; a sentence is true of
every id that its pattern fits. What no pattern fits has none.
"""

from __future__ import annotations

import re

# Mistakes that any exercise may see, by their whole id
GENERAL = {
    "any/returns-none": ("In a notebook a printed value looks the same as a returned one."),
    "any/changes-input": ("A function gets the caller's array itself, and no copy of it."),
    "any/one-array": ("Each result looks right while it is new."),
    "any/other-arguments": (
        "A first line is often typed anew, or brought along from another place."
    ),
    "any/not-a-function": ("Short names are soon used twice, for a function and for its result."),
    "any/not-defined": ("A cell shows no result, so that one easily forgets to run it again."),
    "any/number-of-values": ("A comma is small, and Python makes a tuple of it without a word."),
    "any/another-kind": ("A function without its brackets is a value, too, so Python goes on."),
    "any/another-shape": ("NumPy goes on with any shapes that can be stretched to fit each other."),
    "any/nan": ("NumPy warns of an undefined number once, and computes on with it."),
    "any/infinity": (
        "A formula that is right on paper may pass through numbers that no float holds."
    ),
    "any/endless": ("A loop is written for the round in view, and its end is thought of later."),
    "any/raises": (
        "Python names the line where it could not go on; the cause often lies above it."
    ),
}
# A pattern with a slash is of a whole id
FAMILIES = {
    r"in-place|changes-the-images": (
        "What is handed over is no copy: to change it is to change the caller's."
    ),
    r"whole-numbers|cut-to-whole|decimals-cut-off": (
        "An array of whole numbers stays one: what is written into it loses its decimals."
    ),
    r"rounded|e-rounded": (
        "On paper one rounds along the way; a program keeps every digit to the end."
    ),
    r"flattened|reshaped|reshaped-to-fit": (
        "`reshape` and `ravel` make shapes fit, whatever the numbers in them mean."
    ),
    r"knows-the-examples?|one-answer-for-all|fixed-[a-z-]*|one-number-only|rows-only": (
        "With one example in view, it is easy to write what is right for that example alone."
    ),
    r"(one|two|three|first|last)-[a-z-]*-only": (
        "With one example in view, it is easy to write what is right for that example alone."
    ),
    r"counts-from-1|labels-from-1|one-too-(few|many)|starts-at-1": (
        "Python counts from 0 and leaves the end of a range out; people count from 1."
    ),
    r"returns?-in-(the-)?loop|returns-inside-the-loop": (
        "The indent of a line decides whether it belongs to the loop, and one step to the right "
        "is soon made."
    ),
    r"no-return|nothing-returned": (
        "In a notebook a printed value looks the same as a returned one."
    ),
    r"no-bias(es)?": (
        "The bias stands at the formula's end, after the sum that takes all the attention."
    ),
    r"(neurons?|dense_forward)/bias-each-input": (
        "In a loop the last line of the formula easily slips inside."
    ),
    r"bias-subtracted": ("Some books write the same neuron with a threshold, which is subtracted."),
    r"bias-multipli(ed|es)|bias-in-a-product": (
        "The bias looks like one more weight, and no input belongs to it."
    ),
    r"swapped|exchanged|[a-z-]*-swapped|swapped-results": (
        "Two arguments or results of one kind are easily taken for each other."
    ),
    r"transposed|dw-transposed|weights-turned": (
        "Books often put one example in a column; here each row is one, and the two axes trade "
        "places."
    ),
    r"keepdims-forgotten": (
        "A sum or a mean over an axis removes that axis, unless `keepdims=True` keeps it."
    ),
    r"array-of-one|plain-number|tensors-only|arrays-only": (
        "A number, an array of one entry and a tensor look nearly alike when they are printed."
    ),
    r"wrong-sign|slope-sign|sign-turned|uphill|negative": (
        "A sign is soon lost where a formula has a minus in front and another one inside."
    ),
    r"not-averaged|divided-by-n|mean-of-products|divides-by-examples": (
        "A sum and a mean differ by one division, and books use both."
    ),
    r"overflows?": (
        "The formula of a book is right on paper, where no number is too large or too small."
    ),
    r"another-logarithm": (
        "There are several logarithms, and calculators give the short name to the one of 10; "
        "NumPy's `log` is the natural one."
    ),
    r"(bce|cross_entropy)/logarithm-missing": (
        "A probability looks finished, and the loss is one step further."
    ),
    r"cross_entropy\w*/softmax-twice": (
        "Many networks end in a softmax, and many losses begin with one."
    ),
    r"squared-error|median": ("Several measures have similar names, and books use more than one."),
    r"(zero|open|half|average)-at-0": (
        "At the edge itself both sides look alike: only the definition says where it belongs."
    ),
    r"another-curve|another-activation": (
        "Curves of one kind of shape are easily taken for each other."
    ),
    r"replaces-grad|arrived-ignored": (
        "On paper an operation stands alone; in a graph one value may be used several times, and "
        "what arrives adds up."
    ),
    r"runs-early|called-not-stored": (
        "Brackets after a function's name call it now; without them it is handed over for later."
    ),
    r"no-parents|parents-as-numbers": (
        "The value looks right at once; what it remembers is needed only when `backward` comes."
    ),
    r"refusal-not-raised|shapes-accepted|compares-(dimensions|lengths)": (
        "Python goes on wherever it can, so a check of shapes is seen to work only when it must "
        "refuse."
    ),
    r"two-results": (
        "While searching for a fault one returns more than is asked for, to look at it."
    ),
    r"no-super|no-forward|layers-not-found|layers-in-a-list": (
        "PyTorch asks for a few lines by name, and misses them only when the network is used."
    ),
    r"gradient-cut|frozen": (
        "The values are right without it: only training shows that no gradient comes through."
    ),
    r"[a-z-]*-mode": ("Nothing in the output shows which mode a network is in."),
    r"entry-by-entry|matrix-product": (
        "`*` and `@` are both called a product, and only one of them adds up."
    ),
    r"brackets-missing": (
        "Python multiplies and divides before it adds and subtracts, whatever the spaces suggest."
    ),
    r"true-or-false": ("A comparison looks like the answer, and prints True where 1 is asked for."),
}


def why_of(mistake: str) -> str:
    """The sentence on why people make a mistake, by its id; "" where none is known.

    >>> why_of("neuron/no-bias")
    "The bias stands at the formula's end, after the sum that takes all the attention."
    >>> why_of("neuron/unheard-of")
    ''
    """
    if mistake in GENERAL:
        return GENERAL[mistake]
    name = mistake.rpartition("/")[2]
    for pattern, why in FAMILIES.items():
        if re.fullmatch(pattern, mistake if "/" in pattern else name):
            return why
    return ""
