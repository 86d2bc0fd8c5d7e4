"""The improvement plan: measures, cases, physical split, filing."""
