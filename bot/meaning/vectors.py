"""The content's vectors, computed once and kept in a file beside the content."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.meaning.model import MODEL_HASH, LanguageModel
from knowledge.meaning import Vectors

FILE = "meaning.npz"
STEPS = 127
"""Values are kept as whole numbers, -127 to 127, of each vector's largest: an error of half a percent."""


def kept_vectors(folder: Path, sentences: Sequence[str]) -> Vectors | None:
    """The vectors of all *sentences*, as kept in *folder*; None where one is missing."""
    kept = _read(folder / FILE)
    found = [kept.get(_key(sentence)) for sentence in sentences]
    complete = [vector for vector in found if vector is not None]
    return np.stack(complete) if found and len(complete) == len(found) else None


def keep_vectors(folder: Path, sentences: Sequence[str], model: LanguageModel) -> int:
    """Keep the vectors of *sentences* in *folder*, computing those that are new; how many were."""
    kept = _read(folder / FILE)
    new = [sentence for sentence in dict.fromkeys(sentences) if _key(sentence) not in kept]
    kept |= {_key(sentence): vector for sentence, vector in zip(new, model.vectors(new), strict=True)}
    keys = list(dict.fromkeys(map(_key, sentences)))
    vectors = np.stack([kept[key] for key in keys])
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    np.savez(
        folder / FILE,
        model=np.array(MODEL_HASH),
        keys=np.array(keys),
        scale=(largest / STEPS).astype(np.float32),
        vectors=np.rint(vectors / largest * STEPS).astype(np.int8),
    )
    return len(new)


def _key(sentence: str) -> str:
    return hashlib.sha256(sentence.encode()).hexdigest()[:16]


def _read(file: Path) -> dict[str, Vectors]:
    """What is kept in *file*: nothing where there is none, or where another model made it."""
    if not file.exists():
        return {}
    with np.load(file, allow_pickle=False) as kept:
        if str(kept["model"]) != MODEL_HASH:
            return {}
        vectors = kept["vectors"].astype(np.float32) * kept["scale"]
        return dict(zip(kept["keys"].tolist(), vectors, strict=True))
