"""The checkpoint page: what is asked, the answer, its evidence, and why it is asked."""
