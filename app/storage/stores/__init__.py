"""One store per noun, implementing the ports of the services."""
