"""One store per noun: frozen domain values in, frozen domain values out."""
