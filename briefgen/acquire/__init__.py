"""Documents of any kind into the corpus: fetched, read once, compared with what is there, written."""
