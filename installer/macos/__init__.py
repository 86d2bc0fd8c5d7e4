"""The bundle for macOS. Written without a Mac and never executed; see README.md."""
