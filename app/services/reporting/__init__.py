"""Reports: the frozen report model and the builders that fill it."""
