"""The ledgers of the sample company: realistic and untidy, the same at every run.

`company.Company` holds what is so, `planted` says which rule finds what, the books write it as offices do.
`python -m tests.sample` writes resources/samples/ anew; a test compares it with what is committed.
"""
