"""Names of chemical elements, constellations and moons: facts, for networks that read letters.

python -m utils.names    writes data/names.csv anew, the same bytes each time

Sources, as of 2025: the 118 elements of the International Union of Pure and Applied Chemistry
(IUPAC, periodic table), the 88 constellations of the International Astronomical Union (IAU, 1922),
and named moons of the IAU's Gazetteer of Planetary Nomenclature. Written in small letters, without
accents; a name that two lists share stands in the first of them alone.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import torch

DATA = Path(__file__).resolve().parent.parent / "data"
TABLE = DATA / "names.csv"
HEADER = "name,kind,part"
SEED = 11
PARTS = {"train": 0.7, "validation": 0.15, "test": 0.15}
LETTERS = "abcdefghijklmnopqrstuvwxyz "
END = 0  # the mark that ends a name, and stands before its first letter
N_SYMBOLS = len(LETTERS) + 1

ELEMENTS = """hydrogen helium lithium beryllium boron carbon nitrogen oxygen fluorine neon sodium
magnesium aluminium silicon phosphorus sulfur chlorine argon potassium calcium scandium titanium
vanadium chromium manganese iron cobalt nickel copper zinc gallium germanium arsenic selenium
bromine krypton rubidium strontium yttrium zirconium niobium molybdenum technetium ruthenium
rhodium palladium silver cadmium indium tin antimony tellurium iodine xenon caesium barium
lanthanum cerium praseodymium neodymium promethium samarium europium gadolinium terbium dysprosium
holmium erbium thulium ytterbium lutetium hafnium tantalum tungsten rhenium osmium iridium platinum
gold mercury thallium lead bismuth polonium astatine radon francium radium actinium thorium
protactinium uranium neptunium plutonium americium curium berkelium californium einsteinium fermium
mendelevium nobelium lawrencium rutherfordium dubnium seaborgium bohrium hassium meitnerium
darmstadtium roentgenium copernicium nihonium flerovium moscovium livermorium tennessine
oganesson"""
CONSTELLATIONS = """andromeda, antlia, apus, aquarius, aquila, ara, aries, auriga, bootes, caelum,
camelopardalis, cancer, canes venatici, canis major, canis minor, capricornus, carina, cassiopeia,
centaurus, cepheus, cetus, chamaeleon, circinus, columba, coma berenices, corona australis,
corona borealis, corvus, crater, crux, cygnus, delphinus, dorado, draco, equuleus, eridanus, fornax,
gemini, grus, hercules, horologium, hydra, hydrus, indus, lacerta, leo, leo minor, lepus, libra,
lupus, lynx, lyra, mensa, microscopium, monoceros, musca, norma, octans, ophiuchus, orion, pavo,
pegasus, perseus, phoenix, pictor, pisces, piscis austrinus, puppis, pyxis, reticulum, sagitta,
sagittarius, scorpius, sculptor, scutum, serpens, sextans, taurus, telescopium, triangulum,
triangulum australe, tucana, ursa major, ursa minor, vela, virgo, volans, vulpecula"""
MOONS = """phobos deimos io europa ganymede callisto amalthea himalia elara pasiphae sinope lysithea
carme ananke leda thebe adrastea metis callirrhoe themisto megaclite taygete chaldene harpalyke
kalyke iocaste erinome isonoe praxidike autonoe thyone hermippe aitne eurydome euanthe euporie
orthosie sponde kale pasithee hegemone mneme aoede thelxinoe arche kallichore helike carpo eukelade
cyllene kore herse dia eirene philophrosyne eupheme valetudo pandia ersa mimas enceladus tethys
dione rhea titan hyperion iapetus phoebe janus epimetheus helene telesto calypso atlas prometheus
pandora pan ymir paaliaq tarvos ijiraq suttungr kiviuq mundilfari albiorix skathi erriapus siarnaq
thrymr narvi methone pallene polydeuces daphnis aegir bebhionn bergelmir bestla farbauti fenrir
fornjot hati hyrrokkin kari loge skoll surtur anthe jarnsaxa greip tarqeq aegaeon gridr angrboda
skrymir gerd eggther beli gunnlod thiazzi alvaldi geirrod ariel umbriel titania oberon miranda
cordelia ophelia bianca cressida desdemona juliet portia rosalind belinda puck caliban sycorax
prospero setebos stephano trinculo francisco margaret ferdinand perdita mab cupid triton nereid
naiad thalassa despina galatea larissa proteus halimede psamathe sao laomedeia neso hippocamp
charon nix hydra kerberos styx"""


def all_names() -> dict[str, str]:
    """Every name with its kind: "element", "constellation" or "moon"."""
    lists = {
        "element": ELEMENTS.split(),
        "constellation": " ".join(CONSTELLATIONS.split()).split(", "),
        "moon": MOONS.split(),
    }
    kinds: dict[str, str] = {}
    for kind, names in lists.items():
        for name in names:
            kinds.setdefault(name, kind)
    return kinds


def write_names(path: Path = TABLE) -> Path:
    """Shuffle the names, give each to one part, and write them as CSV."""
    kinds = all_names()
    names = np.random.default_rng(SEED).permutation(sorted(kinds)).tolist()
    ends = np.round(np.cumsum(list(PARTS.values())) * len(names)).astype(int)
    rows = [HEADER]
    for place, name in enumerate(names):
        part = list(PARTS)[int(np.searchsorted(ends, place, side="right"))]
        rows.append(f"{name},{kinds[name]},{part}")
    path.write_bytes(("\n".join(rows) + "\n").encode("ascii"))
    return path


def load_names(part: str, path: Path = TABLE) -> list[str]:
    """The names of one part: "train", "validation" or "test".

    Raises:
        FileNotFoundError: the table is not there.
        ValueError: it is not the table that the course ships, or has no such part.
    """
    again = "`python -m utils.names` in the course's folder writes it anew."
    if not path.is_file():
        raise FileNotFoundError(f"{path} is not there: {again}")
    header, *lines = path.read_text(encoding="utf-8").splitlines() or [""]
    rows = [line.split(",") for line in lines]
    if header != HEADER or any(len(row) != 3 or set(row[0]) - set(LETTERS) for row in rows):
        raise ValueError(f"{path} is not the table of names: {again}")
    found = [name for name, _, each in rows if each == part]
    if not found:
        raise ValueError(f"there is no part {part!r} in {path.name}: use one of {', '.join(PARTS)}")
    return found


def encode(names: list[str]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Names as numbers, a row each: what the network reads, what it should say, how long.

    A letter is 1 to 27, and 0 is END. Short rows are padded with END behind their own.

    Returns:
        inputs (n, t), beginning with END; targets (n, t), one letter ahead, END last;
        lengths (n,), the real steps of each: its letters and one END.

    >>> inputs, targets, lengths = encode(["io", "tin"])
    >>> inputs.tolist(), targets.tolist(), lengths.tolist()
    ([[0, 9, 15, 0], [0, 20, 9, 14]], [[9, 15, 0, 0], [20, 9, 14, 0]], [3, 4])
    """
    lengths = torch.tensor([len(name) + 1 for name in names])
    targets = torch.zeros(len(names), int(lengths.max()), dtype=torch.int64)
    for row, name in zip(targets, names, strict=True):
        row[: len(name)] = torch.tensor([LETTERS.index(letter) + 1 for letter in name])
    inputs = torch.zeros_like(targets)
    inputs[:, 1:] = targets[:, :-1]
    return inputs, targets, lengths


def decode(symbols: list[int]) -> str:
    """The letters of these numbers, up to END.

    >>> decode([9, 15, 0, 3])
    'io'
    """
    letters = []
    for symbol in symbols:
        if symbol == END:
            break
        letters.append(LETTERS[symbol - 1])
    return "".join(letters)


if __name__ == "__main__":
    print(f"Wrote {write_names()}")
    sys.exit(0)
