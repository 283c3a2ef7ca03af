"""A flow proven from its data before anybody is led by it: exhaustively, without sampling.

Read in this order: ``cells`` (which answers no rule tells apart), ``diagram`` (every case, merged where what
was said no longer matters), ``rules`` (what is proven of the table), ``talk`` (what is proven of the
conversation), ``proving`` (all of it). What it covers and what it does not: ``docs/dialogs.md``.
"""
