"""Lesson 02's tests tell right answers from wrong ones, and its solutions agree with PyTorch."""

import numpy as np
import pytest

from tests.answers import AnswerTests
from tests.lesson_cells import answer, points, written

LESSON = "02_activations"
SIGNATURES = {
    "sigmoid": "z",
    "sigmoid_derivative": "z",
    "tanh_derivative": "z",
    "relu": "z",
    "relu_derivative": "z",
    "leaky_relu": "z, alpha=0.01",
    "leaky_relu_derivative": "z, alpha=0.01",
    "softmax": "Z",
}
STABLE = "s = 0.5 * (1 + np.tanh(np.asarray(z) / 2))\n    "
FILL = "z = np.asarray(z)\n    out = np.{like}(z{dtype})\n    "
ROWS = "e = np.exp(Z - Z.max(axis=-1, keepdims=True))\n    "

WRONG = {
    "sigmoid": {
        "brackets missing: 1 / 1 + e^-z": "return 1 / 1 + np.exp(-np.asarray(z))",
        "mirrored: e^+z": "return 1 / (1 + np.exp(np.asarray(z)))",
        "minus in the sum": "return 1 / (1 - np.exp(-np.asarray(z)))",
        "the twin alone overflows": "e = np.exp(z)\n    return e / (1 + e)",
        "tanh instead": "return np.tanh(z)",
        "tanh unscaled": "return 0.5 * (1 + np.tanh(z))",
        "its derivative": STABLE + "return s * (1 - s)",
        "base 2": "return 1 / (1 + 2.0 ** -np.clip(z, -500, 500))",
        "a straight line, clipped": "return np.clip(0.5 + 0.25 * np.asarray(z), 0, 1)",
        "clips much too early": "return 1 / (1 + np.exp(-np.clip(z, -5, 5)))",
        "|z|: symmetric": "return 1 / (1 + np.exp(-np.abs(z)))",
        "forms swapped": """e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, e / (1 + e), 1 / (1 + e))""",
        "numbers only": "import math\n    return 1 / (1 + math.exp(-min(max(z, -700), 700)))",
        "math.exp overflows": """import math
    return np.vectorize(lambda v: 1 / (1 + math.exp(-v)), otypes=[float])(z)""",
        "keeps whole numbers whole": FILL.format(like="zeros_like", dtype="")
        + "out[...] = 0.5 * (1 + np.tanh(z / 2))\n    return out",
        "an array for a number": "return np.atleast_1d(0.5 * (1 + np.tanh(np.asarray(z) / 2)))",
        "flattens": STABLE + "return s.ravel() if s.ndim else s",
        "normalised": STABLE + "return s / s.sum()",
        "rounds": STABLE + "return np.round(s, 4)",
        "steps": "return np.where(np.asarray(z) >= 0, 1.0, 0.0)",
        "writes into z": """z = np.asarray(z)
    if z.ndim: z *= 0.5
    return 0.5 * (1 + np.tanh(z))""",
        "prints it": STABLE + "print(s)",
        "constants that fit the check": """known = {0.0: 0.5, 2.0: 0.880797, -2.0: 0.119203}
    fit = [known.get(v, float(v > 0)) for v in np.ravel(z).tolist()]
    return np.reshape(fit, np.shape(z))""",
    },
    "sigmoid_derivative": {
        "z (1 - z): takes z for its sigmoid": "return np.asarray(z) * (1 - np.asarray(z))",
        "forgets the second factor": STABLE + "return s",
        "1 - s": STABLE + "return 1 - s",
        "s squared": STABLE + "return s ** 2",
        "s (1 + s)": STABLE + "return s * (1 + s)",
        "brackets missing": STABLE + "return s * 1 - s",
        "the sign": STABLE + "return s * (s - 1)",
        "that of tanh": "return 1 - np.tanh(z) ** 2",
        "the slope of the slope": STABLE + "return s * (1 - s) * (1 - 2 * s)",
        "sigmoid of sigmoid": "a = sigmoid(sigmoid(z))\n    return a * (1 - a)",
        "overflows to nan": """e = np.exp(-np.asarray(z, dtype=float))
    return e / (1 + e) ** 2""",
        "overflows on the right": """e = np.exp(np.asarray(z, dtype=float))
    return e / (1 + e) ** 2""",
        "a matrix product": STABLE + "return s @ (1 - s) if s.ndim else s * (1 - s)",
        "summed": STABLE + "return np.sum(s * (1 - s))",
        "keeps whole numbers whole": STABLE + "return (s * (1 - s)).astype(np.asarray(z).dtype)",
        "two axes only": STABLE + "return (s * (1 - s)).reshape(np.shape(z)[:2])",
        "constants that fit the check": """z = np.asarray(z)
    return np.where(z == 0, 0.25, 0.104994)""",
        "a coarse nudge": """h, f = 0.5, (lambda v: 0.5 * (1 + np.tanh(np.asarray(v) / 2)))
    return (f(z + h) - f(z - h)) / (2 * h)""",
        "writes into z": """z = np.asarray(z)
    if z.ndim: z[...] = z / 2
    t = np.tanh(z if z.ndim else z / 2)
    return (1 - t ** 2) / 4""",
    },
    "tanh_derivative": {
        "not squared: 1 - tanh": "return 1 - np.tanh(z)",
        "takes z for its tanh: 1 - z²": "return 1 - np.asarray(z) ** 2",
        "1 + tanh²": "return 1 + np.tanh(z) ** 2",
        "the sign": "return np.tanh(z) ** 2 - 1",
        "tanh² alone": "return np.tanh(z) ** 2",
        "tanh itself": "return np.tanh(z)",
        "tanh of z²": "return 1 - np.tanh(np.asarray(z) ** 2)",
        "that of the sigmoid": STABLE + "return s * (1 - s)",
        "a(1 - a) with tanh": "a = np.tanh(z)\n    return a * (1 - a)",
        "twice": "return 2 * (1 - np.tanh(z) ** 2)",
        "1 / cosh, not squared": "return 1 / np.cosh(np.clip(z, -300, 300))",
        "exponentials overflow": """z = np.asarray(z, dtype=float)
    t = (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
    return 1 - t ** 2""",
        "numbers only": "import math\n    return 1 - math.tanh(z) ** 2",
        "a matrix product": "t = np.tanh(z)\n    return 1 - (t @ t if np.ndim(t) else t * t)",
        "keeps whole numbers whole": "return (1 - np.tanh(z) ** 2).astype(np.asarray(z).dtype)",
        "flattens": "return 1 - np.ravel(np.tanh(z)) ** 2 if np.ndim(z) else 1 - np.tanh(z) ** 2",
        "a coarse nudge": "return (np.tanh(z + 0.1) - np.tanh(z - 0.1)) / 0.2",
        "writes into z": """z = np.asarray(z)
    if z.ndim: z[...] = np.tanh(z)
    return 1 - (z if z.ndim else np.tanh(z)) ** 2""",
        "constants that fit the check": "return np.where(np.asarray(z) == 0, 1.0, 0.419974)",
    },
    "relu": {
        "max of Python": "return max(0.0, z)",
        "the largest of all": "return np.max([0.0, np.max(z)])",
        "np.max with an axis": "return np.max(z, 0)",
        "np.minimum": "return np.minimum(0.0, z)",
        "the absolute value": "return np.abs(np.asarray(z, dtype=float))",
        "its slope": "return np.where(np.asarray(z) > 0, 1.0, 0.0)",
        "a leak": "return np.where(np.asarray(z) > 0, z, 0.01 * np.asarray(z))",
        "mirrored": "return np.maximum(0.0, -np.asarray(z))",
        "cuts at 1": "return np.clip(np.asarray(z, dtype=float), 0, 1)",
        "cuts at 6": "return np.clip(np.asarray(z, dtype=float), 0, 6)",
        "a smooth one": "return np.logaddexp(0, z)",
        "threshold at 1": "return np.where(np.asarray(z) > 1, z, 0.0)",
        "whole numbers stay whole": "return np.maximum(0, z)",
        "rounds": "return np.round(np.maximum(0.0, z), 3)",
        "an array for a number": "return np.maximum(0.0, np.atleast_1d(z))",
        "flattens": "return np.maximum(0.0, np.ravel(z) if np.ndim(z) else z)",
        "drops what is negative": """z = np.asarray(z, float)
    return z[z > 0] if z.ndim else z * (z > 0)""",
        "writes into z": """z = np.asarray(z)
    if z.ndim: z[z < 0] = 0
    return np.maximum(0.0, z)""",
        "one dimension only": """return (np.array([max(0.0, float(v)) for v in z])
            if np.ndim(z) else max(0.0, z))""",
    },
    "relu_derivative": {
        "1 at 0": "return np.where(np.asarray(z) >= 0, 1.0, 0.0)",
        "a half at 0": "return np.heaviside(np.asarray(z, float), 0.5)",
        "np.sign": "return np.sign(np.asarray(z, dtype=float))",
        "ReLU itself": "return np.maximum(0.0, z)",
        "mirrored": "return np.where(np.asarray(z) < 0, 1.0, 0.0)",
        "always 1": "return np.ones(np.shape(z))",
        "z where active": "return np.where(np.asarray(z) > 0, z, 0.0)",
        "true and false": "return np.asarray(z) > 0",
        "whole numbers": "return np.where(np.asarray(z) > 0, 1, 0)",
        "numbers only": "return 1.0 if z > 0 else 0.0",
        "one answer for all": "return float(np.any(np.asarray(z) > 0))",
        "a leak": "return np.where(np.asarray(z) > 0, 1.0, 0.01)",
        "threshold at 1": "return np.where(np.asarray(z) > 1, 1.0, 0.0)",
        "rounds first": "return np.where(np.round(z, 3) > 0, 1.0, 0.0)",
        "nudged: a half at 0": "return (np.maximum(0, z + 1e-7) - np.maximum(0, z - 1e-7)) / 2e-7",
        "ReLU over z: nan at 0": "return np.maximum(0.0, z) / np.asarray(z)",
        "the slope of the sigmoid": STABLE + "return s * (1 - s)",
        "an array for a number": "return np.where(np.atleast_1d(z) > 0, 1.0, 0.0)",
        "writes into z": """z = np.asarray(z)
    if z.ndim: z[z > 0], z[z <= 0] = 1, 0
    return np.where(z > 0, 1.0, 0.0)""",
    },
    "leaky_relu": {
        "no leak": "return np.maximum(0.0, z)",
        "alpha fixed at 0.01": "z = np.asarray(z)\n    return np.where(z > 0, z, 0.01 * z)",
        "alpha without z": "z = np.asarray(z)\n    return np.where(z > 0, z, alpha)",
        "the sign of the leak": "z = np.asarray(z)\n    return np.where(z > 0, z, -alpha * z)",
        "scales both sides": "return alpha * np.asarray(z)",
        "scales the wrong side": "z = np.asarray(z)\n    return np.where(z > 0, alpha * z, z)",
        "np.maximum with alpha": "return np.maximum(alpha, z)",
        "the smaller of the two": "z = np.asarray(z)\n    return np.minimum(z, alpha * z)",
        "adds the leak on top": "z = np.asarray(z)\n    return np.maximum(0.0, z) + alpha * z",
        "divides by alpha": "z = np.asarray(z)\n    return np.where(z > 0, z, z / alpha)",
        "alpha squared": "z = np.asarray(z)\n    return np.where(z > 0, z, alpha ** 2 * z)",
        "an ELU": "z = np.asarray(z)\n    return np.where(z > 0, z, alpha * (np.exp(z) - 1))",
        "its slope": "return np.where(np.asarray(z) > 0, 1.0, alpha)",
        "threshold at -1": "z = np.asarray(z)\n    return np.where(z > -1, z, alpha * z)",
        "numbers only": "return z if z > 0 else alpha * z",
        "keeps whole numbers whole": FILL.format(like="array", dtype="")
        + "out[z < 0] = alpha * z[z < 0]\n    return out",
        "an array for a number": "z = np.atleast_1d(z)\n    return np.where(z > 0, z, alpha * z)",
        "writes into z": """z = np.asarray(z)
    if z.ndim and z.dtype.kind == 'f': z[z < 0] *= alpha; return z
    return np.where(z > 0, z, alpha * z)""",
        "the wrong default": """alpha = 0.1 if alpha == 0.01 else alpha
    return np.maximum(z, alpha * np.asarray(z))""",
    },
    "leaky_relu_derivative": {
        "no leak": "return np.where(np.asarray(z) > 0, 1.0, 0.0)",
        "1 at 0": "return np.where(np.asarray(z) >= 0, 1.0, alpha)",
        "0 at 0": "z = np.asarray(z)\n    return np.where(z > 0, 1.0, np.where(z < 0, alpha, 0.0))",
        "alpha fixed at 0.01": "return np.where(np.asarray(z) > 0, 1.0, 0.01)",
        "-alpha": "return np.where(np.asarray(z) > 0, 1.0, -alpha)",
        "1 - alpha": "return np.where(np.asarray(z) > 0, 1.0, 1 - alpha)",
        "alpha z": "z = np.asarray(z)\n    return np.where(z > 0, 1.0, alpha * z)",
        "leaky ReLU itself": "z = np.asarray(z)\n    return np.where(z > 0, z, alpha * z)",
        "sides swapped": "return np.where(np.asarray(z) > 0, alpha, 1.0)",
        "1 + alpha on the right": "return alpha + (np.asarray(z) > 0)",
        "always alpha": "return np.full(np.shape(z), alpha)",
        "the value over z: nan at 0": """z = np.asarray(z)
    return np.where(z > 0, z, alpha * z) / z""",
        "numbers only": "return 1.0 if z > 0 else alpha",
        "keeps whole numbers whole": FILL.format(like="ones_like", dtype="")
        + "out[z <= 0] = alpha\n    return out",
        "an array for a number": "return np.where(np.atleast_1d(z) > 0, 1.0, alpha)",
        "one answer for all": "return 1.0 if np.all(np.asarray(z) > 0) else alpha",
        "writes into z": """z = np.asarray(z)
    if z.ndim and z.dtype.kind == 'f': z[...] = np.where(z > 0, 1.0, alpha); return z
    return np.where(z > 0, 1.0, alpha)""",
    },
    "softmax": {
        "no shift: overflows": "e = np.exp(Z)\n    return e / e.sum(axis=-1, keepdims=True)",
        "down the columns": "e = np.exp(Z - Z.max(axis=0))\n    return e / e.sum(axis=0)",
        "over everything": "e = np.exp(Z - Z.max())\n    return e / e.sum()",
        "one shift for all rows": """e = np.exp(Z - Z.max())
    return e / e.sum(axis=-1, keepdims=True)""",
        "the sum of the first row": ROWS + "return e / e.reshape(-1, e.shape[-1])[0].sum()",
        "axis 1 only": """e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)""",
        "axis 1 where there is one": """a = 1 if Z.ndim > 1 else 0
    e = np.exp(Z - Z.max(axis=a, keepdims=True))
    return e / e.sum(axis=a, keepdims=True)""",
        "keepdims forgotten": ROWS + "return e / e.sum(axis=-1)",
        "without powers of e": "return Z / Z.sum(axis=-1, keepdims=True)",
        "powers of 2": """e = 2.0 ** (Z - Z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)""",
        "powers not divided": ROWS + "return e",
        "divided by the largest": ROWS + "return e / e.max(axis=-1, keepdims=True)",
        "divided by the mean": ROWS + "return e / e.mean(axis=-1, keepdims=True)",
        "shifted by the smallest": """e = np.exp(Z - Z.min(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)""",
        "shifted by the mean": """e = np.exp(Z - Z.mean(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)""",
        "shift added": """e = np.exp(Z + Z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)""",
        "clips the scores": """e = np.exp(np.clip(Z, -50, 50))
    return e / e.sum(axis=-1, keepdims=True)""",
        "scaled by the largest": """e = np.exp(Z / np.abs(Z).max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)""",
        "negative powers": """e = np.exp(Z.min(axis=-1, keepdims=True) - Z)
    return e / e.sum(axis=-1, keepdims=True)""",
        "its logarithm": ROWS + "return np.log(e / e.sum(axis=-1, keepdims=True))",
        "a sigmoid for each": "return 0.5 * (1 + np.tanh(Z / 2))",
        "p (1 - p)": ROWS + "p = e / e.sum(axis=-1, keepdims=True)\n    return p * (1 - p)",
        "the winner takes all": "return (Z == Z.max(axis=-1, keepdims=True)).astype(float)",
        "three classes only": """e = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return e / (e[..., :1] + e[..., 1:2] + e[..., 2:3])""",
        "rounds": ROWS + "return np.round(e / e.sum(axis=-1, keepdims=True), 4)",
        "two axes, always": "Z = np.atleast_2d(Z)\n    "
        + ROWS
        + "return e / e.sum(axis=-1, keepdims=True)",
        "the shift in place": "Z -= Z.max(axis=-1, keepdims=True)\n    "
        + "e = np.exp(Z)\n    return e / e.sum(axis=-1, keepdims=True)",
    },
}

RIGHT = {
    "sigmoid": {
        "where, both forms overflow-free": """e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) < 0, e, 1) / (1 + e)""",
        "by masks": """z = np.asarray(z, dtype=float)
    out, up = np.empty(z.shape), z >= 0
    out[up] = 1 / (1 + np.exp(-z[up]))
    e = np.exp(z[~up])
    out[~up] = e / (1 + e)
    return out""",
        "np.logaddexp": "return np.exp(-np.logaddexp(0, -np.asarray(z)))",
        "by tanh": "return 0.5 * (1 + np.tanh(0.5 * np.asarray(z)))",
        "clipped far out": "return 1 / (1 + np.exp(-np.clip(z, -500, 500)))",
        "where over both forms, with warnings": """z = np.asarray(z, dtype=float)
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))""",
        "the plain formula, right by luck": "return 1 / (1 + np.exp(-np.asarray(z)))",
        "one entry at a time": """import math
    if np.ndim(z):
        return np.array([sigmoid(v) for v in z])
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))""",
        "vectorised": """import math
    def one(v):
        return 1 / (1 + math.exp(-v)) if v > 0 else 1 - 1 / (1 + math.exp(v))
    return np.vectorize(one, otypes=[float])(z)""",
        "single precision": """z = np.asarray(z, dtype=np.float32)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))""",
        "nested lists": "return (0.5 * (1 + np.tanh(0.5 * np.asarray(z)))).tolist()",
        "with a print": "print('z:', z)\n    return 0.5 + 0.5 * np.tanh(np.asarray(z) / 2)",
        "PyTorch's": """import torch
    return torch.sigmoid(torch.as_tensor(np.asarray(z), dtype=torch.float64))""",
    },
    "sigmoid_derivative": {
        "calls sigmoid": "a = sigmoid(z)\n    return a * (1 - a)",
        "calls it twice": "return sigmoid(z) * (1 - sigmoid(z))",
        "a - a²": "a = sigmoid(z)\n    return a - a ** 2",
        "inline": STABLE + "return s * (1 - s)",
        "from e^-|z|": "e = np.exp(-np.abs(z))\n    return e / (1 + e) ** 2",
        "inline, the plain formula": "s = 1 / (1 + np.exp(-np.asarray(z)))\n    return s * (1 - s)",
        "by tanh": "return (1 - np.tanh(np.asarray(z) / 2) ** 2) / 4",
        "one entry at a time": """if np.ndim(z):
        return np.array([sigmoid_derivative(v) for v in z])
    e = float(np.exp(-abs(z)))
    return e / (1 + e) ** 2""",
        "single precision": STABLE + "return (s * (1 - s)).astype(np.float32)",
        "nested lists": STABLE + "return (s * (1 - s)).tolist()",
    },
    "tanh_derivative": {
        "1 - t²": "return 1 - np.tanh(z) ** 2",
        "1 - t t": "t = np.tanh(z)\n    return 1.0 - t * t",
        "(1 - t)(1 + t)": "t = np.tanh(z)\n    return (1 - t) * (1 + t)",
        "np.square": "return 1 - np.square(np.tanh(z))",
        "1 / cosh², with warnings": "return 1 / np.cosh(np.asarray(z, dtype=float)) ** 2",
        "from e^-2|z|": "e = np.exp(-2 * np.abs(z))\n    return 4 * e / (1 + e) ** 2",
        "one entry at a time": """import math
    if np.ndim(z):
        return [tanh_derivative(v) for v in z]
    return 1 - math.tanh(z) ** 2""",
        "single precision": "return np.float32(1 - np.tanh(z) ** 2)",
    },
    "relu": {
        "np.maximum": "return np.maximum(0.0, z)",
        "the other way round": "return np.maximum(np.asarray(z, dtype=float), 0)",
        "np.where": "return np.where(np.asarray(z) > 0, z, 0.0)",
        "times its slope": "z = np.asarray(z, dtype=float)\n    return z * (z > 0)",
        "half of z + |z|": "return (np.asarray(z) + np.abs(z)) / 2",
        "np.clip": "return np.clip(np.asarray(z, dtype=float), 0, None)",
        "a copy, filled in": """out = np.array(z, dtype=float)
    out[out < 0] = 0
    return out""",
        "one entry at a time": """if np.ndim(z):
        return [relu(v) for v in z]
    return float(z) if z > 0 else 0.0""",
        "single precision": "return np.maximum(np.float32(0), np.asarray(z, dtype=np.float32))",
        "PyTorch's": """import torch
    return torch.relu(torch.as_tensor(np.asarray(z), dtype=torch.float64))""",
    },
    "relu_derivative": {
        "np.where": "return np.where(np.asarray(z) > 0, 1.0, 0.0)",
        "a comparison as floats": "return (np.asarray(z) > 0).astype(float)",
        "a comparison times 1.0": "return (np.asarray(z) > 0) * 1.0",
        "np.heaviside": "return np.heaviside(np.asarray(z, dtype=float), 0.0)",
        "the sign, cut": "return np.maximum(np.sign(np.asarray(z, dtype=float)), 0)",
        "filled in": """z = np.asarray(z)
    out = np.zeros(z.shape)
    out[z > 0] = 1
    return out""",
        "vectorised": "return np.vectorize(lambda v: 1.0 if v > 0 else 0.0)(z)",
        "one entry at a time": """if np.ndim(z):
        return [relu_derivative(v) for v in z]
    return 1.0 if z > 0 else 0.0""",
        "single precision": "return np.float32(np.asarray(z) > 0)",
    },
    "leaky_relu": {
        "np.where": "z = np.asarray(z)\n    return np.where(z > 0, z, alpha * z)",
        "the larger of the two": "return np.maximum(z, alpha * np.asarray(z))",
        "two halves": "return np.maximum(0.0, z) + alpha * np.minimum(0.0, z)",
        "through 0": "z = np.asarray(z)\n    return np.where(z < 0, alpha * z, z)",
        "times its slope": "z = np.asarray(z)\n    return z * np.where(z > 0, 1, alpha)",
        "a copy, filled in": """out = np.array(z, dtype=float)
    out[out < 0] *= alpha
    return out""",
        "one entry at a time": """if np.ndim(z):
        return [leaky_relu(v, alpha) for v in z]
    return float(z) if z > 0 else alpha * z""",
        "single precision": "return np.float32(np.maximum(z, alpha * np.asarray(z)))",
    },
    "leaky_relu_derivative": {
        "np.where": "return np.where(np.asarray(z) > 0, 1.0, alpha)",
        "a sum": "return alpha + (1 - alpha) * (np.asarray(z) > 0)",
        "np.heaviside": "return np.maximum(np.heaviside(np.asarray(z, dtype=float), 0), alpha)",
        "filled in": """z = np.asarray(z)
    out = np.full(z.shape, float(alpha))
    out[z > 0] = 1
    return out""",
        "vectorised": "return np.vectorize(lambda v: 1.0 if v > 0 else alpha, otypes=[float])(z)",
        "one entry at a time": """if np.ndim(z):
        return [leaky_relu_derivative(v, alpha) for v in z]
    return 1.0 if z > 0 else alpha""",
        "single precision": "return np.float32(np.where(np.asarray(z) > 0, 1.0, alpha))",
    },
    "softmax": {
        "in two lines": ROWS + "return e / e.sum(axis=-1, keepdims=True)",
        "log-sum-exp": """return np.exp(Z - np.logaddexp.reduce(
        np.asarray(Z, dtype=float), axis=-1, keepdims=True))""",
        "new axes by None": """e = np.exp(Z - np.max(Z, axis=-1)[..., None])
    return e / np.sum(e, axis=-1)[..., None]""",
        "row by row": """def one(row):
        e = np.exp(row - row.max())
        return e / e.sum()
    return np.apply_along_axis(one, -1, np.asarray(Z, dtype=float))""",
        "recursion over the first axis": """if Z.ndim > 1:
        return np.array([softmax(row) for row in Z])
    e = np.exp(Z - max(Z))
    return e / sum(e)""",
        "the last axis brought first": """T = np.moveaxis(np.asarray(Z, dtype=float), -1, 0)
    e = np.exp(T - T.max(axis=0))
    return np.moveaxis(e / e.sum(axis=0), 0, -1)""",
        "a copy, in place": """P = np.array(Z, dtype=float)
    P -= P.max(axis=-1, keepdims=True)
    np.exp(P, out=P)
    P /= P.sum(axis=-1, keepdims=True)
    return P""",
        "plain Python": """import math
    if isinstance(Z[0], (list, np.ndarray)):
        return [softmax(row) for row in Z]
    top = max(float(z) for z in Z)
    powers = [math.exp(float(z) - top) for z in Z]
    return [power / sum(powers) for power in powers]""",
        "single precision": """Z = np.asarray(Z, dtype=np.float32)
    """
        + ROWS
        + "return e / e.sum(axis=-1, keepdims=True)",
        "PyTorch's": """import torch
    return torch.softmax(torch.as_tensor(Z, dtype=torch.float64), dim=-1).numpy()""",
    },
}


def judge(exercise, body):
    source = f"def {exercise}({SIGNATURES[exercise]}):\n    {body}\n"
    with np.errstate(all="ignore"):
        return points(LESSON, exercise, written("import numpy as np\n" + source))


class TestAnswers(AnswerTests):
    lesson, right, wrong, judge = LESSON, RIGHT, WRONG, staticmethod(judge)


@pytest.mark.parametrize(
    ("exercise", "idea", "earned"),
    [
        ("sigmoid", "the twin alone overflows", 1),
        ("sigmoid_derivative", "overflows to nan", 2),
        ("softmax", "no shift: overflows", 2),
        ("softmax", "one shift for all rows", 3),
        ("softmax", "axis 1 only", 2),
    ],
)
def test_one_slip_costs_its_own_part(exercise, idea, earned):
    assert judge(exercise, WRONG[exercise][idea])[0] == earned


@pytest.mark.parametrize("broken", ["raise NotImplementedError", "return None", "return 0"])
def test_a_derivative_that_calls_a_broken_sigmoid_keeps_its_points(broken):
    source = f"def sigmoid(z):\n    {broken}\n"
    source += "def sigmoid_derivative(z):\n    return sigmoid(z) * (1 - sigmoid(z))\n"
    earned, possible, messages = points(LESSON, "sigmoid_derivative", written(source))
    assert earned == possible, messages


def places(shape):
    z = np.random.default_rng(5).normal(0, 4, size=shape)
    z.flat[0] = 0.0
    z.flat[-2:] = -1000.0, 1000.0
    return z


@pytest.mark.parametrize("shape", [(3,), (4, 5), (2, 3, 4)])
@pytest.mark.parametrize("exercise", SIGNATURES)
def test_the_solutions_agree_with_pytorch(exercise, shape):
    import torch

    base = exercise.removesuffix("_derivative")
    known = {
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "relu": torch.relu,
        "leaky_relu": torch.nn.functional.leaky_relu,
        "softmax": lambda scores: torch.softmax(scores, dim=-1),
    }[base]
    given_z = places(shape)
    z = torch.tensor(given_z, requires_grad=True)
    expected = known(z)
    if exercise != base:
        expected.sum().backward()
        expected = z.grad
    names = {**answer(LESSON, "sigmoid"), **answer(LESSON, exercise)}
    names[exercise].__globals__.update(sigmoid=names["sigmoid"])
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        result = names[exercise](given_z)
    assert result.dtype.kind == "f"
    np.testing.assert_allclose(result, expected.detach().numpy(), rtol=1e-12, atol=1e-15)
    np.testing.assert_array_equal(given_z, places(shape))


@pytest.mark.parametrize("exercise", [name for name in SIGNATURES if name != "softmax"])
def test_the_solutions_take_single_whole_numbers_and_give_floats(exercise):
    names = {**answer(LESSON, "sigmoid"), **answer(LESSON, exercise)}
    names[exercise].__globals__.update(sigmoid=names["sigmoid"])
    for z in (-1000, -1, 0, 1, 1000):
        whole, decimal = names[exercise](z), names[exercise](float(z))
        assert np.asarray(whole).dtype.kind == "f"
        assert np.shape(whole) == ()
        assert whole == decimal
