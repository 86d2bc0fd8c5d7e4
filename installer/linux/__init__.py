"""Linux packages: the frozen program, `.deb`, `.run`, `tar.xz`, and their trial in a clean root."""
