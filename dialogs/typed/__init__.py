"""What a person types in answer to a question, as a value of the contract or nothing.

Read in this order: ``reading`` (the ways a text is read), ``whole`` (to the last word), ``reasons`` (with a
reason beside it), ``likeness`` (by examples); ``amounts`` and ``days``; what they share is in ``vocabulary``,
``spelling`` and ``phrases``.
"""
