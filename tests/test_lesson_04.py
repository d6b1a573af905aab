"""Lesson 04's tests tell right answers from wrong ones."""

import ast
import io
from contextlib import redirect_stdout

import nbformat
import numpy as np
import pytest

from tests.answers import AnswerTests, table
from tests.lesson_cells import ROOT, answer, graded_cells, points, written

LESSON = "04_losses"
SIGNATURES = {
    "mse": "y_hat, y",
    "bce": "p, y",
    "bce_with_logits": "z, y",
    "one_hot": "y, n_classes",
    "cross_entropy": "logits, y",
    "mse_gradient": "y_hat, y",
    "cross_entropy_gradient": "logits, y",
}

# Beginnings that refuse shapes, so that an answer below shows only what sets it apart
SAME = {
    "mse": "if y_hat.shape != y.shape: raise ValueError('shapes')\n    ",
    "bce": "if p.shape != y.shape: raise ValueError('shapes')\n    ",
    "bce_with_logits": "if z.shape != y.shape: raise ValueError('shapes')\n    ",
    "mse_gradient": "if y_hat.shape != y.shape: raise ValueError('shapes')\n    ",
}
CLIP = "p = np.clip(p, 1e-12, 1 - 1e-12)\n    "
STABLE = "np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))"
SHIFT = "logits = logits - logits.max(axis=1, keepdims=True)\n    "
PICK = "[np.arange(len(y)), y]"
SOFT = SHIFT + "E = np.exp(logits)\n    P = E / E.sum(axis=1, keepdims=True)\n    "


def refused(exercise, bodies):
    """The answers with the shapes refused first."""
    return {idea: SAME[exercise] + body for idea, body in bodies.items()}


WRONG = {
    "mse": {
        "does not refuse shapes": "return np.mean((y_hat - y) ** 2)",
        "flattens instead of refusing": "return np.mean((np.ravel(y_hat) - np.ravel(y)) ** 2)",
        "compares lengths only": """if len(y_hat) != len(y): raise ValueError
    return np.mean((y_hat - y) ** 2)""",
        "compares sizes only": """if y_hat.size != y.size: raise ValueError
    return np.mean((y_hat - y) ** 2)""",
        "compares dimensions only": """if y_hat.ndim != y.ndim: raise ValueError
    return np.mean((y_hat - y) ** 2)""",
        "asserts": "assert y_hat.shape == y.shape\n    return np.mean((y_hat - y) ** 2)",
        "refuses every column": """if y_hat.ndim > 1 or y.ndim > 1: raise ValueError
    if y_hat.shape != y.shape: raise ValueError
    return np.mean((y_hat - y) ** 2)""",
        **refused(
            "mse",
            {
                "a sum": "return np.sum((y_hat - y) ** 2)",
                "forgets the square": "return np.mean(y_hat - y)",
                "absolute errors": "return np.mean(np.abs(y_hat - y))",
                "squares the mean": "return np.mean(y_hat - y) ** 2",
                "squares the values": "return np.mean(y_hat**2 - y**2)",
                "a half in front": "return np.mean((y_hat - y) ** 2) / 2",
                "the root": "return np.sqrt(np.mean((y_hat - y) ** 2))",
                "divides by n twice": "return np.mean((y_hat - y) ** 2) / len(y)",
                "n is three": "return np.sum((y_hat - y) ** 2) / 3",
                "n - 1": "return np.sum((y_hat - y) ** 2) / max(len(y) - 1, 1)",
                "one number a row": "return np.mean((y_hat - y) ** 2, axis=-1)",
                "one number a column": "return np.mean((y_hat - y) ** 2, axis=0)",
                "each error": "return (y_hat - y) ** 2",
                "a minus": "return -np.mean((y_hat - y) ** 2)",
                "Huber": """u = np.abs(y_hat - y)
    return np.mean(np.where(u <= 10, u**2, 20 * u - 100))""",
                "writes into y_hat": "y_hat -= y\n    return np.mean(y_hat**2)",
                "knows the example": "return 10 / 3 if len(y) == 3 else 2.0",
            },
        ),
    },
    "bce": {
        "does not refuse shapes": CLIP + "return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))",
        "refuses by size": "if p.size != y.size: raise ValueError\n    "
        + CLIP
        + "return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))",
        **refused(
            "bce",
            {
                "no minus": CLIP + "return np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))",
                "no clip": "return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))",
                "nan becomes 0": """with np.errstate(all="ignore"):
        losses = y * np.log(p) + (1 - y) * np.log(1 - p)
    return -np.mean(np.nan_to_num(losses, nan=0.0, neginf=0.0))""",
                "clips too early": """p = np.clip(p, 1e-3, 1 - 1e-3)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))""",
                "clips below only": """p = np.maximum(p, 1e-12)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))""",
                "clips above only": """p = np.minimum(p, 1 - 1e-12)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))""",
                "a sum": CLIP + "return -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p))",
                "forgets those who failed": CLIP + "return -np.mean(y * np.log(p))",
                "passed ones only, averaged": CLIP + "return -np.mean(np.log(p[y == 1]))",
                "targets swapped": CLIP
                + "return -np.mean((1 - y) * np.log(p) + y * np.log(1 - p))",
                "decimal logarithm": CLIP
                + "return -np.mean(y * np.log10(p) + (1 - y) * np.log10(1 - p))",
                "logarithm to the base 2": CLIP
                + "return -np.mean(y * np.log2(p) + (1 - y) * np.log2(1 - p))",
                "takes p for a logit": """p = 1 / (1 + np.exp(-p))
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))""",
                "p and y swapped": """q = np.clip(y, 1e-12, 1 - 1e-12)
    return -np.mean(p * np.log(q) + (1 - p) * np.log(1 - q))""",
                "rounds p": CLIP
                + "p = np.round(p, 2)\n    return -np.mean(np.where(y, np.log(p), np.log(1 - p)))",
                "a term for each": CLIP + "return -(y * np.log(p) + (1 - y) * np.log(1 - p))",
                "one number a column": CLIP
                + "return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p), axis=0)",
                "divides by 2": CLIP
                + "return -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)) / 2",
                "a product": CLIP + "return -np.log(np.prod(np.where(y == 1, p, 1 - p)))",
                "clips the caller's array": """np.clip(p, 1e-12, 1 - 1e-12, out=p)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))""",
            },
        ),
    },
    "bce_with_logits": {
        "does not refuse shapes": f"return np.mean({STABLE})",
        "refuses by length": f"if len(z) != len(y): raise ValueError\n    return np.mean({STABLE})",
        **refused(
            "bce_with_logits",
            {
                "by way of p": """with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-z))
        return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))""",
                "by way of a clipped p": """p = 1 / (1 + np.exp(-np.clip(z, -500, 500)))
    """
                + CLIP
                + "return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))",
                "clips z": """z = np.clip(z, -30, 30)
    return np.mean(np.log(1 + np.exp(z)) - z * y)""",
                "the plain formula": """with np.errstate(all="ignore"):
        return np.mean(np.log(1 + np.exp(z)) - z * y)""",
                "the formula for y = 1": "return np.mean(np.logaddexp(0, -z))",
                "the formula for y = 0": "return np.mean(np.logaddexp(0, z))",
                "no sigmoid": """p = np.clip(z, 1e-12, 1 - 1e-12)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))""",
                "targets swapped": "return np.mean(np.logaddexp(0, z) - z * (1 - y))",
                "plus z y": "return np.mean(np.logaddexp(0, z) + z * y)",
                "a sum": f"return np.sum({STABLE})",
                "a minus": f"return -np.mean({STABLE})",
                "the size is missing": """return np.mean(
        np.maximum(z, 0) - z * y + np.log1p(np.exp(-z)))""",
                "|z| for max(z, 0)": """return np.mean(
        np.abs(z) - z * y + np.log1p(np.exp(-np.abs(z))))""",
                "the logarithm is missing": "return np.mean(np.maximum(z, 0) - z * y)",
                "hinge": "return np.mean(np.maximum(0, 1 - z * (2 * y - 1)))",
                "divides by 2": f"return np.sum({STABLE}) / 2",
                "one number a column": f"return np.mean({STABLE}, axis=0)",
                "writes into z": "z *= 2 * y - 1\n    return np.mean(np.logaddexp(0, -z))",
            },
        ),
    },
    "one_hot": {
        "counts the classes itself": "return np.eye(y.max() + 1)[y]",
        "whole numbers": "return np.eye(n_classes, dtype=int)[y]",
        "true and false": "return y[:, None] == np.arange(n_classes)",
        "transposed": "return np.eye(n_classes)[:, y]",
        "all rows get all labels": """Y = np.zeros((len(y), n_classes))
    Y[:, y] = 1
    return Y""",
        "labels from 1": """Y = np.zeros((len(y), n_classes))
    Y[np.arange(len(y)), y - 1] = 1
    return Y""",
        "writes the label": """Y = np.zeros((len(y), n_classes))
    Y[np.arange(len(y)), y] = y
    return Y""",
        "square": """Y = np.zeros((n_classes, n_classes))
    Y[np.arange(len(y)), y] = 1
    return Y""",
        "three classes": "return np.eye(3)[y]",
        "sorts the labels": "return np.eye(n_classes)[np.sort(y)]",
        "from the right": "return np.eye(n_classes)[:, ::-1][y]",
        "marks the wrong ones": "return 1 - np.eye(n_classes)[y]",
        "one row drops out": "return np.squeeze(np.eye(n_classes)[y])",
    },
    "cross_entropy": {
        "no shift": """with np.errstate(all="ignore"):
        P = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
        return -np.mean(np.log(P[np.arange(len(y)), y]))""",
        "the logarithm of a probability": SOFT
        + f"""with np.errstate(all="ignore"):
        return -np.mean(np.log(P{PICK}))""",
        "clipped probabilities": SOFT + f"return -np.mean(np.log(np.clip(P{PICK}, 1e-12, 1)))",
        "one largest for all rows": f"""largest = logits.max()
    with np.errstate(all="ignore"):
        sums = np.log(np.exp(logits - largest).sum(axis=1))
    return np.mean(largest + sums - logits{PICK})""",
        "forgets to add the largest": f"""largest = logits.max(axis=1, keepdims=True)
    sums = np.log(np.exp(logits - largest).sum(axis=1))
    return np.mean(sums - logits{PICK})""",
        "mean over examples and classes": SHIFT
        + """L = np.log(np.exp(logits).sum(axis=1, keepdims=True)) - logits
    return np.mean(L * np.eye(logits.shape[1])[y])""",
        "a sum": SHIFT + f"return np.sum(np.log(np.exp(logits).sum(axis=1)) - logits{PICK})",
        "no minus": SHIFT + f"return np.mean(logits{PICK} - np.log(np.exp(logits).sum(axis=1)))",
        "down the columns": """logits = logits - logits.max(axis=0)
    L = np.log(np.exp(logits).sum(axis=0)) - logits
    return np.mean(L[np.arange(len(y)), y])""",
        "transposed when square": """if logits.shape[0] == logits.shape[1]: logits = logits.T
    """
        + SHIFT
        + f"return np.mean(np.log(np.exp(logits).sum(axis=1)) - logits{PICK})",
        "all columns of the labels": SHIFT
        + "return np.mean((np.log(np.exp(logits).sum(axis=1, keepdims=True)) - logits)[:, y])",
        "the first label for all": SHIFT
        + "return np.mean(np.log(np.exp(logits).sum(axis=1)) - logits[:, y[0]])",
        "the likeliest class": SHIFT
        + "return np.mean(np.log(np.exp(logits).sum(axis=1)) - logits.max(axis=1))",
        "softmax twice": SOFT + f"return np.mean(np.log(np.exp(P).sum(axis=1)) - P{PICK})",
        "a sigmoid each": """Y = np.eye(logits.shape[1])[y]
    return np.sum(np.logaddexp(0, logits) - logits * Y) / len(y)""",
        "logarithm to the base 2": SHIFT
        + f"return np.mean(np.log2(np.exp(logits).sum(axis=1)) - logits{PICK})",
        "a loss for each": SHIFT + f"return np.log(np.exp(logits).sum(axis=1)) - logits{PICK}",
        "divides by 2": SHIFT
        + f"return np.sum(np.log(np.exp(logits).sum(axis=1)) - logits{PICK}) / 2",
        "takes logits for probabilities": f"""with np.errstate(all="ignore"):
        return -np.mean(np.log(logits{PICK}))""",
        "writes into logits": f"""logits -= logits.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(logits).sum(axis=1)) - logits{PICK})""",
    },
    "mse_gradient": {
        "does not refuse shapes": "return 2 * (y_hat - y) / len(y_hat)",
        "refuses by size": """if y_hat.size != y.size: raise ValueError
    return 2 * (y_hat - y) / len(y)""",
        "reshapes": "return 2 * (y_hat - y.reshape(y_hat.shape)) / len(y_hat)",
        **refused(
            "mse_gradient",
            {
                "the 2 is missing": "return (y_hat - y) / len(y)",
                "the n is missing": "return 2 * (y_hat - y)",
                "n is four": "return (y_hat - y) / 2",
                "n squared": "return 2 * (y_hat - y) / len(y) ** 2",
                "downhill": "return 2 * (y - y_hat) / len(y)",
                "summed": "return np.sum(2 * (y_hat - y)) / len(y)",
                "averaged": "return np.mean(2 * (y_hat - y))",
                "the sign only": "return 2 * np.sign(y_hat - y) / len(y)",
                "squared": "return 2 * (y_hat - y) ** 2 / len(y)",
                "flattened": "return np.ravel(2 * (y_hat - y) / len(y))",
                "divided by the columns": "return 2 * (y_hat - y) / y.shape[-1]",
                "clipped": "return np.clip(2 * (y_hat - y) / len(y), -10, 10)",
                "whole slopes": "return 2 * (y_hat - y) // len(y)",
                "with respect to y": "return -2 * (y_hat - y) / len(y)",
                "writes into y_hat": "y_hat -= y\n    return 2 * y_hat / len(y)",
            },
        ),
    },
    "cross_entropy_gradient": {
        "no shift": """with np.errstate(all="ignore"):
        P = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    P[np.arange(len(y)), y] -= 1
    return P / len(y)""",
        "one largest for all rows": """E = np.exp(logits - logits.max())
    with np.errstate(all="ignore"):
        P = E / E.sum(axis=1, keepdims=True)
    P[np.arange(len(y)), y] -= 1
    return P / len(y)""",
        "the n is missing": SOFT + f"P{PICK} -= 1\n    return P",
        "n is 2": SOFT + f"P{PICK} -= 1\n    return P / 2",
        "n times C": SOFT + f"P{PICK} -= 1\n    return P / P.size",
        "divides before it takes 1 off": SOFT + f"P = P / len(y)\n    P{PICK} -= 1\n    return P",
        "downhill": SOFT + f"P{PICK} -= 1\n    return -P / len(y)",
        "forgets the one-hot": SOFT + "return P / len(y)",
        "the label as a number": SOFT + "return (P - y[:, None]) / len(y)",
        "labels from 1": SOFT + "P[np.arange(len(y)), y - 1] -= 1\n    return P / len(y)",
        "all columns of the labels": SOFT + "P[:, y] -= 1\n    return P / len(y)",
        "down the columns": """E = np.exp(logits - logits.max(axis=0))
    P = E / E.sum(axis=0)
    P[np.arange(len(y)), y] -= 1
    return P / len(y)""",
        "over the whole table": """E = np.exp(logits - logits.max())
    P = E / E.sum()
    P[np.arange(len(y)), y] -= 1
    return P / len(y)""",
        "logits for probabilities": "return (logits - np.eye(logits.shape[1])[y]) / len(y)",
        "a sigmoid each": """P = 1 / (1 + np.exp(-np.clip(logits, -500, 500)))
    P[np.arange(len(y)), y] -= 1
    return P / len(y)""",
        "the right class only": SOFT + "Y = np.eye(P.shape[1])[y]\n    return Y * (P - Y) / len(y)",
        "times p (1 - p)": SOFT + "return (P - np.eye(P.shape[1])[y]) * P * (1 - P) / len(y)",
        "summed over the examples": SOFT
        + f"P{PICK} -= 1\n    return P.sum(axis=0, keepdims=True) / len(y)",
        "writes into logits": """logits -= logits.max(axis=1, keepdims=True)
    P = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    P[np.arange(len(y)), y] -= 1
    return P / len(y)""",
    },
}

RIGHT = {
    "mse": refused(
        "mse",
        {
            "as shown": "return np.mean((y_hat - y) ** 2)",
            "np.square": "return np.square(y_hat - y).mean()",
            "a loop": """total = 0.0
    for i in range(len(y)):
        total += float(np.ravel(y_hat)[i] - np.ravel(y)[i]) ** 2
    return total / len(y)""",
            "a dot product": "u = (y_hat - y).ravel()\n    return u @ u / len(u)",
            "expanded": "return (y_hat * y_hat - 2 * y_hat * y + y * y).mean()",
            "target minus prediction": "return float(np.sum((y - y_hat) ** 2)) / y.shape[0]",
            "single precision": "return np.float32(np.mean((y_hat - y) ** 2))",
            "an array of shape ()": "return np.asarray(np.mean(np.abs(y_hat - y) ** 2))",
            "a harmless print": "print(y_hat.shape)\n    return np.average((y_hat - y) ** 2)",
            "plain Python": """pairs = zip(y_hat.ravel().tolist(), y.ravel().tolist())
    return sum((a - b) ** 2 for a, b in pairs) / len(y)""",
        },
    ),
    "bce": refused(
        "bce",
        {
            "as shown": CLIP + "return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))",
            "what happened": CLIP + "return -np.log(np.where(y == 1, p, 1 - p)).mean()",
            "clips what happened": """given = y * p + (1 - y) * (1 - p)
    return np.mean(-np.log(np.clip(given, 1e-12, 1)))""",
            "minimum and maximum": """p = np.minimum(np.maximum(p, 1e-12), 1 - 1e-12)
    return np.sum(-y * np.log(p) - (1 - y) * np.log(1 - p)) / len(y)""",
            "log1p": CLIP + "return -(y * np.log(p) + (1 - y) * np.log1p(-p)).mean()",
            "a loop": """import math
    total = 0.0
    for q, t in zip(p.ravel(), y.ravel()):
        q = min(max(float(q), 1e-12), 1 - 1e-12)
        total -= math.log(q) if t == 1 else math.log(1 - q)
    return total / p.size""",
            "another small number": """p = np.clip(p, 1e-9, 1 - 1e-9)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))""",
            "logarithms stopped at -100, as PyTorch does": """with np.errstate(divide="ignore"):
        yes, no = np.maximum(np.log(p), -100), np.maximum(np.log(1 - p), -100)
    return -np.mean(y * yes + (1 - y) * no)""",
            "single precision": CLIP
            + "return np.float32(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))",
        },
    ),
    "bce_with_logits": refused(
        "bce_with_logits",
        {
            "as shown": f"return ({STABLE}).mean()",
            "np.logaddexp": "return np.mean(np.logaddexp(0, z) - z * y)",
            "signed": "return np.mean(np.logaddexp(0, -(2 * y - 1) * z))",
            "plain log": """return np.mean(
        np.maximum(z, 0) - z * y + np.log(1 + np.exp(-np.abs(z))))""",
            "by cases": """soft = np.where(z > 0, z, 0) + np.log1p(np.exp(-abs(z)))
    return np.sum(np.where(y == 1, soft - z, soft)) / len(z)""",
            "a loop": """import math
    total = 0.0
    for a, t in zip(z.ravel(), y.ravel()):
        a = -float(a) if t == 1 else float(a)
        total += a + math.log1p(math.exp(-a)) if a > 0 else math.log1p(math.exp(a))
    return total / len(z)""",
            "single precision": f"return np.float32(np.mean({STABLE}))",
            "log-sum-exp of (0, z)": """m = np.maximum(0, z)
    return np.mean(m + np.log(np.exp(-m) + np.exp(z - m)) - y * z)""",
        },
    ),
    "one_hot": {
        "as shown": """Y = np.zeros((len(y), n_classes))
    Y[np.arange(len(y)), y] = 1.0
    return Y""",
        "np.eye": "return np.eye(n_classes)[y]",
        "a comparison": "return (y[:, None] == np.arange(n_classes)).astype(float)",
        "a loop": """Y = np.zeros((len(y), n_classes))
    for i, label in enumerate(y):
        Y[i, label] = 1
    return Y""",
        "lists": "return [[1.0 if k == label else 0.0 for k in range(n_classes)] for label in y]",
        "single precision": "return np.eye(n_classes, dtype=np.float32)[y]",
        "np.where": "return np.where(np.arange(n_classes)[None] == y.reshape(-1, 1), 1.0, 0.0)",
        "take": "return np.take(np.identity(n_classes), y, axis=0)",
    },
    "cross_entropy": {
        "as shown": f"""largest = logits.max(axis=1)
    sums = np.exp(logits - largest[:, None]).sum(axis=1)
    return np.mean(largest + np.log(sums) - logits{PICK})""",
        "log-softmax": SHIFT
        + f"""log_p = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    return -log_p{PICK}.mean()""",
        "with one-hot": SHIFT
        + """log_p = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    return -np.sum(np.eye(logits.shape[1])[y] * log_p) / len(y)""",
        "a loop": """total = 0.0
    for row, label in zip(logits, y):
        m = max(row)
        total += m + np.log(sum(np.exp(v - m) for v in row)) - row[label]
    return total / len(y)""",
        "np.logaddexp": f"return np.mean(np.logaddexp.reduce(logits, axis=1) - logits{PICK})",
        "differences to the right class": f"""gaps = logits - logits{PICK}[:, None]
    m = gaps.max(axis=1, keepdims=True)
    return np.mean(m[:, 0] + np.log(np.exp(gaps - m).sum(axis=1)))""",
        "take_along_axis": SHIFT
        + """right = np.take_along_axis(logits, y[:, None], axis=1)[:, 0]
    return np.average(np.log(np.exp(logits).sum(axis=1)) - right)""",
        "single precision": SHIFT
        + f"return np.float32(np.mean(np.log(np.exp(logits).sum(axis=1)) - logits{PICK}))",
    },
    "mse_gradient": refused(
        "mse_gradient",
        {
            "as shown": "return 2 * (y_hat - y) / len(y)",
            "minus twice": "return -2 / len(y) * (y - y_hat)",
            "shape[0]": "return (y_hat - y) * (2 / y_hat.shape[0])",
            "a loop": """gradient = np.zeros(y_hat.shape)
    for i in range(len(y)):
        gradient[i] = 2 * (y_hat[i] - y[i]) / len(y)
    return gradient""",
            "a list": "return [2 * (a - b) / len(y) for a, b in zip(y_hat, y)]",
            "single precision": "return (2 * (y_hat - y) / len(y)).astype(np.float32)",
            "a copy first": """gradient = y_hat.astype(float)
    gradient -= y
    gradient *= 2 / len(y)
    return gradient""",
        },
    ),
    "cross_entropy_gradient": {
        "as shown": SOFT + f"P{PICK} -= 1\n    return P / len(y)",
        "with one-hot": SOFT + "return (P - np.eye(P.shape[1])[y]) / len(y)",
        "softmax of lesson 02": """P = softmax(logits)
    P[np.arange(len(y)), y] -= 1
    return P / len(logits)""",
        "a loop": """rows = []
    for row, label in zip(logits, y):
        e = np.exp(row - row.max())
        p = e / e.sum()
        p[label] = p[label] - 1
        rows.append(p / len(y))
    return np.array(rows)""",
        "plain Python": """import math
    table = []
    for row, label in zip(logits.tolist(), y.tolist()):
        e = [math.exp(v - max(row)) for v in row]
        table.append([(v / sum(e) - (k == label)) / len(y) for k, v in enumerate(e)])
    return table""",
        "exp of log-softmax": """log_p = logits - np.logaddexp.reduce(logits, axis=1)[:, None]
    Y = (y[:, None] == np.arange(logits.shape[1])) * 1.0
    return (np.exp(log_p) - Y) / y.size""",
        "single precision": SOFT + f"P{PICK} -= 1\n    return (P / len(y)).astype(np.float32)",
    },
}


def cells():
    nb = nbformat.read(ROOT / "solutions" / LESSON / f"{LESSON}.ipynb", as_version=4)
    return {cell.id: cell for cell in nb.cells}


SO_FAR = cells()["so_far"].source


def judge(exercise, body):
    source = f"def {exercise}({SIGNATURES[exercise]}):\n    {body}\n"
    return points(LESSON, exercise, written(f"import numpy as np\n{SO_FAR}\n{source}"))


class TestAnswers(AnswerTests):
    lesson, right, wrong, judge = LESSON, RIGHT, WRONG, staticmethod(judge)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(("exercise", "body"), table(WRONG))
def test_hidden_tests_alone_see_every_mistake(exercise, body):
    source = f"def {exercise}({SIGNATURES[exercise]}):\n    {body}\n"
    names = written(f"import numpy as np\n{SO_FAR}\n{source}")
    hidden = graded_cells(LESSON)[f"{exercise}_hidden"]
    tree = ast.parse(hidden.source)
    last = ast.unparse(tree.body.pop()) if isinstance(tree.body[-1], ast.Expr) else "None"
    most = hidden.metadata.nbgrader.points
    try:
        with redirect_stdout(io.StringIO()):
            exec(compile(tree, "<hidden>", "exec"), names)
            score = eval(last, names)
    except AssertionError:
        score = 0
    assert (most if score is None else score) < most


@pytest.mark.parametrize(
    ("exercise", "idea"),
    [
        ("mse", "does not refuse shapes"),
        ("bce", "no clip"),
        ("bce_with_logits", "by way of p"),
        ("cross_entropy", "no shift"),
        ("mse_gradient", "does not refuse shapes"),
        ("cross_entropy_gradient", "no shift"),
    ],
)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_who_misses_the_edges_keeps_the_points_for_the_values(exercise, idea):
    earned, _, messages = judge(exercise, WRONG[exercise][idea])
    assert earned >= 1, messages


def the_solutions(*exercises):
    return [answer(LESSON, exercise)[exercise] for exercise in exercises]


@pytest.mark.parametrize("n", [1, 3, 8])
def test_the_losses_are_pytorchs(n):
    torch = pytest.importorskip("torch")
    functional = torch.nn.functional
    mse, bce, bce_with_logits = the_solutions("mse", "bce", "bce_with_logits")
    rng = np.random.default_rng(n)
    for shape in ((n,), (n, 1)):
        z, y = rng.normal(0, 5, shape), rng.integers(0, 2, shape).astype(float)
        p = 1 / (1 + np.exp(-z))
        logits, targets, odds = torch.tensor(z), torch.tensor(y), torch.tensor(p)
        assert mse(z, y) == pytest.approx(float(functional.mse_loss(logits, targets)))
        assert bce(p, y) == pytest.approx(float(functional.binary_cross_entropy(odds, targets)))
        expected = functional.binary_cross_entropy_with_logits(logits, targets)
        assert bce_with_logits(z, y) == pytest.approx(float(expected))
        far = functional.binary_cross_entropy_with_logits(100 * logits, targets)
        assert bce_with_logits(100 * z, y) == pytest.approx(float(far))


@pytest.mark.parametrize(("n", "n_classes"), [(1, 4), (5, 3), (3, 3), (7, 10)])
@pytest.mark.parametrize("size", [1.0, 30.0, 300.0])
def test_cross_entropy_and_its_gradient_are_pytorchs(n, n_classes, size):
    torch = pytest.importorskip("torch")
    functions = the_solutions("cross_entropy", "cross_entropy_gradient", "one_hot")
    cross_entropy, cross_entropy_gradient, one_hot = functions
    rng = np.random.default_rng(n + n_classes)
    z, y = rng.normal(0, size, (n, n_classes)), rng.integers(0, n_classes, n)
    logits = torch.tensor(z, requires_grad=True)
    loss = torch.nn.functional.cross_entropy(logits, torch.tensor(y))
    loss.backward()
    assert cross_entropy(z, y) == pytest.approx(loss.item())
    np.testing.assert_allclose(cross_entropy_gradient(z, y), logits.grad.numpy(), atol=1e-12)
    ones = torch.nn.functional.one_hot(torch.tensor(y), n_classes)
    np.testing.assert_array_equal(one_hot(y, n_classes), ones.numpy())


@pytest.mark.parametrize("shape", [(1,), (4,), (4, 1)])
def test_the_gradient_of_the_mse_is_pytorchs(shape):
    torch = pytest.importorskip("torch")
    (mse_gradient,) = the_solutions("mse_gradient")
    rng = np.random.default_rng(4)
    y_hat, y = rng.normal(size=shape), rng.normal(size=shape)
    predictions = torch.tensor(y_hat, requires_grad=True)
    torch.nn.functional.mse_loss(predictions, torch.tensor(y)).backward()
    np.testing.assert_allclose(mse_gradient(y_hat, y), predictions.grad.numpy())


def test_the_solutions_write_no_warnings(recwarn):
    """What a solution writes to stderr would stand in the lesson's outputs."""
    bce, with_logits, cross_entropy, gradient = the_solutions(
        "bce", "bce_with_logits", "cross_entropy", "cross_entropy_gradient"
    )
    y = np.array([1, 0])
    bce(np.array([0.0, 1.0]), y)
    with_logits(np.array([-1000.0, 1000.0]), y)
    cross_entropy(1000.0 * np.eye(2), y)
    gradient(1000.0 * np.eye(2), y)
    assert not recwarn.list


def test_the_numbers_of_the_reflection():
    (bce_with_logits,) = the_solutions("bce_with_logits")
    y = np.array([[1], [0], [1], [0]])
    A1 = np.array([[1.5, 5.0], [0.0, 1.0], [2.0, 0.0], [0.0, 0.0]])
    assert round(bce_with_logits(A1 @ [[1.0], [1.0]] - 3.0, y), 3) == 0.380
    mended = A1 @ [[3.0], [1.0]] - 3.0
    np.testing.assert_allclose(mended.ravel(), [6.5, -2, 3, -3])
    assert round(bce_with_logits(mended, y), 3) == 0.056
    assert round(-2 * np.log(0.49) / 4, 3) == 0.357
