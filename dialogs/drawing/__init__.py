"""A flow drawn: ``graph`` says what is on the drawing, ``svg`` and ``mermaid`` draw it."""
