"""How the window looks: colour tokens, sizes, the style sheet, icons."""
