"""Reports (報告書): preview, print, save."""
