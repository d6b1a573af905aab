"""Plain values as JSON and back: what may cross between a learner's process and the judge's.

Numbers, strings, lists, tuples, dicts, sets, arrays, tensors, random generators and functions,
the last as something that calls back. Anything else crosses as the name of its type. Nothing is
ever unpickled, nothing is looked up by a name that came from the other side but in the tables
here, and nothing is made that is larger than the bytes that came.
"""

import base64
import builtins
import math
import re
import sys

import numpy as np

MOST_BYTES = 20_000_000  # of one array
MOST_IN_ALL = 40_000_000  # bytes of all arrays of a value together
MOST_TEXT = 2_000_000  # characters of all its strings and large numbers
MOST_ITEMS = 200_000  # of all containers together
MOST_KEYS = 4_000  # of all dicts and sets: equal hashes are easily made, and found one by one
MOST_KINDS = 1_000  # types that stayed on the other side, and functions
MOST_DIGITS = 4_000  # of one whole number
MOST_NAME = 200  # characters
MOST_AXES = 32
DEEPEST = 30

_NUMBERS = {np.dtype(code) for code in "?bhilqBHILQefdgFDG"}
# What an array may hold, by its name: whole and other numbers in both orders of their bytes
NUMBERS = {name: np.dtype(name) for d in _NUMBERS for name in (d.str, d.newbyteorder("S").str)}
WRITTEN = re.compile(r"[<>|]?[SU]([1-9]\d{0,6})")  # or text, each of so many characters
# What a tensor's numbers are while they cross, by the tensor's own kind
PLAIN = {
    "bool": "?",
    **{f"{sign}int{bits}": f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)},
    **{name: name for name in ("float16", "float32", "float64", "complex64", "complex128")},
    "bfloat16": "float32",
}
PLACE = re.compile(r"(?:cpu|cuda|meta|mps|xpu)(?::\d{1,2})?")
GENERATORS = {
    kind.__name__: kind
    for kind in (
        np.random.PCG64,
        np.random.MT19937,
        np.random.Philox,
        np.random.SFC64,
        np.random.PCG64DXSM,
    )
}
# The largest whole number that each part of a generator's state may hold: it reads at a position
STATE = {"pos": 624, "buffer_pos": 4, "has_uint32": 1, "uinteger": 2**32 - 1}
ERRORS = {
    kind.__name__: kind
    for kind in vars(builtins).values()
    if isinstance(kind, type) and issubclass(kind, BaseException)
}


class Opaque:
    """A value that stayed on the other side; its type's name came, and a function's own name."""


def _stayed(self, *args, **kwargs):
    raise TypeError("the function stayed on the other side")


class TooMuch(ValueError):
    """A value is too large, or nested too deeply, to cross."""


class _Count:
    """How much of a value has crossed; whoever takes too much raises TooMuch."""

    def __init__(self):
        self.left = {
            "items": MOST_ITEMS,
            "keys": MOST_KEYS,
            "bytes": MOST_IN_ALL,
            "text": MOST_TEXT,
        }

    def take(self, what, number):
        """Count so many more."""
        self.left[what] -= number
        if self.left[what] < 0:
            raise TooMuch("the value is too large to be looked at")

    def step(self, depth):
        """Count one more item, so deep."""
        if depth > DEEPEST:
            raise TooMuch("the value is too large to be looked at")
        self.take("items", 1)


class Encoder:
    """Turns values into what `json` can write; functions are kept, and cross as their number."""

    def __init__(self, functions=None):
        self.functions = functions if functions is not None else []
        self.count = _Count()

    def __call__(self, value, depth=0):
        """The value as JSON-able data.

        Raises:
            TooMuch: it is too large.
        """
        self.count.step(depth)
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str):
            self.count.take("text", len(value))
            return {"str": str(value)}
        if isinstance(value, np.generic | np.ndarray):
            return self._array(value, depth)
        if isinstance(value, int):
            return self._int(int(value))
        if isinstance(value, float):
            value = float(value)
            return value if math.isfinite(value) else {"float": repr(value)}
        if isinstance(value, complex):
            return {"complex": [repr(value.real), repr(value.imag)]}
        return self._other(value, depth + 1)

    def _int(self, value):
        if abs(value) <= 2**53:
            return value
        if value.bit_length() > 3 * MOST_DIGITS:
            raise TooMuch(f"a whole number of more than {MOST_DIGITS} digits cannot be looked at")
        text = str(value)
        self.count.take("text", len(text))
        return {"int": text}

    def _other(self, value, depth):
        for kind in (list, tuple, set, frozenset):
            if isinstance(value, kind):
                if issubclass(kind, set | frozenset):
                    self.count.take("keys", len(value))
                return {kind.__name__: [self(item, depth) for item in value]}
        if isinstance(value, dict):
            self.count.take("keys", len(value))
            return {"dict": [[self(k, depth), self(v, depth)] for k, v in value.items()]}
        torch = sys.modules.get("torch")
        if torch is not None:
            if isinstance(value, torch.Tensor):
                return self._tensor(value, depth)
            if isinstance(value, torch.dtype):
                return {"dtype": _plain_name(value)}
            if isinstance(value, torch.device) and PLACE.fullmatch(str(value)):
                return {"device": str(value)}
        if isinstance(value, np.random.Generator):
            state = value.bit_generator.state
            return {"generator": [type(value.bit_generator).__name__, self(state, depth)]}
        if callable(value):
            return self._function(value)
        return {"opaque": type(value).__name__[:MOST_NAME]}

    def _function(self, value):
        self.functions.append(value)
        name = getattr(value, "__name__", None)
        name = name if isinstance(name, str) else type(value).__name__
        kind = "class" if isinstance(value, type) else type(value).__name__
        return {"function": [len(self.functions) - 1, name[:MOST_NAME], kind[:MOST_NAME]]}

    def _array(self, value, depth):
        array = np.asarray(value)
        if array.nbytes > MOST_BYTES:
            raise TooMuch(f"an array of {array.nbytes / 1e6:.0f} MB is too large to be looked at")
        kind = array.dtype.kind
        if kind not in "biufcSU" or array.ndim > MOST_AXES:
            items = [self(item, depth + 1) for item in array.ravel().tolist()]
            return {"objects": [list(array.shape), items]}
        if array.dtype.itemsize == 0:  # text of no characters
            array = array.astype(f"{kind}1")
        self.count.take("bytes", array.nbytes)
        columns = bool(array.flags.f_contiguous and not array.flags.c_contiguous)
        text = base64.b64encode(array.tobytes("F" if columns else "C")).decode()
        scalar = isinstance(value, np.generic)
        return {
            "scalar" if scalar else "array": [array.dtype.str, list(array.shape), columns, text]
        }

    def _tensor(self, value, depth):
        plain, kind = value.detach().cpu(), _plain_name(value.dtype)
        strided = not (plain.is_sparse or plain.is_quantized) and plain.device.type == "cpu"
        if not strided or kind not in PLAIN:
            return {"opaque": "Tensor"}
        if kind == "bfloat16":
            plain = plain.float()
        return {"tensor": [self._array(plain.numpy(), depth), kind, bool(value.requires_grad)]}


def _plain_name(kind):
    return str(kind).removeprefix("torch.")


class Decoder:
    """Turns what `Encoder` made into values; `call_back(number, name)` makes its functions."""

    def __init__(self, call_back=None):
        self.call_back = call_back
        self.count = _Count()
        self.kinds = {}  # types made for what stayed on the other side
        self.readers = {
            "str": self._str,
            "int": self._int,
            "float": self._float,
            "complex": self._complex,
            "list": self._list,
            "tuple": lambda content, depth: tuple(self._list(content, depth)),
            "set": lambda content, depth: set(self._keys(content, depth)),
            "frozenset": lambda content, depth: frozenset(self._keys(content, depth)),
            "dict": self._dict,
            "array": self._array,
            "scalar": lambda content, depth: self._array(content, depth)[()],
            "objects": self._objects,
            "tensor": self._tensor,
            "dtype": self._dtype,
            "device": self._device,
            "generator": self._generator,
            "function": self._function,
            "opaque": lambda content, depth: self._stays(content),
        }

    def __call__(self, data):
        """The value.

        Raises:
            ValueError: the data is none that an Encoder makes.
        """
        try:
            return self._decode(data, 0)
        except ValueError:
            raise
        except Exception as error:
            raise ValueError(f"not a value: {type(error).__name__}: {error}") from None

    def _decode(self, data, depth):
        self.count.step(depth - 5)
        if data is None or isinstance(data, bool | int | float):
            return data
        ((kind, content),) = data.items()
        return self.readers[kind](content, depth + 1)

    def _text(self, content, most=MOST_TEXT):
        if not isinstance(content, str) or len(content) > most:
            raise ValueError("a text is none, or too long")
        return content

    def _str(self, content, depth):
        self.count.take("text", len(self._text(content)))
        return content

    def _int(self, content, depth):
        self.count.take("text", len(self._text(content, MOST_DIGITS + 1)))
        return int(content)

    def _float(self, content, depth):
        return float(self._text(content, 40))

    def _complex(self, content, depth):
        real, imaginary = content
        return complex(self._float(real, depth), self._float(imaginary, depth))

    def _list(self, content, depth):
        if not isinstance(content, list):
            raise ValueError("what should be a list is none")
        return [self._decode(item, depth) for item in content]

    def _keys(self, content, depth):
        self.count.take("keys", len(content))
        return self._list(content, depth)

    def _dict(self, content, depth):
        self.count.take("keys", len(content))
        return {self._decode(k, depth): self._decode(v, depth) for k, v in content}

    def _array(self, content, depth):
        name, shape, columns, text = content
        data = base64.b64decode(self._text(text, 4 * MOST_BYTES // 3 + 4), validate=True)
        self.count.take("bytes", len(data))
        kind = NUMBERS.get(self._text(name, 12)) or _written(name)
        if math.prod(_shape(shape)) * kind.itemsize != len(data):
            raise ValueError("an array of another size than its bytes")
        # A copy, which may be written
        return np.frombuffer(bytearray(data), kind).reshape(shape, order="F" if columns else "C")

    def _objects(self, content, depth):
        shape, items = content
        array = np.empty(len(items), dtype=object)
        for index, item in enumerate(self._list(items, depth)):
            array[index] = item
        return array.reshape(_shape(shape))

    def _tensor(self, content, depth):
        import torch

        (array,), kind, grad = content[0].values(), *content[1:]
        numbers = self._array(array, depth)
        if numbers.dtype != PLAIN[kind]:
            raise ValueError("a tensor of another kind than its numbers")
        value = torch.from_numpy(numbers) if numbers.ndim else torch.tensor(numbers.item())
        value = value.to(_torch_kinds()[kind])
        return value.requires_grad_() if grad is True else value

    def _dtype(self, content, depth):
        return _torch_kinds()[self._text(content, MOST_NAME)]

    def _device(self, content, depth):
        import torch

        if not PLACE.fullmatch(self._text(content, MOST_NAME)):
            raise ValueError("no device that is known")
        return torch.device(content)

    def _generator(self, content, depth):
        kind, state = content
        bits = GENERATORS[kind]()
        told = self._decode(state, depth)
        _refuse_other_state(told, bits.state)
        bits.state = told
        return np.random.Generator(bits)

    def _function(self, content, depth):
        number, name, kind = content
        if self.call_back is None:
            return self._stays(kind, self._text(name, MOST_NAME))
        if type(number) is not int or number < 0:
            raise ValueError("no function's number")
        return self.call_back(number, self._text(name, MOST_NAME))

    def _stays(self, kind, name=None):
        """Something of this type; a function has a name, too."""
        made = self.kinds.get((kind, name))
        if made is None:
            if len(self.kinds) >= MOST_KINDS:
                raise TooMuch("too many kinds of things that cannot be looked at")
            # Messages show what can be called by its name
            parts = {} if name is None else {"__name__": name, "__call__": _stayed}
            made = self.kinds[kind, name] = type(self._text(kind, MOST_NAME), (Opaque,), parts)
        return made()


def _written(name):
    """The dtype of text, which takes no more room than its bytes; ValueError for any other."""
    if not WRITTEN.fullmatch(name):
        raise ValueError("no kind of number or text that is known")
    return np.dtype(name)


def _shape(shape):
    """An array's shape, whose sizes no calculation can make large; ValueError for any other."""
    whole = isinstance(shape, list) and len(shape) <= MOST_AXES
    if not whole or not all(type(size) is int and 0 <= size <= MOST_BYTES for size in shape):
        raise ValueError("no shape of an array")
    if math.prod(size for size in shape if size) > MOST_BYTES:
        raise ValueError("an array that is too large")
    return shape


def _torch_kinds():
    """PyTorch's dtypes by name."""
    import torch

    every = {kind for kind in vars(torch).values() if isinstance(kind, torch.dtype)}
    return {_plain_name(kind): kind for kind in every}


def _refuse_other_state(told, own, name=""):
    """Raise ValueError unless a generator's state is made as its own kind's is."""
    if isinstance(own, dict):
        if not isinstance(told, dict) or told.keys() != own.keys():
            raise ValueError("no state of a random generator")
        for key, value in own.items():
            _refuse_other_state(told[key], value, key)
        return
    if isinstance(own, np.ndarray):
        fits = isinstance(told, np.ndarray) and (told.dtype, told.shape) == (own.dtype, own.shape)
    elif isinstance(own, str):
        fits = told == own
    else:
        fits = type(told) is int and 0 <= told <= STATE.get(name, 2**128 - 1)
    if not fits:
        raise ValueError("no state of a random generator")


def put_back(target, value):
    """Write `value` into `target`, so that a change in place shows; whether that worked."""
    if isinstance(target, np.ndarray) and isinstance(value, np.ndarray):
        if target.size != value.size:
            return False
        if target.shape != value.shape:
            target.shape = value.shape
        target[...] = value
        return True
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(target, torch.Tensor) and isinstance(value, torch.Tensor):
        if target.shape != value.shape:
            return False
        with torch.no_grad():
            target.copy_(value)
        return True
    if isinstance(target, list) and isinstance(value, list):
        if len(target) == len(value) and all(map(put_back, target, value)):
            return True
        target[:] = value
        return True
    if isinstance(target, tuple) and isinstance(value, tuple) and len(target) == len(value):
        return all(map(put_back, target, value))
    if isinstance(target, dict) and isinstance(value, dict):
        target.clear()
        target.update(value)
        return True
    if isinstance(target, set) and isinstance(value, set):
        target.clear()
        target.update(value)
        return True
    if isinstance(target, np.random.Generator) and isinstance(value, np.random.Generator):
        target.bit_generator.state = value.bit_generator.state
        return True
    return type(target) is type(value) and (target is value or target == value)
