"""HTTP: the API, SPARQL and the page, which ask the pipeline and show what it says."""
