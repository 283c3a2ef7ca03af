"""Guided dialogs as data.

To understand it, read in this order: a flow (``flows/ansvar.yaml`` is the shortest), ``model`` (what a flow
is), ``engine`` (facts in, outcome out), ``conversation`` (one question at a time), then what surrounds them:
``limits``, ``facts`` (whole cases from outside), ``typed`` (typed answers), ``wording`` (an outcome in
words) and ``checks``. ``proof`` shows that a flow decides every case; ``paths``, ``listing`` and ``drawing``
show it to whoever answers for it.
"""
