"""Plain values as JSON and back: what may cross between a learner's process and the judge's.

Numbers, strings, lists, tuples, dicts, sets, arrays, tensors, random generators and functions,
the last as something that calls back. Anything else crosses as the name of its type. Nothing is
ever unpickled.
"""

import base64
import io
import math
import sys

import numpy as np

MOST_BYTES = 20_000_000  # of one array
MOST_ITEMS = 200_000  # of all containers together
DEEPEST = 30


class Opaque:
    """A value that stayed on the other side; its type's name came, and a function's own name."""

    def __init__(self, kind, name=None):
        parts = {"__init__": object.__init__}
        if name is not None:  # messages show what can be called by its name
            parts |= {"__name__": name, "__call__": _stayed}
        self.__class__ = type(kind, (Opaque,), parts)


def _stayed(self, *args, **kwargs):
    raise TypeError("the function stayed on the other side")


class TooMuch(ValueError):
    """A value is too large, or nested too deeply, to cross."""


class Encoder:
    """Turns values into what `json` can write; functions are kept, and cross as their number."""

    def __init__(self, functions=None):
        self.functions = functions if functions is not None else []
        self.items = 0

    def __call__(self, value, depth=0):
        """The value as JSON-able data.

        Raises:
            TooMuch: it is too large.
        """
        self.items += 1
        if self.items > MOST_ITEMS or depth > DEEPEST:
            raise TooMuch("the value is too large to be looked at")
        if value is None or isinstance(value, bool | str):
            return {"str": str(value)} if isinstance(value, str) else value
        if isinstance(value, np.generic | np.ndarray):
            return self._array(value, depth)
        if isinstance(value, int):
            return {"int": str(int(value))} if abs(value) > 2**53 else int(value)
        if isinstance(value, float):
            value = float(value)
            return value if math.isfinite(value) else {"float": repr(value)}
        if isinstance(value, complex):
            return {"complex": [repr(value.real), repr(value.imag)]}
        return self._other(value, depth + 1)

    def _other(self, value, depth):
        for kind in (list, tuple, set, frozenset):
            if isinstance(value, kind):
                return {kind.__name__: [self(item, depth) for item in value]}
        if isinstance(value, dict):
            return {"dict": [[self(k, depth), self(v, depth)] for k, v in value.items()]}
        torch = sys.modules.get("torch")
        if torch is not None:
            if isinstance(value, torch.Tensor):
                return self._tensor(value, depth)
            if isinstance(value, torch.device | torch.dtype):
                return {"torch": [type(value).__name__, str(value)]}
        if isinstance(value, np.random.Generator):
            state = value.bit_generator.state
            return {"generator": [type(value.bit_generator).__name__, self(state, depth)]}
        if callable(value):
            self.functions.append(value)
            name = getattr(value, "__name__", None)
            name = name if isinstance(name, str) else type(value).__name__
            kind = "class" if isinstance(value, type) else type(value).__name__
            return {"function": [len(self.functions) - 1, name, kind]}
        return {"opaque": type(value).__name__}

    def _array(self, value, depth):
        array = np.asarray(value)
        if array.nbytes > MOST_BYTES:
            raise TooMuch(f"an array of {array.nbytes / 1e6:.0f} MB is too large to be looked at")
        if array.dtype.kind not in "biufcSU":
            items = [self(item, depth + 1) for item in array.ravel().tolist()]
            return {"objects": [list(array.shape), items]}
        data = io.BytesIO()
        np.save(data, array, allow_pickle=False)
        text = base64.b64encode(data.getvalue()).decode()
        return {"scalar" if isinstance(value, np.generic) else "array": text}

    def _tensor(self, value, depth):
        import torch

        plain = value.detach().cpu()
        if plain.is_sparse or plain.is_quantized or plain.device.type != "cpu":
            return {"opaque": "Tensor"}
        kind = str(plain.dtype)
        if plain.dtype in (torch.bfloat16, torch.complex32):
            plain = plain.float()
        return {"tensor": [self._array(plain.numpy(), depth), kind, bool(value.requires_grad)]}


class Decoder:
    """Turns what `Encoder` made into values; `call_back(number, name)` makes its functions."""

    def __init__(self, call_back=None):
        self.call_back = call_back

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
        if depth > DEEPEST + 5:
            raise ValueError("nested too deeply")
        if data is None or isinstance(data, bool | int | float):
            return data
        ((kind, content),) = data.items()
        return getattr(self, f"_{kind}")(content, depth + 1)

    def _str(self, content, depth):
        return str(content)

    def _int(self, content, depth):
        if len(content) > 4000:
            raise ValueError("a number of more than 4000 digits")
        return int(content)

    def _float(self, content, depth):
        return float(content)

    def _complex(self, content, depth):
        return complex(float(content[0]), float(content[1]))

    def _list(self, content, depth):
        return [self._decode(item, depth) for item in content]

    def _tuple(self, content, depth):
        return tuple(self._list(content, depth))

    def _set(self, content, depth):
        return set(self._list(content, depth))

    def _frozenset(self, content, depth):
        return frozenset(self._list(content, depth))

    def _dict(self, content, depth):
        return {self._decode(k, depth): self._decode(v, depth) for k, v in content}

    def _array(self, content, depth):
        return np.load(io.BytesIO(base64.b64decode(content)), allow_pickle=False)

    def _scalar(self, content, depth):
        return self._array(content, depth)[()]

    def _objects(self, content, depth):
        shape, items = content
        array = np.empty(len(items), dtype=object)
        array[:] = [self._decode(item, depth) for item in items]
        return array.reshape([int(size) for size in shape])

    def _tensor(self, content, depth):
        import torch

        array, kind, grad = content
        numbers = np.array(self._decode(array, depth))  # torch.from_numpy would share its memory
        value = torch.from_numpy(numbers) if numbers.ndim else torch.tensor(numbers.item())
        value = value.to(getattr(torch, kind.removeprefix("torch.")))
        return value.requires_grad_() if grad else value

    def _torch(self, content, depth):
        import torch

        kind, text = content
        if kind == "dtype":
            return getattr(torch, text.removeprefix("torch."))
        return torch.device(text)

    def _generator(self, content, depth):
        kind, state = content
        if kind not in ("PCG64", "MT19937", "Philox", "SFC64", "PCG64DXSM"):
            raise ValueError(f"no random generator is called {kind!r}")
        bits = getattr(np.random, kind)()
        bits.state = self._decode(state, depth)
        return np.random.Generator(bits)

    def _function(self, content, depth):
        number, name, kind = content
        if self.call_back is None:
            return Opaque(str(kind), str(name)[:200])
        return self.call_back(int(number), str(name))

    def _opaque(self, content, depth):
        return Opaque(str(content))


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
