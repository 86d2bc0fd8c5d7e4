"""Two more companies, written apart from the sample: other headings, other layouts, other ways of saying things.

Each is in order at first, with every exception that a rule must not alarm at; `defects.plant` then spoils known rows.
"""
